"""Texts to try the renderer on: anything at all, and mixtures of everything that Markdown gives a meaning."""

from __future__ import annotations

from hypothesis import strategies as st

WORDS = [
    "a",
    "mg",
    "Dose",
    "5",
    "10",
    "0.5",
    "-5",
    "≥",
    "²",
    "·",
    "%",
    "e\u0301",
    "漢",
    "👩\u200d🔬",
    "ש",
    "\u200b",
    "ﬁ",
]
SPACES = [" ", "  ", "\n", "\n\n", "  \n", "\\\n", "\t", "    ", "\u00a0", "\u3000", "\r\n"]
MARKS = [
    "*",
    "**",
    "***",
    "_",
    "__",
    "`",
    "``",
    "\\",
    "[",
    "]",
    "(",
    ")",
    "](u)",
    "](u_v*)",
    "!",
    "~",
    "~~",
    "|",
    "\\|",
    "$",
    "$$",
]
LINE_STARTS = [
    "\n- ",
    "\n* ",
    "\n+ ",
    "\n> ",
    "\n>",
    "\n1. ",
    "\n10) ",
    "\n# ",
    "\n###",
    " ##",
    "\n```",
    "\n~~~\n",
    "\n---\n",
    "\n> [!Danger] ",
    "\n>[!Note]-\n>",
    "\n:::Warning ",
    "\n:::\n",
    '\n!!! Tip "',
    '"\n    ',
    "\n??? Question\n    ",
]
TABLES = ["\n|a|b|\n|-|-|\n|", "|\n|", "\n--|--\n", "\n|x|\n|:-:|\n"]
HTML = [
    "<sup>",
    "</sup>",
    "<sup>8</sup>",
    "<sub>max</sub>",
    "<br>",
    "<br/>",
    "<i>",
    "</i>",
    "<b>",
    "</b>",
    "<p>",
    "<!--",
]
ENTITIES = ["&lt;", "&amp;", "&nbsp;", "&#27;", "&#8203;", "&zz;", "&#x2265;", "&shy;", "&"]
STRANGE = ["\0", "\x1b[31m", "\u202e", "\ufffd", "\ud800", "\x85", "\u2028", "\x0c"]

anything = st.text(st.characters(), max_size=200)
markdown = st.lists(
    st.sampled_from(WORDS * 3 + SPACES * 2 + MARKS + LINE_STARTS + TABLES + HTML + ENTITIES + STRANGE),
    max_size=40,
).map("".join)
# Without what may change letters or digits on the way (tags, entities, escapes of controls).
markdown_without_html = st.lists(
    st.sampled_from(WORDS * 3 + SPACES * 2 + MARKS + LINE_STARTS + TABLES), max_size=40
).map("".join)
