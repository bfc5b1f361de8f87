"""Cells of a CSV file are read as by pandas; and where no cell is quoted, by a shorter way to the same cells."""

import io
from collections.abc import Iterable

import pandas
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from deckgen.data import SourceSpec
from deckgen.data.files import csv_cells, csv_file
from deckgen.errors import DeckgenError

SPEC = SourceSpec("data/need.csv")
TEXTS = st.text('ab1; ,"\t\n\u00a0', min_size=1, max_size=25).filter(str.strip)


def by_pandas(text: str, delimiter: str) -> list[list[str]] | None:
    """None where pandas refuses it."""
    try:
        frame = pandas.read_csv(
            io.StringIO(text),
            sep=delimiter,
            header=None,
            index_col=False,
            skipinitialspace=True,
            dtype=object,
            na_filter=False,
            skip_blank_lines=False,
        )
    except (pandas.errors.ParserError, ValueError):
        return None
    return [frame[column].tolist() for column in frame.columns]


def stripped(columns: Iterable[Iterable[str]]) -> list[list[str]]:
    """Blanks at the edges of cells are dropped later, and so are columns without name and cells."""
    cells = [[cell.strip() for cell in column] for column in columns]
    while cells and not any(cells[-1]):
        cells.pop()
    return cells


@given(TEXTS, st.sampled_from(csv_file.DELIMITERS))
@example("\t\n1\n\t1", "\t")
def test_cells_are_those_that_pandas_reads_wherever_it_reads_any(text: str, delimiter: str) -> None:
    theirs = by_pandas(text, delimiter)
    assume(theirs is not None)
    ours = csv_cells.split_cells(text, delimiter, 0, SPEC)
    assert stripped(ours) == stripped(theirs or [])


@given(TEXTS.filter(lambda text: '"' not in text), st.sampled_from(csv_file.DELIMITERS))
def test_lines_of_equal_length_without_quotes_are_split_into_the_cells_that_the_reader_gives(text: str, delimiter: str) -> None:
    columns = csv_cells.split_lines(text, delimiter)
    assume(columns is not None)
    records = [record or [""] for record in csv_cells._records(text, delimiter, 0, SPEC)]
    assert stripped(columns or []) == stripped(zip(*records, strict=True))


@pytest.mark.parametrize(("text", "row"), [('a;b\n1;"2\n3;4\n', 2), ('a;b\n1;2\n"', 3), ('a;b\n1;"' + "x" * 200_000, 2)])
def test_a_quote_that_is_never_closed_is_refused_at_the_row_where_it_is_opened(text: str, row: int) -> None:
    with pytest.raises(DeckgenError) as caught:
        csv_cells.split_cells(text, ";", 0, SPEC)
    assert [(problem.code, problem.mark and problem.mark.line) for problem in caught.value.problems] == [
        ("quote-not-closed", row)
    ]
