"""The form of a starter page: what is wrong with it, in plain words. A sound page gives nothing."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from starter_pages import Page

from medtui.monograph import PartKind

KEYS = ["title", "names", "class", "tags", "sources", "last_reviewed", "reviewer"]
SOURCE_KEYS = ["title", "publisher", "reference", "version"]
LAST_CHECKED = "last_checked"
"""The day on which a source was read; where it is known."""
REVIEWER = "none (not clinically reviewed)"
_NAMED = re.compile(r"\w\S* \S.*, \w.*")
"""A name and a profession."""
SECTIONS = ["Generic Name", "Usage", "Dosage", "Side Effects", "How it Works", "Precautions", "FAQs"]
ABOUT = "About this page"
"""Where a page has anything to say of how its sources were read, or of what is unsure in it: the last section."""
_TAG_WORDS = """
    allergy anaesthesia antibacterial antifungal antiparasitic antiviral asthma blood child-health diabetes
    emergency epilepsy heart hiv hormone hypertension immunology infection investigational malaria
    mental-health mineral obstetric pain psychosis stomach tuberculosis vitamin
"""
TAGS = set(_TAG_WORDS.split())
MOST_TAGS = 4
MOST_COLUMNS = 4
_MISSED = re.compile(r"\b(?:miss(?:ed)?|late|delayed|forgotten|forgot|skipped|overdue)\b", re.I)
_STORED = re.compile(r"\b(?:stored?|storage|kept)\b", re.I)
_HOW_READ = re.compile(r"\bread\s(?:in\sfull|whole|(?:in|as)\s(?:\w+\s)?(?:cop(?:y|ies)|excerpts?|summary))|\bcopies\sread\b")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*$")
_BRACKETS = re.compile(r"\s*\([^)]*\)")


def form_problems(page: Page) -> Iterator[str]:
    """Everything that is wrong with the form of a page."""
    yield from front_problems(page)
    yield from section_problems(page)
    yield from faq_problems(page)
    yield from disclaimer_problems(page)
    yield from table_problems(page)


def front_problems(page: Page) -> Iterator[str]:
    """Wrong or missing fields of the front matter."""
    front = page.front
    if list(front) != KEYS:
        yield f"front matter has the keys {list(front)}, not {KEYS}"
    for key in ("title", "class"):
        if not isinstance(front.get(key), str):
            yield f"{key} is not text"
    if kebab(str(front.get("title"))) != page.stem:
        yield f"the file name {page.stem!r} does not fit the title {front.get('title')!r}"
    names = _texts(front.get("names"))
    if not names or len(set(names)) < len(names):
        yield "names is not a list of different texts"
    tags = _texts(front.get("tags"))
    if not 2 <= len(tags) <= MOST_TAGS or len(set(tags)) < len(tags):
        yield f"tags is not a list of 2 to {MOST_TAGS} different texts"
    yield from (f"unknown tag {tag!r}" for tag in tags if tag not in TAGS)
    reviewed = front.get("last_reviewed")
    if type(reviewed) is not datetime.date:
        yield f"last_reviewed is not an ISO date: {reviewed!r}"
    reviewer = str(front.get("reviewer"))
    if reviewer != REVIEWER and not _NAMED.fullmatch(reviewer):
        yield f"reviewer is neither {REVIEWER!r} nor a name and a profession"
    yield from _source_problems(page)


def _source_problems(page: Page) -> Iterator[str]:
    listed = page.front.get("sources")
    if not isinstance(listed, list) or not listed:
        yield "sources is not a list"
        return
    for number, entry in enumerate(listed, start=1):
        texts = dict(entry) if isinstance(entry, dict) else {}
        checked = texts.pop(LAST_CHECKED, None)
        if list(texts) != SOURCE_KEYS:
            yield f"source {number} has not the keys {SOURCE_KEYS}"
        elif checked is not None and type(checked) is not datetime.date:
            yield f"source {number} was last checked on no ISO date: {checked!r}"
        elif any(not isinstance(value, str) or not value.strip() for value in texts.values()):
            yield f"source {number} has a value that is no text (dates and numbers need quotes)"


def kebab(title: str) -> str:
    """The stem for a title: its words in lower case, without `and` and what stands in brackets."""
    parts = re.findall(r"[a-z0-9]+", _BRACKETS.sub("", title).casefold())
    return "-".join(part for part in parts if part != "and")


def section_problems(page: Page) -> Iterator[str]:
    """Headings that are not the title, the seven sections and perhaps the one about the page, in order."""
    found = [(number, match[1], match[2]) for number, line in page.body if (match := _HEADING.match(line))]
    titles = [*SECTIONS, *([ABOUT] if page.monograph.sections[-1].title == ABOUT else [])]
    wanted = [("#", str(page.front.get("title"))), *(("###", title) for title in titles)]
    if [(mark, text) for _, mark, text in found] != wanted:
        yield f"the headings are {[text for _, _, text in found]}, not {[text for _, text in wanted]}"
    sections = page.monograph.sections
    if [section.title for section in sections if section.name != "boxed_warning"] != titles:
        yield f"medtui reads the sections {[section.title for section in sections]}"
    for part in page.monograph.parts:
        if part.section == "boxed_warning" and re.search(r"\b(?:none|no US label)\b", part.source):
            yield f"line {part.lines[0]}: a boxed warning that says there is none"
        if part.section not in ("", "about") and _HOW_READ.search(part.source):
            yield f"line {part.lines[0]}: how a source was read belongs in {ABOUT!r}"


def faq_problems(page: Page) -> Iterator[str]:
    """Questions that are too few or too many, not in their form, or missing."""
    faqs = list(page.monograph.of_kind(PartKind.FAQ))
    if not 4 <= len(faqs) <= 8:
        yield f"there are {len(faqs)} FAQs, not 4 to 8"
    for faq in faqs:
        if not re.fullmatch(r"\*\*Q: [^*]+\?\*\*\s*", faq.head):
            yield f"line {faq.lines[0]}: not in the form **Q: ...?**"
        if not re.match(r"\s*A: \S", faq.body):
            yield f"line {faq.lines[0]}: the answer does not begin with `A: `"
    for part in page.parts("faqs"):
        if part.kind is not PartKind.FAQ and part.body.strip():
            yield f"line {part.lines[0]}: text among the FAQs that is no question"
    for what, pattern in (("a missed dose", _MISSED), ("storage", _STORED)):
        if not any(pattern.search(faq.heading) for faq in faqs):
            yield f"no question is about {what}"


def disclaimer_problems(page: Page) -> Iterator[str]:
    """Whether the page ends with one disclaimer in a paragraph of its own."""
    parts = page.monograph.parts
    if [part for part in parts if part.kind is PartKind.DISCLAIMER] != list(parts[-1:]):
        yield "the page does not end with its one disclaimer"
        return
    text = parts[-1].source.strip()
    if not text.startswith("**Disclaimer:** ") or "\n\n" in text:
        yield "the disclaimer is not one paragraph that begins with **Disclaimer:**"
    for saying in ("education", "not medical advice", "label"):
        if saying not in " ".join(text.split()):
            yield f"the disclaimer does not speak of {saying!r}"


def table_problems(page: Page) -> Iterator[str]:
    """Tables with too many columns."""
    for _, line in page.body:
        if re.fullmatch(r"\|(?:-+\|)+", line) and line.count("|") > MOST_COLUMNS + 1:
            yield f"a table has {line.count('|') - 1} columns"


def _texts(value: object) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
