"""Over 40 pieces of markup (of Textual and Rich, HTML, links, YAML, templates) in each place of a file, its name,
folder and library and in the user's notes: shown as written by every command, and never an element of a page; and in
the names of a library's own sections, which the app shows as written too."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from json import dumps
from pathlib import Path
from string import ascii_lowercase

import pytest
from driver import user_of
from hostile_shelf import desk, outputs, shelf
from tally import Cases

GROUPS = 2
PAYLOADS = (
    *("[red]x[/red]", "[bold red on blue]x[/]", "[/]", "[/red]", "[@click=app.quit]x[/]", "[@click='app.bell']x[/]"),
    *(
        "[link=https://x.y]z[/link]",
        "[blink]x",
        "[on red]",
        "[$primary]x[/]",
        "[not a tag]",
        "[1]",
        "[b]b[/b]",
        "[#ff0000]x",
    ),
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=//x.y>"),
    *("<a href=javascript:alert(1)>x</a>", "</td></tr></table><h1>x", "<style>p{color:red}</style>", "</style><p>x"),
    *("</title><script>x</script>", "<!-- x", "-->", "]]>", "<?php x ?>", "<plaintext>", "<base href=//x.y>", "<form>"),
    *(
        "javascript:alert(1)",
        "data:text/html,x",
        "{{ 7 }}",
        "{0}",
        "%s %(x)s %n",
        "${HOME}",
        "$(touch owned)",
        "!!int 5",
    ),
    *(":smile: :warning:", "'; DROP TABLE marks;--", "NEAR(a b)", "x AND y OR z", "=1+1", "@SUM(1)"),
)
_OURS = frozenset(
    (
        *("html", "head", "meta", "title", "style", "body", "table", "thead", "tbody", "tfoot", "tr", "td", "th"),
        *("div", "span", "h1", "h2", "h3", "strong", "em", "code", "pre", "br", "blockquote"),
    )
)
_ATTRIBUTES = frozenset(("class", "style", "scope", "lang", "role", "charset", "content", "http-equiv", "name"))


class _Elements(HTMLParser):
    """What a browser would make elements of."""

    def __init__(self) -> None:
        super().__init__()
        self.odd: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _OURS or not {name for name, _ in attrs} <= _ATTRIBUTES:
            self.odd.append(self.get_starttag_text() or tag)

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def unknown_decl(self, data: str) -> None:
        self.odd.append(data)

    def handle_pi(self, data: str) -> None:
        self.odd.append(data)


def odd_elements(page: str) -> Iterator[str]:
    """Those of a page that are none of medtui's own."""
    reader = _Elements()
    reader.feed(page)
    reader.close()
    yield from reader.odd


@pytest.mark.parametrize("group", range(GROUPS))
def test_markup_is_shown_and_never_obeyed(cases: Cases, group: int, tmp_path: Path) -> None:
    payloads = PAYLOADS[group::GROUPS]
    root = shelf(tmp_path, payloads)
    desk(tmp_path / "home", root, payloads)
    sinks = {}
    for output in outputs(root, payloads, tmp_path):
        sinks[output.sink] = output.text
        if output.sink.startswith("out") and output.sink.endswith(".html"):
            with cases.case(output.sink):
                assert not [*odd_elements(output.text)]
    pages = [text for sink, text in sinks.items() if sink.startswith("show ") and sink.endswith("--format text")]
    assert len(pages) == len(payloads)
    every = {name: sinks[name] for name in ("list", "--plain", "notes export --format json")} | {
        "show": "\n".join(pages)
    }
    for name, text in every.items():
        for number, payload in enumerate(payloads):
            with cases.case(f"{name}: {payload}"):
                wanted = payload.replace('"', '\\"') if "json" in name else payload
                assert wanted in text, "it is not there as it is written"
                if name == "list":
                    assert f"Drug{number} {payload}\n" in text
    assert not [*tmp_path.rglob("owned")]
    assert cases.tried == 5 * len(payloads)


@pytest.mark.parametrize("group", range(6))
async def test_markup_in_the_names_of_sections(cases: Cases, group: int, tmp_path: Path) -> None:
    payloads = PAYLOADS[group::6]
    titles = [f"odd{letter} {payload}" for letter, payload in zip(ascii_lowercase, payloads, strict=False)]
    specs = "".join(f"- name: {title[:4]}\n  title: {dumps(title)}\n  standard: yes\n" for title in titles)
    (tmp_path / "medtui.yaml").write_text(f"extend: no\nsections:\n{specs}")
    (tmp_path / "zinc.md").write_text("# Zinc\n\ntext\n")
    with cases.case("the palette opens"):
        async with user_of(tmp_path, size=(200, 100)) as user:
            await user.press("ctrl+p")
            await user.waits_for("Boxed warning")
            await user.types("section")
            await user.waits_for("Section: ")
            for title in titles:
                with cases.case(title):
                    user.sees(f"Section: {title}")
    assert cases.tried == len(payloads) + 1
