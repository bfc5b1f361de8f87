"""A file of data → the few lines of a spec that read it, each guess with a comment that says so."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from deckgen.data.cells import Cell, Cells, StatisticalCube, shown
from deckgen.data.columns import is_named_code
from deckgen.data.dataset import STANDARD_SYMBOLS, ColumnType, SourceSpec
from deckgen.data.numerals import read_numerals
from deckgen.data.read import read_cells
from deckgen.errors import Datum, DeckgenError, Mark, Problem, Problems
from deckgen.model import NIL, PRELIMINARY

WIDTHS = (2, 4, 6, 8)  # digits of the codes that Norwegian statistics use
BETWEEN = " | "  # parts of names from several rows, so that a step can part them again

_BY = re.compile(r", (?:etter|by) (.+?)\.?$", re.IGNORECASE)
_AND = re.compile(r", | og | and ")
_SUM = re.compile(r"(?:sum|i alt|alle|total\w*|til saman|til sammen)\b", re.IGNORECASE)
_CODE_AND_NAME = re.compile(r"[0-9]{1,8} \S")
_PLAIN = re.compile(r"[A-Za-zÆØÅæøå_][\wæøåÆØÅ]*(?:[ .()/%-]+[\wæøåÆØÅ()%]+)*")
_WORDS_OF_YAML = frozenset(["yes", "no", "ja", "nei", "true", "false", "null", "on", "off", "y", "n"])


@dataclass(slots=True)
class _Draft:
    """The lines as they come, each with what should be said of it."""

    spec: SourceSpec
    variables: list[str] = field(default_factory=list[str])  # what the title says that the table is by
    names: dict[str, str] = field(default_factory=dict[str, str])
    columns: dict[str, tuple[ColumnType, str]] = field(default_factory=dict[str, tuple[ColumnType, str]])
    symbols: tuple[str, ...] = ()
    steps: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    said: dict[str, str] = field(default_factory=dict[str, str])  # field → comment


def draft(data: bytes, file: str) -> str:
    """The lines, to stand under ``data:``. ``file`` is the path that the spec is to give. Raises DeckgenError."""
    made = _Draft(SourceSpec(file))
    cells = _read(data, made)
    if cells.cube is not None:
        return "\n".join(_lines_of_cube(cells, cells.cube, made)) + "\n"
    layout = cells.layout
    if layout is None:  # a table that says itself where it begins and what its columns hold
        return "\n".join(_lines(made, cells)) + "\n"
    _frame(cells, made)
    if made.names or layout.first < layout.header:
        between = BETWEEN if layout.first < layout.header and _parts_differ(cells) else " "
        made.spec = replace(made.spec, names=tuple(made.names.items()), header_between=between)
        cells = read_cells(data, made.spec, Mark(file), Problems())
    for name, column in zip(cells.names, cells.columns, strict=True):
        _type(name, column, cells, made)
    _sum_below(cells, made)
    _labels(cells, made)
    _spread(cells, made)
    return "\n".join(_lines(made, cells)) + "\n"


def _read(data: bytes, made: _Draft) -> Cells:
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
            made.said["sheet"] = f"the first; there are also {', '.join(sheets[1:])}"
        elif isinstance(tables, tuple) and tables:
            made.spec = replace(made.spec, table=tables[0])
            made.said["table"] = f"the first; there are also {', '.join(tables[1:])}"
        else:
            raise
        cells = read_cells(data, made.spec, mark, problems)
    made.variables = _variables(cells)
    nameless = _found(problems.found, "column-without-name").get("letters", ())
    if isinstance(nameless, tuple) and nameless:
        _name(nameless, made)
    others = [problem for problem in problems.errors if problem.code != "column-without-name"]
    if others:
        raise DeckgenError(others)
    return cells


def _found(problems: Sequence[Problem], code: str) -> dict[str, Datum]:
    return next((dict(problem.data) for problem in problems if problem.code == code), dict[str, Datum]())


def _variables(cells: Cells) -> list[str]:
    """What a title says that its table is by: "Sysselsatte, etter region, år og alder"."""
    titles = cells.layout.above if cells.layout else ()
    found = next((match[1] for title in titles if (match := _BY.search(title))), "")
    return _AND.split(found) if found else []


def _name(nameless: tuple[str, ...], made: _Draft) -> None:
    variables = made.variables
    for place, letter in enumerate(nameless):
        made.names[letter] = variables[place] if place < len(variables) else f"column_{letter}"
    guess = "from the title" if len(variables) >= len(nameless) else "give them names"
    made.said["names"] = f"columns that have no name in the file; {guess}"


def _frame(cells: Cells, made: _Draft) -> None:
    layout = cells.layout
    assert layout is not None
    if layout.above or layout.first < layout.header:
        made.spec = replace(made.spec, header_row=layout.first, header_end=layout.header)
        if layout.above:
            made.said["header_row"] = f"above it: {_short(layout.above[0])}"
    if layout.below:
        made.spec = replace(made.spec, last_row=layout.last)
        made.said["last_row"] = f"below it: {_short(layout.below[0])}"


def _parts_differ(cells: Cells) -> bool:
    """Whether there are several columns of numbers, so that the rows of the header are worth keeping apart."""
    return sum(_is_numbers(column) for column in cells.columns) > 2


def _is_numbers(column: Sequence[Cell]) -> bool:
    there = [cell for cell in column if cell != "" and cell not in STANDARD_SYMBOLS]
    return bool(there) and all(not isinstance(cell, str) or isinstance(_number(cell), list) for cell in there)


def _number(cell: str) -> object:
    return read_numerals([cell], ",", ";")


def _type(name: str, column: Sequence[Cell], cells: Cells, made: _Draft) -> None:
    """Declare what the reader would not find by itself."""
    there = [cell for cell in column if cell != "" and cell not in STANDARD_SYMBOLS]
    texts = [cell for cell in there if isinstance(cell, str)]
    written = [shown(cell) for cell in there]
    if not there:
        return
    if len(texts) == len(there) and all(text.endswith("%") and isinstance(_number(text[:-1].strip()), list) for text in texts):
        made.columns[name] = ("number", "per cent")
    elif all(map(str.isdecimal, written)) and (is_named_code(name) or any(text[0] == "0" and len(text) > 1 for text in texts)):
        width = max(map(len, written))
        if width in WIDTHS and min(map(len, written)) in (width - 1, width - 2):
            made.columns[name] = (_code(width), "guessed: codes that lost their zeros as numbers")
    elif texts and not cells.numerals and all(map(str.isdecimal, texts)) and all(len(text) == 4 for text in written):
        if all(text[:2] in ("19", "20") for text in written):
            made.columns[name] = ("whole", "years, stored as text")
    elif "-" in texts and _is_numbers([cell for cell in there if cell != "-"]):
        made.symbols = (*STANDARD_SYMBOLS, "-")
        made.said["symbols"] = f'guessed: "-" in {name} is zero, as in official statistics'


def _code(width: int) -> ColumnType:
    codes: dict[int, ColumnType] = {2: "code 2", 4: "code 4", 6: "code 6", 8: "code 8"}
    return codes[width]


def _sum_below(cells: Cells, made: _Draft) -> None:
    """A last row that sums the others, and has no code of its own, is no row of the table."""
    last = [column[-1] for column in cells.columns if column] if len(cells.rows) > 2 else []
    label = next((cell for cell in last if isinstance(cell, str) and _SUM.match(cell)), "")
    if label and any(column[-1] == "" and all(cell != "" for cell in column[:-1]) for column in cells.columns):
        made.spec = replace(made.spec, last_row=cells.rows[-2])
        made.said["last_row"] = f"guessed: row {cells.rows[-1]} is a sum, {_short(str(label))}"


def _labels(cells: Cells, made: _Draft) -> None:
    """Labels that stand once for several rows are filled down; codes and names in one cell are parted."""
    sparse: list[str] = []
    split: list[str] = []
    for name, column in zip(cells.names, cells.columns, strict=True):
        if not column or _is_numbers(column) or name in made.columns:
            break
        empty = sum(cell == "" for cell in column)
        if column[0] != "" and empty > len(column) // 3:
            sparse.append(name)
        there = [cell for cell in column if cell != ""]
        if len(there) > 1 and all(isinstance(cell, str) and _CODE_AND_NAME.match(cell) for cell in there):
            split.append(name)
    if sparse:
        listed = ", ".join(map(_yaml, sparse))
        made.steps.append((f"fill: {{columns: [{listed}]}}", "labels that stand only once"))
    for name in split:
        into = f"[{_yaml(name + '_code')}, {_yaml(name)}]"
        made.steps.append((f"split: {{column: {_yaml(name)}, into: {into}}}", "a code and a name in one cell"))


def _spread(cells: Cells, made: _Draft) -> None:
    """Names in several rows are put into columns of their own, where the title says what they are."""
    layout = cells.layout
    if layout is None or made.spec.header_between != BETWEEN:
        return
    stay = [name for name in cells.names if BETWEEN not in name]
    levels = layout.header - layout.first + 1
    moved = [name for name in cells.names if BETWEEN in name]
    if any(name.count(BETWEEN) != levels - 1 for name in moved):
        return
    variables = made.variables[len(stay) :]
    into = variables if len(variables) == levels else [f"part_{level}" for level in range(1, levels + 1)]
    guess = "named by the title" if into is variables else "give the parts names"
    listed = ", ".join(map(_yaml, stay))
    made.steps.append((f"unpivot: {{except: [{listed}], name: header, values: value}}", "a row for each number"))
    made.steps.append((f'split: {{column: header, into: [{", ".join(map(_yaml, into))}], at: "{BETWEEN}"}}', guess))


def _lines(made: _Draft, cells: Cells) -> list[str]:
    spec = made.spec
    lines = [f"{_slug(spec.file)}:"]

    def add(name: str, value: str) -> None:
        comment = made.said.get(name, "")
        if comment and " " in value and value[0] not in "\"'[{":
            value = f'"{value}"'  # lest the comment seem to be a part of the text
        lines.append(f"  {name}: {value}" + (f"  # {comment}" if comment else ""))

    add("file", _yaml(spec.file))
    if spec.sheet:
        add("sheet", _yaml(spec.sheet))
    if spec.table:
        add("table", _yaml(spec.table))
    if spec.header_row and cells.layout:
        add("header_row", cells.layout.header_row)
    if spec.header_between != " ":
        add("header_between", json.dumps(spec.header_between))
    if spec.last_row:
        add("last_row", str(spec.last_row))
    if made.names:
        add("names", "{" + ", ".join(f"{letter}: {_yaml(name)}" for letter, name in made.names.items()) + "}")
    if made.symbols:
        add("symbols", "[" + ", ".join(map(json.dumps, made.symbols)) + "]")
    if made.columns:
        lines.append("  columns:")
        lines += [f"    {_yaml(name)}: {kind}  # {why}" for name, (kind, why) in made.columns.items()]
    if made.steps:
        lines.append("  steps:")
        lines += [f"    - {step}  # {why}" for step, why in made.steps]
    lines.append("  # source: who published it, and which table, for the line below charts and tables")
    return lines


def _lines_of_cube(cells: Cells, cube: StatisticalCube, made: _Draft) -> list[str]:
    """A file that says itself what its columns are needs no more than its name; what it says is told in comments."""
    lines = [f"{_slug(made.spec.file)}:", f"  file: {_yaml(made.spec.file)}"]
    if cube.languages[1:]:
        lines.append(f"  language: {cube.languages[0]}  # there {'is' if len(cube.languages) == 2 else 'are'} also "
                     f"{', '.join(cube.languages[1:])}")  # fmt: skip
    if cube.source:
        lines.append(f"  source: {_yaml(_one_line(cube.source))}")
    if cube.title:
        lines.append(f"  # {_short(cube.title)}")
    lines.append(f"  # columns: {', '.join(cells.names)}")
    if cube.measures is not None:
        measures = cube.dimensions[cube.measures]
        for label, unit, decimals in zip(measures.labels, measures.units, measures.decimals, strict=True):
            said = [unit, f"{decimals} decimal{'s' * (decimals != 1)}" if decimals is not None else ""]
            lines.append(f"  # {_one_line(label)}: {', '.join(filter(None, map(_one_line, said)))}")
    if missing := [symbol for symbol in cube.symbols if symbol not in (NIL, PRELIMINARY)]:
        lines.append(f"  # missing numbers are marked {' '.join(missing)}")
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _slug(file: str) -> str:
    """A dataset's name from its file's: no table number, no date."""
    words = re.findall(r"[^\W\d_]+", PurePosixPath(file).stem.lower())
    if len("".join(words)) < 4:
        words += re.findall(r"[0-9]+", PurePosixPath(file).stem)[:1]
    return "_".join(words[:3]) or "data"


def _short(text: str) -> str:
    said = " ".join(text.split())
    return f'"{said[:40]}…"' if len(said) > 40 else f'"{said}"'


def _yaml(text: str) -> str:
    """A text as YAML has it, quoted where it would be read as something else."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_YAML:
        return text
    return json.dumps(text, ensure_ascii=False)
