"""OpenDocument spreadsheets: what one sees is what is read, as in Excel's workbooks, and LibreOffice agrees."""

import io
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.data import Dataset, SourceSpec, read_dataset
from deckgen.data.draft import draft
from deckgen.data.read import read_cells
from deckgen.errors import DeckgenError, Mark, Problems

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("draw", "drawing"),
    )
)
CALC = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
STYLES = (
    '<number:number-style style:name="N1"><number:number number:min-integer-digits="4"/></number:number-style>'
    '<style:style style:name="code" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style>'
)


def cell(shown: object = "", value: object = None, kind: str = "float", more: str = "", inside: str = "") -> str:
    """A cell that shows a text and, with a value, holds it."""
    if value is not None:
        name = {"date": "date-value", "time": "time-value", "boolean": "boolean-value"}.get(kind, "value")
        more += f' office:value-type="{kind}" office:{name}={quoteattr(str(value))}'
    elif shown != "":
        more += ' office:value-type="string"'
    text = f"<text:p>{escape(str(shown))}</text:p>" if shown != "" else ""
    return f"<table:table-cell{more}>{inside}{text}</table:table-cell>"


def row(*cells: object, more: str = "") -> str:
    """A row: texts, numbers as they are shown in Norwegian, or cells that are made already."""
    made = [
        each
        if isinstance(each, str) and each.startswith("<")
        else cell(str(each).replace(".", ","), each)
        if isinstance(each, int | float)
        else cell(each)
        for each in cells
    ]
    return f"<table:table-row{more}>{''.join(made)}</table:table-row>"


def sheet(*rows: str, name: str = "Ark1", more: str = "", columns: str = "") -> str:
    return f"<table:table table:name={quoteattr(name)}{more}>{columns}{''.join(rows)}</table:table>"


def content(*sheets: str) -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {SPACES} {CALC}><office:automatic-styles>{STYLES}'
        f"</office:automatic-styles><office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def packed(text: str, manifest: str = "<manifest/>") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", text)
    return out.getvalue()


def ods(*rows: str, **options: str) -> bytes:
    return packed(content(sheet(*rows, **options)))


@pytest.fixture
def opened(read: Callable[..., Dataset]) -> Callable[..., Dataset]:
    return lambda data, name="t.ods", **said: read(data, name=name, **said)


def refused(opened, data: bytes, **said) -> str:
    with pytest.raises(DeckgenError) as error:
        opened(data, **said)
    return str(error.value).splitlines()[0]


def test_a_table_is_read_with_its_numbers_texts_and_symbols(opened):
    need = opened(ods(row("sted", "år", "verk"), row("Os", 2012, 1.5), row("Sel", 2013, ".."), row("Ås", 2014, "")))
    assert need.columns == ("sted", "år", "verk")
    assert (need.cells("sted"), need.cells("år")) == (["Os", "Sel", "Ås"], [2012, 2013, 2014])
    assert need.cells("verk")[0] == 1.5
    assert need.symbols == {"verk": {3: ".."}}
    assert need.provenance.sheet == "Ark1"


def test_what_one_sees_is_what_is_read(opened):
    coded = cell("1103", 1103, more=' table:style-name="code"')
    seen = opened(
        ods(
            row("kode", "region", "andel", "dag", "tid", "ja", "kr"),
            row(
                cell("0301", 301),
                cell("1", 1, more=' table:style-name="code"'),
                cell("70,9 %", 0.709, "percentage"),
                cell("8. april 2013", "2013-04-08", "date"),
                cell("08:30", "PT08H30M00S", "time"),
                cell("SANN", "true", "boolean"),
                cell("1 234 kr", 1234, "currency"),
            ),
            row(
                cell("1103", 1103),
                coded,
                cell("5 %", 0.05, "percentage"),
                cell("9.4.13", "2013-04-09T12:30:00", "date"),
                cell("23:59:59", "PT23H59M59S", "time"),
                cell("USANN", "false", "boolean"),
                cell("5,00 kr", 5, "currency"),
            ),
        )
    )
    assert seen.cells("kode") == ["0301", "1103"]
    assert seen.cells("region") == ["0001", "1103"]
    assert (seen.cells("andel"), seen.unit("andel")) == ([70.9, 5], "%")
    assert seen.cells("dag") == ["2013-04-08", "2013-04-09 12:30"]
    assert seen.cells("tid") == ["08:30", "23:59:59"]
    assert seen.cells("ja") == ["SANN", "USANN"]
    assert seen.cells("kr") == [1234, 5]


def test_columns_have_a_format_too(opened):
    columns = '<table:table-column table:default-cell-style-name="code"/><table:table-column/>'
    assert opened(ods(row("sted", "n"), row(cell("1103", 1103), 1), columns=columns)).cells("sted") == ["1103"]


