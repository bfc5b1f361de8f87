"""A new file → where its table is: the sheet, the rows around it, names for columns without one; and who published it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from deckgen.data.cells import Cell, Cells, Percent, shown
from deckgen.data.draft.made import BETWEEN, Draft, short
from deckgen.data.read import read_cells
from deckgen.errors import Datum, DeckgenError, Mark, Problem, Problems
from deckgen.messages import sentence

_BY = re.compile(r", (etter|by) (.+?)\.?$", re.IGNORECASE)
_AND = re.compile(r", | og | and ")
_SUM = re.compile(r"(?:sum|i alt|alle|total\w*|til saman|til sammen)\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Z0-9]+(?:[-.][A-Z0-9]+)*")
_TABLE = re.compile(r"(?:(?:tabell|table) )?([0-9]{5}): (.+)", re.IGNORECASE)  # as statistics banks head their tables
_PUBLISHER = re.compile(r"(?:data )?(?:kjelder?|kilder?|sources?)(?:\s*:\s*|\s+(?=[A-ZÆØÅ]))(.*)", re.IGNORECASE)
_OURS = {"statistisk sentralbyrå": "Statistisk sentralbyrå, tabell", "ssb": "SSB, tabell",
         "statistics norway": "Statistics Norway, table"}  # fmt: skip
_TOLD = ("table-found", "hidden-rows", "hidden-columns")  # of which the draft has words of its own, or a step


def find_frame(data: bytes, made: Draft) -> Cells:
    """The cells of the table, read as the draft says. Raises DeckgenError for what no line of a spec can mend."""
    cells = _read(data, made)
    layout = cells.layout
    if layout is None:
        return cells
    if layout.above or layout.first < layout.header:
        made.spec = replace(made.spec, header_row=layout.first, header_end=layout.header)
        if layout.above:
            made.say("header_row", f"above it: {short(layout.above[0])}")
    if layout.below:
        made.spec = replace(made.spec, last_row=layout.last)
        made.say("last_row", f"below it: {short(layout.below[0])}")
    _add_source(cells, made)
    _name_figures(cells, made)
    if made.names or layout.first < layout.header:
        between = BETWEEN if layout.first < layout.header else " "
        made.spec = replace(made.spec, names=tuple(made.names.items()), header_between=between)
        cells = _again(data, made)
        if between == BETWEEN and not _are_parts_worth_keeping(cells, made):
            made.spec = replace(made.spec, header_between=" ")
            cells = _again(data, made)
    _leave_sum_out(cells, made)
    return cells


def _read(data: bytes, made: Draft) -> Cells:
    """The cells, with names for columns that have none and a sheet where there are several."""
    mark = Mark(made.spec.file)
    problems = Problems()
    try:
        cells = read_cells(data, made.spec, mark, problems)
    except DeckgenError as error:
        sheets = _found(error.problems, "sheet-not-named").get("sheets")
        tables = _found(error.problems, "table-not-named").get("tables")
        if isinstance(sheets, tuple):
            made.spec = replace(made.spec, sheet=sheets[0])
            made.say("sheet", f"the first; there are also {', '.join(sheets[1:])}")
        elif isinstance(tables, tuple) and tables:
            made.spec = replace(made.spec, table=tables[0])
            made.say("table", f"the first; there are also {', '.join(tables[1:])}")
        else:
            raise
        cells = read_cells(data, made.spec, mark, problems)
    if beside := _found(problems.found, "table-beside"):
        made.spec = replace(made.spec, range=str(beside["left"]))
        made.say("range", f"guessed: another table begins in column {beside['column']}; all of it is {beside['whole']}")
        problems = Problems()
        cells = read_cells(data, made.spec, mark, problems)
    made.variables = _variables(cells)
    if cells.letters:
        _name_columns(data, cells, problems, made)
    others = [problem for problem in problems.errors if problem.code not in ("column-without-name", "duplicate-column")]
    if others:
        raise DeckgenError(others)
    made.notes += [sentence(problem) for problem in problems.warnings if problem.code not in _TOLD]
    for code, say in (("hidden-rows", "rows"), ("hidden-columns", "columns")):
        if hidden := _found(problems.found, code):
            listed = hidden[say]
            assert isinstance(listed, tuple)
            made.notes.append(f"Excel hides {say} {', '.join(listed)}, which are read too: leave them out with a step")
    return cells


def _again(data: bytes, made: Draft) -> Cells:
    return read_cells(data, made.spec, Mark(made.spec.file), Problems())


def _found(problems: Sequence[Problem], code: str) -> dict[str, Datum]:
    return next((dict(problem.data) for problem in problems if problem.code == code), dict[str, Datum]())


def _variables(cells: Cells) -> list[str]:
    """What a title says that its table is by: "Sysselsatte, etter region, år og alder"."""
    titles = cells.layout.above if cells.layout else ()
    found = next((match[2] for title in titles if (match := _BY.search(title))), "")
    return _AND.split(found) if found else []


def _name_columns(data: bytes, cells: Cells, problems: Problems, made: Draft) -> None:
    """Names for columns that have none, and for those that have another's."""
    nameless = _found(problems.found, "column-without-name").get("letters", ())
    if isinstance(nameless, tuple) and nameless:
        for letter in nameless:
            made.names[letter] = f"column_{letter}"
        made.spec = replace(made.spec, names=tuple(made.names.items()))
        _name_by_the_title(_again(data, made), nameless, made)
        made.spec = replace(made.spec, names=())
    met = Counter(cells.names)
    doubles = [(letter, name) for letter, name in zip(cells.letters, cells.names, strict=True) if met[name] > 1]
    seen: set[str] = set()
    for letter, name in doubles:
        if name in seen:
            made.names[letter] = f"{name} ({letter})"
        seen.add(name)
    if doubles:
        made.say("names", f"several columns are named {', '.join(dict.fromkeys(short(name) for _, name in doubles))}")


