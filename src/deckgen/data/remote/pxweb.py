"""A question to a statistics bank that speaks PxWeb, version 1 or 2 → its answer as one JSON-stat 2 document.

What a table has is asked first, so that a slip in the spec is told in the spec's own words, and nothing is asked for that is
not there. An answer may hold only so many figures: larger ones are fetched in pieces and joined.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Any, NoReturn, Protocol, TypeAlias, cast
from urllib.parse import quote, urlencode

from deckgen.data.files.json_stat import cube_of
from deckgen.data.files.statistical import check_size
from deckgen.data.remote.choosing import Choosing
from deckgen.data.remote.pieces import Piece, joined, pieces
from deckgen.data.remote.px_values import Variable, chosen_codes, find, most
from deckgen.data.remote.web import RefusedError, UnansweredError, Web
from deckgen.errors import DeckgenError, Mark, Problem, Problems, fail
from deckgen.fields import Source

Object: TypeAlias = dict[str, Any]

MOST_FIGURES = 800_000  # in one answer
FEWEST_FIGURES = 10_000  # of a piece: a bank that does not give out so much will not give out less
FEW_FIGURES = 100_000  # that every known bank gives at once: for these nobody is asked how many are allowed

_HALF = re.compile(r"\\u[dD][89a-fA-F]")  # of a character that JSON writes as two
_VERSION = re.compile(r"(?P<before>.*/v(?P<number>[0-2])(?:[-.][^/]*)?)(?:/(?P<language>[^/]+).*)?$")


@dataclass(frozen=True, slots=True)
class PxQuestion:
    """What a spec asks: of which bank, by the address of its API, which table, and what of it."""

    api: Source
    table: Source
    choose: tuple[Choosing, ...]
    choose_mark: Mark
    language: Source | None = None

    @property
    def told(self) -> Object:
        """It in plain values, to be kept with the answer and compared later."""
        language = {"language": self.language.text} if self.language else {}
        choose = {each.variable.text: each.told for each in self.choose}
        return {"api": self.api.text, "table": self.table.text, **language, "choose": choose}

    @property
    def url(self) -> str:
        """The table's address, for people."""
        return _bank(self, Web(())).url


@dataclass(frozen=True, slots=True)
class Asked:
    """A variable that is asked for, by these codes of the table's, or of the ``codelist``; empty: of all there are."""

    variable: str
    codes: tuple[str, ...]
    codelist: str = ""


class Bank(Protocol):
    """A table of a bank, in one version of the API."""

    @property
    def url(self) -> str: ...
    def variables(self, choose: Sequence[Choosing]) -> tuple[Variable, ...]: ...
    def most_figures(self) -> int: ...
    def figures(self, asked: Sequence[Asked]) -> Object: ...


def ask_table(question: PxQuestion, web: Web) -> Object:
    """The answer, whole and sound. Raises DeckgenError: UnansweredError where it may come another time."""
    bank = _bank(question, web)
    asked = _asked(question, bank.variables(question.choose))
    sizes = [len(each.codes) for each in asked]
    check_size(sizes, bank.url, question.choose_mark)
    limit = MOST_FIGURES if prod(sizes) <= FEW_FIGURES else min(bank.most_figures(), MOST_FIGURES)
    codes = {each.variable: each.codes for each in asked}
    wanted, answers = _answers(bank, asked, min(limit, max(prod(sizes), 1)))
    host = question.api.text
    whole = _sound(answers, wanted, codes, host, question.api.mark)
    try:
        cube_of(json.dumps(whole).encode(), host, question.api.mark, Problems())
    except DeckgenError as error:
        _wrong(question.api.mark, host, str(dict(error.problems[0].data).get("why", "it is no JSON-stat")))
    return whole


def _answers(bank: Bank, asked: Sequence[Asked], limit: int) -> tuple[list[Piece], list[Object]]:
    """The pieces that were asked for, and their answers. A bank that gives out less than it says is asked for smaller ones."""
    while True:
        wanted = list(pieces({each.variable: each.codes for each in asked}, limit))
        try:
            return wanted, [bank.figures([replace(each, codes=piece[each.variable]) for each in asked]) for piece in wanted]
        except _TooManyError as error:
            limit //= 4
            if limit < FEWEST_FIGURES:
                raise DeckgenError((error.problem,)) from None