@pytest.mark.parametrize(("text", "value"), [("1,2 mill.", 1_200_000), ("1 234", 1_234_000), ("12", 12.6)])
def test_a_number_that_is_shown_as_another_is_told(opened, text: str, value: float):
    problems = Problems()
    assert opened(ods(row("n"), row(cell(text, value)), row(5)), problems=problems).cells("n") == [value, 5]
    (told,) = problems.found
    assert (told.code, dict(told.data)["format"]) == ("shown-otherwise", text)
    assert told.mark == Mark("data/t.ods", place="Ark1!A2")


@pytest.mark.parametrize(
    ("text", "value"),
    [("13", 12.6), ("1 234", 1234.4), ("1.234,50", 1234.5), ("1,234.5", 1234.5), ("1,2E+3", 1200), ("-3", -3)],
)
def test_a_number_that_is_rounded_for_the_eye_is_the_number(opened, text: str, value: float):
    assert opened(ods(row("n"), row(cell(text, value)))).cells("n") == [value]


def test_blanks_tabs_line_breaks_and_paragraphs_are_text_and_notes_are_not(opened):
    inside = (
        "<office:annotation><text:p>en merknad</text:p></office:annotation>"
        '<text:p>Os<text:s text:c="2"/>i<text:tab/><text:a>Hordaland</text:a></text:p><text:p>to<text:line-break/>tre</text:p>'
    )
    made = cell(more=' office:value-type="string"', inside=inside)
    assert opened(ods(row("a", "b"), row(made, 1))).cells("a") == ["Os  i\tHordaland\nto\ntre"]


def test_repeated_cells_and_rows_count_as_often_as_they_stand_and_empty_ones_cost_nothing(opened):
    wide = cell(more=' table:number-columns-repeated="16382"')
    rows = [
        row("a", "b", wide),
        row(cell("x", more=' table:number-columns-repeated="2"'), more=' table:number-rows-repeated="3"'),
        row(cell(more=' table:number-columns-repeated="16384"'), more=' table:number-rows-repeated="2"'),
        row("y", "z"),
        row(cell(more=' table:number-columns-repeated="16384"'), more=' table:number-rows-repeated="1048569"'),
    ]
    dataset = opened(ods(*rows))
    assert dataset.cells("a") == ["x", "x", "x", "y"]
    assert dataset.rows == [2, 3, 4, 7]


def test_a_sheet_filled_to_its_end_is_refused_before_it_fills_the_memory(opened):
    full = row(cell("1", 1, more=' table:number-columns-repeated="100"'), more=' table:number-rows-repeated="1048575"')
    assert refused(opened, ods(row("a"), full)) == (
        'deck.yaml:7:9: error: the sheet "Ark1" of data/t.ods holds more than the 5 000 000 cells that deckgen reads '
        "[sheet-too-large]"
    )


def test_titles_notes_merged_and_several_headers_are_those_of_any_workbook(opened):
    spanned = cell("2021", 2021, more=' table:number-columns-spanned="2" table:number-rows-spanned="1"')
    rows = [
        row("Tabell 1. Sysselsatte"),
        row(),
        row("", spanned, "<table:covered-table-cell/>"),
        row("region", "Menn", "Kvinner"),
        row("Os", 1, 2),
        row("Sel", 3, 4),
        row(),
        row("Kilde: SSB"),
    ]
    problems = Problems()
    dataset = opened(ods(*rows), problems=problems)
    assert dataset.columns == ("region", "2021 Menn", "2021 Kvinner")
    assert dataset.cells("2021 Kvinner") == [2, 4]
    assert [problem.code for problem in problems.found] == ["table-found"]
    given = opened(ods(*rows), range="A4:B6")
    assert (given.columns, given.cells("Menn")) == (("region", "Menn"), [1, 3])


def test_what_is_hidden_or_merged_in_the_body_is_told(opened):
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    spans = ' table:number-rows-spanned="2" table:number-columns-spanned="1"'
    covered = "<table:covered-table-cell><text:p>under</text:p></table:covered-table-cell>"
    rows = [
        row("sted", "n", "m"),
        row(cell("Os", more=spans), cell("1", 1, more=spans), 1),
        row(covered, covered, 2, more=' table:visibility="filter"'),
    ]
    problems = Problems()
    dataset = opened(ods(*rows, columns=columns), problems=problems)
    assert dataset.cells("sted") == ["Os", "Os"]  # a label stands beside both rows; a number is told
    assert [(problem.code, dict(problem.data)) for problem in problems.found] == [
        ("hidden-rows", {"count": 1, "rows": ("3",)}),
        ("hidden-columns", {"count": 1, "columns": ("B",)}),
        ("merged-cells", {"areas": ("B2:B3",)}),
    ]


def test_sheets_are_named_or_the_only_one_that_one_sees(opened):
    table = (row("a"), row(1))
    two = packed(content(sheet(*table, name="Pulje 1"), sheet(*table, name="Pulje 2")))
    assert refused(opened, two) == (
        "deck.yaml:7:9: error: data/t.ods has several sheets, and the spec names none [sheet-not-named]"
    )
    assert opened(two, sheet="Pulje 2").provenance.sheet == "Pulje 2"
    assert '"Pulje 3" [sheet-missing]' in refused(opened, two, sheet="Pulje 3")
    hidden = packed(content(sheet(*table, name="Vist"), sheet(*table, name="Skjult", more=' table:style-name="away"'), sheet()))
    assert opened(hidden).provenance.sheet == "Vist"
    assert opened(hidden, sheet="Skjult").cells("a") == [1]


