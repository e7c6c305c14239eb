"""Texts made to be slow to read. Run as a program, it reads them all."""

from __future__ import annotations

import sys

from monograph_shapes import check_partition

from medtui.reading.decoding import decode
from medtui.reading.reader import quick_names, read
from medtui.reading.schema import SchemaError, default_schema, parse_schema

N = 100_000
FAQS = "# T\n\n### FAQs\n\n"
TWO = "---\ntitle: Alpha + Beta\n---\n\n"
NOTICE = "this information is not medical advice."

TEXTS: dict[str, str] = {
    "stars after a question's label": FAQS + "**Q:" + "*" * N,
    "stars and spaces after it": FAQS + "**Q: " + "* " * (N // 2),
    "spaces in a question": FAQS + "**Q:** a" + " " * N + "b",
    "spaces after a question's letter": FAQS + "Q" + " " * N + "x",
    "spaces after an answer's letter": FAQS + "**Q: a?**\n\nA" + " " * N + "x",
    "question marks and quotes": FAQS + "**a" + '?"' * (N // 2),
    "bold questions that never end": FAQS + "**a? " * (N // 5),
    "lines that may be questions": FAQS + "q\n" * (N // 2),
    "questions in paragraphs": FAQS + "**Q: a?**\n" * (N // 10),
    "questions in lists": FAQS + "* **Q: a?** b\n" * (N // 14),
    "questions in a list's item": FAQS + "* **Q: a?**\n" + "    * b?\n" * (N // 9),
    "questions as headings": FAQS + "#### a?\n" * (N // 8),
    "long lines in FAQs": FAQS + ("**q " + "* " * (N // 12) + "\n") * 6,
    "labels between FAQs": FAQS + "**Q: a?**\n\nb\n\n**c:**\n\n" * (N // 22),
    "hashes": "#" * N,
    "headings of hashes": "#\n" * (N // 2),
    "headings": "# a\n" * (N // 4),
    "headings of ever deeper levels": "".join("#" * (1 + n % 6) + f" a{n}\n" for n in range(N // 11)),
    "headings below one": "# a\n" + "## b\n" * (N // 5),
    "headings of many words": ("# " + "a " * 59 + "\n") * (N // 120),
    "headings with many of": ("# dosage of " + "a of " * 20 + "\n") * (N // 112),
    "spaces in a heading": "# a" + " " * N + "b",
    "spaces before attributes": "# a" + " " * N + "{.b}",
    "closing marks in a heading": "# a" + " #" * (N // 2) + "b",
    "hashes in a heading": "##a" + "#" * N + "b",
    "brackets in a heading": "# " + "(" * (N // 2) + ")" * (N // 2),
    "colons in a heading": "# " + ": " * (N // 2),
    "braces in a heading": "# a " + "{" * N + "}",
    "emphasis in a heading": "# " + "*_" * (N // 2),
    "stars in a heading": "# " + "*" * N,
    "accents in a heading": "# " + "e\u0301" * (N // 2) + "\n## b",
    "brackets": "[" * (N // 2) + "]" * (N // 2),
    "blank lines": "\n" * N,
    "blank lines with carriage returns": "\r\n" * (N // 2),
    "blank lines in a section": "### Usage\n" + "\n" * N,
    "blank lines after a question": FAQS + "* **Q: a?**\n" + "\n" * N,
    "spaces": FAQS + " " * N + "x",
    "closed fences": "```\n" * (N // 4),
    "unclosed fences": "```a\n" * (N // 5),
    "unclosed fences of growing length": "".join("`" * (3 + n) + " a\n" for n in range(620)),
    "closing fences of falling length": "".join("~" * (620 - n) + "\n" for n in range(610)),
    "disclaimers": "### Usage\n" + "**Disclaimer:** x\n\n" * (N // 19),
    "labels of disclaimers": FAQS + "**Disclaimer:**\n" * (N // 16),
    "words before a disclaimer": "### Usage\n\n**" + "a " * (N // 2) + "disclaimer**\n",
    "underscores after a disclaimer's label": "### Usage\n\ndisclaimer\n" + "_" * N + "\n",
    "digits before a disclaimer": "### Usage\n\nx\n\n" + "1" * N + NOTICE,
    "unlabelled disclaimers": "### Usage\n\nx\n\n" + f"{NOTICE}\n\n" * (N // 42),
    "unterminated front matter": "---\n" + "a: b\n" * (N // 5),
    "front matter of many fields": "---\n" + "".join(f"a{n}: b\n" for n in range(N // 10)) + "---\n",
    "front matter of many items": "---\na:\n" + "- b\n" * (N // 4) + "---\n",
    "front matter of many brackets": "---\na: " + "[" * 31_000 + "\n---\n",
    "front matter of many dashes": "---\na:\n  " + "- " * 15_000 + "\n---\n",
    "front matter of many question marks": "---\n" + "? " * 15_000 + "\n---\n",
    "front matter of mappings in mappings": "---\na: {" + "b: {" * 7_000 + "\n---\n",
    "front matter of ever deeper lines": "---\n" + "".join(" " * n + "a:\n" for n in range(240)) + "---\n",
    "front matter of a long flow mapping": "---\na: {" + "a," * 15_000 + "}\n---\n",
    "front matter of a long flow list": "---\na: [" + "a " * (N // 2) + "]\n---\n",
    "spaces in front matter": "---\ntitle: a" + " " * N + "#\n---\n",
    "a long key in front matter": "---\n" + "a" * N + ": b\n---\n",
    "bold lines": "**a**\n" * (N // 6),
    "a long bold line": "**" + "a" * N + "**",
    "bold leads": "**Usage:** a\n" * (N // 13),
    "bold labels above sections": TWO + "**Alpha:**\n\n### Usage\n\n" * (N // 23),
    "bold labels above one section": TWO + "**Alpha:**\n" * (N // 11) + "### Usage\n",
    "generic names without text": TWO + "### Generic Name\n" * (N // 34) + "\n" * (N // 2),
    "sections as list items": "**L:**\n* **Usage:** a\n* **Dosage:** b\n* **Precautions:** c\n\n" * (N // 57),
    "a title of many drugs": "# " + " + ".join(f"drug{n}" for n in range(N // 22)) + "\n" + "## drug1 x\n" * (N // 22),
    "headings about several drugs": "# A + B + C + D + E + F + G\n" + "## A B C D E F G dosage\n" * (N // 24),
    "line separators": "\u2028\x0b\x0c\x85" * (N // 4),
}
SCHEMAS = ("[" * 31_000, "- a\n" * 7_000, "{" + "a," * 15_000 + "}", "sections: [{name: " + "a" * 30_000 + "}]")


def main() -> None:
    """Read everything, saying what comes next."""
    for name, text in TEXTS.items():
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        check_partition(text, read(text, name="x"))
        quick_names(text, name="x")
    sys.stdout.write("odd bytes\n")
    decode(b"\xe9" * N)
    for schema in SCHEMAS:
        sys.stdout.write(f"schema {schema[:20]}\n")
        sys.stdout.flush()
        try:
            parse_schema(schema, default_schema())
        except SchemaError:
            continue
    sys.stdout.write("done\n")


if __name__ == "__main__":
    main()
