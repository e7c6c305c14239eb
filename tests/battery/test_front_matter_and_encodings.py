"""Some 120 files with front matter that YAML reads otherwise or not at all (anchors, bombs, tags, merges, dates,
numbers that are names, duplicate keys, tabs, fences of all kinds), and some 200 in another encoding, mixed or cut in
the middle of a character: each is a monograph with its text whole, or a problem is told; never a traceback, and never
the day of the file for that of the text."""

from __future__ import annotations

import codecs
import json
import os
from pathlib import Path

from forks import call_each, home_of
from tally import Cases

DAY_OF_THE_FILES = 536_500_000  # in January 1987, as no text here says
BODY = "\n# Zelofane\n\n### Usage\n\nFor knees that ache.\n\n### Dosage\n\nGive 5 mg once.\n"
WORDS = ("For knees that ache.", "Give 5 mg once.")
TITLES = (
    "1.10",
    "0x1F",
    "0o17",
    "1e3",
    "No",
    "yes",
    "on",
    "~",
    "null",
    "true",
    "12:30:45",
    "2024-12-19",
    "2001-12-14t21:59:43Z",
    ".inf",
    ".nan",
    "1_000",
    "+12",
    "-5",
    "=",
    "<<",
    "007",
    "08",
    "5.",
    ".5",
    "2,4-D",
    "% w/v",
    "C#",
    "a # b",
    "a: b",
    "'a",
    '"a',
    "*a",
    "&a",
    "!a",
    "@a",
    "`a`",
    "[a",
    "{a",
    "- a",
    "? a",
    "| a",
    "> a",
    "%a",
    "'a''b'",
    '"a\\x41"',
    "!!str 5",
    "\u00e9t\u00e9",
    "\u6f22\u5b57",
    "a\u2028b",
    "a\u0085b",
    "\ufeffa",
    "a\tb",
    " a ",
    "'1.10'",
    "a\\b",
    "\u200ba",
    "-",
    "---a",
    "...",
)
FRONT_MATTERS = {
    "a bomb": "title: Zelofane\na: &a [x,x,x,x,x,x,x,x,x]\n"
    + "".join(
        f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    ),
    "an anchor in itself": "a: &a [*a]\n",
    "an alias of nothing": "a: *nobody\n",
    "a merge": "base: &b {x: 1}\nmore:\n  <<: *b\n",
    "merges of merges": "a: &a {x: 1}\nb: &b {<<: [*a, *a, *a]}\nc: {<<: [*b, *b]}\n",
    "lists without end": "a: " + "[" * 20_000 + "\n",
    "mappings without end": "a: " + "{a: " * 20_000 + "\n",
    "deep lists": "a: " + "[" * 60 + "]" * 60 + "\n",
    "deep lines": "".join(" " * depth + "a:\n" for depth in range(120)),
    "bullets in bullets": "a:\n  " + "- " * 9_000 + "\n",
    "keys that ask": "? " * 9_000 + "\n",
    "a tag that runs": "a: !!python/object/apply:os.system ['touch owned']\n",
    "a tag that makes": "a: !!python/name:os.system\n",
    "a tag of its own": "a: !mine {b: 1}\n",
    "a tag that is set": "%TAG ! tag:x,2000:\n---\ntitle: !a b\n",
    "a version": "%YAML 1.2\n---\ntitle: a\n",
    "binary": "a: !!binary aGVsbG8=\n",
    "an ordered map": "a: !!omap [b: 1]\n",
    "a set": "a: !!set {b, c}\n",
    "keys twice": "title: One\ntitle: Two\nnames: [a]\nnames: [b]\n",
    "5,000 keys": "".join(f"k{number}: v\n" for number in range(5_000)),
    "a key of 9,000": "k" * 9_000 + ": v\n",
    "a value of 90,000": "title: Zelofane\na: " + "v" * 90_000 + "\n",
    "a title of 20,000": "title: " + "Zelo " * 4_000 + "\n",
    "no key": ": v\n",
    "a key that is a list": "? [a, b]\n: c\n",
    "a key that is a map": "{a: b}: c\n",
    "a tab to indent": "a:\n\tb: c\n",
    "a tab after a colon": "a:\tb\ntitle:\tZelofane\n",
    "no blank after a colon": "title:Zelofane\nclass:x\n",
    "blanks before keys": "  title: Zelofane\n  class: x\n",
    "uneven indents": "a:\n   b: 1\n  c: 2\n",
    "a block that is kept": "title: |+\n  Zelo\n\n  fane\n\n",
    "a block that is folded": "title: >2-\n    Zelo\n   fane\n",
    "a block without text": "title: |\nclass: x\n",
    "a quote that is open": "title: 'Zelofane\nclass: x\n",
    "a quote over lines": 'title: "Zelo\n  fane"\n',
    "escapes in a quote": 'title: "\\U0001F600 \\x1b[2J \\0 \\e \\N \\_"\n',
    "an escape of nothing": 'title: "\\UFFFFFFFF"\n',
    "half of a pair": 'title: "\\ud83d"\n',
    "controls": "title: a\x01b\nclass: \x1b[5m\n",
    "a NUL": "title: a\0b\n",
    "separators": "title: a\u2028class: b\u2029c: d\x85e: f\n",
    "only a comment": "# nothing\n",
    "only blank lines": "\n\n\n",
    "only words": "nothing to see\n",
    "a list": "- a\n- b\n",
    "a word and a list": "title: Zelofane\n- b\n",
    "another document": "title: a\n--- \ntitle: b\n",
    "json": '{"title": "Zelofane", "names": ["a", null, 1.50, true]}\n',
    "toml": 'title = "Zelofane"\n[params]\nx = 1\n',
    "html": "<title>Zelofane</title>\n<!--\n",
    "names that are numbers": "names: [1.10, 0x1F, 12:30, null, ~, no]\n",
    "names that are maps": "names: [{a: b}, [c, [d]], '']\n",
    "a name of 9,000": "names: [" + "n" * 9_000 + "]\n",
    "9,000 names": "names: [" + ", ".join(f"n{number}" for number in range(3_000)) + "]\n",
    "a title that is a list": "title: [Zelofane, Marivene]\n",
    "a title that is a map": "title: {a: b}\n",
    "dates": "date: 2024-02-31\nreviewed: 0000-00-00\nlast_updated: 99999-01-01\nwritten: tomorrow\n",
    "sources in sources": "sources:\n  - title: a\n    more: [1, {b: [2, {c: 3}]}]\n",
}
FENCES = {
    "no end": "---\ntitle: Zelofane\n",
    "no end, nor a title": "---\nclass: x\n",
    "an end of dots": "---\ntitle: Zelofane\n...\n",
    "blanks after": "--- \t\ntitle: Zelofane\n---   \n",
    "four dashes": "----\ntitle: Zelofane\n----\n",
    "plus signs": "+++\ntitle = 'Zelofane'\n+++\n",
    "a blank line first": "\n---\ntitle: Zelofane\n---\n",
    "two of them": "---\ntitle: One\n---\n---\ntitle: Two\n---\n",
    "nothing in it": "---\n---\n",
    "a fence alone": "---\n",
    "a fence in a code block": "```\n---\ntitle: Zelofane\n---\n```\n",
    "an indented fence": "  ---\n  title: Zelofane\n  ---\n",
}
TEXT = "# Zelofane\n\n### Usage\n\nFor knees that ache: {words}.\n\n### Dosage\n\nGive 5 mg once.\n"
LANGUAGES = {
    "western": (
        "\u00e9t\u00e9, d\u00e9j\u00e0, \u00fcber, ni\u00f1o",
        ("cp1252", "latin-1", "iso8859-15", "mac-roman", "cp850", "cp437"),
    ),
    "central": ("za\u017c\u00f3\u0142\u0107 g\u0119\u015bl\u0105", ("cp1250", "iso8859-2", "cp852")),
    "cyrillic": (
        "\u0432\u0437\u0440\u043e\u0441\u043b\u044b\u043c \u0432\u043d\u0443\u0442\u0440\u044c",
        ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic"),
    ),
    "greek": ("\u03b4\u03cc\u03c3\u03b7 \u03b5\u03bd\u03b7\u03bb\u03af\u03ba\u03c9\u03bd", ("cp1253", "iso8859-7")),
    "turkish": ("\u0131\u015f\u0131k \u011f\u00fc\u00e7", ("cp1254", "iso8859-9")),
    "hebrew": ("\u05de\u05d9\u05e0\u05d5\u05df", ("cp1255", "iso8859-8")),
    "arabic": ("\u0627\u0644\u062c\u0631\u0639\u0629", ("cp1256", "iso8859-6")),
    "baltic": ("\u0161\u012b\u0123\u0137", ("cp1257", "iso8859-13")),
    "vietnamese": ("\u0111\u01a1n \u0111\u01b0", ("cp1258",)),
    "thai": ("\u0e02\u0e19\u0e32\u0e14", ("cp874", "tis-620")),
    "chinese": ("\u53e3\u670d\u6210\u4eba\u4e00\u6b21", ("gb18030", "gbk", "big5", "hz")),
    "japanese": ("\u6210\u4eba\u306b\u306f", ("shift_jis", "euc-jp", "iso2022_jp")),
    "korean": ("\uc131\uc778 \uc6a9\ub7c9", ("euc-kr", "cp949", "johab")),
}
UNICODE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "utf-7")
ODD_BYTES = {
    "cut in a character": "knees \u2265".encode()[:-1],
    "cut in an emoji": "\U0001f52c".encode()[:3],
    "overlong": b"\xc0\x80\xe0\x80\xaf",
    "surrogates": b"\xed\xa0\x80\xed\xb0\x80",
    "beyond": b"\xf5\x80\x80\x80\xf8\xff\xfe",
    "continuations": b"\x80\xbf" * 9,
    "NULs": b"a\0b\0\0",
    "two encodings": "\u00e9 \u2265 ".encode() + "\u00e9\u00b0".encode("cp1252"),
    "C1": bytes(range(0x80, 0xA0)),
    "all bytes": bytes(range(256)),
    "a mark inside": b"a\xef\xbb\xbfb\xff\xfe",
    "text that was decoded twice": "\u00c3\u00a9\u00e2\u2030\u00a5".encode(),
    "a gzip": b"\x1f\x8b\x08\0\0\0\0\0",
    "a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
    "a ZIP": b"PK\x03\x04\x14\0",
    "UTF-16 in UTF-8": "knees".encode("utf-16"),
    "an end of file": b"a\x1ab",
}
ENDINGS = ("\r\n", "\r", "\n\r", "\r\r\n", "\x0b", "\x0c", "\x85", "\u2028", "\n\0")


