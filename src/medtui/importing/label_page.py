"""A label as a monograph: front matter, our sections with the label's own headings below them, a disclaimer."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from medtui.importing.label import Ingredient, Label, LabelSection, Product
from medtui.importing.label_sections import SCHEMA, TITLES, placed
from medtui.importing.narrative import Narrative
from medtui.importing.stock_list import plain_names
from medtui.library.names.name_forms import without_salt
from medtui.library.names.synonyms import known_inn
from medtui.presentation.monograph_text import escaped_markdown

_FIRST_IN_PRECAUTIONS = "contraindications"
_SUFFIX = re.compile(r"-[a-z]{4}$", re.IGNORECASE)  # that tells a biologic from others like it


@dataclass(frozen=True, slots=True)
class LabelPage:
    """text: of a monograph, without front matter. sections: those of ours that it has, in order."""

    text: str
    sections: tuple[str, ...]


def label_page(label: Label, *, has_bold: bool = True, warning: str = "") -> LabelPage:
    """warning: said above all of it."""
    blocks: dict[str, list[str]] = defaultdict(list)
    blocks["generic_name"] += _products(label)
    leading: list[str] = []
    for name, section in placed(label.sections):
        into = leading if name == _FIRST_IN_PRECAUTIONS else blocks["highlights" if name == "recent_changes" else name]
        into += _section_blocks(section, Narrative(label.figures, has_bold=has_bold), 4)
    blocks["precautions"] = leading + blocks["precautions"]
    blocks["highlights"] += _highlights(label.sections, Narrative(label.figures, has_bold=has_bold))
    given = {name: blocks[name] for name in TITLES if blocks[name]}
    parts = [f"# {_title_line(label)}", *([escaped_markdown(warning)] if warning else [])]
    for name, section_blocks in given.items():
        parts += [f"### {TITLES[name]}", *section_blocks]
    return LabelPage("\n\n".join([*parts, label.origin.disclaimer]) + "\n", tuple(given))


def _section_blocks(section: LabelSection, writer: Narrative, level: int) -> Iterator[str]:
    if title := writer.line(section.title):
        yield f"{'#' * min(level, 6)} {title}"
    for text in section.texts:
        yield from writer.blocks(text)
    yield from writer.notes()  # of a title
    for inner in section.sections:
        yield from _section_blocks(inner, writer, level + 1)


def _highlights(sections: Sequence[LabelSection], writer: Narrative) -> Iterator[str]:
    for section in sections:
        if section.highlights and (title := writer.line(section.title)):
            yield f"#### {title}"
        for text in section.highlights:
            yield from writer.blocks(text)
        yield from writer.notes()
        yield from _highlights(section.sections, writer)


def _title_line(label: Label) -> str:
    """The title, the first letter of one that is called as a section is as an entity."""
    title = escaped_markdown(title_of(label))
    return f"&#{ord(title[0])};{title[1:]}" if SCHEMA.match_heading(title) else title


def title_of(label: Label) -> str:
    """The generic name, and the brand where it is another one."""
    product = next(iter(label.products), None)
    generic, brand = (product.generic, product.name) if product else ("", "")
    name = generic or brand or f"Unknown ({label.set_id})"
    name = name[:1].upper() + name[1:] if not name.isupper() else name.capitalize()
    same = brand.casefold() in ("", generic.casefold()) or not generic
    return name if same else f"{name} ({brand})"


def _products(label: Label) -> Iterator[str]:
    lines = [_product_line(product) for product in label.all_products() if product.active]
    if lines:
        yield "\n".join(dict.fromkeys(lines))


def _product_line(product: Product) -> str:
    active = "; ".join(" ".join(filter(None, (one.name, one.strength))) for one in product.active)
    facts = [product.name, product.form, active, ", ".join(product.routes), f"NDC {product.ndc}" if product.ndc else ""]
    return f"- {escaped_markdown(' · '.join(filter(None, facts)))}"


def front_matter(label: Label, facts: Mapping[str, str], *, is_boxed: bool) -> str:
    """What the label is and of which products, where it comes from, and `facts` about its import."""
    import yaml

    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    products = list(label.all_products())

    def each(texts: Iterable[str]) -> list[str]:
        return list(dict.fromkeys(text for text in texts if text))

    active = [name for p in products for one in p.active for name in _moieties(one)]
    moieties = sorted(each(_of_salts(name) for name in active or [p.generic for p in products]))
    names = [name for product in products for name in (product.generic, product.name, product.invented)]
    substance = moieties[0].capitalize() if len(moieties) == 1 else ""
    is_new = substance.casefold() not in map(str.casefold, names)
    fields: dict[str, object] = {
        "title": title_of(label),
        "names": each([*names, substance] if is_new else names),
        "source": label.origin.name,
        "source_url": label.origin.url,
        "set_id": label.set_id,
        "version": label.version,
        "effective_date": label.effective,
        "labeler": label.labeler,
        "label_kind": _label_kind(products),
        "approval": each(" ".join(filter(None, (one.approval_kind, one.approval))) for one in products),
        "marketing_status": each(product.status for product in products),
        "brands": each(product.name for product in products),
        "ingredients": each(_ingredient(one.name, one.unii, one.strength) for p in products for one in p.active),
        "moieties": moieties,
        "strengths": each(" / ".join(filter(None, (one.strength for one in p.active))) for p in products),
        "forms": each(product.form for product in products),
        "routes": each(route for product in products for route in product.routes),
        "schedule": each(product.schedule for product in products),
        "ndc": each(code for product in products for code in (product.ndc, *product.packages)),
        "atc": list(label.atc),
        "rxcui": list(label.rxcui),
        "epc": list(label.epc),
        "boxed_warning": is_boxed,
        "language": label.origin.language,
        "licence": label.origin.licence,
        "lossy": label.origin.is_lossy,
        **facts,
    }
    known = {key: value for key, value in fields.items() if value not in ("", [], 0)}
    return f"---\n{yaml.dump(known, Dumper=dumper, allow_unicode=True, sort_keys=False, width=110)}---\n\n"


def _label_kind(products: Sequence[Product]) -> str:
    sources = list(dict.fromkeys(product.source_ndc for product in products if product.source_ndc))
    return f"repackager of NDC {', '.join(sources)}" if sources else "original"


def _moieties(ingredient: Ingredient) -> tuple[str, ...]:
    """What acts in it, if it is called so but for its salt. Dimethyl and diroximel fumarate act by the same moiety, as
    potassium chloride and citrate do, and are different drugs."""
    own = plain_names(_SUFFIX.sub("", ingredient.name))
    is_called_so = all(own & plain_names(moiety) for moiety in ingredient.moieties)
    return ingredient.moieties if ingredient.moieties and is_called_so else (ingredient.name,)


def _of_salts(name: str) -> str:
    """What a substance is called that may be a salt; one that is called after an ion by its acid: valproate sodium."""
    plain = without_salt(name).lower()
    acid = f"{plain.removesuffix('ate')}ic acid"
    return acid if plain != name.lower() and plain.endswith("ate") and known_inn(acid) else plain


def _ingredient(name: str, unii: str, strength: str) -> str:
    return " ".join(filter(None, (name, strength, f"(UNII {unii})" if unii else "")))
