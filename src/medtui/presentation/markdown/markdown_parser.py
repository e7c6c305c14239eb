"""The Markdown parser: markdown-it-py with its text-swallowing rules left out and the risky ones replaced.

Importing this module imports markdown-it-py (some 50 ms): import it only where text is about to be parsed.

Left out, so that their characters are shown as written: HTML, link reference definitions, images, autolinks,
setext headings, strikethrough. Replaced, each for a reason given below: block quotes,
paragraphs, emphasis, code spans, links, entities. Added: formulas and callouts.
"""

from __future__ import annotations

import re
from functools import cache
from html.entities import html5
from unicodedata import category

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import blockquote
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import backtick
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

from medtui.older_python import compile_pattern
from medtui.presentation.markdown.callout_rules import fenced_callout, marked_callout, quoted_callout, quoted_head
from medtui.presentation.markdown.table_rules import html_table_lines, pipe_table
from medtui.reading.line_breaks import has_columns, is_wrapped

# Depth of quotes and lists (a list counts twice). Text deeper than this is dropped by the parser, missed by
# the check, and so shown as written.
MAX_NESTING = 40

_CODE_INDENT = 4
_MAX_FORMULA_LINES = 100

_BLANK = re.compile(r"\s")
_MAX_ADDRESS = 500

# Text between <i> and </i>; the search for the end must not run through the whole paragraph for each tag.
_MAX_STYLED = 1_000

_RULES = ("fence", "heading", "hr", "list", "newline", "escape", "emphasis")

# The places at which an inline rule may begin. markdown-it's own set has twenty more characters, for extensions;
# stopping at each of them is a third of its time. A bracket that begins no link is text; at the one that may end a
# link, its words end.
_NO_LINK = r"\[(?!(?:[^\[\]\\]|\\.)+\]\()"
_INLINE_STARTS = re.compile(rf"[\n$&*<\\_`]|(?!{_NO_LINK})\[|\](?=\()")

# Text in which they are all escaped; the whole of it may be bold.
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_SIMPLE = compile_pattern(
    rf"(?P<bold>\*\*(?=[^\W_]))?(?P<words>(?:[^\n$&*<\[\\_`]+|{_NO_LINK}|\\[!-/:-@\[-`{{-~])*+)(?(bold)(?<=[^\W_])\*\*)"
)

# A quote mark right before a word or a mark of its own: `>25 kg` and `>= 5` are weights.
_CLOSE_MARK = re.compile(r">(?=[^\W\d_]|[*_]{1,3}[^\W\d_]|[-+*] |[\[|])")

_NUMBER = re.compile(r"[ \t*_`]*\d")
_LINK = re.compile(
    r"\[(?P<text>(?:[^\[\]\\]|\\.)+)\]"
    r"(?P<target>\((?:[^()\s\\]|\\.|\([^()\s]*\))+(?:[ \t]+\"[^\"\n]*\")?\))"
)
# As in Pandoc, so that `$5 and $10` are prices: a dollar that opens has text right after it, one that closes has text
# right before it and no digit after it.
_FORMULA = re.compile(
    r"(?<!\$)\$\$(?:[^$\\]|\\.){1,1000}\$\$|(?<![\w$])\$(?![\s$])(?:[^$\\]|\\.){1,1000}(?<!\s)\$(?!\d)", re.DOTALL
)
_SHIFTED = re.compile(r"<(su[bp])>([^<>\n]+)</\1>", re.IGNORECASE)
_BREAK = re.compile(r"<br[ \t]*/?>", re.IGNORECASE)
_STYLED = re.compile(r"<(i|em|b|strong)>", re.IGNORECASE)
# Flattening them is dangerous: `10<sup>8</sup>` must never read `108`. Terminal fonts commonly have these characters.
_RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_ENTITY = re.compile(r"&(?:#([0-9]{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")


