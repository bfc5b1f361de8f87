"""A deck's file → where its numbers came from, what became of them, and of the files they came from."""

from dataclasses import dataclass
from pathlib import Path

from deckgen.errors import Mark, fail
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read import read_package
from deckgen.powerpoint.write.properties import DECK_PROPERTY
from deckgen.project import Project, find_project
from deckgen.trace.inputs import FileNow, look
from deckgen.trace.match import Traced, matched, unknown
from deckgen.trace.read import read_record


@dataclass(frozen=True, slots=True)
class Trace:
    """``unknown`` are the slides that deckgen did not make, counted from 1: of their numbers nothing can be said."""

    numbers: tuple[Traced, ...]
    files: tuple[FileNow, ...]
    unknown: tuple[int, ...]


def trace(deck: Path, project: Path | None = None, slide: int | None = None) -> Trace:
    """The numbers of a deck or of one slide, counted from 1, and the files that these came from.

    The files are looked for in ``project``, else in the project that the deck lies in. Raises DeckgenError for a file that is
    no presentation, that deckgen did not make, or that another program has saved without what deckgen wrote into it.
    """
    package = Package.open(deck)
    record = read_record(package)
    view = read_package(package)
    if record is None:
        fail("trace-lost" if dict(view.custom).get(DECK_PROPERTY) else "trace-not-ours", Mark(package.file), file=package.file)
    if slide is not None and not 1 <= slide <= len(view.slides):
        fail("trace-no-slide", Mark(package.file), slide=slide, count=len(view.slides))
    numbers = tuple(each for each in matched(view.slides, record) if slide in (None, each.slide))
    others = tuple(at for at in unknown(view.slides, record) if slide in (None, at))
    used = [source.file for each in numbers for source in each.sources]
    files = tuple(file for file in record.files if file in used)
    return Trace(numbers, look(files, _project(deck, project)), others)


def _project(deck: Path, folder: Path | None) -> Project:
    if folder is None:
        return find_project(deck)
    if not folder.is_dir():
        fail("trace-no-folder", None, folder=str(folder))
    return find_project(folder / "-")  # as of a spec that lies in the folder
