"""A dataset that a spec asks a bank or database for → the file in the project that holds it, fetched where it must be."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from deckgen.data.remote.fetched import FOLDER, Fetching, Object, Place, Question, fetch
from deckgen.errors import Problems, fail
from deckgen.fields import Source
from deckgen.language.slug import slug
from deckgen.project import Project
from deckgen.spec.fields import DatasetFields

if TYPE_CHECKING:
    from deckgen.data.remote.web import Web


class Asker:
    """What is fetched for the datasets of a spec: each once, and all of them as slowly as their hosts want it."""

    def __init__(self, hosts: Iterable[Source] = (), *, refresh: bool = False) -> None:
        self._fetching = Fetching(tuple(host.text.lower() for host in hosts), refresh)
        self._web: Web | None = None
        self._asked: dict[str, tuple[str, Object]] = {}  # file → the dataset that it is for, and what that asks

    def fetch(self, name: str, fields: DatasetFields, project: Project, problems: Problems) -> Source:
        """See to it that the dataset's file is there, and name it. Raises DeckgenError where it cannot be had."""
        if fields.database:
            return self._ask_database(name, fields, fields.database, project, problems)
        from deckgen.data.remote.pxweb import PxQuestion, ask_table

        assert fields.api is not None  # the spec has all three
        assert fields.table is not None
        file = kept_in(name, fields)
        if not file.text.lower().endswith(".json"):
            fail("fetched-ending", file.mark, file=file.text)
        asked = PxQuestion(fields.api, fields.table, fields.choose, fields.marks["choose"], fields.language)
        place = Place(project.path(file.text, file.mark), file.text)
        first, query = self._asked.setdefault(file.text.casefold(), (name, asked.told))
        if query != asked.told:
            fail("fetched-twice", file.mark, file=file.text, first=first, second=name)

        def ask() -> Object:
            return ask_table(asked, self._at_hand())

        fetch(Question(name, asked.url, asked.told, fields.api.mark), place, ask, self._fetching, problems)
        return file

    def _ask_database(self, name: str, fields: DatasetFields, database: Source, project: Project, problems: Problems) -> Source:
        from deckgen.data.remote.database import DatabaseQuestion, ask_database, check_database

        file = kept_in(name, fields)
        if not file.text.lower().endswith(".table.json"):
            fail("database-ending", file.mark, file=file.text)
        check_database(database)
        asked = DatabaseQuestion(database, fields.table, fields.query, fields.password_in)
        place = Place(project.path(file.text, file.mark), file.text)
        first, query = self._asked.setdefault(file.text.casefold(), (name, asked.told))
        if query != asked.told:
            fail("fetched-twice", file.mark, file=file.text, first=first, second=name)

        def ask() -> Object:
            return ask_database(asked, self._fetching.hosts)

        fetch(Question(name, asked.url, asked.told, database.mark), place, ask, self._fetching, problems)
        return file

    def _at_hand(self) -> "Web":
        """Imported when somebody is asked: from the files that are kept a deck is built without."""
        if self._web is None:
            from deckgen.data.remote.web import Web

            self._web = Web(self._fetching.hosts)
        return self._web


def kept_in(name: str, fields: DatasetFields) -> Source:
    """The file that holds the answer, as the spec names it, or after the dataset."""
    assert fields.asked
    ending = ".table.json" if fields.database else ".json"
    return fields.file or Source(f"{FOLDER}/{slug(name)}{ending}", fields.asked.mark)