def test_tables_within_drawings_and_groups_of_rows(opened):
    drawn = f"<table:shapes><draw:frame>{sheet(row('x'), row('y'))}</draw:frame></table:shapes>"
    head = f"<table:table-header-rows>{row('a')}</table:table-header-rows>"
    grouped = f"{head}<table:table-row-group>{row(1)}{row(2)}</table:table-row-group>"
    assert opened(ods(drawn, grouped)).cells("a") == [1, 2]


def test_errors_and_control_characters_are_told_by_cell(opened):
    error = cell("#I/T", more=' table:formula="of:=NA()" calcext:value-type="error"')
    old = cell("Err:502", more=' table:formula="of:=A1"')
    with pytest.raises(DeckgenError) as refused:
        opened(ods(row("a", "b"), row(error, 1), row(2, old)))
    assert str(refused.value).splitlines()[::2] == [
        "data/t.ods (Ark1!A2): error: row 2, column a: the cell shows #I/T [excel-error-in-cell]",
        "data/t.ods (Ark1!B3): error: row 3, column b: the cell shows Err:502 [excel-error-in-cell]",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "data/t.ods is not an OpenDocument spreadsheet, or is damaged [workbook-broken]"),
        (b"PK\x03\x04 no zip", "[workbook-broken]"),
        (packed(content(sheet(row("a"), row(1))))[:-60], "[workbook-broken]"),
        (packed(content(sheet(row("a"), row(1)))[:-40]), "[workbook-broken]"),
        (packed("<!DOCTYPE x [<!ENTITY a 'b'>]>" + content(sheet(row("a"), row(1)))[38:]), "[workbook-broken]"),
        (packed(content(), "<manifest:encryption-data/>"), "data/t.ods is protected with a password [workbook-encrypted]"),
        (packed(content()), "[data-file-empty]"),
        (packed("<html/>"), "[data-file-empty]"),
    ],
)
def test_what_is_no_spreadsheet_is_told(opened, data: bytes, said: str):
    assert said in refused(opened, data)


def test_the_flat_form_is_read_and_files_are_drafted(opened):
    flat = content(sheet(row("kode", "sted"), row("301", "Oslo"), row("1103", "Stavanger"))).encode()
    assert opened(flat, "t.fods").cells("sted") == ["Oslo", "Stavanger"]
    data = ods(row("Tittel"), row(), row("kode", "sted"), row("0301", "Oslo"), row("1103", "Stavanger"))
    assert draft(data, "data/behov.ods").splitlines() == [
        "behov:",
        "  file: data/behov.ods",
        '  header_row: 3  # above it: "Tittel"',
        "  # source: who published it, and which table, for the line below charts and tables",
    ]


WHOLE = packed(content(sheet(row("sted", "n"), row("Os", 1.5), row(cell("0301", 301), cell("70,9 %", 0.709, "percentage")))))
PLAIN = content(sheet(row("sted", "n"), row("Os", 1.5), row(cell("8.4.13", "2013-04-08", "date"), ":"))).encode()


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4), st.booleans())
def test_a_damaged_file_is_read_or_refused_in_words(changes: list[tuple[int, int]], is_packed: bool):
    data = bytearray(WHOLE if is_packed else PLAIN)
    for place, byte in changes:
        data[place % len(data)] = byte
    with suppress(DeckgenError):
        read_cells(bytes(data), SourceSpec("t.fods"), Mark("deck.yaml"), Problems())


@pytest.mark.long
def test_published_workbooks_saved_by_libreoffice_are_read_as_excel_has_them(shared: Path, tmp_path: Path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not here")
    books = sorted((shared / "data" / "published").glob("*.xlsx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), *map(str, books)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    for book in books:
        for spec in ({}, {"sheet": "Sysselsatte"}):
            if bool(spec) is ("06445" in book.name):
                both = []
                for path in (book, tmp_path / f"{book.stem}.ods"):
                    problems = Problems()
                    cells = read_cells(path.read_bytes(), SourceSpec(path.name, **spec), Mark(""), problems)
                    told = [(problem.code, problem.data) for problem in problems.found]
                    both.append((cells.names, list(cells.rows), cells.letters, cells.layout, told))
                assert both[0] == both[1], book.name
    named = "fylker-kommuner-2019-2020-alle"
    tables = []
    for path in (shared / "data" / "published" / f"{named}.xlsx", tmp_path / f"{named}.ods"):
        dataset = read_dataset("d", SourceSpec(path.name), path, Mark(""), Problems())
        tables.append({column: dataset.cells(column) for column in dataset.columns})
    assert tables[0] == tables[1]
