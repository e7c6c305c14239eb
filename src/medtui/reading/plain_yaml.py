"""The YAML that most front matter is made of, read without PyYAML, whose import alone takes 30 ms.

Anything that is not certain to mean to PyYAML what it means here is left to PyYAML; a property test holds
the two together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

Value = str | list[str]
Group = dict[str, Value]
Field = Value | list[str | Group]

# Tabs, control characters, YAML's own line breaks, and what YAML calls unprintable.
_UNSAFE = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\xa0\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_FIELD = re.compile(r"(?P<key>[A-Za-z_](?:[\w.()/ -]{0,80}[\w.()/-])?):(?: +(?P<value>.*))?", re.ASCII)
_ITEM = re.compile(r" *- +(?P<value>[^ ].*)")
_PLAIN = re.compile(r"[\w(/~.](?:[^:#]|:(?=[^ ])|(?<! )#)*+")
_QUOTED = re.compile(r"\"(?P<double>[^\"\\]*)\"|'(?P<single>[^']*)'")
_FLOW_LIST = re.compile(r"\[(?P<items>[^\[\]{}]*)\]")
_FLOW_ITEM = re.compile(r" *(?P<item>[\w(](?:[\w.()/+ -]*[\w.()/+])?) *")


def plain_fields(lines: Sequence[str]) -> dict[str, Field] | None:
    """The fields of `lines`: one-line scalars, lists of them, and lists of `key: value` groups. None when
    there is anything else in them."""
    if _UNSAFE.search("".join(lines)):
        return None
    fields: dict[str, Field] = {}
    items: list[str | Group] | None = None
    open_key = ""  # the last key, while it has no value of its own
    item_column = group_column = 0
    for line in lines:
        row = line.rstrip("\r\n ")
        column = len(row) - len(row.lstrip(" "))
        if not row or row[column] == "#":
            continue
        if match := _ITEM.fullmatch(row):
            item = _item(match["value"])
            if item is None or not open_key or (items and column != item_column):
                return None
            if items is None:
                fields[open_key] = items = []
            items.append(item)
            item_column, group_column = column, match.start("value")
        elif column:
            group = items[-1] if items and column == group_column else None
            if not isinstance(group, dict) or not _add(group, row[column:]):
                return None
        else:
            items = None
            if not _add(fields, row):
                return None
            open_key = row[:-1] if row.endswith(":") else ""
    return fields


def _add(fields: dict[str, Field] | Group, row: str) -> bool:
    """Add the `key: value` in `row`; False where it is not one, or is there already."""
    match = _FIELD.fullmatch(row)
    if match is None or match["key"] in fields:
        return False
    value = _value(match["value"] or "")
    if value is None:
        return False
    fields[match["key"]] = value
    return True


def _item(text: str) -> str | Group | None:
    if _FIELD.fullmatch(text):
        group: Group = {}
        return group if not text.endswith(":") and _add(group, text) else None
    value = _value(text)
    return value if isinstance(value, str) else None


def _value(text: str) -> Value | None:
    if not text or _PLAIN.fullmatch(text):
        return text
    if quoted := _QUOTED.fullmatch(text):
        return quoted["double"] if quoted["single"] is None else quoted["single"]
    if flow := _FLOW_LIST.fullmatch(text):
        found = [_FLOW_ITEM.fullmatch(item) for item in flow["items"].split(",")]
        if flow["items"].isspace() or not flow["items"]:
            return []
        return [item["item"] for item in found if item] if all(found) else None
    return None
