"""What is open and how the reader left it: the monograph, the chosen section, places and opened questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from medtui.desk.clinic_overlay import ClinicNote
from medtui.desk.desk_contents import DeskContents
from medtui.library.drug_groups import moieties_of
from medtui.library.entry import Entry
from medtui.library.loading import LoadedMonograph, changed
from medtui.library.same_titles import as_seen, first_heading
from medtui.monograph import Monograph, PartKind
from medtui.presentation.disclaimer import Disclaimer, disclaimer_of
from medtui.presentation.markdown.styled import Flow, Span, Style
from medtui.presentation.monograph_text import age_and_review, source_line, source_pieces
from medtui.presentation.page import PagePiece, note_piece, notice, on_screen, page, page_text, repeated_alert
from medtui.presentation.page_layout import Place
from medtui.presentation.tabs import ALL, Tab, tab_for, tabs
from medtui.reading.boxed_warnings import words_of_boxed_warning
from medtui.reading.label_fields import label_fields
from medtui.reading.passages import Passage
from medtui.reading.schema import Schema, default_schema
from medtui.safe_text import safe_line

START_SECTION = "usage"
_BELOW_ALERTS = ("usage", "dosage", "precautions")
"""The sections below a boxed warning: those that somebody reads before giving the drug."""


class Margin(NamedTuple):
    """What stands beside the open monograph: the user's mark and notes, the clinic's notes and status.

    desk: what the user has marked and noted. clinic: what the clinic says of the open monograph, if anything."""

    desk: DeskContents = DeskContents()
    clinic: ClinicNote | None = None

    def pieces(self, id: str, tab: Tab, tabs: tuple[Tab, ...]) -> tuple[PagePiece, ...]:  # its name
        """The notes that stand above a tab: those on the whole monograph, and those on that section; the view of
        the whole file has all of them."""
        return tuple(self._pieces(id, tab, tabs))

    def _pieces(self, id: str, tab: Tab, tabs: tuple[Tab, ...]) -> Iterator[PagePiece]:
        titles = {other.section: safe_line(other.title) for other in tabs}
        if self.clinic:
            if self.clinic.problem:
                yield replace(notice(f"⚠ {self.clinic.problem}"), is_note=True)
            for section, text in sorted(self.clinic.texts.items()):
                if section in ("", tab.section) or tab.section == ALL:
                    whose = f"Clinic’s note{_on(section, titles)}"
                    yield note_piece(whose, text, self.clinic.modified, of_file=True)
        for note in self.desk.notes_on(id):
            if note.section in ("", tab.section) or tab.section == ALL:
                yield note_piece(f"Your note{_on(note.section, titles)}", note.text, note.edited)

    def badges(self, id: str, tab: Tab | None, tabs: tuple[Tab, ...]) -> Iterator[Span]:
        """What the header says beside the status: the mark, and which other sections have notes."""
        if self.desk.is_marked(id):
            yield Span("★ Marked", "badge")
        noted = {note.section for note in self.desk.notes_on(id)} | set(self.clinic.texts if self.clinic else ())
        labels = [safe_line(other.label) for other in tabs if other.section in noted]
        if labels and tab and tab.section != ALL and noted - {"", tab.section}:
            yield Span(f"Notes: {', '.join(labels)}", "badge")


def _on(section: str, titles: dict[str, str]) -> str:
    return f" on {titles.get(section, section)}" if section else ""


def _badge(text: str, style: Style) -> Span:
    """Words on a ground of their own."""
    return Span(f" {text} ", style)


class Bookmark(NamedTuple):
    """Where a reader is in a monograph: the section that is shown, and by section places and open questions."""

    section: str
    places: dict[str, Place]
    questions: dict[str, frozenset[int]]


@dataclass(slots=True)
class OpenMonograph:
    """wanted: the section the user chose; it stays chosen from drug to drug, even where a file lacks it.
    once: the section that is shown instead, in this monograph only, as that of a search result; or empty.
    asked: what the user asked for, where this is only something like it.
    twins: other monographs of the same drug. margin: what the user and the clinic have noted.
    is_low: the window is, so that a boxed warning is repeated in part only.
    problem_count: of what the rules for monographs find in it, as far as that is known.
    """

    wanted: str = START_SECTION
    once: str = ""
    asked: str = ""
    loaded: LoadedMonograph | None = None
    schema: Schema = field(default_factory=default_schema)
    tabs: tuple[Tab, ...] = ()
    twins: tuple[Entry, ...] = ()
    margin: Margin = field(default_factory=Margin)
    is_low: bool = False
    disclaimer: Disclaimer | None = None
    problem_count: int = 0
    _places: dict[str, Place] = field(default_factory=dict)
    _open_questions: dict[str, set[int]] = field(default_factory=dict)

    def open(self, loaded: LoadedMonograph, schema: Schema) -> None:
        """Open another monograph: its sections start at their tops with their questions folded."""
        self.loaded, self.schema, self.once, self.problem_count = loaded, schema, "", 0
        self.tabs = tabs(loaded.monograph, schema)
        self._places.clear()
        self._open_questions.clear()
        self.disclaimer = disclaimer_of(loaded.monograph)

    def words_of_boxed_warning(self) -> Passage | None:
        """The first passage that speaks of one."""
        return words_of_boxed_warning(self.loaded.monograph, self.schema) if self.loaded else None

    def reopen(self, loaded: LoadedMonograph) -> None:
        """Open a newer version of the same file: places and open questions stay as near as they can."""
        bookmark, once = self.bookmark(), self.once
        self.open(loaded, self.schema)
        self.return_to(bookmark)
        self.once = once

    def close(self) -> None:
        """Nothing is open."""
        self.loaded, self.tabs, self.disclaimer = None, (), None

    def change_on_disk(self) -> str:
        """What has happened to the open file since it was read, in one sentence; nothing when it is the same."""
        state = changed(self.loaded) if self.loaded else "same"
        if self.loaded is None or state == "same":
            return ""
        what = "was deleted or moved" if state == "missing" else "has changed on disk"
        return f"{self.loaded.entry.path} {what}. r reads it again."

    @property
    def monograph(self) -> Monograph | None:
        return self.loaded.monograph if self.loaded else None

    @property
    def tab(self) -> Tab | None:
        """The tab that is shown."""
        return tab_for(self.tabs, self.once or self.wanted) if self.tabs else None

    @property
    def place(self) -> Place:
        """Where the reader left the tab that is shown."""
        tab = self.tab
        return self._places.get(tab.section, Place()) if tab else Place()

    @place.setter
    def place(self, place: Place) -> None:
        if tab := self.tab:
            self._places[tab.section] = place

    def choose(self, section: str) -> None:
        """Show that section; it stays chosen from drug to drug."""
        self.wanted, self.once = section, ""

    def show_once(self, section: str) -> None:
        """Show that section of this monograph; the next one is shown at the section that the user chose."""
        self.once = section

    def bookmark(self) -> Bookmark:
        """How things are now, for `return_to`."""
        questions = {section: frozenset(opened) for section, opened in self._open_questions.items()}
        return Bookmark(self.tab.section if self.tab else "", dict(self._places), questions)

    def return_to(self, bookmark: Bookmark) -> None:
        """Show the section, the places and the open questions of that moment again."""
        self.show_once(bookmark.section)
        self._places = dict(bookmark.places)
        self._open_questions = {section: set(opened) for section, opened in bookmark.questions.items()}

    def step(self, direction: int) -> None:
        """Choose the next or the previous tab; the ends are ends."""
        if self.tab:
            at = self.tabs.index(self.tab) + direction
            self.choose(self.tabs[max(0, min(at, len(self.tabs) - 1))].section)

    def section_of_key(self, key: str) -> str | None:
        """The section that a digit means here; on any monograph a standard section's digit is the same."""
        found = next((tab.section for tab in self.tabs if tab.key == key), None)
        standard = self.schema.standard
        if key == "0":
            return ALL
        if key.isdigit() and 1 <= int(key) <= len(standard):
            return standard[int(key) - 1].name
        return found

    def standard_keys(self) -> list[tuple[str, str]]:
        """The digits that lead to a section on any monograph, and what it is called; safe on one line."""
        sections = [
            (str(number), safe_line(spec.title)) for number, spec in enumerate(self.schema.standard[:9], start=1)
        ]
        return [("0", "the whole text"), *sections]

    def further_sections(self) -> list[tuple[str, str]]:
        """The open monograph's other sections: canonical name or slug, and title, safe on one line."""
        standard = {spec.name for spec in self.schema.standard[:9]}
        others = (tab for tab in self.tabs if tab.section not in standard and tab.section != ALL)
        return [(tab.section, safe_line(tab.title)) for tab in others]

    def page(self, tab: Tab | None = None, *, is_beginning: bool = False) -> tuple[PagePiece, ...]:
        """What a tab holds, usually the one that is shown: notes first, then the file's problems where the file is
        shown, then its own words. is_beginning: as for `page`."""
        tab = tab or self.tab
        if tab is None or self.monograph is None:
            return ()
        names = self._names() if tab.is_home else ()
        return (*self._notes(tab), *names, *on_screen(self._words(tab, is_beginning=is_beginning), tab, self._alerts))

    def _words(self, tab: Tab, *, is_beginning: bool = False) -> tuple[PagePiece, ...]:
        """The file's own words, below what is wrong with it where the file is shown."""
        if (monograph := self.monograph) is None:
            return ()
        problems = monograph.problems if tab.is_home or tab.section == ALL else ()
        return (
            *(notice(f"⚠ {problem.message}") for problem in problems),
            *page(monograph, tab, is_beginning=is_beginning),
        )

    @property
    def _alerts(self) -> dict[str, str]:
        return {tab.section: tab.title for tab in self.tabs if tab.alert}

    def _names(self) -> Iterator[PagePiece]:
        """The drug's other names and its class, which the front matter says."""
        monograph = self.monograph
        others = " · ".join(monograph.names[1:]) if monograph else ""
        about = (("Also called", others), ("Class", self.drug_class()))
        lines = tuple(Flow((Span(f"{what}: {words}", "label"),), rest="  ") for what, words in about if words)
        if lines:
            yield PagePiece(None, (), lines)

    def _notes(self, tab: Tab) -> tuple[PagePiece, ...]:
        """What stands above the words of a tab: the boxed warning where a dose is looked for, then notes."""
        if self.loaded is None:
            return ()
        alerts = self._alerts if tab.section in _BELOW_ALERTS else ()
        found = filter(None, map(self.loaded.monograph.section, alerts))
        boxes = (
            repeated_alert(each.parts[0].heading or each.title, each.parts, is_brief=self.is_low) for each in found
        )
        return (*boxes, *self.margin.pieces(self.loaded.entry.id, tab, self.tabs))

    def place_of_note(self, id: str, section: str) -> Place | None:
        """Where the shown tab has the user's note on that section, empty for the whole monograph; None where not."""
        note = self.margin.desk.notes.get((id, section))
        if note is None or self.loaded is None or self.loaded.entry.id != id or self.tab is None:
            return None
        body = note_piece("", note.text, None).body
        notes = enumerate(self._notes(self.tab))
        return next((Place(at) for at, piece in notes if piece.head and piece.body == body), None)

    def set_margin(self, margin: Margin) -> bool:
        """Show other notes. Places and open questions stay at the same words. True where a page has changed."""
        before = {tab.section: self._notes(tab) for tab in self.tabs}
        self.margin = margin
        after = {tab.section: self._notes(tab) for tab in self.tabs}
        for section, notes in before.items():
            by = len(after[section]) - len(notes)
            if by and (place := self._places.get(section)) and place.piece >= len(notes):
                self._places[section] = place._replace(piece=place.piece + by)
            if by and (questions := self._open_questions.get(section)):
                self._open_questions[section] = {index + by for index in questions}
        return before != after

    def open_questions(self, pieces: tuple[PagePiece, ...]) -> set[int]:
        """The open questions of the shown tab; in the whole file's view all start open."""
        section = self.tab.section if self.tab else ""
        if section not in self._open_questions:
            questions = {index for index, piece in enumerate(pieces) if piece.is_question}
            self._open_questions[section] = questions if section == ALL else set()
        return self._open_questions[section]

    def status(self) -> list[Span]:
        """What the header never cuts: what was asked for instead, which of several with its title this is, a boxed
        warning, the clinic's status, the text's review, age and source, and where else the drug is."""
        if self.loaded is None:
            return []
        spans = [Span(f"You asked for {self.asked}", "warning")] if self.asked else []
        spans += [Span(apart, "muted") for apart in self._apart(self.loaded)]
        if any(tab.alert for tab in self.tabs):
            spans.append(_badge("⚠ Boxed warning: w", "badge-warning"))
        if (clinic := self.margin.clinic) and clinic.status:
            is_bad = clinic.status != "stocked"
            spans.append(_badge(clinic.status.capitalize(), "badge-status") if is_bad else Span("stocked", "muted"))
        age, review = age_and_review(self.loaded)
        label = label_fields(self.loaded.monograph.metadata)
        remarks = (review, *(label.remarks if label else ()))
        spans += [_badge(remark.capitalize(), "badge-status") for remark in remarks if remark]
        from_where = [Span(label.source, "muted")] if label and label.source else []
        return [
            *spans,
            Span(age, "muted"),
            *from_where,
            *([Span(f"{self._same_drug()} (s)", "badge")] if self.twins else ()),
        ]

    def _same_drug(self) -> str:
        own = self.loaded.entry if self.loaded else None
        if own and (labels := [twin for twin in self.twins if twin.label and moieties_of(twin) == moieties_of(own)]):
            return f"One of {len(labels) + 1} labels"
        if len(self.twins) > 1:
            return f"Same drug: {len(self.twins)} other pages"
        name = self.twins[0].title
        return "Same name: another page" if self.loaded and name == self.loaded.entry.title else f"Same drug: {name}"

    def labeler(self) -> str:
        """Who is answerable for the text of a label; nothing where the page is none."""
        label = label_fields(self.monograph.metadata) if self.monograph else None
        return label.labeler if label else ""

    def header(self) -> tuple[str, str, list[Span], list[Span], str]:
        """What the header says, for `DrugHeader.show_drug`."""
        title = self.monograph.title if self.monograph else ""
        return title, self.drug_class(), self.facts(), self.status(), self.labeler()

    def facts(self) -> list[Span]:
        """Library and badges, for the header, as far as there is room after the status."""
        loaded = self.loaded
        if loaded is None:
            return []
        monograph = loaded.monograph
        spans = [*self.margin.badges(loaded.entry.id, self.tab, self.tabs)]
        home = next((tab for tab in self.tabs if tab.is_home), None)
        if home and home != self.tab and self._has_introduction() and self.tab and self.tab.section != ALL:
            spans.append(Span(f"⚠ Note before the sections: {home.key or safe_line(home.label)}", "badge"))
        if monograph.problems and home:
            spans.append(Span(f"⚠ Problem in the file: {home.key or safe_line(home.label)}", "badge"))
        if self.problem_count:
            spans.append(Span(f"{self.problem_count:,} problem{'s' * (self.problem_count > 1)}: !", "badge"))
        library = loaded.entry.library
        return spans if library in self._apart(loaded) else [*spans, Span(library, "muted")]

    def drug_class(self) -> str:
        """The drug's class, for the header."""
        found = self.monograph.metadata.get("class", "") if self.monograph else ""
        return found if isinstance(found, str) else ", ".join(found)

    def text_to_copy(self, pieces: Sequence[PagePiece] = ()) -> Callable[[], str] | None:
        """What makes, in any thread, plain text of the section that is shown now, or of these pieces of it, with the
        disclaimer and where it comes from. Notes are not in it. None where nothing is shown."""
        loaded, disclaimer, tab = self.loaded, self.disclaimer, self.tab
        if loaded is None or disclaimer is None or tab is None:
            return None
        words = tuple(piece for piece in pieces or self._words(tab) if not piece.is_note)

        def text() -> str:
            sources = page_text(source_pieces(loaded.monograph, tab))
            texts = [safe_line(loaded.monograph.title), page_text(words), disclaimer.text, sources, source_line(loaded)]
            return "\n\n".join(filter(None, texts))

        return text

    def _apart(self, loaded: LoadedMonograph) -> Sequence[str]:
        """What tells it from others of its title, in the list too."""
        own = loaded.entry
        same = [twin for twin in self.twins if not twin.label and as_seen(twin.title) == as_seen(own.title)]
        libraries = {twin.library for twin in same}
        words = (
            first_heading(loaded.monograph) if own.library in libraries else "",
            own.path if own.library in libraries else "",
            own.library if libraries - {own.library} else "",
        )
        return [*filter(None, words)]

    def _has_introduction(self) -> bool:
        monograph = self.monograph
        if monograph is None or len(self.tabs) == 1:
            return False
        return any(part.body.strip() and not part.heading for part in monograph.of_kind(PartKind.INTRO))