@cache
def parser() -> MarkdownIt:
    """The one parser; made on first use."""
    md = MarkdownIt("zero", {"maxNesting": MAX_NESTING})
    md.enable(_RULES)
    # at() rather than enable(): these keep markdown-it's places and terminate the same blocks.
    md.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "blockquote", "list"]})
    md.block.ruler.at("table", pipe_table, {"alt": ["paragraph"]})
    md.block.ruler.at("paragraph", _paragraph)
    interrupting: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    md.block.ruler.before("blockquote", "html_table", html_table_lines, interrupting)
    md.block.ruler.before("blockquote", "formula", _formula_lines, interrupting)
    md.inline.ruler.before("escape", "formula", _formula)
    md.inline.ruler.at("backticks", _code_span)
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler.at("link", _link)
    md.inline.ruler.at("html_inline", _tag)
    md.inline.ruler.at("entity", _entity)
    md.block.ruler.before("blockquote", "fenced_callout", fenced_callout, interrupting)
    md.block.ruler.before("blockquote", "marked_callout", marked_callout, interrupting)
    md.core.ruler.at("inline", _inlines)
    md.disable(["normalize", "text_join"])  # line ends and controls are so already; what is built joins spans
    md.enable(["blockquote", "table", "backticks", "link", "html_inline", "entity"])
    md.inline.terminator_re = _INLINE_STARTS
    return md


# --- blocks -------------------------------------------------------------------------------------------------


def _is_marked(state: StateBlock, line: int, close: bool = False) -> bool:
    """Whether the line has a quote mark: a `>` followed by white space or by nothing; with `close` also by a word."""
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    after = state.src[start + 1 : min(start + 2, end)]
    if close and _CLOSE_MARK.match(state.src, start, end):
        return True
    return state.src.startswith(">", start, end) and after in ("", " ", "\t")


def _opens_quote(state: StateBlock, line: int) -> bool:
    """Whether a quote begins here. `>25 kg`, `> 25 kg` and `> **25 kg**` are weights, not quotes."""
    if not _is_marked(state, line):
        return False
    start, end = state.bMarks[line] + state.tShift[line], state.eMarks[line]
    return _NUMBER.match(state.src, start + 1, end) is None


