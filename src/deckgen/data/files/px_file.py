"""A PC-Axis file's bytes → its cells: keywords with values, each ended by a semicolon, the last of them DATA."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite, prod
from typing import TypeAlias

from deckgen.data.cells import VALUE, Cell, Cells, Dimension, StatisticalCube
from deckgen.data.dataset import SourceSpec
from deckgen.data.files.statistical import cells_of, check_size
from deckgen.errors import Mark, Problems, fail
from deckgen.model import NIL

MOST_WORDS = 6  # DATASYMBOL1 to 6: what "." to "......" in the data are shown as

Key: TypeAlias = tuple[str, str, tuple[str, ...]]  # KEYWORD[language]("variable","value")

# A keyword at the start of a line, up to its equals sign. Its values follow, texts in quotes among them, up to a semicolon.
_KEYWORD = re.compile(r'\s*([A-Za-z][A-Za-z0-9-]{0,60})(?:\[([A-Za-z-]{1,20})\])?(?:\(((?:[^()"]++|"[^"]*")*+)\))?\s*=')
_TEXT = re.compile(r'"([^"]*)"')
_VALUES = re.compile(r'(?:[^";]++|"[^"]*")*+')
_CODEPAGE = re.compile(rb'CODEPAGE\s*=\s*"([A-Za-z0-9_-]{1,30})"')
_CHARSET = re.compile(rb'CHARSET\s*=\s*"([A-Za-z0-9_-]{1,30})"')
_DATUM = re.compile(r'"([^"]*)"|([^\s,;"]+)')


class _WrongError(Exception):
    """What is not as PC-Axis has it, in words."""


@dataclass(frozen=True, slots=True)
class _Keywords:
    """What the file says before its data, in the language that is asked for, or that it is in at first."""

    said: Mapping[Key, str]
    language: str  # "" for the file's first one

    def raw(self, keyword: str, *of: str) -> str:
        """The values as they stand; what the language lacks is taken from the first one."""
        return self.said.get((keyword, self.language, of), "") or self.said.get((keyword, "", of), "")

    def texts(self, keyword: str, *of: str) -> tuple[str, ...]:
        return tuple(_texts(self.raw(keyword, *of)))

    def text(self, keyword: str, *of: str) -> str:
        """A text that may be written in several pieces, on several lines."""
        return "".join(_TEXT.findall(self.raw(keyword, *of)))


def read_px(data: bytes, spec: SourceSpec, mark: Mark, problems: Problems) -> Cells:
    """The table. Raises DeckgenError where the file is no PC-Axis file, or not whole."""
    return cells_of(cube_of(data, spec, mark), spec.file, problems)


def cube_of(data: bytes, spec: SourceSpec, mark: Mark) -> StatisticalCube:
    """The figures, with their names in the language that the spec asks for."""
    try:
        text = _decoded(data, spec, mark)
        said, figures = _parsed(text)
        return _cube(_Keywords(said, _language(said, spec, mark)), figures, spec, mark)
    except _WrongError as error:
        fail("px-wrong", mark, file=spec.file, why=str(error))


def _decoded(data: bytes, spec: SourceSpec, mark: Mark) -> str:
    """CODEPAGE says the encoding; else CHARSET: ANSI is that of Windows, and its lack that of DOS."""
    head = data[:4000]
    page, charset = _CODEPAGE.search(head), _CHARSET.search(head)
    said = "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else page[1].decode() if page else "cp1252" if charset else "cp437"
    encoding = spec.encoding or said
    encoding = "cp1252" if encoding.lower() in ("iso-8859-1", "ansi") else encoding  # its superset, as it is really written
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        if not spec.encoding and encoding == "cp1252":
            return data.decode("latin-1")
        fail("encoding-wrong", mark, file=spec.file, encoding=encoding)
    except LookupError:
        fail("encoding-wrong", mark, file=spec.file, encoding=encoding)


def _parsed(text: str) -> tuple[dict[Key, str], str]:
    """The keywords, and what stands after DATA=."""
    said: dict[Key, str] = {}
    at = 0
    while at < len(text):
        match = _KEYWORD.match(text, at)
        if not match:
            break
        keyword = match[1].upper()
        if keyword == "DATA":
            return said, text[match.end() :]
        values = _VALUES.match(text, match.end())
        end = values.end() if values else match.end()
        if text[end : end + 1] != ";":
            line = _line(text, match.end())
            raise _WrongError(f"{keyword} in line {line} is not ended by a semicolon; the file may be cut off")
        said.setdefault((keyword, match[2] or "", tuple(_TEXT.findall(match[3] or ""))), text[match.end() : end])
        at = end + 1
    if not said:
        raise _WrongError("it does not begin with keywords and their values")
    raise _WrongError(_where_it_ends(text, at))


def _where_it_ends(text: str, at: int) -> str:
    """Why no keyword can be read from ``at`` on. A quote that was left open shows only later, where the next one opens."""
    open_quote = next((match for match in _TEXT.finditer(text) if "\n" in match[0]), None)
    if open_quote is not None and open_quote.start() < at:
        return f"a text in line {_line(text, open_quote.start())} has no quote at its end"
    rest = text[at:].lstrip()
    if not rest:
        return "it has no DATA; it may be cut off"
    return f"line {_line(text, len(text) - len(rest))} is no keyword with values"


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _languages(said: Mapping[Key, str]) -> tuple[str, ...]:
    first = "".join(_TEXT.findall(said.get(("LANGUAGE", "", ()), "")))
    others = _texts(said.get(("LANGUAGES", "", ()), ""))
    return tuple(dict.fromkeys(each for each in (first, *others) if each))


def _language(said: Mapping[Key, str], spec: SourceSpec, mark: Mark) -> str:
    there = _languages(said)
    if not spec.language or (there and spec.language == there[0]):
        return ""
    if spec.language not in there:
        fail("px-language", mark, file=spec.file, language=spec.language, possible=there or ("none is named",))
    return spec.language


def _cube(keywords: _Keywords, data: str, spec: SourceSpec, mark: Mark) -> StatisticalCube:
    names = (*keywords.texts("STUB"), *keywords.texts("HEADING"))
    if not names:
        raise _WrongError("neither STUB nor HEADING names a variable")
    if len(set(names)) < len(names):
        raise _WrongError("STUB and HEADING name a variable twice")
    contents = keywords.text("CONTVARIABLE")
    dimensions = tuple(_dimension(name, keywords, name == contents) for name in names)
    count = check_size([len(each.codes) for each in dimensions], spec.file, mark)
    keys = _keys(keywords)
    figures = _keyed_figures(data, count, keys, keywords) if keys else _figures(data, count, keywords)
    measures = names.index(contents) if contents in names else None
    name = keywords.text("CONTENTS") or VALUE
    title = keywords.text("TITLE") or keywords.text("DESCRIPTION")
    updated = keywords.text("LAST-UPDATED") or keywords.text("LAST-UPDATED", keywords.text("CONTENTS"))
    source = keywords.text("SOURCE")
    return StatisticalCube(dimensions, figures, measures, name, title, source, updated, _languages(keywords.said))


def _dimension(name: str, keywords: _Keywords, is_contents: bool) -> Dimension:
    labels = keywords.texts("VALUES", name)
    codes = keywords.texts("CODES", name)
    if not labels:
        raise _WrongError(f"VALUES of {name} are missing")
    if codes and len(codes) != len(labels):
        raise _WrongError(f"{name} has {len(labels)} VALUES and {len(codes)} CODES")
    if len(set(codes or labels)) < len(labels):
        raise _WrongError(f"two values of {name} are the same")
    units: tuple[str, ...] = ()
    decimals: tuple[int | None, ...] = ()
    if is_contents:
        units = tuple(keywords.text("UNITS", label) or keywords.text("UNITS") for label in labels)
        decimals = tuple(_whole(keywords.raw("PRECISION", name, label) or keywords.raw("DECIMALS")) for label in labels)
    code = keywords.text("VARIABLECODE", name) or name
    return Dimension(code, name, codes or labels, tuple(" ".join(label.split()) for label in labels), units, decimals)


def _keys(keywords: _Keywords) -> list[Mapping[str, int]]:
    """For each variable of a file whose rows begin with keys, the keys and the places of their values. Else nothing."""
    first = _Keywords(keywords.said, "")  # the data are written in the file's first language
    stub = first.texts("STUB")
    said = [first.raw("KEYS", name).strip().upper() for name in stub]
    if not any(said):
        return []
    if not all(said):
        raise _WrongError("some of the variables of STUB have KEYS, and some have none")
    listed = [
        first.texts("CODES" if kind == "CODES" else "VALUES", name) or first.texts("VALUES", name)
        for kind, name in zip(said, stub, strict=True)
    ]
    return [{key: place for place, key in enumerate(keys)} for keys in listed]


def _keyed_figures(data: str, count: int, keys: Sequence[Mapping[str, int]], keywords: _Keywords) -> list[Cell]:
    """Figures in rows that each begin with their keys; rows that are all zero are left out."""
    rows = prod(map(len, keys))
    width = count // rows if rows else 0
    figures: list[Cell] = [0.0] * count
    met: set[int] = set()
    row: list[tuple[str, bool]] = []
    tells = _teller(keywords)
    for text, is_quoted in _data(data):
        row.append((text, is_quoted))
        if len(row) < len(keys) + width:
            continue
        place = 0
        for (key, _), places in zip(row, keys, strict=False):
            if key not in places:
                raise _WrongError(f'a row of DATA begins with "{key[:40]}", which is no key')
            place = place * len(places) + places[key]
        if place in met:
            raise _WrongError(f"two rows of DATA have the keys {', '.join(key[:40] for key, _ in row[: len(keys)])}")
        met.add(place)
        start = place * width
        figures[start : start + width] = [tells(*each, start + at + 1) for at, each in enumerate(row[len(keys) :])]
        row = []
    if row:
        raise _WrongError("the last row of DATA is not whole; the file may be cut off")
    return figures


def _figures(data: str, count: int, keywords: _Keywords) -> list[Cell]:
    figures: list[Cell] = []
    tells = _teller(keywords)
    for text, is_quoted in _data(data):
        figures.append(tells(text, is_quoted, len(figures) + 1))
        if len(figures) > count:
            break
    if len(figures) != count:
        more = "more" if len(figures) > count else str(len(figures))
        raise _WrongError(f"DATA is to hold {count} figures, and holds {more}; it may be cut off")
    return figures


def _data(data: str) -> Iterator[tuple[str, bool]]:
    """What stands in DATA, each with whether it is quoted."""
    end = data.rfind(";")
    if end < 0:
        raise _WrongError("DATA is not ended by a semicolon; the file may be cut off")
    if data[end + 1 :].strip(" \t\r\n\x1a"):
        raise _WrongError("something stands after its DATA")
    for match in _DATUM.finditer(data, 0, end):
        quoted, plain = match[1], match[2]
        yield (plain, False) if quoted is None else (quoted.strip(), True)


def _teller(keywords: _Keywords) -> Callable[[str, bool, int], Cell]:
    """How a figure is read: its text, whether that is quoted, and which it is, for messages."""
    shown = {"." * dots: keywords.text(f"DATASYMBOL{dots}") or "." * dots for dots in range(1, MOST_WORDS + 1)}
    nil = keywords.text("DATASYMBOLNIL")

    def tell(text: str, is_quoted: bool, place: int) -> Cell:
        if text == "-" or (is_quoted and text == nil != ""):
            return NIL
        if text in shown:
            return shown[text]
        return _symbol(text, shown, place) if is_quoted else _number(text, place)

    return tell


def _number(text: str, place: int) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not isfinite(number) or "_" in text:
        raise _WrongError(f"figure {place} of DATA is {text[:40]}, which is no number")
    return number


def _symbol(text: str, shown: Mapping[str, str], place: int) -> str:
    if text in shown.values():
        return text
    raise _WrongError(f'figure {place} of DATA is "{text[:40]}", which the file explains nowhere')


def _texts(values: str) -> Iterator[str]:
    """The texts of a list. Pieces with no comma between are one text, written on several lines."""
    pieces: list[str] = []
    end = 0
    for match in _TEXT.finditer(values):
        if pieces and "," in values[end : match.start()]:
            yield "".join(pieces)
            pieces = []
        pieces.append(match[1])
        end = match.end()
    if pieces:
        yield "".join(pieces)


def _whole(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else None
