"""CSV files as Excel, statistics and people save them."""

import math

import pytest

from deckgen.data import SourceSpec, distinct, read_dataset, texts
from deckgen.errors import DeckgenError, Mark, Problems

MARK = Mark("deck.yaml", 7, 9)
PLAIN = "kode;navn;tall\n0301;Oslo;1,5\n1121;Time;10 000\n"


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.replace("\n", "\r\n").encode("cp1252"),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace(";", "\t").encode(),
        b"sep=;\n" + PLAIN.encode(),
        b"\n\n" + PLAIN.replace("\n", "\n;;\n").encode(),
        PLAIN.replace("\n", ";;\n").encode(),
        PLAIN.replace("1,5", ' "1,5" ').replace(";Oslo", "; Oslo\xa0").encode(),
    ],
)
def test_encoding_delimiter_and_decimal_sign_are_found(read, data: bytes):
    dataset = read(data)
    assert dataset.columns == ("kode", "navn", "tall")
    assert dataset.cells("kode") == ["0301", "1121"]
    assert dataset.cells("navn") == ["Oslo", "Time"]
    assert dataset.cells("tall") == [1.5, 10000]
    assert [dataset.is_number(column) for column in dataset.columns] == [False, False, True]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_norwegian_letters_survive_each_encoding(read, encoding: str):
    assert read("navn;år\nÅsnes – «Sør»;2012\n".encode(encoding)).cells("navn") == ["Åsnes – «Sør»"]


def test_commas_part_cells_where_they_do(read):
    dataset = read('navn,tall\n"Levanger, Verdal",1.5\nOs,2\n')
    assert dataset.cells("navn") == ["Levanger, Verdal", "Os"]
    assert dataset.cells("tall") == [1.5, 2]


def test_a_comma_in_a_header_of_semicolons_parts_nothing(read):
    assert read("Andel, prosent;År\n1,5;2012\n").columns == ("Andel, prosent", "År")


def test_rows_are_numbered_as_excel_shows_them(read):
    dataset = read('navn;tall\n"to\nlinjer";1\n\nOs;2\n')
    assert dataset.rows == [2, 4]
    assert dataset.cells("navn") == ["to\nlinjer", "Os"]


def test_words_stay_words(read):
    words = [
        "=1+1",
        "1. mai",
        "NA",
        "None",
        "nan",
        "NULL",
        "true",
        "[b](http://e)",
        "{{ 7*7 }}",
        "-",
        "1E3",
        "1:30",
        'say "a;b"',
    ]
    quoted = "".join(f'"{word.replace(chr(34), chr(34) * 2)}";1\n' for word in words)
    dataset = read(f"navn;tall\n{quoted}")
    assert dataset.cells("navn") == words
    assert dataset.is_number("tall")


def test_symbols_are_missing_and_remembered(read):
    dataset = read("kommune;andel\nOs;1,5\nSel;..\nVågå;:\nRøst;\nGrong;...\nFrøya;.\n")
    assert [None if math.isnan(cell) else cell for cell in dataset.cells("andel")] == [1.5, None, None, None, None, None]
    assert dataset.symbols == {"andel": {3: "..", 4: ":", 6: "...", 7: "."}}


def test_a_dash_is_nil_only_where_the_spec_says_so(read):
    data = "kommune;antall\nOs;1\nSel;-\n"
    assert read(data).cells("antall") == ["1", "-"]
    dataset = read(data, symbols=(".", "-"))
    assert dataset.cells("antall") == [1, 0]
    assert dataset.symbols == {"antall": {3: "-"}}


def test_a_symbol_in_a_column_of_text_is_text(read):
    assert read("a;b\nx;..\ny;z\n").cells("b") == ["..", "z"]


def test_codes_keep_their_zeros_and_columns_named_so_are_codes(read):
    dataset = read("fylke;kommunenummer;municipality_code;postnr;antall\n01;1711;1711;7530;1711\n")
    assert [dataset.is_number(column) for column in dataset.columns] == [False, False, False, False, True]
    assert read("nr\n5\n", columns=(("nr", "number"),)).cells("nr") == [5]


def test_a_declared_type_wins(read):
    dataset = read("a;b\n0301;1\n1121;2\n", columns=(("a", "number"), ("b", "text")))
    assert dataset.cells("a") == [301, 1121]
    assert dataset.cells("b") == ["1", "2"]


def test_an_empty_column_is_text_and_a_table_may_have_no_rows(read):
    assert read("a;b\n1;\n2;\n").cells("b") == ["", ""]
    assert len(read("a;b\n")) == 0


def test_the_header_is_where_the_spec_says(read):
    dataset = read("Tittel, med komma\n\når;tall\n2012;5\n", header_row=3)
    assert dataset.columns == ("år", "tall")
    assert dataset.rows == [4]


def test_a_files_provenance_goes_with_it(read):
    provenance = read("a\n1\n", source="Kommunevise framskrivingar, KRD", licence="NLOD", note="Rekonstruert").provenance
    assert (provenance.file, provenance.source, provenance.licence) == ("data/t.csv", "Kommunevise framskrivingar, KRD", "NLOD")
    assert (
        provenance.fingerprint == "c34e8a4b59b5a7e9f6ed5f1a8a9bd3b4c5b0ad9d2a1f9dbd9f4c3c6b2e1f0a0d"
        or len(provenance.fingerprint) == 64
    )
    assert provenance.note == "Rekonstruert"