def _quote(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Block quotes: the lines that each begin with `>` and white space, and no others.

    markdown-it strips a `>` without white space too, and lets unmarked lines continue a quote (which costs
    it the depth of nesting for each such line). A callout may go on as its first or second mark does.
    """
    callout = quoted_head(state, start_line)
    if not (callout or _opens_quote(state, start_line)):
        return False
    if silent:
        return True
    is_close = callout is not None and not (
        _is_marked(state, start_line) and _is_marked(state, min(start_line + 1, end_line))
    )
    last = start_line + 1
    while last < end_line and not state.isEmpty(last) and _is_marked(state, last, close=is_close):
        last += 1
    if callout:
        return quoted_callout(state, callout, start_line, last, end_line)
    line_max, state.lineMax = state.lineMax, last
    try:
        return blockquote(state, start_line, last, False)
    finally:
        state.lineMax = line_max


def _paragraph(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Paragraphs, and what looks like one but keeps its columns: indented code, and lines set in columns.

    Unlike markdown-it's, a line indented by four or more can end a paragraph. Else a bullet that is indented further
    than usual would be glued to the text above: "Adults" + "        - 5 mg" would read "Adults - 5 mg".
    """
    if code_end := _end_of_code(state, start_line):
        return _as_code(state, start_line, code_end)
    terminators = state.md.block.ruler.getRules("paragraph")
    parent, state.parentType = state.parentType, "paragraph"
    end_line = state.lineMax
    line = start_line + 1
    while line < end_line and not state.isEmpty(line):
        if any(rule(state, line, end_line, True) for rule in terminators):
            break
        line += 1
    state.parentType = parent
    content = state.getLines(start_line, line, state.blkIndent, False)
    texts = content.split("\n")
    if len(texts) > 1 and has_columns(texts) and not is_wrapped(texts):
        return _as_code(state, start_line, line)
    state.line = line
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [start_line, line]
    inline = state.push("inline", "", 0)
    inline.content = content.strip()
    inline.map = [start_line, line]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _end_of_code(state: StateBlock, start_line: int) -> int:
    """The line after the indented code that begins here; 0 where none does.

    Never in a list or quote, where an indent carries on what stands above. List items, tables, headings and fences
    that are indented as far are no code: their rules come first. Nor is a paragraph whose first line is indented.
    """
    line = start_line
    while line < state.lineMax and not state.isEmpty(line) and state.sCount[line] >= _CODE_INDENT:
        line += 1
    is_code = not state.level and (line == state.lineMax or state.isEmpty(line))
    return line if is_code and line > start_line else 0


def _as_code(state: StateBlock, start_line: int, end_line: int) -> bool:
    """Those lines, with their columns."""
    state.line = end_line
    code = state.push("code_block", "code", 0)
    code.map = [start_line, end_line]
    code.content = state.getLines(start_line, end_line, state.blkIndent, False)
    return True


def _formula_lines(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Formulas of several lines between `$$`, where `+ 5` is no list item; no empty line is in them."""
    start, end = state.bMarks[start_line] + state.tShift[start_line], state.eMarks[start_line]
    if not state.src.startswith("$$", start) or "$$" in state.src[start + 2 : end]:
        return False
    line = start_line + 1
    while line < min(end_line, start_line + _MAX_FORMULA_LINES) and not state.isEmpty(line):
        line += 1
        if "$$" in state.src[state.bMarks[line - 1] : state.eMarks[line - 1]]:
            return silent or _as_code(state, start_line, line)
    return False


def _inlines(state: StateCore) -> None:
    """Texts of blocks and cells. Most are simple, and come to the same with and without the inline rules; half of the
    cells of tables say what another one does."""
    known: dict[str, list[Token]] = {}
    for token in state.tokens:
        if token.type == "inline" and token.content:
            if token.content not in known:
                known[token.content] = _inline(state, token.content)
            token.children = known[token.content]


def _inline(state: StateCore, content: str) -> list[Token]:
    children: list[Token] = []
    if simple := _SIMPLE.fullmatch(content):
        text = _ESCAPED.sub(r"\1", simple["words"]) if "\\" in simple["words"] else simple["words"]
        children.append(Token("text", "", 0, content=text))
        if simple["bold"]:
            children = [Token("strong_open", "strong", 1), *children, Token("strong_close", "strong", -1)]
    else:
        state.md.inline.parse(content, state.md, state.env, children)
    return children


# --- inline -------------------------------------------------------------------------------------------------


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Emphasis marks, where they cannot be part of a word, a product or an address.

    So the asterisks of `HLA-A*02:01 and HLA-B*15:02`, `5*3*2`, `4 *10` and `2**3**4` stay.
    """
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    end = state.pos + scanned.length
    is_text = _is_part_of_word(state.src, state.pos, end) or _is_in_address(state.src, state.pos, end)
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=scanned.can_open and not is_text,
                close=scanned.can_close and not is_text,
            )
        )
    state.pos = end
    return True


