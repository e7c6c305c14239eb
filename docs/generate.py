"""Writes what is generated from other files: `python docs/generate.py` (the tests fail when one is stale)."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from textwrap import fill

from medtui import __version__
from medtui.checking.check_settings import group_key
from medtui.checking.page_check import rule_facts
from medtui.checking.rule import Rule, RuleFacts, RuleGroup
from medtui.commands.declaration import ShellCommand, all_commands, command
from medtui.commands.exit_codes import EXIT_CODES
from medtui.commands.keys_command import keys_markdown
from medtui.reading.section_languages import LANGUAGES
from medtui.reading.sections import SECTIONS, SectionSpec
from medtui.settings.app_commands import DEFAULT_KEYS
from medtui.settings.settings import setting_table
from medtui.settings.theme_colours import BUILT_IN_THEMES

ROOT = Path(__file__).parents[1]
_LONGEST_EXAMPLE = 6


def sections_page() -> str:
    """docs/sections.md as it is, with the sections as medtui declares them, in the form of a library's medtui.yaml."""
    rows = "".join(map(_section, SECTIONS))
    languages = _table("| language | its names come from |", {each.name: each.source for each in LANGUAGES})
    yaml = f"```yaml\nextend: no\n\nsections:\n{rows}```\n"
    return page_with("docs/sections.md", {"languages": languages, "sections": yaml})


def _section(spec: SectionSpec) -> str:
    """One item of a YAML list, without the fields that have their default value."""
    title = "" if spec.title == spec.label else spec.title
    given = {**asdict(spec), "title": title}
    rows = [f"  - name: {spec.name}", *(_row(key, given[key]) for key in list(given)[1:] if given[key])]
    return "\n".join([*rows, ""])


def _row(key: str, value: str | bool | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return f"    {key}: yes"
    text = value if isinstance(value, str) else f"[{', '.join(value)}]"
    return fill(f"{key}: {text}", 110, initial_indent=" " * 4, subsequent_indent=" " * 6, break_on_hyphens=False)


def keys_page() -> str:
    """The keys, from the commands that the app's bindings and help are made of."""
    source = "<!-- Generated from src/medtui/settings/app_commands.py by docs/generate.py. -->"
    about = "Each can be given to another command: see [settings](settings.md), which know the commands by their names."
    return f"# The keys\n\n{source}\n\n{about}\n\n{keys_markdown(DEFAULT_KEYS)}"


def command_line_page() -> str:
    """docs/cli.md as it is, with what each command says of itself and the exit codes as they are now."""
    blocks = {command.prog: _about(command) for command in all_commands()}
    blocks["exit codes"] = _table("| code | meaning |", {str(code): text for code, text in EXIT_CODES.items()})
    return page_with("docs/cli.md", blocks)


def _about(command: ShellCommand) -> str:
    rows: dict[str, str] = {}
    if words := command.words:
        rows[f"`{' | '.join(words.choices) or words.shown}`"] = words.help
    for option in command.options:
        default = f"; without it: {option.choices[0]}" if option.choices else ""
        rows[f"`{option.flag} {option.value}".rstrip() + "`"] = option.help + default
    return f"{command.summary}\n\n```\n{command.usage}\n```\n\n{_table('| | |', rows)}"


def _table(head: str, rows: Mapping[str, str]) -> str:
    cells = ((left.replace("|", "\\|"), right.replace("|", "\\|")) for left, right in rows.items())
    return f"{head}\n|---|---|\n" + "".join(f"| {left} | {right} |\n" for left, right in cells)


def settings_page() -> str:
    """docs/settings.md as it is, with the tables as settings and themes are declared now."""
    rows = "".join(
        f"| `{setting.name}` | {setting.takes} | {setting.default} | {setting.text} |\n"
        for setting in setting_table().values()
    )
    head = "| setting | what it takes | without it | what it is for |\n|---|---|---|---|\n"
    themes = _table("| theme | |", {f"`{palette.name}`": palette.about for palette in BUILT_IN_THEMES})
    return page_with("docs/settings.md", {"settings": head + rows, "themes": themes})


def rules_page() -> str:
    """docs/rules.md as it is, with the rules of `medtui check` as they are declared now."""
    rules = rule_facts()
    groups = {group: [rule for rule in rules if rule.group is group] for group in RuleGroup}
    text = "".join(
        f"## {group.capitalize()} (`{group_key(group)}`)\n\n{''.join(map(_rule, found))}"
        for group, found in groups.items()
        if found
    )
    return page_with("docs/rules.md", {"rules": text})


def _rule(rule: RuleFacts) -> str:
    state = rule.severity if rule.is_on else f"{rule.severity}, off unless asked for"
    text = f"### {rule.id}\n\n{rule.title}: {state}. {rule.why} Source: {rule.source.rstrip('.')}.\n\n"
    if isinstance(rule, Rule) and len(lines := rule.hit.strip().splitlines()) <= _LONGEST_EXAMPLE:
        text += "".join(f"    {line}".rstrip() + "\n" for line in lines) + "\n"
    if rule.judged:
        hits, judged, right = rule.judged
        text += f"On 2,111 public pages: {hits:,} found, {judged:,} judged, {right:,} right.\n\n"
    return text


def reliability_page() -> str:
    """docs/reliability.md as it is, with what each class of the battery says of itself."""
    files = sorted((ROOT / "tests" / "battery").glob("test_*.py"))
    classes = {path.stem.removeprefix("test_").replace("_", " "): " ".join(_docstring(path).split()) for path in files}
    return page_with(
        "docs/reliability.md", {"classes": _table("| class | what it tries, and what it proves |", classes)}
    )


def _docstring(path: Path) -> str:
    """What a Python file says of itself, in one line. Raises ValueError where it says nothing."""
    if text := ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))):
        return " ".join(text.split())
    raise ValueError(f"{path} has no docstring")


