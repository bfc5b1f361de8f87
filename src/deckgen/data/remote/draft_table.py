"""The address of a table in a statistics bank → the lines of a spec that ask for it, each variable with a comment.

Statistics Norway shows under each table the address that asks for it ("API query for this table"). What that chooses is
taken over; of the other variables the draft chooses all, or the last times, and leaves out what the bank adds up.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote, urlsplit

from deckgen.data.remote.choosing import ALL, Choosing
from deckgen.data.remote.px_values import Variable, most
from deckgen.data.remote.pxweb import PxQuestion, variables_of
from deckgen.data.remote.web import Web
from deckgen.errors import Mark
from deckgen.fields import Source

LATEST = 5  # times that are chosen where the address chooses none

_VERSION_2 = re.compile(r"(?P<api>.*/v2[^/]*)/tables/(?P<table>[^/]+)(?:/(?:data|metadata|defaultselection))?/?", re.IGNORECASE)
_TABLE_LAST = re.compile(r"(?P<api>[a-z]+://[^/]+(?:/.+)?)/(?P<table>[^/]+)/?")
_PARTS = re.compile(r"\[[^\]]*\]|[^,\[\]]+(?:\([^)]*\))?")  # of a list of codes and of what stands for several
_LATEST = re.compile(r"top\(([0-9]{1,5})\)", re.IGNORECASE)
_FROM_OR_TO = re.compile(r"(from|to)\(([^(),]+)\)", re.IGNORECASE)
_RANGE = re.compile(r"\[?range\(([^(),]+),([^(),]+)\)\]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TableAddress:
    """What an address of a table says: which bank and table, and what of it. All but the first two may be empty."""

    api: str
    table: str
    language: str = ""
    chosen: dict[str, str] = field(default_factory=dict[str, str])  # variable → codes, as the address has them
    codelists: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(cls, address: str) -> TableAddress:
        """The parts; of an address that is none, as far as it goes: asking it tells what is wrong."""
        url = urlsplit(address)
        base = f"{url.scheme}://{url.netloc}{url.path}"
        found = _VERSION_2.fullmatch(base) or _TABLE_LAST.fullmatch(base)
        if found is None:
            return cls(base, "-")
        chosen: dict[str, str] = {}
        codelists: dict[str, str] = {}
        language = ""
        for name, value in parse_qsl(url.query):
            kind, _, variable = name.partition("[")
            if kind.lower() == "lang":
                language = value
            elif kind.lower() in ("valuecodes", "codelist"):
                (chosen if kind.lower() == "valuecodes" else codelists)[variable.removesuffix("]")] = value
        return cls(found["api"], unquote(found["table"]), language, chosen, codelists)


def draft_table(address: str, web: Web) -> str:
    """The lines, to stand under ``data:``. Raises DeckgenError where the bank cannot be asked, or has no such table."""
    told = TableAddress.of(address)
    mark = Mark(address)
    version_2 = _VERSION_2.fullmatch(f"{told.api}/tables/x") is not None
    codelists = tuple(
        Choosing(Source(variable, mark), mark, codelist=Source(name, mark)) for variable, name in told.codelists.items()
    )
    language = Source(told.language, mark) if told.language and version_2 else None
    question = PxQuestion(Source(told.api, mark), Source(told.table, mark), codelists, mark, language)
    lines = [
        f"table_{re.sub('[^A-Za-z0-9]+', '_', told.table)}:",
        f"  api: {told.api}",
        f"  table: {_quoted(told.table)}",
        *([f"  language: {told.language}"] if language else []),
        "  choose:",
        *(_line(variable, told) for variable in variables_of(question, web)),
    ]
    return "\n".join(lines) + "\n"


def _line(variable: Variable, told: TableAddress) -> str:
    """A variable, what is chosen of it, and what there is."""
    named = next((name for name in told.chosen if variable.is_named(name)), None)
    values, more = most(variable.shown)
    comment = f"{variable.label}: {', '.join(values)}{more}"
    if named is None and variable.optional:
        return f"    # {variable.code}: all  # left out, it is added up; {comment}"
    if named is None:
        chosen = f"{{latest: {LATEST}}}" if variable.is_time and len(variable.codes) > LATEST else ALL
        return f"    {variable.code}: {chosen}  # {comment}"
    chosen, doubt = _chosen(told.chosen[named])
    codelist = next((list_ for name, list_ in told.codelists.items() if variable.is_named(name)), "")
    if codelist and not chosen.startswith("{"):
        chosen = f"{{codelist: {codelist}, codes: {chosen}}}"
    return f"    {variable.code}: {chosen}  # {doubt}{comment}"


def _chosen(written: str) -> tuple[str, str]:
    """What an address chooses, as a spec writes it; and what must be said of that."""
    parts = [part.strip() for part in _PARTS.findall(written)]
    if parts == ["*"]:
        return ALL, ""
    if len(parts) == 1:
        if latest := _LATEST.fullmatch(parts[0]):
            return f"{{latest: {latest[1]}}}", ""
        if end := _FROM_OR_TO.fullmatch(parts[0]):
            return f"{{{end[1].lower()}: {_quoted(end[2])}}}", ""
        if range_ := _RANGE.fullmatch(parts[0]):
            return f"{{from: {_quoted(range_[1])}, to: {_quoted(range_[2])}}}", ""
    codes = [part for part in parts if "(" not in part]
    doubt = "" if codes == parts else f"the address chooses {written}, which has to be written out; "
    return (f"[{', '.join(map(_quoted, codes))}]" if codes else ALL), doubt


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
