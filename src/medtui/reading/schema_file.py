"""A schema written as YAML: the default one, or a library's own `medtui.yaml`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from medtui.reading.safe_yaml import Items, Node, Pairs, Scalar, UnsafeYamlError, parse_yaml
from medtui.reading.schema import RESERVED_NAMES, Schema, SectionSpec, fold_heading

_WORDS = ("name", "label", "title")
_KEYS = (*_WORDS, "aliases", "heading_aliases", "standard", "alert", "faqs")
_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")


class SchemaError(ValueError):
    """The file is not a schema. str(error) says what is wrong and on which line. line: from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line


def parse_schema(text: str, base: Schema) -> Schema:
    """The schema that a library's own file makes of `base`: more of it, or another one where the file says
    `extend: no`. Raises SchemaError."""
    try:
        root = parse_yaml(text)
    except UnsafeYamlError as error:
        raise SchemaError(f"the file {error}", error.line) from error
    if root is None:
        raise SchemaError("the file is empty", 1)
    fields = _mapping(root, "the file", ("extend", "sections"))
    if "sections" not in fields:
        raise SchemaError("the file has no `sections:` list", 1)
    nodes = _items(fields["sections"], "`sections`")
    if not nodes:
        raise SchemaError("`sections` is empty", fields["sections"].line)
    specs = [_section(node) for node in nodes]
    _refuse_repeats((spec, node.line) for spec, node in zip(specs, nodes, strict=True))
    extends = _flag(fields, "extend", default=True)
    schema = (base if extends else Schema(())).extended(specs)
    return Schema(tuple(_with_label(spec) for spec in schema.sections))


def _with_label(spec: SectionSpec) -> SectionSpec:
    label = spec.label or spec.name.replace("_", " ").capitalize()
    return replace(spec, label=label, title=spec.title or label)


def _section(node: Node) -> SectionSpec:
    fields = _mapping(node, "a section", _KEYS)
    if "name" not in fields:
        raise SchemaError("a section needs a `name`", node.line)
    words = {key: _scalar(fields[key], f"`{key}`") for key in _WORDS if key in fields}
    name = fold_heading(words["name"]).replace(" ", "_")
    if not name:
        raise SchemaError("`name` needs at least one letter or digit", fields["name"].line)
    if name in RESERVED_NAMES:
        raise SchemaError(f"a section cannot be called `{name}`", fields["name"].line)
    return SectionSpec(
        name,
        label=words.get("label", ""),
        title=words.get("title", ""),
        aliases=_phrases(fields, "aliases"),
        heading_aliases=_phrases(fields, "heading_aliases"),
        standard=_flag(fields, "standard", default=False),
        alert=_flag(fields, "alert", default=False),
        faqs=_flag(fields, "faqs", default=False),
    )


def _refuse_repeats(sections: Iterable[tuple[SectionSpec, int]]) -> None:
    owners: dict[str, str] = {}
    names: set[str] = set()
    for spec, line in sections:
        if spec.name in names:
            raise SchemaError(f"the section `{spec.name}` is there twice", line)
        names.add(spec.name)
        for words in spec.words:
            owner = owners.setdefault(words, spec.name)
            if owner != spec.name:
                raise SchemaError(f"`{words}` cannot mean both `{owner}` and `{spec.name}`", line)


def _mapping(node: Node, what: str, allowed: tuple[str, ...]) -> dict[str, Node]:
    if not isinstance(node, Pairs):
        raise SchemaError(f"{what} must be a mapping with {', '.join(allowed)}", node.line)
    fields: dict[str, Node] = {}
    for key, value in node.pairs:
        name = key.text if isinstance(key, Scalar) else "?"
        if name not in allowed:
            raise SchemaError(f"unknown key `{name}`; allowed: {', '.join(allowed)}", key.line)
        if name in fields:
            raise SchemaError(f"`{name}` is there twice", key.line)
        fields[name] = value
    return fields


def _items(node: Node, what: str) -> list[Node]:
    if not isinstance(node, Items):
        raise SchemaError(f"{what} must be a list", node.line)
    return node.items


def _scalar(node: Node, what: str) -> str:
    if not isinstance(node, Scalar) or not node.text.strip():
        raise SchemaError(f"{what} must be a word or a phrase", node.line)
    return " ".join(node.text.split())


def _phrases(fields: dict[str, Node], key: str) -> tuple[str, ...]:
    return tuple(_scalar(item, f"each of `{key}`") for item in _items(fields[key], f"`{key}`")) if key in fields else ()


def _flag(fields: dict[str, Node], key: str, *, default: bool) -> bool:
    if key not in fields:
        return default
    word = _scalar(fields[key], f"`{key}`").casefold()
    if word not in _YES + _NO:
        raise SchemaError(f"`{key}` must be yes or no, not `{word}`", fields[key].line)
    return word in _YES
