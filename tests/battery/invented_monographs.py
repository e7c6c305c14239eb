"""Monographs made of every kind of block, each with a ledger of what a reader must see: its words, in order.

The ledger is written beside the text, and shares nothing with what reads or draws it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

Cells = list[list[list[str]]]
"""Rows of cells of words, the header's first."""

_WORDS = (  # as written, as shown
    ("w{}", "w{}"), ("w{}", "w{}"), ("w{},", "w{},"), ("(w{})", "(w{})"), ("[w{}]", "[w{}]"), ("\u00e9{}", "\u00e9{}"),
    ("<{}", "<{}"), (">{}", ">{}"), ("\u2265{}", "\u2265{}"), ("\u2264{}", "\u2264{}"), ("\u00b1{}", "\u00b1{}"),
    ("-{}", "-{}"), ("+{}", "+{}"), ("{}%", "{}%"), ("{}.5", "{}.5"), ("{}\u00b5g", "{}\u00b5g"), ("&lt;{}", "<{}"),
    ("{}<sup>8</sup>", "{}\u2078"), ("k{}<sub>2</sub>", "k{}\u2082"), ("{}<sup>ab</sup>", "{}^(ab)"),
    ("A*02:{}", "A*02:{}"), ("5*{}*2", "5*{}*2"), ("a_{}_b", "a_{}_b"), ("**b{}**", "b{}"), ("*i{}x*", "i{}x"),
    ("_i{}x_", "i{}x"), ("__>{}__", ">{}"), ("`c{}`", "c{}"), ("`*{}*`", "*{}*"), ("<b>t{}</b>", "t{}"),
    ("[l{}](u)", "l{} (u)"), ("\\*{}", "*{}"), ("> {} kg", "> {} kg"), ("\u6f22{}", "\u6f22{}"), ("${}", "${}"),
    ("w\u0301{}", "w\u0301{}"), ("a&{}", "a&{}"), ("{}\u00b0C", "{}\u00b0C"), ("~{}", "~{}"), ("*{}", "*{}"),
)  # fmt: skip
_KNOWN = ("Generic Name", "Usage", "Dosage", "Side Effects", "How it Works", "Precautions", "Boxed Warning", "Storage")
_BREAKS = (" ", " ", " ", " ", " ", "\n", "  \n", "\\\n", "<br>", "<br>\n")


class Invented(NamedTuple):
    """text: of the file. ledger: what must be on its page, words and tables, in order."""

    text: str
    ledger: list[str | Cells]


def invented(rng: random.Random) -> Invented:
    """A monograph of front matter, a title, sections in some form, FAQs and a disclaimer."""
    writer = _Writer(rng)
    lines = [writer.front_matter()] if rng.random() < 0.7 else []
    if rng.random() < 0.7:
        lines += [writer.heading("# "), *writer.some_blocks(2)]
    lead = rng.random() < 0.15
    for title in rng.sample(_KNOWN, rng.randint(1, 6)):
        lines.append(writer.lead(title) if lead else writer.known(title))
        lines += writer.some_blocks(2 if lead else 6)
    if rng.random() < 0.3:
        lines += [writer.heading("### "), *writer.some_blocks(3)]
    if rng.random() < 0.8:
        lines += [writer.known("FAQs"), *writer.questions()]
    if rng.random() < 0.8:
        lines.append(writer.disclaimer())
    ending = rng.choice(("\n", "\n", "\n", "\r\n"))
    return Invented("\n\n".join(lines).replace("\n", ending) + rng.choice((ending, "")), writer.ledger)