def manual_page() -> str:
    """`man medtui`, from the commands' own declarations."""
    app = command("")
    rest = [each for each in all_commands() if each.name]
    parts = [
        f'.\\" Made by docs/generate.py.\n.TH MEDTUI 1 "" "medtui {__version__}" "User Commands"\n',
        ".SH NAME\nmedtui \\- the offline drug reference in your terminal\n",
        f".SH SYNOPSIS\n.nh\n{_roff(app.usage)}\n.br\nmedtui COMMAND ...\n",
        f".SH DESCRIPTION\n{_roff(app.summary)} {_roff(_ABOUT)}\n{_options(app)}",
        ".SH COMMANDS\n",
        *(
            f".SS {_roff(each.prog)}\n{_roff(each.summary)}\n.PP\n{_roff(each.usage)}\n{_options(each)}"
            for each in rest
        ),
        ".SH EXIT STATUS\n",
        *(f".TP\n.B {code}\n{_roff(text.replace('`', ''))}\n" for code, text in EXIT_CODES.items()),
        ".SH ENVIRONMENT\n",
        *(f".TP\n.B {name}\n{_roff(text)}\n" for name, text in _VARIABLES.items()),
    ]
    return "".join(parts)


_ABOUT = (
    "In the app, type a drug or a question; 1 to 7 are the sections, ? shows all keys, Ctrl+Q leaves. With --plain it "
    "asks and answers in lines, on any terminal. For education only, not medical advice."
)
_VARIABLES = {
    "MEDTUI_LIBRARY": "the folders to open where there is no --library, with : between them (on Windows ;)",
    "NO_COLOR": "no colours where it is set",
    "VISUAL, EDITOR": "the editor of medtui config edit",
}


def _options(command: ShellCommand) -> str:
    """Its words and options, each with its help."""
    rows = {f"{option.flag} {option.value}".rstrip(): option.help for option in command.options}
    if words := command.words:
        rows = {" | ".join(words.choices) or words.shown: words.help} | rows
    return "".join(f".TP\n.B {_roff(name)}\n{_roff(text)}\n" for name, text in rows.items())


def _roff(text: str) -> str:
    """For a line of a manual page: a hyphen can be copied, and no line is taken for a request."""
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{text}" if text[:1] in (".", "'") else text


def page_with(path: str, blocks: Mapping[str, str]) -> str:
    """That page as it is, with these blocks in their places. Raises ValueError where it has no place for one."""
    page = (ROOT / path).read_text(encoding="utf-8")
    for name, block in blocks.items():
        before, begin, rest = page.partition(f"<!-- generated: {name} -->\n")
        _, end, after = rest.partition("<!-- end -->\n")
        if not end:
            raise ValueError(f"{path} has no place for what is generated of: {name}")
        page = before + begin + block + end + after
    return page


GENERATED: dict[str, Callable[[], str]] = {
    "docs/cli.md": command_line_page,
    "docs/keys.md": keys_page,
    "docs/medtui.1": manual_page,
    "docs/reliability.md": reliability_page,
    "docs/rules.md": rules_page,
    "docs/sections.md": sections_page,
    "docs/settings.md": settings_page,
}
"""The generated files, from the root of the project, and what makes each."""


def main() -> None:
    """Write every generated file."""
    for path, make in GENERATED.items():
        (ROOT / path).write_text(make(), encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
