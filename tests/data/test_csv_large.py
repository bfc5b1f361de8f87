"""A large CSV file is read by another way, and large tables are grouped by another, to the very same."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from making import made

from deckgen.data import SourceSpec, coded, read_dataset
from deckgen.data.columns import type_columns
from deckgen.data.files import csv_cells, csv_large
from deckgen.data.files.csv_file import DELIMITERS, read_csv
from deckgen.data.select import labels
from deckgen.data.steps import aggregate
from deckgen.data.steps.aggregate import alike
from deckgen.errors import DeckgenError, Mark, Problems

MARK = Mark("deck.yaml", 7, 9)
LONG = "Pleie og omsorg i institusjon"
CELLS = (
    *(
        "",
        " ",
        "0301",
        "301",
        "1,5",
        "2.5",
        "1.234",
        "10 000",
        "−3",
        "7",
        "2012",
        "2023",
        "..",
        ":",
        "-",
        "5*",
        "2023*",
        "70,9%",
    ),
    *(
        "05/06/2013",
        "25/06/2013",
        "31.12.2013",
        "2013-12-31",
        "1.1.13",
        "Os",
        "Ås",
        "Os ",
        "\u00a0Os",
        "\u2003Os",
        "Kilde: SSB",
    ),
    *(LONG, LONG + "er", LONG.replace("omsorg", "omsyn"), "x" * 64, "x" * 65, "x\x07", "x\x85", "\x00", "x\x00", '"q"', "€🙂"),
)
cell = st.sampled_from(CELLS) | st.text("ab1 ,.", max_size=10)
specs = st.sampled_from(
    [
        SourceSpec("data/need.csv"),
        SourceSpec("data/need.csv", last_row=4),
        SourceSpec("data/need.csv", header_row=1, symbols=("-", "..")),
        *(
            SourceSpec("data/need.csv", header_row=1, columns=(("b", kind),))
            for kind in ("text", "number", "whole", "date", "code", "code 4")
        ),
    ]
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """A header and rows, of which most columns have cells of one sort; some have rows of other lengths."""
    width = draw(st.integers(1, 4))
    columns = [draw(st.lists(cell, min_size=1, max_size=4)) for _ in range(width)]
    rows = draw(st.lists(st.tuples(*map(st.sampled_from, columns)), max_size=12))
    delimiter = draw(st.sampled_from(DELIMITERS))
    odd = draw(st.lists(st.lists(cell, max_size=5), max_size=1))
    lines = [delimiter.join(row) for row in (draw(st.permutations("abcd"))[:width], *rows, *odd)]
    return "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))


@contextmanager
def as_large(most: float = 1) -> Iterator[None]:
    """In pieces of a line or two; columns of which so many of the first cells differ are still taken for such as have few."""
    with (
        patch.object(csv_cells, "LARGE", 0),
        patch.object(csv_large, "MOST", most),
        patch.object(csv_large, "_AT_ONCE", 9),
        patch.object(coded, "_LOOKED_AT", 6),
        patch.object(aggregate, "MANY", 0),
    ):
        yield


def outcome(text: str, spec: SourceSpec) -> tuple[object, ...]:
    """All that can be seen of a file that was read; or what is told of one that was not."""
    problems = Problems()
    try:
        cells = read_csv(text.encode(), spec, MARK, problems)
        columns = type_columns(cells, spec, problems)
    except DeckgenError as error:
        return error.problems, problems.found
    seen = {
        name: (list(map(repr, column.cells)), column.is_number, dict(column.symbols), column.unit, column.is_date)
        for name, column in columns.items()
    }
    return seen, list(cells.rows), cells.layout, cells.letters, cells.delimiter, problems.found


@settings(max_examples=150)
@given(tables(), specs, st.sampled_from([0.3, 0.6, 1]))
@example("a;b\n1;x\n2;x\x07\n3;x\n4;y\x07\n", SourceSpec("data/need.csv"), 1)
@example("a;b\n1;12\n2;xii\n3;xii\n", SourceSpec("data/need.csv", columns=(("b", "number"),)), 1)
@example("a;b\n1;5*\n2;5\n3;5*\n", SourceSpec("data/need.csv"), 1)
@example("a,b,c\n,,a,\n,,a,\n,,a,\n,,a,\n,,,1", SourceSpec("data/need.csv", last_row=4), 1)
def test_a_large_file_is_read_as_a_small_one_to_the_last_message(text: str, spec: SourceSpec, most: float) -> None:
    plainly = outcome(text, spec)
    with as_large(most):
        assert outcome(text, spec) == plainly


@given(tables().filter(lambda text: '"' not in text), st.sampled_from(DELIMITERS))
@example("\n\n", ";")
@example(f"a;b\n{'x' * 64};\n", ";")
def test_cells_are_split_the_same_and_told_apart_in_the_order_of_the_data(text: str, delimiter: str) -> None:
    plainly = csv_cells.split_lines(text, delimiter)
    with as_large():
        columns = csv_large.split_large(text, delimiter)
    if columns is None:
        assert plainly is None or "\0" in text or max(len(cell.encode()) for cells in plainly for cell in cells) > 64
        return
    assert [list(column) for column in columns] == plainly
    assert [column.different for column in columns] == [list(dict.fromkeys(cells)) for cells in plainly]


@given(st.lists(st.text("ab ", max_size=2), min_size=1), st.data())
def test_a_column_by_its_different_cells_does_as_a_list_does(cells: list[str], data: st.DataObject) -> None:
    with as_large():
        (column,) = csv_large.split_large("\n".join(cells) + "\n", ";") or ()
    rows = sorted(data.draw(st.sets(st.integers(0, len(cells) - 1))))
    start, end = data.draw(st.integers(0, len(cells))), data.draw(st.integers(0, len(cells)))
    for found, expected in (
        (column.at(rows), [cells[row] for row in rows]),
        (column[start:end], cells[start:end]),
        (column.replaced([cell.strip() for cell in column.different]), [cell.strip() for cell in cells]),
    ):
        assert (len(found), list(found), [found[at] for at in range(len(found))]) == (len(expected), expected, expected)
        assert list(dict.fromkeys(found.different)) == list(dict.fromkeys(expected))
        assert ("" in found, "b" in found) == ("" in expected, "b" in expected)
        assert (found.listed(), found.listed(range(len(found))[::-1])) == (expected, expected[::-1])


@settings(max_examples=40)
@given(
    st.lists(st.sampled_from(["1", "1,0", "-1", "", "..", "0", "2,5"]), min_size=1, max_size=8),
    st.lists(st.sampled_from(["Os", "Ås", " Os", "1.2.2013", "2013-02-01"]), min_size=8, max_size=8),
    st.lists(st.integers(0, 8), max_size=9),
)
def test_a_dataset_of_a_large_file_is_one_of_a_small_one(
    tmp_path_factory: pytest.TempPathFactory, figures: list[str], texts: list[str], positions: list[int]
) -> None:
    path = tmp_path_factory.mktemp("data") / "need.csv"
    path.write_text("sted;tall\n" + "".join(map("{};{}\n".format, texts, [*figures, "7"])), "utf-8")
    plain = read_dataset("need", SourceSpec("data/need.csv"), path, MARK, Problems())
    with as_large():
        large = read_dataset("need", SourceSpec("data/need.csv"), path, MARK, Problems())
    assert not isinstance(large.table.columns["sted"].cells, list)
    positions = [position for position in positions if position < len(plain)]
    for name in plain.columns:
        for one, other in ((plain, large), (plain.take(positions), large.take(positions)), (plain.settled(), large.settled())):
            assert repr(one.cells(name)) == repr(other.cells(name))
            assert [*map(list, one.codes(name))] == [*map(list, other.codes(name))]
            assert repr(one.kept(name).at(range(len(one)), ())) == repr(other.kept(name).at(range(len(one)), ()))
            assert labels(one, name) == tuple(map(list, labels(other, name)))
            for cell in filter(lambda cell: cell == cell, one.cells(name)):
                assert one.where(name, [cell]) == other.where(name, [cell])


@given(
    st.lists(st.tuples(st.sampled_from(["Os", "Ås", ""]), st.sampled_from([1, 2, None]), st.sampled_from("xyz")), min_size=1)
)
def test_a_large_table_is_grouped_as_a_small_one(rows: list[tuple[str, int | None, str]]) -> None:
    dataset = made(sted=[row[0] for row in rows], tall=[row[1] for row in rows], slag=[row[2] for row in rows])
    assume(dataset.is_number("tall"))
    for by in (("sted",), ("tall",), ("tall", "sted"), ("sted", "tall", "slag")):
        plainly = alike(dataset, by)
        with as_large():
            assert alike(dataset, by) == plainly


def test_a_column_of_which_most_cells_differ_is_read_cell_by_cell_and_so_is_a_file_of_which_most_columns_do() -> None:
    columns = csv_large.split_large("".join(f"os;{row}\n" for row in range(100)), ";")
    assert [isinstance(column, list) for column in columns or ()] == [False, True]
    assert csv_large.split_large("".join(f"os;{row};{row}\n" for row in range(100)), ";") is None


@pytest.mark.parametrize("text", ["a;b\n1;2;3\n4\n", "a;b\n1\n", "a;b\n1;x\x00\n", f"a;b\n1;{'x' * 65}\n"])
def test_what_cannot_be_told_apart_so_is_left_to_the_other_way(text: str) -> None:
    assert csv_large.split_large(text, ";") is None