def front_matters() -> dict[str, bytes]:
    """Files with front matter of every kind."""
    texts = {f"title {title}": f"---\ntitle: {title}\nclass: x\n---\n{BODY}" for title in TITLES}
    texts |= {name: f"---\n{front}---\n{BODY}" for name, front in FRONT_MATTERS.items()}
    texts |= {name: fence + BODY for name, fence in FENCES.items()}
    return {name: text.encode("utf-8", "surrogatepass") for name, text in texts.items()}


def encoded() -> dict[str, tuple[str, bytes]]:
    """The text that is meant, and files that have it in some encoding."""
    files = {}
    for language, (words, encodings) in LANGUAGES.items():
        text = TEXT.format(words=words)
        for encoding in (*encodings, *UNICODE):
            # In these all is ASCII, so that nobody can know: it is shown as it is written.
            meant = "" if encoding in ("utf-7", "hz", "iso2022_jp") else text
            files[f"{language} in {encoding}"] = meant, text.encode(encoding)
        files[f"{language} cut"] = text, text.encode("utf-16-le")[:-1]
    text = TEXT.format(words="\u00e9")
    for name, odd in ODD_BYTES.items():
        files[name] = "", TEXT.format(words="{}").encode().replace(b"{}", odd)
    for ending in ENDINGS:
        files[f"ends of {ending!r}"] = text.replace("\n", ending), text.replace("\n", ending).encode()
    for mark in (codecs.BOM_UTF8 * 2, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE, b"\x2b\x2f\x76\x38"):
        files[f"only the mark {mark!r}"] = "", mark + text.encode()
    return files


