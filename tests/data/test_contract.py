"""What a spec declares of columns: every cell that is otherwise is told at once, by file, sheet, row and column."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from deckgen.cli import main
from deckgen.compose.declared import Declared
from deckgen.errors import DeckgenError, Mark, Problems
from deckgen.fields import Source
from deckgen.spec import load_spec

NEED = "kode;år;tjeneste;verk\n0301;2012;Skole;3\n0301;2013;Skole;4,5\n1103;2012;Omsorg;:\n"


@pytest.fixture
def read(project: Callable[..., Path]) -> Callable[..., Declared]:
    """Datasets of a spec whose ``d`` has these fields, of a file."""

    def declared(fields: str, data: str | bytes = NEED, file: str = "d.csv", more: str = "") -> Declared:
        spec = f"title: T\ndata:\n  d: {{file: {file}, {fields}}}\n{more}slides:\n  - {{kind: section, title: T}}\n"
        problems = Problems()
        found = load_spec(project(spec, **{file: data}), problems)
        return Declared(found.fields.data, found.project, problems)

    return declared


def dataset(declared: Declared, name: str = "d"):
    return declared.dataset(Source(name, Mark("deck.yaml")))


def told(declared: Declared, name: str = "d") -> list[str]:
    with pytest.raises(DeckgenError) as refused:
        dataset(declared, name)
    return str(refused.value).splitlines()


WHOLE = (
    "key: [kode, år, tjeneste], columns: {kode: code 4, år: {type: whole, from: 2012, to: 2040}, "
    "tjeneste: {allowed: [Skole, Omsorg], required: yes}, verk: {type: number, unit: årsverk, from: 0}}"
)


def test_a_dataset_that_is_as_declared_is_read_with_its_units(read):
    need = dataset(read(WHOLE))
    assert need.unit("verk") == "årsverk"
    assert need.cells("kode") == ["0301", "0301", "1103"]


def test_everything_that_is_otherwise_is_told_at_once_by_file_row_and_letter(read):
    data = NEED + "0301;2013;Skole;-2\n0301;1912;Skule;5\n1103;;;6\n"
    assert told(read(WHOLE, data)) == [
        'd.csv:6: error: column år (B) must be 2012 to 2040, and is not in 1 cell: B6 "1912" [cells-out-of-range]',
        "  correct the cells, or change `from` and `to`",
        "d.csv:7: error: column tjeneste (C) must be filled in, and is empty in 1 cell: C7 [cells-empty]",
        "  fill in the cells, with the symbol of a missing number where there is none; or take `required` away",
        'd.csv:6: error: column tjeneste (C) has another value than those that are allowed in 1 cell: C6 "Skule" '
        "[cells-not-allowed]",
        "  correct the cells, or add to what is allowed: Skole, Omsorg",
        'd.csv:5: error: column verk (D) must be 0 or more, and is not in 1 cell: D5 "-2" [cells-out-of-range]',
        "  correct the cells, or change `from` and `to`",
        "d.csv:7: error: column år (B) is part of the key, and is empty in 1 cell: B7 [key-empty]",
        "  fill in the cells, or choose another `key`",
        "d.csv:7: error: column tjeneste (C) is part of the key, and is empty in 1 cell: C7 [key-empty]",
        "  fill in the cells, or choose another `key`",
        "d.csv:5: error: no two rows may have the same kode, år, tjeneste, and some have: 0301, 2013, Skole in rows 3 and 5 "
        "[key-twice]",
        "  take the rows away that are too many, or add the column to `key` by which they differ",
    ]


def test_cells_of_a_workbook_are_named_with_their_sheet(read):
    book = Workbook()
    book.active.title = "Pulje 2"
    for row in (("Prosjekter",), (), ("navn", "kommuner"), ("A", 3), ("B", 0), ("B", 4)):
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    assert told(read("key: navn, columns: {kommuner: {from: 1}}", saved.getvalue(), "d.xlsx"))[::2] == [
        'd.xlsx (Pulje 2!B5): error: column kommuner (B) must be 1 or more, and is not in 1 cell: B5 "0" [cells-out-of-range]',
        "d.xlsx (Pulje 2!A6): error: no two rows may have the same navn, and some have: B in rows 5 and 6 [key-twice]",
    ]


def test_of_many_cells_ten_are_named_and_the_others_counted(read):
    data = "a;b\n" + "".join(f"{row};{row % 12}\n" for row in range(24))
    out, twice = told(read("key: b, columns: {a: {to: 11}}", data))[::2]
    assert out == (
        "d.csv:14: error: column a (A) must be 11 or less, and is not in 12 cells: "
        + ", ".join(f'A{row + 2} "{row}"' for row in range(12, 22))
        + " and 2 more [cells-out-of-range]"
    )
    assert twice.endswith("; 9 in rows 11 and 23 and 2 more [key-twice]")


def test_dates_have_ranges_and_numbers_are_allowed_as_numbers(read):
    data = "dag;n\n8.4.2013;1\n9.4.2013;2,5\n"
    assert dataset(read("columns: {dag: {from: 8.4.2013, to: 2013-12-31}, n: {allowed: [1, '2,5']}}", data))
    assert told(read("columns: {dag: {type: date, to: 8. april 2013}, n: {allowed: [1]}}", data))[::2] == [
        'd.csv:3: error: column dag (A) must be 8. april 2013 or less, and is not in 1 cell: A3 "2013-04-09" '
        "[cells-out-of-range]",
        'd.csv:3: error: column n (B) has another value than those that are allowed in 1 cell: B3 "2,5" [cells-not-allowed]',
    ]


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (
            "{tjeneste: {from: 1}}",
            "40: error: `from` and `to` are for numbers and dates, and column tjeneste of d holds text [range-of-text]",
        ),
        (
            "{verk: {from: mye}}",
            '43: error: the column verk of d holds numbers, and "mye" is none [condition-not-number]',
        ),
        ("{verkk: {from: 1}}", '30: error: the dataset d has no column "verkk" [unknown-column]'),
    ],
)
def test_what_cannot_be_declared_is_told_in_the_spec(read, columns, said):
    assert told(read(f"columns: {columns}"))[0] == f"deck.yaml:3:{said}"


def test_a_wrong_type_and_a_breach_elsewhere_are_told_together_and_nothing_twice(read):
    lines = told(read("columns: {verk: {type: number, from: 0}, tjeneste: {allowed: Skole}}", NEED + "1103;2013;Skole;mye\n"))
    assert [line for line in lines if "error:" in line] == [
        'd.csv:5: error: row 5, column verk (D): "mye" is not a number [not-a-number]',
        'd.csv:4: error: column tjeneste (C) has another value than those that are allowed in 1 cell: C4 "Omsorg" '
        "[cells-not-allowed]",
    ]


def test_columns_that_steps_make_are_held_against_the_contract_after_them(read):
    steps = "steps: [{group: {by: [kode, tjeneste], sum: verk, count: rader}}]"
    fine = f"columns: {{rader: {{type: whole, from: 1, unit: rader}}, år: {{from: 2012}}}}, {steps}"
    assert dataset(read(fine)).unit("rader") == "rader"
    assert told(read(fine.replace("from: 1", "from: 2")))[0] == (
        'd (row 2): error: column rader must be 2 or more, and is not in 1 cell: row 2 "1" (d.csv, row 4) [cells-out-of-range]'
    )
    wrong = f"columns: {{rader: {{type: text}}}}, {steps}"
    assert told(read(wrong))[0] == (
        "deck.yaml:3:37: error: column rader of d is declared as text, and the steps give numbers [type-differs]"
    )
    lines = told(read(f"columns: {{rad: {{from: 1}}}}, {steps}"))
    assert lines[0] == 'deck.yaml:3:30: error: the dataset d has no column "rad" [unknown-column]'
    assert lines[3] == '  did you mean "rader"?'


def test_what_steps_made_is_told_with_the_rows_of_files_that_it_was_worked_out_from(read):
    data = NEED.replace("4,5", "4") + "0301;2014;Skole;9\n1103;2012;Skole;1\n"
    steps = "steps: [{group: {by: [kode, tjeneste], sum: verk}}, {derive: {halvt: verk / 2}}]"
    more = f"  e: {{from: d, key: tjeneste, columns: {{halvt: {{to: 5}}}}, {steps}}}\n"
    assert [line for line in told(read("", data, more=more), "e") if "error:" in line] == [
        'e (row 1): error: column halvt must be 5 or less, and is not in 1 cell: row 1 "8" (d.csv, rows 2, 3, 5) '
        "[cells-out-of-range]",
        "e (row 3): error: no two rows may have the same tjeneste, and some have: Skole in rows 1 and 3 "
        "(d.csv, rows 2, 3, 5, 6) [key-twice]",
    ]


def test_a_dataset_made_from_another_has_a_contract_too(read):
    more = "  e: {from: d, key: kode, columns: {tjeneste: {type: text, allowed: [Skole]}}, steps: [{sort: verk}]}\n"
    assert [line for line in told(read("", more=more), "e") if "error:" in line] == [
        'd.csv (row 4): error: column tjeneste has another value than those that are allowed in 1 cell: row 4 "Omsorg" '
        "[cells-not-allowed]",
        "d.csv (row 3): error: no two rows may have the same kode, and some have: 0301 in rows 2 and 3 [key-twice]",
    ]


def test_a_file_that_says_another_unit_is_told(read):
    cube = {
        "version": "2.0",
        "class": "dataset",
        "id": ["Tid", "ContentsCode"],
        "size": [1, 1],
        "role": {"metric": ["ContentsCode"]},
        "dimension": {
            "Tid": {"label": "år", "category": {"index": ["2013"]}},
            "ContentsCode": {
                "label": "c",
                "category": {"index": ["a"], "label": {"a": "Utgift"}, "unit": {"a": {"base": "mill. kr", "decimals": 0}}},
            },
        },
        "value": [7],
    }
    data = json.dumps(cube)
    assert dataset(read("", data, "d.json")).unit("Utgift") == "mill. kr"
    assert told(read("columns: {Utgift: {unit: 1000 kr, from: 8}}", data, "d.json"))[::2] == [
        "d.json: error: column Utgift is declared in 1000 kr, and the file says that it is in mill. kr [unit-differs]",
        'd.json (row 1): error: column Utgift must be 8 or more, and is not in 1 cell: row 1 "7" [cells-out-of-range]',
    ]


def test_per_cent_is_per_cent_in_any_words(read):
    data = "a\n5 %\n6 %\n"
    for word in ("%", "prosent", "per cent"):
        assert dataset(read(f"columns: {{a: {{type: number, unit: {word}}}}}".replace(": %", ": '%'"), data)).unit("a") == word
    assert (
        "is declared in kr, and the file says that it is in %" in told(read("columns: {a: {type: number, unit: kr}}", data))[0]
    )


def test_the_command_shows_the_contract_and_where_it_is_broken(project, monkeypatch):
    spec = project(
        f"title: T\ndata:\n  d: {{file: d.csv, {WHOLE}}}\nslides:\n  - {{kind: table, title: T, from: d, show: [år]}}\n",
        **{"d.csv": NEED.replace("4,5", "-4,5")},
    )
    monkeypatch.chdir(spec.parent)
    ran = CliRunner().invoke(main, ["data", "deck.yaml", "d"])
    assert ran.exit_code == 2
    lines = [line.rstrip() for line in ran.output.splitlines()]
    start = lines.index("  column    type             different  empty  symbols  must be")
    assert lines[start : start + 7] == [
        "  column    type             different  empty  symbols  must be",
        "  kode      text             2                          code 4",
        "  år        number           2                          2012 to 2040",
        "  tjeneste  text             2                          required; one of Skole, Omsorg",
        "  verk      number, årsverk  2                 : ×1     0 or more",
        "  key: kode, år, tjeneste",
        '  not so: column verk (D) must be 0 or more, and is not in 1 cell: D3 "-4,5"',
    ]
    event = next(
        json.loads(line)
        for line in CliRunner().invoke(main, ["data", "deck.yaml", "--format", "json"]).output.splitlines()
        if '"dataset"' in line
    )
    assert event["contract"]["key"] == ["kode", "år", "tjeneste"]
    assert event["contract"]["columns"]["tjeneste"] == ["required", "one of Skole, Omsorg"]
    assert [breach["code"] for breach in event["contract"]["breaches"]] == ["cells-out-of-range"]


def test_long_texts_and_line_breaks_are_shown_short(read):
    data = f'a\n"{"lang " * 30}"\n"to\nlinjer"\n'
    assert told(read("key: a, columns: {a: {allowed: [x]}}", data))[0] == (
        "d.csv:2: error: column a (A) has another value than those that are allowed in 2 cells: "
        'A2 "lang lang lang lang lang lang lang lang…", A3 "to linjer" [cells-not-allowed]'
    )