class _TooManyError(Exception):
    """The bank does not give out so many figures at once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem)


def variables_of(question: PxQuestion, web: Web) -> tuple[Variable, ...]:
    """What the table has; where the question names codelists, with their codes. Raises DeckgenError."""
    return _bank(question, web).variables(question.choose)


def _bank(question: PxQuestion, web: Web) -> Bank:
    """Raises DeckgenError where the address does not say which version of PxWeb it is of."""
    address = question.api.text.rstrip("/")
    found = _VERSION.match(address)
    if found is None or "?" in address or "#" in address:
        fail("api-version-unclear", question.api.mark, address=question.api.text)
    if any(part in ("", ".", "..") for part in question.table.text.split("/")):
        fail("api-table-unclear", question.table.mark, table=question.table.text)
    call = _Call(question, web)
    if found["number"] == "2":
        return _Version2(call, f"{found['before']}/tables/{quote(question.table.text, safe='')}", found["before"])
    if not found["language"]:
        fail("api-version-unclear", question.api.mark, address=question.api.text)
    if question.language:
        fail("option-not-here", question.language.mark, option="language", kind=_VERSION_1)
    return _Version1(call, f"{address}/{quote(question.table.text, safe='/')}", f"{found['before']}/{found['language']}/")


_VERSION_1 = "a statistics bank's API of version 1, whose address holds the language"


# --- what is asked of the bank ---


def _asked(question: PxQuestion, variables: Sequence[Variable]) -> list[Asked]:
    """What is chosen, in the order of the table. Raises DeckgenError with all slips at once."""
    problems = Problems()
    chosen: dict[str, Choosing] = {}
    for each in question.choose:
        variable = find(each, variables, question.table.text, problems)
        if variable and variable.code in chosen:
            problems.error("choose-twice", each.variable.mark, variable=variable.code)
        elif variable:
            chosen[variable.code] = each
    asked: list[Asked] = []
    for variable in variables:
        if variable.code in chosen:
            each = chosen[variable.code]
            codes = chosen_codes(each, variable, problems)
            asked.append(Asked(variable.code, codes, each.codelist.text if each.codelist else ""))
        elif not variable.optional and len(variable.codes) == 1:
            asked.append(Asked(variable.code, variable.codes))
        elif not variable.optional:
            told, more = most(variable.shown)
            data = {"variable": variable.code, "label": variable.label, "possible": told, "more": more}
            problems.error("choose-missing", question.choose_mark, table=question.table.text, **data)
    problems.raise_errors()
    return asked


# --- the two versions ---


@dataclass(frozen=True, slots=True)
class _Call:
    """Calls on behalf of a question. What the host refuses is told in the question's words."""

    question: PxQuestion
    web: Web

    def object(self, address: str, body: Object | None = None) -> Object:
        """The JSON object that the address answers with."""
        mark = self.question.api.mark
        sent = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        try:
            data = self.web.ask(address, mark, sent)
        except RefusedError as error:
            self._refused(error, is_question=body is not None)
        try:
            text = data.decode("utf-8-sig")
            found = json.loads(text)
            if _HALF.search(text):
                json.dumps(found, ensure_ascii=False).encode()  # raises where there is one half without the other
        except (ValueError, RecursionError):
            _wrong(mark, self.question.api.text, "it is not JSON" if data.strip() else "it is empty")
        if not isinstance(found, dict):
            _wrong(mark, self.question.api.text, "it is not as PxWeb answers")
        return cast(Object, found)

    def limit(self, address: str, name: str) -> int:
        """How many figures the bank gives at once, as it says itself; where it does not, as Statistics Norway does."""
        try:
            told = self.object(address).get(name)
        except DeckgenError:
            return MOST_FIGURES
        return told if type(told) is int and told > 0 else MOST_FIGURES

    def _refused(self, error: RefusedError, *, is_question: bool) -> NoReturn:
        question = self.question
        said = _title(error.said)
        if error.status == 404:
            fail("api-table-missing", question.table.mark, table=question.table.text, address=question.api.text)
        if is_question and (error.status == 403 or "too many" in said.lower()):
            told = (("table", question.table.text), ("said", said or f"status {error.status}"))
            raise _TooManyError(Problem("api-too-many", told, question.choose_mark))
        fail("api-refused", question.api.mark, address=question.api.text, status=error.status, said=said or "nothing more")