def told(files: dict[str, bytes], folder: Path) -> tuple[dict[str, dict[str, object]], str]:
    """Each file as `dump` has it, and what `status` and `dump` say is wrong; every monograph can be shown."""
    root = folder / "drugs"
    root.mkdir()
    numbered = dict(enumerate(files))
    for number, name in numbered.items():
        (root / f"{number}.md").write_bytes(files[name])
        os.utime(root / f"{number}.md", (DAY_OF_THE_FILES, DAY_OF_THE_FILES))
    library = ["--library", str(root)]
    environment = home_of(folder / "home")
    dump, status = call_each([["dump", *library], ["status", *library]], environment)
    assert "Traceback" not in dump.err + status.err
    assert "internal" not in dump.err + status.err
    monographs = [json.loads(line) for line in dump.out.splitlines()]
    shown = call_each([["show", each["id"], *library] for each in monographs], environment)
    assert [result.code for result in shown] == [0] * len(monographs)
    known = {}
    for monograph, result in zip(monographs, shown, strict=True):
        known[numbered[int(monograph["path"].removesuffix(".md"))]] = monograph | {"shown": result.out}
    return known, dump.err + status.out


def source(monograph: dict[str, object]) -> str:
    parts = monograph["parts"]
    assert isinstance(parts, list)
    return "".join(part["source"] for part in parts)


