"""A source that broke since last month: each gives one clear message, in its place, that says what to do."""

import errno
import io
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from deckgen import DeckgenError, build_deck
from deckgen.data import SourceSpec
from deckgen.data.files.csv_file import read_csv
from deckgen.data.files.open_elsewhere import Lock, lock_of
from deckgen.errors import Mark, Problems

SPEC = """title: Verk
data:
  need: {{file: data/{name}{more}}}
slides:
  - kind: chart
    title: Verk
    from: need
    chart: column
    categories: kommune
    values: verk
"""
HEADER = ("kommune", "år", "verk")
ROWS = (HEADER, ("Oslo", 2012, 4.5), ("Bergen", 2012, 5.5))
CSV = "kommune;år;verk\nOslo;2012;4,5\nBergen;2012;5,5\n"
DIMENSIONS = {
    "kommune": {"category": {"index": ["Oslo", "Bergen"]}},
    "hva": {"category": {"label": {"verk": "verk"}}},
}
JSON_STAT = {
    "version": "2.0",
    "class": "dataset",
    "id": ["kommune", "hva"],
    "size": [2, 1],
    "role": {"metric": ["hva"]},
    "dimension": DIMENSIONS,
    "value": [4.5, 5.5],
}
PX = 'STUB="kommune";\nVALUES("kommune")="Oslo","Bergen";\nDATA=\n4.5 5.5;\n'


def book(*rows: tuple, title: str = "Pulje 2") -> bytes:
    made = Workbook()
    made.active.title = title
    for row in rows:
        made.active.append(row)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


BOOK = book(*ROWS)


@pytest.fixture
def refused(project: Callable[..., Path], tmp_path: Path) -> Callable[..., str]:
    """The message of a build that rests on a file of this content; it begins with the place, and shows its line."""

    def message(content: bytes | str, name: str, more: str = "") -> str:
        spec = project(SPEC.format(name=name, more=more), **{f"data__{name}": content})
        with pytest.raises(DeckgenError) as error:
            build_deck(spec, tmp_path / "deck.pptx")
        assert not (tmp_path / "deck.pptx").exists()
        return str(error.value)

    return message


def in_data(name: str, said: str, way_on: str, more: str = "") -> str:
    """What is said where the dataset is declared."""
    return f"deck.yaml:3:16: error: {said}\n    need: {{file: data/{name}{more}}}\n                 ^\n  {way_on}"


def in_values(said: str, way_on: str) -> str:
    """What is said where the slide asks for the column."""
    return f"deck.yaml:10:13: error: {said}\n    values: verk\n            ^\n  {way_on}"


def test_the_files_that_are_broken_below_build_whole(project: Callable[..., Path], tmp_path: Path):
    for name, content in {"a.xlsx": BOOK, "a.csv": CSV, "a.json": json.dumps(JSON_STAT)}.items():
        spec = project(SPEC.format(name=name, more=""), **{f"data__{name}": content})
        assert build_deck(spec, tmp_path / "deck.pptx").warnings == ()


# --- truncated ---


@pytest.mark.parametrize("part", [0, 0.01, 0.5, 0.99])
def test_a_workbook_that_is_cut_off(refused: Callable[..., str], part: float):
    assert refused(BOOK[: int(part * len(BOOK))], "a.xlsx") == in_data(
        "a.xlsx",
        "data/a.xlsx is not an Excel workbook, or is damaged [workbook-broken]",
        "open it in Excel; if Excel repairs it, save it under a new name; if it was copied or downloaded, do that anew",
    )


@pytest.mark.parametrize("end", ["Bergen;", "Bergen;2012", "Bergen;201"])
def test_a_csv_file_that_ends_within_a_row(refused: Callable[..., str], end: str):
    assert refused(CSV[: CSV.index("Bergen")] + end, "a.csv") == (
        "data/a.csv:3: error: row 3 ends after 2 of 3 cells and without a line break: data/a.csv may be cut off [csv-cut-off]\n"
        "  take the file anew from where it came; if the row is whole, end it with a line break; if it is a note, say with "
        "`last_row` where the table ends"
    )


def test_a_csv_file_that_ends_within_quotes(refused: Callable[..., str]):
    assert refused('kommune;verk\nOslo;4,5\n"Bergen;5', "a.csv") == (
        "data/a.csv:3: error: the row that begins here (row 3) has a quotation mark that is never closed [quote-not-closed]\n"
        '  close it, or write two ("") for one within a cell'
    )