@dataclass(frozen=True, slots=True)
class _Version2:
    """``/tables/{id}/metadata`` and ``/tables/{id}/data``, both in JSON-stat 2."""

    call: _Call
    url: str
    root: str

    def variables(self, choose: Sequence[Choosing]) -> tuple[Variable, ...]:
        """As the table has them; where a codelist is chosen, with its codes."""
        own = self._metadata({})
        named: dict[str, str] = {}
        for each in choose:
            variable = next((found for found in own if each.codelist and found.is_named(each.variable.text)), None)
            if variable and each.codelist:
                if each.codelist.text not in variable.codelists:
                    told = {"variable": variable.code, "name": each.codelist.text}
                    fail("codelist-unknown", each.codelist.mark, **told, **variable.codelists_near(each.codelist.text))
                named[variable.code] = each.codelist.text
        return self._metadata({f"codelist[{code}]": name for code, name in named.items()}) if named else own

    def most_figures(self) -> int:
        return self.call.limit(f"{self.root}/config", "maxDataCells")

    def figures(self, asked: Sequence[Asked]) -> Object:
        selection = [
            {"variableCode": each.variable, **({"codelist": each.codelist} if each.codelist else {}), "valueCodes": each.codes}
            for each in asked
        ]
        return self.call.object(self._address("data", {"outputFormat": "json-stat2"}), {"selection": selection})

    def _metadata(self, more: Mapping[str, str]) -> tuple[Variable, ...]:
        found = self.call.object(self._address("metadata", more))
        try:
            return tuple(Variable.of_version_2(code, found) for code in found["id"])
        except (KeyError, TypeError, ValueError, AttributeError):
            _wrong(self.call.question.api.mark, self.call.question.api.text, "it does not tell the table's variables")

    def _address(self, what: str, more: Mapping[str, str]) -> str:
        language = {"lang": self.call.question.language.text} if self.call.question.language else {}
        query = urlencode({**language, **more}, quote_via=quote)
        return f"{self.url}/{what}" + (f"?{query}" if query else "")


@dataclass(frozen=True, slots=True)
class _Version1:
    """The table's address gives its variables, and takes questions."""

    call: _Call
    url: str
    root: str

    def variables(self, choose: Sequence[Choosing]) -> tuple[Variable, ...]:
        """As the table has them. Codelists are not told: of these, codes are taken as they are."""
        found = self.call.object(self.url)
        try:
            own = [Variable.of_version_1(told) for told in found["variables"]]
        except (KeyError, TypeError, ValueError, AttributeError):
            _wrong(self.call.question.api.mark, self.call.question.api.text, "it does not tell the table's variables")
        return tuple(_with_codes(variable, choose) for variable in own)

    def most_figures(self) -> int:
        return self.call.limit(f"{self.root}?config", "maxCells")

    def figures(self, asked: Sequence[Asked]) -> Object:
        query = [
            {"code": each.variable, "selection": {"filter": _filter(each.codelist), "values": each.codes}} for each in asked
        ]
        return self.call.object(self.url, {"query": query, "response": {"format": "json-stat2"}})


def _with_codes(variable: Variable, choose: Sequence[Choosing]) -> Variable:
    """The same; where a codelist of it is chosen, with the codes that the spec names."""
    for each in choose:
        if each.codelist and variable.is_named(each.variable.text):
            if not each.codes or any(set(code.text) & set("*?") for code in each.codes):
                fail("codelist-codes", each.codelist.mark, variable=variable.code, codelist=each.codelist.text)
            codes = tuple(dict.fromkeys(code.text for code in each.codes))
            return replace(variable, codes=codes, labels=codes)
    return variable


def _filter(codelist: str) -> str:
    """Version 2 calls agg_KommFylker what version 1 calls agg:KommFylker."""
    return re.sub(r"^(agg|vs)[_:]", r"\1:", codelist) or "item"


# --- what comes back ---


def _sound(answers: list[Object], wanted: list[Piece], codes: Piece, host: str, mark: Mark) -> Object:
    """The answers as one. Raises UnansweredError where they are not what was asked for."""
    if len({str(answer.get("updated")) for answer in answers}) > 1:
        _wrong(mark, host, "the table was changed while it was being fetched")
    try:
        return joined(answers, wanted, codes)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError):
        _wrong(mark, host, "it does not hold the figures that were asked for")


def _wrong(mark: Mark, address: str, why: str) -> NoReturn:
    raise UnansweredError((Problem("api-answer-wrong", (("address", address), ("why", why)), mark),))


def _title(said: str) -> str:
    """What the bank says of a refusal: version 2 in ``title``, version 1 in ``error``, some in plain words."""
    try:
        found: Any = json.loads(said)
    except ValueError:
        return said
    told = cast(Object, found) if isinstance(found, dict) else {}
    return str(told.get("title") or told.get("error") or said)