class _Writer:
    """Writes blocks, and what they must show into the ledger."""

    def __init__(self, rng: random.Random) -> None:
        self.ledger: list[str | Cells] = []
        self._rng = rng
        self._number = 1000

    # Words --------------------------------------------------------------------------------------------

    def _word(self) -> tuple[str, list[str]]:
        """A new word as written, and what is shown of it."""
        self._number += 1
        written, shown = self._rng.choice(_WORDS)
        return written.format(self._number), shown.format(self._number).split()

    def _plain(self, count: int) -> str:
        """Some words without markup."""
        words = [f"w{self._number + at}" for at in range(1, count + 1)]
        self._number += count
        self.ledger += words
        return " ".join(words)

    def _line(self, most: int = 12, breaks: tuple[str, ...] = (" ",)) -> str:
        """Some words. Where lines break inside, each begins with one that can begin no block."""
        written = self._plain(1)
        for _ in range(self._rng.randint(0, most)):
            joint = self._rng.choice(breaks)
            if "\n" in joint:
                written += joint + self._plain(1)
                continue
            word, shown = self._word()
            written += joint + word
            self.ledger += shown
        return written

    # Blocks -------------------------------------------------------------------------------------------

    def some_blocks(self, most: int) -> list[str]:
        return [self._rng.choice(self._kinds())() for _ in range(self._rng.randint(1, most))]

    def _kinds(self) -> tuple[Callable[[], str], ...]:
        return (
            *(self._paragraph, self._paragraph, self._weights, self._bullets, self._numbers, self._table),
            *(self._html_table, self._quote, self._callout, self._fence, self._indented, self._subheading, self._rule),
            self._nested,
        )

    def front_matter(self) -> str:
        """Shown as it is written."""
        lines = ["---", f"title: Invented {self._number}", f"class: c{self._number}", "dose: <5 & >2", "---"]
        for line in lines:
            self.ledger += line.split()
        return "\n".join(lines)

    def heading(self, marks: str) -> str:
        return marks + self._plain(2)

    def known(self, title: str) -> str:
        self.ledger += title.split()
        return self._rng.choice(("### {}", "## {}", "### {} ###", "###   {}")).format(title)

    def lead(self, title: str) -> str:
        self.ledger += f"{title}:".split()
        return f"**{title}:** {self._line()}"

    def _subheading(self) -> str:
        return self.heading("#### ")

    def _paragraph(self) -> str:
        return self._line(40, _BREAKS)

    def _weights(self) -> str:
        """Lines that begin with a comparison, and are no quotes."""
        lines = []
        for sign in self._rng.sample((">", "<", ">=", "\u2265"), 2):
            self._number += 1
            gap = self._rng.choice(("", " "))
            lines.append(f"{sign}{gap}{self._number} kg: ")
            self.ledger += lines[-1].split()
            lines[-1] += self._plain(2)
        return "\n\n".join(lines)

    def _rule(self) -> str:
        return self._rng.choice(("***", "- - -", "___"))

    def _bullets(self) -> str:
        return "\n".join(self._items(0))

    def _items(self, depth: int) -> list[str]:
        lines = []
        bullet = self._rng.choice("*-+")
        for _ in range(self._rng.randint(1, 4)):
            lines.append("    " * depth + f"{bullet} " + self._line())
            if depth < 2 and self._rng.random() < 0.4:
                lines += self._items(depth + 1)
        return lines

    def _numbers(self) -> str:
        lines = []
        for number in range(1, self._rng.randint(2, 5)):
            self.ledger.append(f"{number}.")
            lines.append(f"{number}. {self._line()}")
            if self._rng.random() < 0.3:
                lines += [f"   - {self._line()}", f"   - {self._line()}"]
        return "\n".join(lines)

    def _quote(self) -> str:
        return "\n".join(f"> {self._line()}" for _ in range(self._rng.randint(1, 4)))

    def _callout(self) -> str:
        kind = self._rng.choice(("Note", "Warning", "Danger", "Tip"))
        self.ledger.append(kind)
        form = self._rng.randrange(3)
        title = self._plain(2)
        lines = [self._line() for _ in range(self._rng.randint(1, 3))]
        if form == 0:
            return "\n".join([f"> [!{kind}] {title}", *(f"> {line}" for line in lines)])
        if form == 1:
            return "\n".join([f":::{kind} {title}", *lines, ":::"])
        return "\n".join([f'!!! {kind} "{title}"', *(f"    {line}" for line in lines)])

    def _nested(self) -> str:
        """Blocks inside an item of a list, a quotation or a callout."""
        first, mark, last = self._rng.choice((("- ", "  ", ""), ("> ", "> ", ""), (":::", "", "\n:::")))
        if first == ":::":
            self.ledger.append("Caution")
            first = ":::caution "
        head = first + self._plain(2)
        inner = (self._paragraph, self._bullets, self._table, self._callout, self._fence, self._quote)
        lines = "\n\n".join(self._rng.choice(inner)() for _ in range(self._rng.randint(1, 3))).split("\n")
        return "\n".join([head, mark.rstrip(), *(f"{mark}{line}".rstrip(" ") for line in lines)]) + last

    def _fence(self) -> str:
        mark = self._rng.choice(("```", "~~~~"))
        lines = [self._rng.choice(("{} <5", "**{}**", "- {} |", "# {}", "&lt;{}")) for _ in range(3)]
        lines = [line.format(self._number + at) for at, line in enumerate(lines, 1)]
        self._number += len(lines)
        for line in lines:
            self.ledger += line.split()
        return "\n".join([mark, *lines, mark])

    def _indented(self) -> str:
        return "\n".join("    " + self._plain(2) for _ in range(2))

    # Tables -------------------------------------------------------------------------------------------

    def _cell(self) -> tuple[str, list[str]]:
        words = [self._word() for _ in range(self._rng.choice((0, 1, 1, 1, 2, 3, 9)))]
        return " ".join(word for word, _ in words), [each for _, shown in words for each in shown]

    def _rows(self) -> tuple[list[list[str]], Cells]:
        columns = self._rng.randint(2, 5)
        rows = [[self._cell() for _ in range(columns)] for _ in range(self._rng.randint(2, 6))]
        for number, row in enumerate(rows):
            self._number += 1
            row[0] = (f"w{self._number}", [f"w{self._number}"])  # a row that says nothing is none
            if not number:
                rows[0] = [cell if cell[1] else (f"h{number}", [f"h{number}"]) for cell in row]
        return [[written for written, _ in row] for row in rows], [[shown for _, shown in row] for row in rows]

    def _table(self) -> str:
        written, shown = self._rows()
        self.ledger.append(shown)
        lines = [f"| {' | '.join(row)} |" for row in written]
        if self._rng.random() < 0.3:
            lines = [line.strip("| ") if row[-1] else line for line, row in zip(lines, written, strict=True)]
        mark = self._rng.choice(("---", ":-:", "-"))
        lines.insert(1, "|" + f"{mark}|" * len(written[0]))
        return "\n".join(lines)

    def _html_table(self) -> str:
        written, shown = self._rows()
        self.ledger.append(shown)
        name, html = "th", ["<table>"]
        for row in written:
            cells = "".join(f"<{name}>{cell}</{name}>" for cell in row)
            html.append(f"<tr>{cells}</tr>")
            name = "td"
        if len(written) > 2:  # the first cell of the last row but one stands for the last one's, too
            html[-1] = html[-1].replace(f"<td>{written[-1][0]}</td>", "", 1)
            html[-2] = html[-2].replace("<td>", '<td rowspan="2">', 1)
            shown[-1][0] = []
        return self._rng.choice(("\n", "")).join([*html, "</table>"])

    # The end ------------------------------------------------------------------------------------------

    def questions(self) -> list[str]:
        blocks = [self._paragraph()] if self._rng.random() < 0.2 else []
        form = self._rng.randrange(4)
        for _ in range(self._rng.randint(1, 4)):
            label = "Q: " if form < 2 else ""
            self.ledger += label.split()
            question = self._plain(self._rng.randint(1, 8)) + "?"
            self.ledger[-1] = f"{self.ledger[-1]}?"
            self.ledger += ["A:"] if form < 2 else []
            head = f"**{label}{question}**"
            if form == 0:
                blocks.append(f"{head}\n\nA: {self._line(30, _BREAKS)}")
            elif form == 1:
                blocks.append(f"* {head} A: {self._line()}")
            elif form == 2:
                blocks.append(f"* {head} {self._line()}")
            else:
                blocks.append(f"#### {question}\n\n{self._paragraph()}")
        return blocks

    def disclaimer(self) -> str:
        if self._rng.random() < 0.5:
            self.ledger.append("Disclaimer:")
            return f"**Disclaimer:** {self._line()}"
        self.ledger.append("Disclaimer")
        return f"### Disclaimer\n\n{self._line()}"
