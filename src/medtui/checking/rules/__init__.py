"""The rules, one a file: each has its `RULE`. `all_rules` finds them; there is no list to forget."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from medtui.checking.rule import LibraryRule, Rule, RuleGroup


@cache
def all_rules() -> dict[str, Rule | LibraryRule]:
    """Every rule by its id, group by group."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    rules: list[Rule | LibraryRule] = [module.RULE for module in modules]
    order = list(RuleGroup)
    return {rule.id: rule for rule in sorted(rules, key=lambda rule: (order.index(rule.group), rule.id))}
