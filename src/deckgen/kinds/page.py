"""What a kind is given, and what it gives back.

A ``Context`` is all that is known where a slide stands: template, language, the names that holes may use, the data. A
``Page`` is a slide without what all slides share: title, footer, symbol and notes are added by ``compose``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from deckgen.data import Dataset
from deckgen.errors import DeckgenError, Mark, Problems, fail
from deckgen.fields import Localized, Source
from deckgen.model import Frame, Group, Language, Paragraph, Placeholder, Run, Shape, Text, visible
from deckgen.pictures import Library
from deckgen.project import Project
from deckgen.template import Template
from deckgen.text import Datum, Scope, parse_blocks, parse_inline


@dataclass(frozen=True, slots=True)
class Page:
    """``key`` tells apart several pages of one slide in the spec; ``names`` are more names for the holes of its title.

    ``explains``: it has a line that says what must be said of numbers, also of those in its title.
    """

    role: str
    shapes: tuple[Shape, ...]
    key: str = ""
    names: Mapping[str, Datum] = field(default_factory=dict[str, Datum])
    explains: bool = False


@dataclass(frozen=True)
class Context:
    """``rows`` are the slide's rows, cut to its group and filtered, and ``source`` says where they come from.

    ``rows`` is None where the kind takes no data, and where there are no rows and the slide is to say so. They say everything
    in the slide's language: ``words`` has, for columns where that is not what stands in the data, what became of it.
    ``headers`` are what columns are called.
    """

    template: Template
    project: Project
    library: Library
    language: Language
    names: Mapping[str, Datum]
    problems: Problems
    rows: Dataset | None = None
    source: Localized | None = None
    headers: Mapping[str, Localized] = field(default_factory=dict[str, Localized])
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])

    @property
    def scope(self) -> Scope:
        return Scope(self.names, self.language)

    @property
    def example(self) -> bool:
        """Whether the slide rests on made-up figures, and has to say so."""
        return self.rows is not None and self.rows.provenance.example

    def knowing(self, names: Mapping[str, Datum]) -> "Context":
        """The same with more names for the holes."""
        return replace(self, names={**self.names, **names})

    def header(self, column: str, own: Localized | None = None) -> str:
        """What a column is called: as the slide says, else as its dataset does, else by its name."""
        said = own or self.headers.get(column)
        return self.plain(said) if said else column

    def word(self, column: str, value: str) -> str:
        """What a value that stands in the data is called; one that is a word already stays."""
        return self.words.get(column, {}).get(value, value)

    def said(self, text: Localized) -> Source:
        """The text in the slide's language."""
        return text.get(self.language)

    def plain(self, text: Localized | None) -> str:
        """One line of text as characters alone; "" for none."""
        return "".join(run.text for run in self.runs(text)) if text else ""

    def runs(self, text: Localized) -> tuple[Run, ...]:
        """One line of text, its Markdown and its holes made into runs.

        What is wrong in it goes to ``problems``, and a word stands in for it, so that the slide's other texts are looked into
        as well: nothing is written from problems with an error.
        """
        source = self.said(text)
        try:
            return parse_inline(source.text, source.mark).render(self.scope)
        except DeckgenError as error:
            self.problems.extend(error)
            return (Run("?", self.language),)

    def groups(self, text: Localized, *, numbered: bool = False) -> tuple[Group, ...]:
        """Paragraphs and lists, as groups that keep together. Problems as in ``runs``."""
        source = self.said(text)
        try:
            return parse_blocks(source.text, source.mark, numbered=numbered).render(self.scope)
        except DeckgenError as error:
            self.problems.extend(error)
            return ((Paragraph((Run("?", self.language),)),),)

    def place(self, role: str, place: str, mark: Mark) -> Placeholder:
        found = self.template.place(role, place)
        if found is None:
            fail("no-place", mark, template=self.template.name, role=role, place=place)
        return found

    def frame(self, role: str, placeholder: Placeholder) -> Frame:
        """Where the placeholder stands, for what must repeat it."""
        return self.template.placeholder(self.template.layout(role, self.language).part, placeholder.idx).frame

    def text_shape(self, role: str, place: str, content: Text, mark: Mark, *, rule: str | None = None) -> Shape:
        """A text in the role's placeholder for it, to be fitted by the rule of that name (by default the place's)."""
        if not visible(content.plain):
            fail("text-empty", mark, place=place)
        placeholder = self.place(role, place, mark)
        layout = self.template.layout(role, self.language)
        name = self.template.placeholder(layout.part, placeholder.idx).name
        return Shape(place, name, content, placeholder, fit=rule or place, mark=mark)
