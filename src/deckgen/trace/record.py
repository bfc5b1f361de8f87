"""What a deck's file says of its numbers: as XML in the file, and as the values here.

    <trace xmlns="urn:deckgen:trace:1">
      <file dataset="projects" file="data/projects.xlsx" sheet="Pulje 2" fingerprint="…" source="…" licence="…"/>
      <from file="0"><column>project</column></from>         columns of a file that numbers were worked out from
      <rows>2+2,7+2x99</rows>                                rows 2 to 4, 11 to 13, 20 to 22 …, which "0:*0" refers to
      <recipe dataset="projects"><step>count different project</step></recipe>
      <slide identity="project_list-0123456789ab">
        <shape identity="title" kind="text">
          <said>Pulje 2 – 52 prosjekt</said>
          <n at="10 12" v="52" r="0" from="0:2+67"/>          characters 10 to 12; recipe 0; rows 2 to 69 of "from" 0
        </shape>
        <shape identity="chart" kind="chart" language="nb" format="#,##0">
          <down>Grunnskole</down> <across>2012</across>       series and categories; a table's rows and columns
          <n at="0 0" v="43.8" r="1" from="1:3"/>             a scatter's x: at="0 0 x"; in a table also t="44", as shown
        </shape>                                              kind="picture" is one of a chart; kind="notes" are a text
      </slide>
    </trace>

Files, "from", rows and recipes are counted from 0 in their order; rows from 1 in the order of their cells, of which a file's
fingerprint is, too (see ``data.content``): sorted in another way, a file gives the same deck, and its rows are found again.
They are told by how far each stretch begins from the end of the one before, how many rows follow its first, and how often
that is so: the rows of a table that has the same groups again and again take few characters. A missing number has no ``v``.
Paths are the project's own.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from deckgen.model import Language

NAMESPACE = "urn:deckgen:trace:1"
NOTES = "notes"  # what a slide's notes are called among its shapes

Span: TypeAlias = tuple[int, int]  # from and to, both among them
ShapeKind: TypeAlias = Literal["text", "table", "chart", "picture", "notes"]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of data as it was read. ``told`` is what the spec said of it: its source and licence, how it is laid out.

    ``fingerprint`` is of what its table said, whatever the order of its rows.
    """

    dataset: str
    file: str
    sheet: str
    fingerprint: str  # SHA-256, hexadecimal
    told: Mapping[str, str] = field(default_factory=dict[str, str], hash=False)


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of a file, by their places in the order of their cells, and the columns that tell what was taken from them."""

    file: DataFile
    columns: tuple[str, ...]
    spans: tuple[Span, ...]

    @property
    def count(self) -> int:
        """How many rows."""
        return sum(last - first + 1 for first, last in self.spans)


@dataclass(frozen=True, slots=True)
class Worked:
    """How a number was worked out: from which dataset, and by which steps."""

    dataset: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its place: series and category, row and column, or first and last character.

    ``worked`` is None for a number that no data gave, such as the zero of a count without rows.
    """

    place: tuple[int, int]
    number: float | None
    worked: Worked | None
    sources: tuple[Source, ...] = ()
    shown: str = ""  # in tables and texts, as it was printed
    is_x: bool = False  # along a scatter's other axis


@dataclass(frozen=True, slots=True)
class ShapeRecord:
    """``down`` and ``across`` name the lines of a chart or table, so that they are found again after others came or went.

    A "picture" is one of a chart, and "notes" are the slide's.
    """

    identity: str
    kind: ShapeKind
    numbers: tuple[Number, ...]
    down: tuple[str, ...] = ()
    across: tuple[str, ...] = ()
    said: str = ""  # the whole text
    number_format: str = ""
    language: Language = "nb"
    second_format: str = ""  # of the series in ``second``
    second: tuple[int, ...] = ()  # which series, by their places in ``down``, are on the second axis
    picture: str = ""  # the SHA-256 of the picture of a chart


@dataclass(frozen=True, slots=True)
class SlideRecord:
    """A slide that deckgen made, also one without numbers."""

    identity: str
    shapes: tuple[ShapeRecord, ...]


@dataclass(frozen=True, slots=True)
class Record:
    files: tuple[DataFile, ...]
    slides: tuple[SlideRecord, ...]