def _name_by_the_title(cells: Cells, nameless: Sequence[str], made: Draft) -> None:
    """A column of codes and the one of their names are both of one variable."""
    columns = dict(zip(cells.letters, cells.columns, strict=True))
    pairs = [
        _are_codes(columns.get(letter, []), columns.get(following, []))
        for letter, following in zip(nameless, [*nameless[1:], ""], strict=True)
    ]
    variables = iter(made.variables)
    guess, place = "from the title", 0
    while place < len(nameless):
        variable = next(variables, "")
        if not variable:
            guess = "give them names"
        taken = nameless[place : place + 2] if pairs[place] else nameless[place : place + 1]
        for letter in taken:
            name = variable or f"column_{taken[-1]}"
            made.names[letter] = f"{name}_code" if letter != taken[-1] else name
        place += len(taken)
    made.say("names", f"columns that have no name in the file; {guess}")


def _are_codes(codes: Sequence[Cell], names: Sequence[Cell]) -> bool:
    """Whether a column holds the codes of what stands in the next one."""
    pairs = {(shown(code), shown(name)) for code, name in zip(codes, names, strict=False) if code != "" or name != ""}
    if not pairs or not all(code and name and _CODE.fullmatch(code) for code, name in pairs):
        return False
    if all(isinstance(name, float) for name in names if name != ""):
        return False
    return len(pairs) == len({code for code, _ in pairs}) == len({name for _, name in pairs})


def _name_figures(cells: Cells, made: Draft) -> None:
    """In tables with one figure a row, a statistics bank writes the table's whole title above the figures."""
    for letter, name in zip(cells.letters, cells.names, strict=True):
        titled = _TABLE.fullmatch(name)
        short_name = titled[2].split(",")[0].strip() if titled else ""
        if short_name and short_name not in cells.names:
            made.names[letter] = short_name
            made.say("names", "shorter than the whole title")


def _are_parts_worth_keeping(cells: Cells, made: Draft) -> bool:
    """Whether several columns of numbers, all of one sort, have names of as many parts as the header has rows."""
    layout = cells.layout
    assert layout is not None
    numbers = [column for column in cells.columns if made.is_numbers(column)]
    parted = [name for name in cells.names if BETWEEN in name]
    levels = layout.header - layout.first
    units = {all(isinstance(cell, Percent) for cell in made.there(column)) for column in numbers}
    return (
        len(numbers) > 2
        and len(units) == 1
        and 0 < len(parted) < len(cells.names)
        and all(name.count(BETWEEN) == levels for name in parted)
    )


def _leave_sum_out(cells: Cells, made: Draft) -> None:
    """A last row that sums the others, and has no code of its own, is no row of the table."""
    last = [column[-1] for column in cells.columns if column] if len(cells.rows) > 2 else []
    label = next((cell for cell in last if isinstance(cell, str) and _SUM.match(cell)), "")
    if label and any(column[-1] == "" and all(cell != "" for cell in column[:-1]) for column in cells.columns):
        made.spec = replace(made.spec, last_row=cells.rows[-2])
        made.said["last_row"] = f"guessed: row {cells.rows[-1]} is a sum, {short(str(label))}"


def _add_source(cells: Cells, made: Draft) -> None:
    """Who published the table, as a line above or below it says: "Kilde: Statistisk sentralbyrå", or in the row after."""
    layout = cells.layout
    assert layout is not None
    texts = [*layout.below, *layout.above]
    for place, text in enumerate(texts):
        if told := _PUBLISHER.fullmatch(text):
            made.source = told[1] or next(iter(texts[place + 1 :]), "")
            break
    number = next((titled[1] for text in (*layout.above, *cells.names) if (titled := _TABLE.match(text))), "")
    if number and not made.source:
        english = any(by[1].lower() == "by" for text in layout.above if (by := _BY.search(text)))
        made.source = "Statistics Norway" if english else "Statistisk sentralbyrå"
        made.say("source", "guessed from the table's number")
    if number and made.source.lower() in _OURS and number not in made.source:
        made.source = f"{_OURS[made.source.lower()]} {number}"
