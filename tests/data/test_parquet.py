"""Parquet files: what their columns become, and what is said of files that are none."""

import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from making import read_file, refused_file, rows

from deckgen.data.draft import draft
from deckgen.errors import DeckgenError, Mark, Problems

duckdb = pytest.importorskip("duckdb")

MARK = Mark("deck.yaml", 3, 9)


def write(folder: Path, select: str, name: str = "tall.parquet") -> Path:
    path = folder / name
    duckdb.connect().execute(f"copy ({select}) to '{path}' (format parquet)")
    return path


read, refused = partial(read_file, "tall", MARK), partial(refused_file, "tall", MARK)


def test_columns_keep_the_types_that_the_file_gives_them(tmp_path):
    found = read(
        write(
            tmp_path,
            "select * from (values ('0301', 3, 1.25::decimal(6,2), 0.1::float, date '2024-04-08', true, 'NA'), "
            "('1101', null, null, null, null, null, null)) t(kode, n, d, f, dag, ja, tekst)",
        )
    )
    assert rows(found) == [("0301", 3.0, 1.25, 0.1, "2024-04-08", "SANN", "NA"), ("1101", None, None, None, "", "", "")]
    assert [column for column in found.columns if found.is_number(column)] == ["n", "d", "f"]
    assert found.table.columns["dag"].is_date
    assert list(found.rows) == [1, 2]
    assert len(found.provenance.fingerprint) == 64


def test_a_time_at_midnight_is_its_date(tmp_path):
    found = read(
        write(tmp_path, "select timestamp '2024-01-01' as a, timestamp '2024-01-01 12:30:00' as b, time '08:15:00' as c")
    )
    assert rows(found) == [("2024-01-01", "2024-01-01 12:30:00", "08:15:00")]
    assert found.table.columns["a"].is_date


def test_numbers_too_long_for_a_float_are_codes(tmp_path):
    found = read(write(tmp_path, "select 9007199254740993 as id, 9007199254740991 as n"))
    assert rows(found) == [("9007199254740993", 9007199254740991.0)]


def test_digits_that_are_texts_stay_texts_until_the_spec_says_otherwise(tmp_path):
    path = write(tmp_path, "select '12' as n, '1101' as k")
    assert rows(read(path)) == [("12", "1101")]
    assert rows(read(path, columns=(("n", "number"),))) == [(12.0, "1101")]


def test_symbols_keep_their_meaning_in_a_column_that_is_declared_a_number(tmp_path):
    found = read(write(tmp_path, "select unnest(['1,5', ':', '..']) as n"), columns=(("n", "number"),))
    assert rows(found) == [(1.5,), (":",), ("..",)]


def test_a_number_that_is_none_is_missing_and_an_infinite_one_is_told(tmp_path):
    assert rows(read(write(tmp_path, "select unnest([1.5, 'nan'::double]) as n"))) == [(1.5,), (None,)]
    assert refused(write(tmp_path, "select unnest([1.5, 'inf'::double]) as n")) == (
        "data/tall.parquet (row 2): error: row 2, column n: the number is infinite [number-infinite]\n"
        "  correct it where the file comes from"
    )


def test_a_column_that_no_table_shows_is_left_out_and_told(tmp_path):
    problems = Problems()
    found = read(write(tmp_path, "select 1 as n, [1, 2] as list, {'a': 1} as part, 'x'::blob as bytes"), problems)
    assert found.columns == ("n",)
    assert [(each.code, dict(each.data)["column"], dict(each.data)["kind"]) for each in problems.found] == [
        ("column-left-out", "list", "INTEGER[]"),
        ("column-left-out", "part", "STRUCT(a INTEGER)"),
        ("column-left-out", "bytes", "BLOB"),
    ]


def test_a_file_without_rows_is_a_table_without_rows(tmp_path):
    found = read(write(tmp_path, "select 1 as n, 'a' as k where false"))
    assert (found.columns, len(found)) == (("n", "k"), 0)


def test_control_characters_are_told_by_row(tmp_path):
    assert refused(write(tmp_path, "select unnest(['a', chr(7)]) as k")).startswith(
        "data/tall.parquet (row 2): error: row 2, column k: the cell holds a control character (U+0007)"
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "Invalid Input Error: File too small to be a Parquet file"),
        (b"a;b\n1;2\n" * 20, "Invalid Input Error: No magic bytes found at end of file"),
    ],
)
def test_what_is_no_parquet_is_told(tmp_path, data, why):
    path = tmp_path / "tall.parquet"
    path.write_bytes(data)
    assert refused(path) == (
        f"deck.yaml:3:9: error: data/tall.parquet cannot be read as Parquet: {why} [parquet-broken]\n"
        "  fetch or write the file again"
    )


def test_a_truncated_or_damaged_file_is_told(tmp_path):
    path = write(tmp_path, "select i as n, 'x' || i as k from range(1000) r(i)")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "[parquet-broken]" in refused(path)
    for at in range(4, len(whole), max(1, len(whole) // 40)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        with suppress(DeckgenError):  # anything else would be a fault of ours
            read(path, Problems())


def test_texts_that_unpack_to_more_than_memory_are_refused(tmp_path, monkeypatch):
    path = write(tmp_path, "select repeat('x', 1000) as t from range(10000)")
    assert path.stat().st_size < 20_000
    monkeypatch.setattr("deckgen.data.files.parquet_file.MOST_BYTES", 5_000_000)
    assert "[parquet-too-large]" in refused(path)


def test_a_file_that_unpacks_to_more_than_a_table_can_hold_is_refused(tmp_path, monkeypatch):
    path = write(tmp_path, "select 1 as a, 2 as b from range(100000)")
    monkeypatch.setattr("deckgen.data.files.parquet_file.MOST_CELLS", 100_000)
    assert refused(path) == (
        "deck.yaml:3:9: error: data/tall.parquet holds more than the 100000 cells that deckgen reads, "
        "or texts too long for them [parquet-too-large]\n"
        "  take what the deck needs out of it first"
    )


def test_options_of_other_files_are_refused(project):
    from deckgen.build import build_deck

    spec = project(
        "title: T\ndata:\n  tall: {file: tall.parquet, sheet: A}\nslides: [{kind: table, title: T, from: tall}]\n",
        **{"tall.parquet": b""},
    )
    with pytest.raises(DeckgenError) as error:
        build_deck(spec)
    assert "[option-not-here]" in str(error.value)
    assert "a Parquet file" in str(error.value)


def test_the_extra_is_named_where_duckdb_is_missing(tmp_path, monkeypatch):
    path = write(tmp_path, "select 1 as n")
    monkeypatch.setitem(sys.modules, "duckdb", None)
    assert refused(path) == (
        "deck.yaml:3:9: error: data/tall.parquet: a Parquet file needs DuckDB, which is not installed here [extra-missing]\n"
        '  install it with: pip install "deckgen[parquet]"'
    )


def test_a_draft_is_the_name_alone(tmp_path):
    path = write(tmp_path, "select 1 as n, '0301' as kode")
    assert draft(path.read_bytes(), "data/tall.parquet") == (
        "tall:\n  file: data/tall.parquet\n"
        "  # source: who published it, and which table, for the line below charts and tables\n"
    )


def test_reading_twice_gives_the_same(tmp_path):
    path = write(tmp_path, "select i as n, 'x' || (i % 7) as k from range(5000) r(i)")
    assert rows(read(path)) == rows(read(path))
    assert rows(read(path))[-1] == (4999.0, "x1")
