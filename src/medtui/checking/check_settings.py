"""What a library's own `medtui.yaml` says of checking, and which rules are looked at at which severity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medtui.checking.checked_page import DEFAULT_MONTHS
from medtui.checking.rule import RuleFacts, RuleGroup, Severity
from medtui.library.files import UnreadableFile, read_file
from medtui.library.loading import SCHEMA_FILE, schema_for
from medtui.reading.decoding import decode
from medtui.reading.safe_yaml import Node, Pairs, Scalar, UnsafeYamlError, parse_yaml
from medtui.reading.schema import Schema

ALL = "all"
_ON, _OFF = ("on", "yes", "true"), ("off", "no", "false")
_KEYS = ("months", "fail-on", "rules")
_MOST_MONTHS = 1200


class CheckSettingsError(ValueError):
    """They cannot be used. str(error): one sentence saying what, where, and what to do."""


@dataclass(frozen=True, slots=True)
class LibraryChecks:
    """rules: `on`, `off` or a severity, by the id of a rule or the key of a group. months: how old a source may be.
    fail_on: what fails there; None where the library does not say."""

    rules: Mapping[str, str] = field(default_factory=dict)
    months: int = DEFAULT_MONTHS
    fail_on: Severity | None = None

    def severities(self, rules: Iterable[RuleFacts], wanted: Sequence[str] = ()) -> dict[str, Severity]:
        """The rules that are looked at, by id, each with how bad its findings are.

        wanted: only these: ids, keys of groups, severities, or `all`; a rule that is off is looked at if its id or
        `all` is among them. Empty for every rule that is on.
        """
        found: dict[str, Severity] = {}
        for rule in rules:
            word = self.rules.get(rule.id) or self.rules.get(group_key(rule.group)) or ("on" if rule.is_on else "off")
            severity = rule.severity if word in ("on", "off") else Severity(word)
            is_named = rule.id in wanted or ALL in wanted
            is_among = not wanted or group_key(rule.group) in wanted or severity in wanted
            if is_named or (is_among and word != "off"):
                found[rule.id] = severity
        return found


def group_key(group: RuleGroup) -> str:
    """What people write for a group: `dose-writing`."""
    return group.replace(" ", "-")


def known_words(rules: Iterable[RuleFacts]) -> list[str]:
    """What stands for rules: their ids, and the keys of groups."""
    return [*map(group_key, RuleGroup), *(rule.id for rule in rules)]


def checks_of(root: Path, rules: Sequence[RuleFacts]) -> tuple[Schema, LibraryChecks]:
    """The sections of the library in the folder `root`, and how it is checked. Raises CheckSettingsError."""
    schema, problem = schema_for(root)
    if problem is not None:
        raise CheckSettingsError(problem.message.partition("; the standard sections")[0] + ".")
    file = root / SCHEMA_FILE
    if not file.is_file():
        return schema, LibraryChecks()
    try:
        return schema, parse_checks(decode(read_file(root, SCHEMA_FILE).data)[0], rules)
    except (CheckSettingsError, UnreadableFile) as error:
        raise CheckSettingsError(f"{file}: {error}") from error


def parse_checks(text: str, rules: Sequence[RuleFacts]) -> LibraryChecks:
    """The `check:` of a `medtui.yaml`. Raises CheckSettingsError."""
    try:
        root = parse_yaml(text.removeprefix("\ufeff"))
    except UnsafeYamlError as error:
        raise CheckSettingsError(f"line {error.line}: the file {error}.") from error
    node = _mapping(root, "the file").get("check") if root is not None else None
    if node is None:
        return LibraryChecks()
    fields = _mapping(node, "`check`", _KEYS)
    chosen: dict[str, str] = {}
    known = known_words(rules)
    for name, value in (_mapping(fields["rules"], "`rules`") if "rules" in fields else {}).items():
        if (key := re.sub(r"[\s_]+", "-", name.strip())) not in known:
            raise CheckSettingsError(f"line {value.line}: there is no rule or group `{name}`: see docs/rules.md.")
        chosen[key] = _word(value, f"`{name}`", (*_ON, *_OFF, *Severity))
    months = _months(fields["months"]) if "months" in fields else DEFAULT_MONTHS
    fail_on = Severity(_word(fields["fail-on"], "`fail-on`", tuple(Severity))) if "fail-on" in fields else None
    return LibraryChecks(chosen, months, fail_on)


def _mapping(node: Node, what: str, allowed: Sequence[str] = ()) -> dict[str, Node]:
    if not isinstance(node, Pairs):
        raise CheckSettingsError(f"line {node.line}: {what} must be lines of `key: value`.")
    fields = {key.text if isinstance(key, Scalar) else "?": value for key, value in node.pairs}
    if unknown := next((key for key in fields if allowed and key not in allowed), None):
        raise CheckSettingsError(
            f"line {fields[unknown].line}: unknown key `{unknown}` in {what}; allowed: {', '.join(allowed)}."
        )
    return fields


def _word(node: Node, what: str, allowed: Sequence[str]) -> str:
    word = node.text.strip().casefold() if isinstance(node, Scalar) else ""
    if word not in allowed:
        raise CheckSettingsError(f"line {node.line}: {what} must be one of {', '.join(allowed)}.")
    return "on" if word in _ON else "off" if word in _OFF else word


def _months(node: Node) -> int:
    text = node.text.strip() if isinstance(node, Scalar) else ""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(_MOST_MONTHS)) and int(text) <= _MOST_MONTHS):
        raise CheckSettingsError(f"line {node.line}: `months` must be a whole number up to {_MOST_MONTHS}.")
    return int(text)
