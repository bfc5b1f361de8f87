"""Numbers that are missing, or of which something is said → what the line below a chart or table says of them.

A chart shows no symbols: its gaps are explained in words, and named where one could not tell from the chart which figure it
is. A table shows them, so that they are explained once each; an empty cell stays empty, and the line says that one is.

Where there is little room less is said. ``brevity`` 0 names places and reasons, 1 gives reasons in short, 2 leaves out places,
3 says only that something is missing.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from deckgen.language import SYMBOLS, explain_symbol, missing_note, phrase, word
from deckgen.model import NIL, PRELIMINARY, Chart, Language, Series, Table, Value

BREVITIES = 4
UNNAMED = 2  # from which on places are left out
NAMED = 4  # places that a sentence names; the others are counted

_STARRED_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\*$")  # as statistics offices head preliminary figures

# Where a missing part is not seen as a gap, so that it must be named.
_UNSEEN = ("stacked_column", "stacked_bar", "stacked_area", "pie", "doughnut")


def chart_notes(chart: Chart, brevity: int = 0) -> tuple[str, ...]:
    """A sentence each of its gaps, of preliminary figures, and of sums that lack parts."""
    language = chart.language
    parts = [series for series in chart.series if series.role != "total"]
    totals = [value for series in chart.series if series.role == "total" for value in series.values]
    notes = (
        _points_missing(parts, language, brevity) if chart.kind == "scatter" else _gaps(chart, parts, brevity),
        word("total_missing", language) if any(value.number is None for value in totals) else "",
        _preliminary(chart, parts, brevity),
        _left_out(chart, parts, totals, brevity),
    )
    return tuple(note for note in notes if note)


def table_notes(table: Table, language: Language, brevity: int = 0) -> tuple[str, ...]:
    """What the symbols in its cells mean."""
    cells = [cell for row in table.rows for cell in row.cells]
    starred = any(_STARRED_YEAR.search(cell.text) for cell in (*cells, *(column.header for column in table.columns)))
    values = _values(table)
    signs = {NIL} if any(value.number is not None and value.symbol == NIL for value in values) else set[str]()
    if starred or any(value.is_preliminary for value in values):
        signs.add(PRELIMINARY)
    explained = "; ".join(
        f"{sign} {explain_symbol(sign, language, short=brevity > 0, missing=False)}" for sign in sorted(signs, reverse=True)
    )
    notes = (
        _missing(values, language, brevity),
        word("empty_cells", language) if _has_gaps(table) else "",
        phrase("signs", language, symbols=explained) if signs else "",
        word("left_out", language) if any(value.is_partial for value in values) else "",
    )
    return tuple(note for note in notes if note)


def _has_gaps(table: Table) -> bool:
    """Whether a cell is empty where numbers stand."""
    numeric = [column.align == "right" for column in table.columns]
    return any(is_number and not cell.runs for row in table.rows for is_number, cell in zip(numeric, row.cells, strict=True))


def number_notes(
    values: Sequence[Value], content: Chart | Table | None, language: Language, brevity: int = 0
) -> tuple[str, ...]:
    """What is to be said of numbers that the slide's texts print, beyond what is said of its chart or table."""
    said = content is not None and any(value.is_preliminary for value in _values(content))
    notes = (
        _missing(values, language, brevity),
        word("some_preliminary", language) if not said and any(value.is_preliminary for value in values) else "",
        word("left_out", language) if any(value.is_partial for value in values) else "",
    )
    return tuple(note for note in notes if note)


def _missing(values: Sequence[Value], language: Language, brevity: int) -> str:
    symbols = dict.fromkeys(value.symbol for value in values if value.number is None)
    return missing_note(symbols, language, short=brevity > 0)


def _values(content: Chart | Table) -> list[Value]:
    if isinstance(content, Chart):
        return [value for series in content.series for value in series.values]
    runs = [run for row in content.rows for cell in row.cells for run in cell.runs]
    return [run.value for run in runs if run.value is not None]