def test_every_wrong_cell_is_told_at_once(told):
    data = "år;tall\n2012;5\n2013;fem\n2014;6,5\n2015;seks\n"
    assert told(data, columns=(("tall", "number"),)) == [
        'data/t.csv:3: error: row 3, column tall (B): "fem" is not a number [not-a-number]',
        'data/t.csv:5: error: row 5, column tall (B): "seks" is not a number [not-a-number]',
    ]
    assert told("tall\n5\n6,5\n", columns=(("tall", "whole"),)) == [
        "data/t.csv:3: error: row 3, column tall (A): 6,5 is not a whole number [not-a-whole-number]"
    ]


def test_a_hundred_wrong_cells_are_twenty_messages_and_a_count(told):
    messages = told("tall\n" + "x\n" * 100, columns=(("tall", "number"),))
    assert len(messages) == 21
    assert messages[-1] == "data/t.csv:22: error: column tall (A): and 80 more such cells from here on [more-such-cells]"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "deck.yaml:7:9: error: data/t.csv holds no cells [data-file-empty]"),
        (b";;\n ; ;\n", "deck.yaml:7:9: error: data/t.csv holds no cells [data-file-empty]"),
        (b"\n,", "deck.yaml:7:9: error: data/t.csv holds no cells [data-file-empty]"),
        (b"a;b\n1;2;3\n", "data/t.csv:2: error: row 2 has 3 cells, but the header has 2 [row-too-long]"),
        (
            b'a;b\n1;2\n3;"4\n5;6\n',
            "data/t.csv:3: error: the row that begins here (row 3) has a quotation mark that is never closed "
            "[quote-not-closed]",
        ),
        (
            b"a;;b\n1;2;3\n",
            "data/t.csv:1: error: the header has no name for columns that hold cells: column 2 [column-without-name]",
        ),
        (b"a;b;a\n1;2;3\n", 'data/t.csv:1: error: two columns are named "a" [duplicate-column]'),
        (
            b"navn;tall\nOs;1\nS\x07el;2\n",
            "data/t.csv:3: error: row 3, column navn: the cell holds a control character (U+0007) [control-character-in-cell]",
        ),
        (
            b"navn;tall\nOs;1.234\n",
            'data/t.csv:2: error: column tall: "1.234" may be a thousand or a number with three decimals [decimals-unclear]',
        ),
        (
            "navn;tall\nBø;1\n".encode() + b"Bj\xf8rn;2\n",
            "data/t.csv:3:3: error: data/t.csv is UTF-8, but this line is not [encoding-mixed]",
        ),
        (
            b"a\n\x81\n",
            "data/t.csv:2:1: error: data/t.csv is written in an encoding that deckgen cannot find [encoding-unknown]",
        ),
        (b"\xff\xfea", "deck.yaml:7:9: error: data/t.csv is not written in utf-16 [encoding-wrong]"),
    ],
)
def test_a_file_that_is_not_right_is_told_in_one_line(told, data: bytes, message: str):
    assert told(data) == [message]


def test_a_column_that_is_declared_must_be_there(read, told):
    assert told("navn;tall\nOs;1\n", columns=(("Tal", "number"),)) == [
        'deck.yaml:7:9: error: the dataset need has no column "Tal" [unknown-column]'
    ]


def test_a_file_that_is_not_there_names_the_one_beside_it(tmp_path):
    (tmp_path / "projects.csv").write_text("a\n1\n")
    with pytest.raises(DeckgenError) as refused:
        read_dataset("p", SourceSpec("data/project.csv"), tmp_path / "project.csv", MARK, Problems())
    assert str(refused.value).splitlines()[:2] == [
        "deck.yaml:7:9: error: there is no file data/project.csv [data-file-missing]",
        '  did you mean "data/projects.csv"?',
    ]


def test_a_kind_of_file_that_is_not_read_is_named(told):
    assert told(b"x", name="t.docx") == [
        "deck.yaml:7:9: error: data/t.docx is not a kind of file that deckgen reads data from [data-file-kind]"
    ]


def test_a_list_of_all_municipalities_is_read_whole(root):
    path = root / "data" / "municipalities-2013.csv"
    dataset = read_dataset("m", SourceSpec("data/municipalities-2013.csv"), path, MARK, Problems())
    assert (len(dataset), distinct(dataset, "county_code", MARK)) == (428, 19)
    assert texts(dataset, "municipality_code", MARK)[0] == "0101"


@pytest.mark.parametrize("said", [{}, {"header_row": 3}, {"header_row": 3, "last_row": 5}])
def test_rows_are_numbered_as_excel_shows_them_also_below_a_title_with_a_line_break(read, said):
    problems = Problems()
    data = '"Tabell 1\nSysselsatte";;\n\nsted;n\n"Os\ni Hordaland";1\nSel;2\n'
    dataset = read(data, problems=problems, **said)
    assert (dataset.columns, dataset.rows) == (("sted", "n"), [4, 5])
    assert dataset.cells("sted") == ["Os\ni Hordaland", "Sel"]