@pytest.mark.parametrize("end", ["", "\n\nKilde: SSB", "\n;;", "\nKilde: SSB"])
def test_a_csv_file_whose_last_line_is_no_part_of_a_row_is_whole(project: Callable[..., Path], tmp_path: Path, end: str):
    spec = project(SPEC.format(name="a.csv", more=""), **{"data__a.csv": CSV.rstrip("\n") + end})
    assert build_deck(spec, tmp_path / "deck.pptx").slides == 1


def test_a_note_in_two_cells_is_no_end_of_a_row_where_the_spec_says_where_the_table_ends(
    project: Callable[..., Path], tmp_path: Path
):
    content = CSV + "\nKilde: SSB; tabell 1"
    spec = project(SPEC.format(name="a.csv", more=", last_row: 3"), **{"data__a.csv": content})
    assert build_deck(spec, tmp_path / "deck.pptx").slides == 1


def test_a_json_stat_file_that_is_cut_off(refused: Callable[..., str]):
    assert refused(json.dumps(JSON_STAT)[:-9], "a.json").splitlines()[0] == (
        "deck.yaml:3:16: error: data/a.json is not JSON-stat that can be read: it is not JSON from line 1, column "
        f"{len(json.dumps(JSON_STAT)) - 8} on; it may be cut off [json-stat-wrong]"
    )
    fewer = json.dumps({**JSON_STAT, "value": [4.5]})
    assert "there are to be 2 values, and there are 1; it may be cut off" in refused(fewer, "a.json")


def test_a_pc_axis_file_that_is_cut_off(refused: Callable[..., str]):
    assert refused(PX[:-4], "a.px") == in_data(
        "a.px",
        "data/a.px is not a PC-Axis file that can be read: DATA is not ended by a semicolon; the file may be cut off "
        "[px-wrong]",
        "take the file anew from where it came; statistics banks offer the same table as JSON-stat 2 too",
    )


# --- changed by somebody ---


def test_a_sheet_that_was_renamed(refused: Callable[..., str]):
    assert refused(book(*ROWS, title="Pulje 3"), "a.xlsx", ", sheet: Pulje 2") == (
        'deck.yaml:3:36: error: data/a.xlsx has no sheet "Pulje 2" [sheet-missing]\n'
        "    need: {file: data/a.xlsx, sheet: Pulje 2}\n"
        "                                     ^\n"
        '  did you mean "Pulje 3"?\n  its sheets: Pulje 3'
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [(book(("kommune", "år", "årsverk"), ROWS[1]), "a.xlsx"), ("kommune;år;årsverk\nOslo;2012;4\n", "a.csv")],
    ids=["xlsx", "csv"],
)
def test_a_column_that_is_gone(refused: Callable[..., str], content: bytes | str, name: str):
    assert refused(content, name) == in_values(
        'the dataset need has no column "verk" [unknown-column]', 'did you mean "årsverk"?\n  its columns: kommune, år, årsverk'
    )


def test_a_column_that_is_gone_from_json_stat(refused: Callable[..., str]):
    other = {**JSON_STAT, "dimension": {**DIMENSIONS, "hva": {"category": {"label": {"tall": "tall"}}}}}
    assert refused(json.dumps(other), "a.json") == in_values(
        'the dataset need has no column "verk" [unknown-column]', "its columns: kommune, tall"
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [(book(*ROWS, ("Voss", 2012, "ca. 3")), "a.xlsx"), (CSV + "Voss;2012;ca. 3\n", "a.csv")],
    ids=["xlsx", "csv"],
)
def test_numbers_that_became_text(refused: Callable[..., str], content: bytes | str, name: str):
    assert refused(content, name) == in_values(
        f'the column verk of need is text, not numbers: row 4 of data/{name} holds "ca. 3" [column-not-number]',
        "correct the cell; or declare the column as number under the dataset's `columns`, or list what stands for missing "
        "numbers under `symbols`",
    )