def reasons(chart: Chart, parts: Sequence[Series], *, named: bool, short: bool = False) -> str:
    """Why numbers are missing, "" where nothing is said of why. ``named``: each with its places."""
    language = chart.language
    symbols = dict.fromkeys(value.symbol for series in parts for value in series.values if value.number is None)
    if not named:
        return "; ".join(_why(symbol, language, short=short) for symbol in symbols if symbol)
    told: list[str] = []
    for symbol in symbols:
        places = _places(chart, parts, lambda value, s=symbol: value.number is None and value.symbol == s)
        told.append(_listed(places, language) + (f" ({_why(symbol, language, short=short)})" if symbol else ""))
    return "; ".join(told)


def _why(symbol: str, language: Language, *, short: bool = False) -> str:
    """What a symbol says; one that is not the statistics' own is shown as it is."""
    return explain_symbol(symbol, language, short=short) if symbol in SYMBOLS else symbol


def _gaps(chart: Chart, parts: Sequence[Series], brevity: int) -> str:
    missing = {value.symbol for series in parts for value in series.values if value.number is None}
    if not missing:
        return ""
    unseen = chart.kind in _UNSEEN or (chart.kind.endswith("_100") and _lacks_parts(parts))
    named = (unseen or len(missing) > 1) and brevity < UNNAMED
    why = reasons(chart, parts, named=named, short=brevity > 0) if brevity < BREVITIES - 1 else ""
    if unseen:
        return phrase("missing_values", chart.language, symbols=why) if why else word("some_missing", chart.language)
    return phrase("gap_why", chart.language, why=why) if why else word("gap", chart.language)


def _lacks_parts(parts: Sequence[Series]) -> bool:
    """Whether a stack is drawn of which a part is missing."""
    stacks = zip(*(series.values for series in parts), strict=True)
    return any(0 < sum(value.number is None for value in stack) < len(stack) for stack in stacks)


def _points_missing(parts: Sequence[Series], language: Language, brevity: int) -> str:
    """A point of a scatter is missing where either of its numbers is."""
    pairs = [pair for series in parts for pair in zip(series.xs, series.values, strict=True)]
    lost = [[value.symbol for value in pair if value.number is None] for pair in pairs]
    count = sum(map(bool, lost))
    if not count:
        return ""
    symbols = dict.fromkeys(symbol for each in lost for symbol in each if symbol)
    why = "; ".join(_why(symbol, language, short=brevity > 0) for symbol in symbols) if brevity < BREVITIES - 1 else ""
    return phrase("points_missing_why" if why else "points_missing", language, count=count, why=why)


def _preliminary(chart: Chart, parts: Sequence[Series], brevity: int) -> str:
    names = (*chart.categories, *(series.name for series in parts))
    where = [name.rstrip(PRELIMINARY) for name in names if _STARRED_YEAR.search(name)]
    where += [each for each in _places(chart, parts, lambda value: value.is_preliminary) if each not in where]
    if not where or brevity >= UNNAMED:
        return word("some_preliminary", chart.language) if where else ""
    return phrase("preliminary", chart.language, where=_listed(where, chart.language))


def _left_out(chart: Chart, parts: Sequence[Series], totals: Iterable[Value], brevity: int) -> str:
    where = _places(chart, parts, lambda value: value.is_partial)
    if where and brevity < UNNAMED:
        return phrase("left_out_where", chart.language, where=_listed(where, chart.language))
    return word("left_out", chart.language) if where or any(value.is_partial for value in totals) else ""


def _places(chart: Chart, parts: Sequence[Series], is_met: Callable[[Value], bool]) -> list[str]:
    """Where a chart's values are so: whole categories, whole series, or single points, each in as few words as will do."""
    if chart.kind == "scatter":
        return [series.name for series in parts if any(map(is_met, series.values))]
    met = {(s, c) for s, series in enumerate(parts) for c, value in enumerate(series.values) if is_met(value)}
    found: list[str] = []
    if not met:
        return found
    for c, category in enumerate(chart.categories):
        stack = {(s, c) for s in range(len(parts))}
        if stack <= met:
            found.append(category)
            met -= stack
    for s, series in enumerate(parts):
        rest = [c for c in range(len(chart.categories)) if (s, c) in met]
        whole = len(rest) == len(chart.categories)
        found += [series.name] if whole else [f"{series.name} {chart.categories[c]}" for c in rest]
    return found


def _listed(places: Sequence[str], language: Language) -> str:
    shown = places[:NAMED] if len(places) > NAMED + 1 else places
    more = len(places) - len(shown)
    return ", ".join(shown) + (f" {phrase('and_more', language, count=more)}" if more else "")
