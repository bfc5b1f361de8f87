"""A new file's table → the steps that make it a table with a row for each figure: without sums, with labels in every row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import isclose

from deckgen.data.cells import Cell, Cells, Percent, shown
from deckgen.data.columns import is_named_code
from deckgen.data.draft.made import BETWEEN, Draft, short, yaml, yaml_list
from deckgen.data.numerals import read_numerals

MOST_SUMS = 60  # that are worked out again

_TOTAL = re.compile(
    r"(?:sum|i alt|sum i alt|totalt?|totalsum|grand total|til saman|til sammen|samla|samlet)[:.]?", re.IGNORECASE
)
_SUBTOTAL = re.compile(r"[^,]+ (?:totalt?|i alt|sum|til saman|til sammen)", re.IGNORECASE)
_SUM_OF = re.compile(r"(?:sum|total\w*|i alt) .+", re.IGNORECASE)  # which is one only where the numbers say so too
_COUNTRY = re.compile(r"(?:[0-9A-Z]+ )?(?:hele landet|heile landet|the whole country)", re.IGNORECASE)
_CODE_AND_NAME = re.compile(r"((?=[A-ZÆØÅ]*-?[0-9]|[A-ZÆØÅ]{3,})[A-ZÆØÅ0-9]+(?:[-.][A-Z0-9]+)*) +(\S.*)")
_MONTH = "jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec"
_PERIOD = re.compile(
    rf"(?:(.*?\S)\s+)??((?:(?:(?:{_MONTH})[a-zæøå]*\.?|[1-4]\. kvartal)\s+)?"
    r"(?:19|20)[0-9]{2}(?:[MKQUT][0-9]{1,2}|[-–/][0-9]{2,4}|-[0-9]{2}-[0-9]{2})?\*?)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_PERIODS = {"M": "måned", "K": "kvartal", "Q": "quarter", "U": "uke", "T": "tertial"}


@dataclass(slots=True)
class _Table:
    """The table as it is when the steps so far are done."""

    labels: dict[str, Sequence[Cell]]  # the columns before the last ones of figures
    numbers: dict[str, Sequence[Cell]]  # those, and all after them
    rows: Sequence[int]
    sums: set[int] = field(default_factory=set[int])  # positions of rows that are left out


def add_steps(cells: Cells, made: Draft) -> None:
    """Add the steps, and say what a person should look at."""
    columns: dict[str, list[Cell]] = {name: [*column] for name, column in zip(cells.names, cells.columns, strict=True)}
    names = list(columns)
    figures = [_are_figures(name, columns[name], made) for name in names]
    first = max((at for at, is_figures in enumerate(figures, 1) if not is_figures and any(figures[at:])), default=0)
    first = first if any(figures) else len(names)
    table = _Table({name: columns[name] for name in names[:first]}, {name: columns[name] for name in names[first:]}, cells.rows)
    if table.numbers:
        _leave_sums_out(table, made)
        _tell_headings(table, made)
    _fill(table, made)
    labels = _split(table, made)
    if table.numbers and labels:
        _put_below(table, labels, made)


def _are_figures(name: str, column: Sequence[Cell], made: Draft) -> bool:
    """Whether a column holds figures; codes, dates and years are what figures are by."""
    if is_named_code(name):
        return False
    if name in made.columns:
        return made.columns[name][0] == "number"
    years = (cell == "" or _YEAR.fullmatch(shown(cell)) for cell in column)
    return BETWEEN in name or (made.is_numbers(column) and not all(years))


def _leave_sums_out(table: _Table, made: Draft) -> None:
    """Rows that say that they are sums, and are: the others would be counted twice. Of others it is said."""
    for name, column in table.labels.items():
        found = [at for at, cell in enumerate(column) if isinstance(cell, str) and _may_be_total(cell)]
        sums = (
            []
            if len(found) > MOST_SUMS
            else [at for at in found if not _COUNTRY.fullmatch(str(column[at])) and _sums_up(at, found, table)]
        )
        left_out = dict.fromkeys(str(column[at]) for at in sums)
        if left_out and len([at for at, cell in enumerate(column) if cell in left_out]) == len(sums):
            listed = yaml_list(left_out) if len(left_out) > 1 else yaml(*left_out)
            why = f"{'a sum' if len(sums) == 1 else 'sums'} of other rows: {_rows(sums, table)}"
            made.steps.append((f"filter: {{{yaml(name)}: {{not: {listed}}}}}", why))
            table.sums.update(sums)
        rest = [str(column[at]) for at in found if at not in table.sums]
        others = dict.fromkeys(cell for cell in rest if not _SUM_OF.fullmatch(cell))
        if _are_codes_and_names([cell for cell in column if cell != ""]):
            others = dict.fromkeys(cell.split(" ", 1)[1].strip() for cell in others)  # as they will be parted
        if others and len(found) < len(column):
            listed = yaml_list(others) if len(others) > 1 else yaml(*others)
            made.notes.append(f"may be a sum of other rows; to leave it out: - filter: {{{yaml(name)}: {{not: {listed}}}}}")


def _is_total(cell: str) -> bool:
    return bool(_TOTAL.fullmatch(cell) or _SUBTOTAL.fullmatch(cell))


def _may_be_total(cell: str) -> bool:
    return _is_total(cell) or bool(_SUM_OF.fullmatch(cell) or _COUNTRY.fullmatch(cell))


def _sums_up(at: int, totals: Sequence[int], table: _Table) -> bool:
    """Whether a row has in some column the sum of the rows since the sum before it, or of all rows but the sums."""
    before = max((each for each in totals if each < at), default=-1)
    all_others = [each for each in range(len(table.rows)) if each not in totals]
    since = range(before + 1, at)
    return any(
        _is_sum_of(column, at, parts) for column in table.numbers.values() for parts in (since, all_others) if len(parts) > 1
    )


def _is_sum_of(column: Sequence[Cell], at: int, parts: Sequence[int]) -> bool:
    total, *numbers = [_number(column[each]) for each in (at, *parts)]
    there = [number for number in numbers if number is not None]
    return total is not None and len(there) > 1 and isclose(total, sum(there), rel_tol=1e-9, abs_tol=1e-9) and total != 0


def _number(cell: Cell) -> float | None:
    if not isinstance(cell, str):
        return cell
    read = read_numerals([cell.removesuffix("%").rstrip()], ",", ";")
    return read[0] if isinstance(read, list) and read else None


def _tell_headings(table: _Table, made: Draft) -> None:
    """Rows with a label alone are headings of the rows below them."""
    if not table.labels:
        return
    name, column = next(iter(table.labels.items()))
    rest = [*table.labels.values(), *table.numbers.values()][1:]
    alone = [at for at, cell in enumerate(column) if cell != "" and all(other[at] == "" for other in rest)]
    if alone and len(alone) < len(column):
        figures = yaml(next(iter(table.numbers)))
        made.notes.append(
            f"headings without figures: {_rows(alone, table)}, {short(str(column[alone[0]]))}; to leave them out: "
            f"- filter: {{{figures}: {{empty: no}}}}; what stands below them in {name} may not be unique"
        )


def _rows(positions: Sequence[int], table: _Table) -> str:
    numbers = ", ".join(str(table.rows[at]) for at in positions[:5])
    return f"row{'s' * (len(positions) > 1)} {numbers}{'…' * (len(positions) > 5)}"


def _fill(table: _Table, made: Draft) -> None:
    """Labels that stand once for several rows are filled down."""
    sparse: list[str] = []
    for name, column in table.labels.items():
        kept = [cell for at, cell in enumerate(column) if at not in table.sums]
        if (
            kept
            and not _are_figures(name, column, made)
            and kept[0] != ""
            and sum(cell == "" for cell in kept) > len(kept) // 3
        ):
            sparse.append(name)
    if sparse:
        made.steps.append((f"fill: {{columns: {yaml_list(sparse)}}}", "labels that stand only once"))


def _split(table: _Table, made: Draft) -> list[str]:
    """Codes and names in one cell are parted. The names of the label columns that there are then."""
    labels: list[str] = []
    for name, column in table.labels.items():
        if not made.is_numbers(column) and _are_codes_and_names([cell for cell in column if cell != ""]):
            into = [f"{name}_code", name]
            made.steps.append((f"split: {{column: {yaml(name)}, into: {yaml_list(into)}}}", "a code and a name in one cell"))
            labels += into
        else:
            labels.append(name)
    return labels


def _are_codes_and_names(there: Sequence[Cell]) -> bool:
    """Whether all cells are as 0301 Oslo, most of them with digits; but not as 1 barn, 2 barn, which have one name."""
    different = dict.fromkeys(there)
    parts = [_CODE_AND_NAME.fullmatch(cell) if isinstance(cell, str) else None for cell in different]
    found = [match for match in parts if match]
    if len(there) < 2 or len(found) < len(parts):
        return False
    with_digits = sum(any(map(str.isdecimal, match[1])) for match in found)
    return 2 * with_digits >= len(found) and 2 * len({match[2] for match in found}) > len(found) * (len(found) > 1)


def _put_below(table: _Table, labels: Sequence[str], made: Draft) -> None:
    """A row for each figure, where columns of figures have names with several parts, or are named by periods."""
    if made.spec.header_between == BETWEEN:
        _spread_header(table, labels, made)
    elif _are_alike(table.numbers, made):
        _spread_periods(table, labels, made)


def _spread_header(table: _Table, labels: Sequence[str], made: Draft) -> None:
    """Names in several rows are put into columns of their own, where the title says what they are."""
    levels = next(iter(table.numbers)).count(BETWEEN) + 1
    variables = made.variables[-levels:] if len(made.variables) > levels else []
    into = variables if not {*variables} & {*labels} and variables else [f"part_{level}" for level in range(1, levels + 1)]
    guess = "named by the title" if into is variables else "give the parts names"
    made.steps.append((f"unpivot: {{except: {yaml_list(labels)}, name: header, values: value}}", "a row for each number"))
    made.steps.append((f'split: {{column: header, into: {yaml_list(into)}, at: "{BETWEEN}"}}', guess))


def _are_alike(numbers: dict[str, Sequence[Cell]], made: Draft) -> bool:
    """Whether all columns that hold something hold numbers, of one sort."""
    filled = [made.there(column) for column in numbers.values()]
    units = {all(isinstance(cell, Percent) or shown(cell).endswith("%") for cell in there) for there in filled if there}
    return len(units) == 1 and all(made.is_numbers(there) for there in filled if there)


def _spread_periods(table: _Table, labels: Sequence[str], made: Draft) -> None:
    """Columns that are named by years, or by what is counted and years: 2021, 2022; Personer 2021, Personer 2022."""
    sums = [name for name in table.numbers if _is_total(name)]
    moved = {name: _PERIOD.fullmatch(name) for name in table.numbers if name not in sums}
    periods = [match[2] for match in moved.values() if match]
    what = [match[1] for match in moved.values() if match]
    if len(periods) < len(moved) or len({*periods}) < 2 or len({bool(each) for each in what}) > 1:
        return
    if what[0] and len({*what}) == len(what):  # each is counted once: Regnskap 2022, Budsjett 2023
        return
    name = _period_name(periods[0], made)
    measure = made.variables[-2] if len(made.variables) > 1 else "statistikkvariabel"
    if {name, "value", *((measure, "header") if what[0] else ())} & {*labels}:
        return
    if sums:
        made.steps.append((f"select: {yaml_list([*labels, *moved])}", f"without {', '.join(sums)}"))
    header = "header" if what[0] else name
    stay = yaml_list(labels) if len(labels) > 1 else yaml(labels[0])
    made.steps.append((f"unpivot: {{except: {stay}, name: {yaml(header)}, values: value}}", "a row for each number"))
    if what[0]:
        into = yaml_list([measure, name])
        made.steps.append((f"split: {{column: header, into: {into}, from_right: yes}}", "what is counted, and when"))


def _period_name(period: str, made: Draft) -> str:
    if made.variables:
        return made.variables[-1]
    if _PERIOD.fullmatch(period) and not _YEAR.match(period):
        return "kvartal" if "kvartal" in period else "måned"
    return "dato" if period.count("-") == 2 else _PERIODS.get(period[4:5], "år")
