"""Tables: real ones, with a header row, a total where it comes last, and every cell in its language."""

import io
from dataclasses import replace

import pptx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from writing import FRAME, audit, deck, found, slide, title, writer

from deckgen.model import Cell, Column, Row, Run, Shape, Table
from deckgen.powerpoint.write.identity import numbers
from deckgen.powerpoint.write.table import column_widths


def cell(said: str, **changes: object) -> Cell:
    return Cell((Run(said, "nb", **changes),))  # type: ignore[arg-type]


COLUMNS = (Column(cell("Fylke"), "left", 3_000_000), Column(cell("2012"), "right", 1_500_000), Column(cell("2030"), "right"))
ROWS = (
    Row((cell("Meråker"), cell("1\u00a0000"), Cell(())), "1711"),
    Row((cell("Time"), cell(".."), cell("2", link="https://ssb.no")), "1121"),
    Row((cell("Sum"), cell("1\u00a0000"), cell("2")), "sum", total=True),
)
TABLE = Table(COLUMNS, ROWS, 22, 576_000)


def written(table: Table) -> bytes:
    return writer().write(deck(slide(title(), Shape("table", "Tabell 1", table, None, FRAME, "Folketal i to kommunar"))))


def test_a_table_is_read_back(tmp_path: object) -> None:
    shape = pptx.Presentation(io.BytesIO(written(TABLE))).slides[0].shapes[1]
    assert shape.has_table
    assert [[c.text for c in row.cells] for row in shape.table.rows] == [
        ["Fylke", "2012", "2030"],
        ["Meråker", "1\u00a0000", ""],
        ["Time", "..", "2"],
        ["Sum", "1\u00a0000", "2"],
    ]
    assert (shape.table.first_row, shape.table.last_row, shape.table.horz_banding) == (True, True, False)
    assert [column.width for column in shape.table.columns] == [3_000_000, 1_500_000, 1_500_000]
    assert {row.height for row in shape.table.rows} == {576_000}
    assert (shape.left, shape.top, shape.width, shape.height) == (FRAME.x, FRAME.y, 6_000_000, 4 * 576_000)
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == "Folketal i to kommunar"


def test_a_row_may_be_higher_than_the_rest_and_the_frame_is_as_high_as_they_are() -> None:
    rows = (ROWS[0], replace(ROWS[1], height=800_000), ROWS[2])
    shape = pptx.Presentation(io.BytesIO(written(replace(TABLE, rows=rows, header_height=700_000)))).slides[0].shapes[1]
    assert [row.height for row in shape.table.rows] == [700_000, 576_000, 800_000, 576_000]
    assert shape.height == 700_000 + 576_000 + 800_000 + 576_000


def test_sizes_alignment_margins_and_language() -> None:
    data = written(TABLE)
    assert set(found(data, "//a:tr[1]//a:rPr/@sz")) == {"2000"}  # the header two points smaller
    assert set(found(data, "//a:tr[position()>1]//a:rPr/@sz")) == {"2200"}
    assert found(data, "//a:tr[2]/a:tc/a:txBody/a:p/a:pPr/@algn") == ["r", "r"]
    assert found(data, "//a:tr[2]/a:tc/a:tcPr/@marR") == ["108000", "108000", "0"]
    assert {tuple(e.attrib.values()) for e in found(data, "//a:tr[2]/a:tc[1]/a:tcPr")} == {
        ("0", "108000", "36000", "36000", "ctr")
    }
    assert found(data, "//a:tr[2]/a:tc[3]//a:endParaRPr/@*") == ["nb-NO", "2200"]
    assert not found(data, "//@gridSpan | //@rowSpan | //@hMerge | //@vMerge")


def test_a_total_within_the_table_is_bold_by_itself_and_the_last_one_by_the_style() -> None:
    data = written(replace(TABLE, rows=(ROWS[2], ROWS[0])))
    assert found(data, "//a:tblPr/@lastRow") == []
    assert set(found(data, "//a:tr[2]//a:rPr/@b")) == {"1"}
    assert not found(data, "//a:tr[3]//a:rPr/@b")
    same = written(replace(TABLE, rows=(ROWS[2], ROWS[2])))
    assert [len(found(same, f"//a:tr[{n}]//a:rPr[@b]")) for n in (1, 2, 3)] == [0, 3, 0]


def test_rows_and_columns_keep_their_ids_when_others_come() -> None:
    ids = found(written(TABLE), "//a16:rowId/@val")
    assert len(set(ids)) == 4
    fewer = found(written(replace(TABLE, rows=ROWS[1:])), "//a16:rowId/@val")
    assert fewer == [ids[0], *ids[2:]]


@given(st.lists(st.sampled_from("abc")))
def test_ids_are_unique_also_where_names_are_not(names: list[str]) -> None:
    assert len(set(numbers(names))) == len(names)


@given(st.lists(st.sampled_from([0, 1000, 2500]), min_size=1, max_size=6), st.integers(0, 20_000))
def test_columns_without_a_width_share_what_is_left(widths: list[int], total: int) -> None:
    columns = tuple(Column(cell("x"), width=width) for width in widths)
    found_widths = column_widths(columns, total)
    assert all(given in (0, got) for given, got in zip(widths, found_widths, strict=True))
    if 0 in widths and sum(widths) <= total:
        assert sum(found_widths) == total


def test_a_table_without_rows_or_sizes_is_still_one(tmp_path: object) -> None:
    data = written(Table(COLUMNS[:1], ()))
    assert found(data, "//a:tr/@h") == ["370840"]
    assert not found(data, "//a:tc//@sz")


def test_validators_find_nothing(tmp_path) -> None:
    assert audit(written(TABLE), tmp_path) == []


def test_a_row_of_too_few_cells_is_refused() -> None:
    with pytest.raises(ValueError, match="a row of 2 cells in a table of 3 columns"):
        written(replace(TABLE, rows=(Row(ROWS[0].cells[:2]),)))
    with pytest.raises(ValueError, match='the shape "table" has neither'):
        writer().write(deck(slide(title(), Shape("table", "Tabell", TABLE))))