def _is_part_of_word(text: str, start: int, end: int) -> bool:
    """Whether the marks from start to end join letters or digits: a single one, or any beside a digit.

    A single one between two numbers is a multiplication sign, even with spaces around it.
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if before.isalnum() and after.isalnum():
        return end - start == 1 or not (before + after).isalpha()
    if end - start > 1:
        return False
    while text[start - 1 : start] == " ":
        start -= 1
    while text[end : end + 1] == " ":
        end += 1
    return text[start - 1 : start].isdigit() and text[end : end + 1].isdigit()


def _is_in_address(text: str, start: int, end: int) -> bool:
    """Whether the marks stand within a web address, as in `https://example.org/_a_/b`."""
    if not (text[end : end + 1].isalnum() or text[end : end + 1] == "/"):
        return False
    scheme = text.rfind("://", max(0, start - _MAX_ADDRESS), start)
    return scheme >= 0 and _BLANK.search(text, scheme, start) is None


def _formula(state: StateInline, silent: bool) -> bool:
    """`$\\ge 50\\%$`: between dollars nothing is markup."""
    match = _FORMULA.match(state.src, state.pos, state.posMax)
    if silent or match is None:
        return False
    first, *others = match[0].split("\n")
    state.push("text", "", 0).content = first
    for line in others:
        state.push("softbreak", "br", 0)
        state.push("text", "", 0).content = line.lstrip(" \t")
    state.pos = match.end()
    return True


def _code_span(state: StateInline, silent: bool) -> bool:
    """Code spans that keep a space at either end: dropping it could join two numbers."""
    start = state.pos
    if not backtick(state, silent):
        return False
    if not silent and state.tokens and not state.pending and state.tokens[-1].type == "code_inline":
        mark = len(state.tokens[-1].markup)
        first, *others = state.src[start + mark : state.pos - mark].split("\n")
        state.tokens[-1].content = first
        for line in others:
            state.push("softbreak", "br", 0)
            state.push("code_inline", "code", 0).content = line.lstrip(" \t")
    return True


def _within(state: StateInline, kind: str, start: int, end: int) -> None:
    """Parse the characters from start to end between a pair of tokens of that kind."""
    outer_end = state.posMax
    state.push(f"{kind}_open", "", 1)
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.push(f"{kind}_close", "", -1)
    state.posMax = outer_end


def _link(state: StateInline, silent: bool) -> bool:
    """`[text](target)` -> `text (target)`, the target character for character as written."""
    if silent or state.src[state.pos] != "[" or state.src[state.pos - 1 : state.pos] == "!":
        return False
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    _within(state, "link", *match.span("text"))
    state.push("text", "", 0).content = f" {match['target']}"
    state.pos = match.end()
    return True


def _tag(state: StateInline, silent: bool) -> bool:
    """The few HTML tags that are understood: sup, sub, br, and i, em, b, strong in pairs."""
    if silent or state.src[state.pos] != "<":
        return False
    if match := _SHIFTED.match(state.src, state.pos, state.posMax):
        state.push("text", "", 0).content = shifted(match[2], raised=match[1].lower() == "sup")
        state.pos = match.end()
        return True
    if match := _BREAK.match(state.src, state.pos, state.posMax):
        state.push("hardbreak", "br", 0).markup = match[0]
        state.pos = match.end()
        return True
    if match := _STYLED.match(state.src, state.pos, state.posMax):
        closing = f"</{match[1]}>"
        end = state.src.find(closing, match.end(), min(state.posMax, match.end() + _MAX_STYLED))
        if end > match.end():
            _within(state, "em" if match[1].lower() in ("i", "em") else "strong", match.end(), end)
            state.pos = end + len(closing)
            return True
    return False


def shifted(text: str, *, raised: bool) -> str:
    """`10<sup>8</sup>` -> `10⁸`, `H<sub>2</sub>O` -> `H₂O`: what Unicode cannot raise becomes `^(...)`, or `_(...)`."""
    table, sign = (_RAISED, "^") if raised else (_LOWERED, "_")
    try:
        return "".join([table[character] for character in text])
    except KeyError:
        return f"{sign}({text})"


def _entity(state: StateInline, silent: bool) -> bool:
    """`&lt;` -> `<`, where the result can be seen or is a space; `&#27;` and `&shy;` stay as written."""
    if silent or state.src[state.pos] != "&":
        return False
    match = _ENTITY.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    decimal, hexadecimal, name = match.groups()
    if name:
        decoded = html5.get(f"{name};", "")
    else:
        code = int(decimal) if decimal else int(hexadecimal, 16)
        decoded = chr(code) if code <= 0x10FFFF else ""
    if not decoded or not (decoded.isprintable() or all(category(c) == "Zs" for c in decoded)):
        return False
    token = state.push("text_special", "", 0)
    token.content = decoded
    token.info = "entity"
    state.pos = match.end()
    return True
