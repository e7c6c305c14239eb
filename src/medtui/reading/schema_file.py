"""A schema written as YAML: the default one, or a library's own `medtui.yaml`."""

from __future__ import annotations

from typing import Any

from medtui.reading.schema import Schema, SectionSpec, fold_heading

_MAX_CHARACTERS = 200_000
_FLAGS = ("standard", "alert", "faqs")
_LISTS = ("aliases", "heading_aliases")
_WORDS = ("name", "label", "title")
_YES, _NO = ("yes", "true", "on"), ("no", "false", "off")


class SchemaError(ValueError):
    """The file is not a schema. str(error) says what is wrong and on which line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(f"line {line}: {message}")
        self.line = line


def parse_sections(text: str) -> tuple[tuple[SectionSpec, ...], bool]:
    """The sections in `text` and whether they extend the default schema (else they replace it).

    Raises SchemaError for anything that is not such a file.
    """
    import yaml  # noqa: PLC0415 - slow to import, and only libraries with their own schema need it

    if len(text) > _MAX_CHARACTERS:
        raise SchemaError(f"the file is longer than {_MAX_CHARACTERS:,} characters", 1)
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text, Loader=yaml.BaseLoader)):
            raise SchemaError("YAML aliases (*name) are not allowed", 1)
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SchemaError(f"not valid YAML: {error.problem or error.context}", line) from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise SchemaError("not valid YAML", 1) from error
    fields = _mapping(root, "the file", ("sections", "extend"))
    extend = _flag(fields["extend"]) if "extend" in fields else True
    if "sections" not in fields:
        raise SchemaError("no `sections:` list", 1)
    specs = tuple(_section(node) for node in _items(fields["sections"], "`sections`"))
    _refuse_repeats(specs, fields["sections"])
    return specs, extend


def parse_schema(text: str, base: Schema) -> Schema:
    """The schema that a library's own file makes of `base`. Raises SchemaError."""
    specs, extend = parse_sections(text)
    return base.extended(specs) if extend else Schema(specs)


def _line(node: Any) -> int:
    return node.start_mark.line + 1 if node is not None else 1


def _mapping(node: Any, what: str, allowed: tuple[str, ...]) -> dict[str, Any]:
    if node is None or node.id != "mapping":
        raise SchemaError(f"{what} must be a mapping of {', '.join(allowed)}", _line(node))
    fields: dict[str, Any] = {}
    for key, value in node.value:
        if key.id != "scalar" or key.value not in allowed:
            shown = key.value if key.id == "scalar" else "?"
            raise SchemaError(f"unknown key `{shown}`; allowed: {', '.join(allowed)}", _line(key))
        fields[key.value] = value
    return fields


def _items(node: Any, what: str) -> list[Any]:
    if node.id != "sequence":
        raise SchemaError(f"{what} must be a list", _line(node))
    return list(node.value)


def _scalar(node: Any, what: str) -> str:
    if node.id != "scalar" or not node.value.strip():
        raise SchemaError(f"{what} must be a word or a phrase", _line(node))
    return str(node.value).strip()


def _flag(node: Any) -> bool:
    word = _scalar(node, "the value").casefold()
    if word not in _YES + _NO:
        raise SchemaError(f"`{word}` must be yes or no", _line(node))
    return word in _YES


def _section(node: Any) -> SectionSpec:
    fields = _mapping(node, "a section", _WORDS + _FLAGS + _LISTS)
    if "name" not in fields:
        raise SchemaError("a section needs a `name`", _line(node))
    words = {key: _scalar(fields[key], f"`{key}`") for key in _WORDS if key in fields}
    name = fold_heading(words["name"]).replace(" ", "_")
    if not name:
        raise SchemaError("`name` needs at least one letter or digit", _line(fields["name"]))
    label = words.get("label") or name.replace("_", " ").capitalize()
    lists = {
        key: tuple(_scalar(item, f"each of `{key}`") for item in _items(fields[key], f"`{key}`"))
        for key in _LISTS
        if key in fields
    }
    flags = {key: _flag(fields[key]) for key in _FLAGS if key in fields}
    return SectionSpec(name=name, label=label, title=words.get("title") or label, **lists, **flags)


def _refuse_repeats(specs: tuple[SectionSpec, ...], node: Any) -> None:
    seen: set[str] = set()
    for spec, item in zip(specs, node.value, strict=True):
        if spec.name in seen:
            raise SchemaError(f"the section `{spec.name}` is there twice", _line(item))
        seen.add(spec.name)
    if not specs:
        raise SchemaError("`sections` is empty", _line(node))
