"""A new file → where its table is: the sheet, the rows around it, names for columns without one; and who published it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from deckgen.data.cells import Cell, Cells, Percent, shown
from deckgen.data.dataset import STANDARD_SYMBOLS, SourceSpec
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
    return _again(data, made) if _leaves_sum_out(cells, made) else cells


def _read(data: bytes, made: Draft) -> Cells:
    """The cells, with names for columns that have none and a sheet where there are several."""
    problems = Problems()
    cells = _of_one_table(data, made, problems)
    if beside := _found(problems.found, "table-beside"):
        made.spec = replace(made.spec, range=str(beside["left"]))
        made.say("range", f"guessed: another table begins in column {beside['column']}; all of it is {beside['whole']}")
        cells = _again(data, made, problems)
    if faults := [str(dict(each.data)["value"]) for each in problems.errors if each.code == "excel-error-in-cell"]:
        made.symbols = list(dict.fromkeys(faults))
        made.say("symbols", f"{', '.join(made.symbols)}: errors of formulas, as if their numbers were missing")
        made.spec = replace(made.spec, symbols=(*STANDARD_SYMBOLS, *made.symbols))
        cells = _again(data, made, problems)
    made.variables = _variables(cells)
    if cells.letters:
        _name_columns(data, cells, problems, made)
    others = [problem for problem in problems.errors if problem.code not in ("column-without-name", "duplicate-column")]
    if others:
        raise DeckgenError(others)
    made.notes += [sentence(problem) for problem in problems.warnings if problem.code not in _TOLD]
    for code, what in (("hidden-rows", "rows"), ("hidden-columns", "columns")):
        hidden = _found(problems.found, code).get(what, ())
        if isinstance(hidden, tuple) and hidden:
            made.notes.append(f"Excel hides {what} {', '.join(hidden)}, which are read too: leave them out with a step")
    made.notes += cells.asides
    return cells


def _of_one_table(data: bytes, made: Draft, problems: Problems) -> Cells:
    """The cells of the only table of the file; of several sheets or tables the first, of sheets one that holds numbers."""
    try:
        return read_cells(data, made.spec, Mark(made.spec.file), problems)
    except DeckgenError as error:
        sheets = _found(error.problems, "sheet-not-named").get("sheets")
        tables = _found(error.problems, "table-not-named").get("tables")
        if isinstance(sheets, tuple):
            sheet = next((sheet for sheet in sheets if _holds_numbers(data, replace(made.spec, sheet=sheet), made)), sheets[0])
            others = ", ".join(other for other in sheets if other != sheet)
            made.spec = replace(made.spec, sheet=sheet)
            made.say("sheet", f"the first{' with numbers' if sheet != sheets[0] else ''}; there are also {others}")
        elif isinstance(tables, tuple) and tables:
            made.spec = replace(made.spec, table=tables[0])
            made.say("table", f"the first; there are also {', '.join(tables[1:])}")
        else:
            raise
    return _again(data, made, problems)


def _holds_numbers(data: bytes, spec: SourceSpec, made: Draft) -> bool:
    try:
        cells = read_cells(data, spec, Mark(spec.file), Problems())
    except DeckgenError:
        return False
    return any(map(made.is_numbers, cells.columns))


def _again(data: bytes, made: Draft, problems: Problems | None = None) -> Cells:
    """The cells as the draft has it now; what was told before is not told again."""
    found = problems or Problems()
    found.found.clear()
    return read_cells(data, made.spec, Mark(made.spec.file), found)


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
            name = variable if variable and variable not in cells.names else f"column_{taken[-1]}"
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
    parted = [name.split(BETWEEN)[0] for name in cells.names if BETWEEN in name]
    levels = layout.header - layout.first
    units = {all(isinstance(cell, Percent) for cell in made.there(column)) for column in numbers}
    return (
        len(numbers) > 2
        and len(units) == 1
        and len({*parted}) < len(parted) < len(cells.names)
        and all(name.count(BETWEEN) in (0, levels) for name in cells.names)
    )


def _leaves_sum_out(cells: Cells, made: Draft) -> bool:
    """A last row that sums the others, and has no code of its own, is no row of the table."""
    last = [column[-1] for column in cells.columns if column] if len(cells.rows) > 2 else []
    label = next((cell for cell in last if isinstance(cell, str) and _SUM.match(cell)), "")
    if not label or not any(column[-1] == "" and all(cell != "" for cell in column[:-1]) for column in cells.columns):
        return False
    made.spec = replace(made.spec, last_row=cells.rows[-2])
    made.said["last_row"] = f"guessed: row {cells.rows[-1]} is a sum, {short(str(label))}"
    return True


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