@pytest.mark.parametrize(
    ("content", "name", "place"),
    [(book(*ROWS, ("Voss", 2012, "ca. 3")), "a.xlsx", "a.xlsx (Pulje 2!C4)"), (CSV + "Voss;2012;ca. 3\n", "a.csv", "a.csv:4")],
    ids=["xlsx", "csv"],
)
def test_numbers_that_became_text_where_the_spec_declares_them(refused: Callable[..., str], content, name: str, place: str):
    assert refused(content, name, ", columns: {verk: number}").splitlines()[0] == (
        f'data/{place}: error: row 4, column verk (C): "ca. 3" is not a number [not-a-number]'
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [(book(*ROWS, ("Oslo", 2012, 4)), "a.xlsx"), (CSV + "Oslo;2012;4\n", "a.csv")],
    ids=["xlsx", "csv"],
)
def test_a_key_that_stands_twice(refused: Callable[..., str], content: bytes | str, name: str):
    assert refused(content, name) == in_values(
        f"need has several rows for kommune = Oslo: rows 2, 4 of data/{name} [duplicate-cell]",
        "filter further, or add them up: aggregate: sum in a chart or a table, the step group in a dataset",
    )
    declared = refused(content, name, ", key: kommune").splitlines()[0]
    assert "no two rows may have the same kommune, and some have: Oslo in rows 2 and 4 [key-twice]" in declared


def test_a_workbook_with_a_password(refused: Callable[..., str]):
    encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500) + "EncryptedPackage".encode("utf-16-le")
    assert refused(encrypted, "a.xlsx") == in_data(
        "a.xlsx",
        "data/a.xlsx is protected with a password [workbook-encrypted]",
        "open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password) and save it",
    )


# --- open in another program ---

EXCELS_LOCK = b"\x04Kari" + b" " * 50 + b"\x04\0" + "Kåre".encode("utf-16-le") + b" \0" * 40
LIBREOFFICES_LOCK = b",kari,PC-17,08.04.2013 10:00,file:///C:/profil;"


@pytest.mark.parametrize(
    ("name", "lock", "by"),
    [
        ("~$a.xlsx", EXCELS_LOCK, "Kåre"),
        ("~$a.xlsx", b"\x04Kari" + b" " * 50, "Kari"),
        ("~$a.xlsx", b"", ""),
        (".~lock.a.xlsx#", LIBREOFFICES_LOCK, "kari"),
        (".~lock.a.xlsx#", b"Kari Nordmann,kari,PC", "Kari Nordmann"),
        (".~lock.a.xlsx#", b"\xff\xfe", "��"),
        ("~$a.xlsx", b"\x05\x1b[31m" + b" " * 50, "[31m"),
    ],
)
def test_who_has_a_file_open(tmp_path: Path, name: str, lock: bytes, by: str):
    (tmp_path / name).write_bytes(lock)
    assert lock_of(tmp_path / "a.xlsx") == Lock(name, by)
    assert lock_of(tmp_path / "b.xlsx") is None


def denied(name: str) -> Callable[[Path], bytes]:
    """As Windows answers for a file that another program does not share."""
    read = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.name == name:
            raise PermissionError(errno.EACCES, "Permission denied")
        return read(path)

    return read_bytes


def test_a_file_that_excel_does_not_share(refused: Callable[..., str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "~$a.xlsx").write_bytes(EXCELS_LOCK)
    monkeypatch.setattr(Path, "read_bytes", denied("a.xlsx"))
    assert refused(BOOK, "a.xlsx") == in_data(
        "a.xlsx",
        "data/a.xlsx is open in Excel (by Kåre) and cannot be read [data-file-open]",
        "save it and close it there, and build again; or save a copy and name that",
    )


def test_a_file_that_cannot_be_read_for_no_known_reason(refused: Callable[..., str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "read_bytes", denied("a.csv"))
    assert refused(CSV, "a.csv") == in_data(
        "a.csv",
        "data/a.csv cannot be read: Permission denied [data-file-unreadable]",
        "if it is open in Excel, close it there; if it lies on SharePoint, let it finish syncing; else copy it and "
        "name the copy",
    )


def test_a_file_that_is_open_and_read_says_that_it_is_as_it_was_saved(project: Callable[..., Path], tmp_path: Path):
    spec = project(SPEC.format(name="a.xlsx", more=""), **{"data__a.xlsx": BOOK, "data__~$a.xlsx": EXCELS_LOCK})
    (warning,) = build_deck(spec, tmp_path / "deck.pptx").warnings
    assert str(DeckgenError([warning])) == in_data(
        "a.xlsx",
        "data/a.xlsx is open in Excel (by Kåre); what is read is what was last saved [data-file-open-elsewhere]",
        "save it there and build again; if nobody has it open, delete the file ~$a.xlsx beside it",
    ).replace("error:", "warning:")


@given(st.text(alphabet=';,\n"a1 \t\r\ufeff.', max_size=14))
def test_any_few_characters_are_a_table_or_refused(text: str):
    with suppress(DeckgenError):
        read_csv(text.encode(), SourceSpec("a.csv"), Mark("deck.yaml"), Problems())