def test_any_front_matter_leaves_a_monograph(cases: Cases, tmp_path: Path) -> None:
    files = front_matters()
    monographs, problems = told(files, tmp_path)
    for name, data in files.items():
        with cases.case(name):
            monograph = monographs.get(name)
            if monograph is None:
                assert f"{[*files].index(name)}.md" in problems
                continue
            assert source(monograph) == data.decode("utf-8", "surrogatepass")
            assert all(words in str(monograph["shown"]) for words in WORDS)
            assert monograph["title"]
    assert cases.tried == len(files) >= 110
    assert not [*tmp_path.rglob("owned"), *Path.cwd().glob("owned")]


def test_no_text_is_as_old_as_its_file(cases: Cases, tmp_path: Path) -> None:
    monographs, _ = told(dict([*front_matters().items()][::6]), tmp_path)
    for name, monograph in monographs.items():
        with cases.case(name):
            assert "1987-01" not in str(monograph["shown"])
    assert cases.tried >= 18


def test_a_title_is_what_is_written(cases: Cases, tmp_path: Path) -> None:
    plain = TITLES[:29]
    monographs, _ = told({title: f"---\ntitle: {title}\n---\n{BODY}".encode() for title in plain}, tmp_path)
    for title in plain:
        with cases.case(title):
            assert monographs[title]["title"] == title
    assert cases.tried == len(plain)


def test_any_encoding_is_read_whole_or_told(cases: Cases, tmp_path: Path) -> None:
    files = encoded()
    monographs, problems = told({name: data for name, (_, data) in files.items()}, tmp_path)
    for number, (name, (meant, data)) in enumerate(files.items()):
        with cases.case(name):
            monograph = monographs.get(name)
            if monograph is None:
                assert f"{number}.md" in problems
                continue
            if not monograph["problems"]:
                assert source(monograph).removeprefix("\ufeff") == (meant or data.decode("utf-8-sig"))
            is_ascii = b"Give 5 mg once." in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE))
            assert "Give 5 mg once." in str(monograph["shown"]) or not is_ascii
    assert cases.tried == len(files) >= 110
