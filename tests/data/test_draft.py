"""Files as offices and people make them: the drafted lines read them as a person would, and say what was guessed."""

import csv
import io
from datetime import datetime
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import rows
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment

from deckgen.compose.declared import source_spec
from deckgen.data import Dataset, read_dataset
from deckgen.data.columns import type_columns
from deckgen.data.draft import draft
from deckgen.data.read import read_cells
from deckgen.errors import DeckgenError, Mark, Problems, fail
from deckgen.fields import Source, read_fields, read_yaml
from deckgen.spec.fields import DatasetFields


@pytest.fixture
def drafted(tmp_path: Path):
    """The drafted lines of a file after its name, and what they read; warnings are errors unless they are allowed."""

    def drafter(content: bytes | str | Workbook, name: str = "", *, allowed: tuple[str, ...] = ()) -> tuple[list[str], Dataset]:
        if isinstance(content, Workbook):
            saved = io.BytesIO()
            content.save(saved)
            content, name = saved.getvalue(), name or "t.xlsx"
        path = tmp_path / (name or "t.csv")
        path.write_bytes(content if isinstance(content, bytes) else dedent(content).encode())
        lines = draft(path.read_bytes(), path.name)
        problems = Problems()
        fields = read_fields(
            read_yaml(dedent(lines.split("\n", 1)[1]).encode(), "deck.yaml", problems), DatasetFields, problems
        )
        assert fields is not None
        assert fields.file is not None
        dataset = read_dataset("d", source_spec(fields, fields.file), path, Mark("deck.yaml"), problems)
        for step in fields.steps:
            dataset = step.run(dataset, problems, no_other)
        assert [problem.code for problem in problems.found if problem.code not in allowed] == []
        return [line.strip() for line in lines.splitlines()[2:] if "# source:" not in line], dataset

    return drafter


def no_other(name: Source) -> Dataset:
    fail("unknown-dataset", name.mark, name=name.text, nearest="", possible=("none",))


def test_years_across_become_rows_and_codes_are_parted_from_names_of_all_sorts(drafted):
    lines, dataset = drafted("""\
        12362: Nøkkeltall, etter region, statistikkvariabel og år

        region;statistikkvariabel;2021;2022
        1711 Meråker;Elever per lærer;9,8;.
        K-5034 Meråker;Elever per lærer;9,9;10,1
        EAKUO Landet uten Oslo;Elever per lærer;14,1;14,0
        """)
    assert lines == [
        'header_row: 3  # above it: "12362: Nøkkeltall, etter region, statist…"',
        "steps:",
        "- split: {column: region, into: [region_code, region]}  # a code and a name in one cell",
        "- unpivot: {except: [region_code, region, statistikkvariabel], name: år, values: value}  # a row for each number",
        'source: "Statistisk sentralbyrå, tabell 12362"  # guessed from the table\'s number',
    ]
    assert rows(dataset)[:2] == [
        ("1711", "Meråker", "Elever per lærer", 2021, 9.8),
        ("1711", "Meråker", "Elever per lærer", 2022, "."),
    ]
    assert rows(dataset)[-1] == ("EAKUO", "Landet uten Oslo", "Elever per lærer", 2022, 14)


def test_several_measures_each_with_years_are_parted_from_them(drafted):
    lines, dataset = drafted(
        "region;Boliger (antall) 2021;Boliger (antall) 2022;Areal i alt 2021;Areal i alt 2022\nOs;1;2;3,5;..\n"
    )
    assert lines[1:] == [
        "- unpivot: {except: region, name: header, values: value}  # a row for each number",
        "- split: {column: header, into: [statistikkvariabel, år], from_right: yes}  # what is counted, and when",
    ]
    assert rows(dataset)[1:3] == [("Os", "Boliger (antall)", "2022", 2), ("Os", "Areal i alt", "2021", 3.5)]


def test_ages_and_numbers_of_rooms_are_not_codes(drafted):
    assert drafted("alder;n\n0 år;1\n1 år;2\n10 år;3\n")[1].columns == ("alder", "n")


def test_codes_and_names_in_columns_without_names_are_both_of_one_variable(drafted):
    book = Workbook()
    for row in (
        ["07459: Folk, etter region, kjønn, statistikkvariabel og år"],
        [],
        [None, None, None, None, "Personer"],
        [None, None, None, None, "2023", "2024"],
        ["0301", "Oslo", "1", "Menn", 4, 5],
        [None, None, "2", "Kvinner", 6, 7],
        ["1103", "Stavanger", "1", "Menn", 8, 9],
        [None, None, "2", "Kvinner", 10, 11],
        ["Kilde:"],
        ["Statistisk sentralbyrå"],
    ):
        book.active.append(row)
    lines, dataset = drafted(book)
    assert "names: {A: region_code, B: region, C: kjønn_code, D: kjønn}" in lines[3]
    assert lines[-1] == 'source: "Statistisk sentralbyrå, tabell 07459"'
    assert dataset.columns == ("region_code", "region", "kjønn_code", "kjønn", "statistikkvariabel", "år", "value")
    assert rows(dataset)[-1] == ("1103", "Stavanger", "2", "Kvinner", "Personer", "2024", 11)


def test_the_whole_title_is_no_name_of_the_figures(drafted):
    lines, dataset = drafted('"region";"07459: Befolkning, etter region og tid"\nOs;5\n')
    assert lines[0] == "names: {B: Befolkning}  # shorter than the whole title"
    assert dataset.columns == ("region", "Befolkning")


def test_rows_that_sum_others_are_left_out_by_a_filter_that_says_which(drafted):
    lines, dataset = drafted("Fylke;n\nOslo;10\nAgder;20\nI alt;30\n")
    assert lines == ["steps:", "- filter: {Fylke: {not: I alt}}  # a sum of other rows: row 4"]
    assert rows(dataset) == [("Oslo", 10), ("Agder", 20)]
    lines, dataset = drafted("Fylke;Kommune;n\nA;a;1\n;b;2\nA totalt;;3\nB;c;4\n;d;5\nB totalt;;9\nTotalsum;;12\n")
    assert lines == [
        "steps:",
        "- filter: {Fylke: {not: [A totalt, B totalt, Totalsum]}}  # sums of other rows: rows 4, 7, 8",
        "- fill: {columns: [Fylke]}  # labels that stand only once",
    ]
    assert rows(dataset) == [("A", "a", 1), ("A", "b", 2), ("B", "c", 4), ("B", "d", 5)]


def test_the_country_and_what_only_says_that_it_is_a_sum_stay_and_are_told(drafted):
    lines, _ = drafted("region;n\n0 Hele landet;30\n03 Oslo;10\n42 Agder;20\n")
    assert lines[-1] == "# may be a sum of other rows; to leave it out: - filter: {region: {not: Hele landet}}"
    assert drafted("post;n\nDrift;10\nVekst;20\nSum kap. 571;30\n")[0][1] == (
        "- filter: {post: {not: Sum kap. 571}}  # a sum of other rows: row 4"
    )
    assert drafted("post;n\nDrift;10\nVekst;20\nTotal ramme;70\n")[0] == []


def test_what_may_be_a_sum_is_only_told(drafted):
    lines, dataset = drafted("Fylke;andel\nOslo;10\nAgder;20\nI alt;15\n")
    assert lines == ["# may be a sum of other rows; to leave it out: - filter: {Fylke: {not: I alt}}"]
    assert len(dataset) == 3


def test_sums_among_labels_after_codes_that_are_numbers_are_told(drafted):
    lines, _ = drafted("region;kjønn;n\n1103;I alt;3\n1103;Menn;1\n1103;Kvinner;2\n1106;I alt;9\n1106;Menn;4\n1106;Kvinner;5\n")
    assert lines == ["# may be a sum of other rows; to leave it out: - filter: {kjønn: {not: I alt}}"]


def test_headings_within_a_table_are_told(drafted):
    lines, dataset = drafted("Skole;elever\nOffentlige;\nVg1;5\nVg2;4\nPrivate;\nVg1;3\nVg2;2\n")
    assert lines == [
        '# headings without figures: rows 2, 5, "Offentlige"; to leave them out: - filter: {elever: {empty: no}}; '
        "what stands below them in Skole may not be unique"
    ]
    assert len(dataset) == 6


def test_marks_of_numbers_that_are_not_shown_are_symbols(drafted):
    lines, dataset = drafted("Kommune;syke;andel\n0301 Oslo;12345;5,4\n1151 Utsira;<4;*\n1144 Kvitsøy;Skjermet;3,1\n")
    assert lines[0] == (
        'symbols: [".", "..", "...", ":", "<4", "Skjermet", "*"]  # guessed: "<4" in syke is not shown; '
        '"Skjermet" in syke is not shown; "*" in andel is not shown'
    )
    assert rows(dataset)[1:] == [("1151", "Utsira", "<4", "*"), ("1144", "Kvitsøy", "Skjermet", 3.1)]


def test_words_among_numbers_are_words_and_what_makes_a_column_text_is_told(drafted):
    assert drafted("a;b\nx;5\ny;ja\nz;nei\n")[0] == []
    assert drafted("a;b\nx;5\ny;1 234¹\n")[0] == [
        '# b is read as text: row 3 holds "1 234¹". Correct it, or add it to `symbols`, for numbers'
    ]
    assert drafted("a;b\nx;*\ny;*\n")[0] == []  # a column of marks alone


def test_numbers_that_excel_holds_as_texts_are_declared_and_codes_are_not(drafted):
    book = Workbook()
    for row in (
        ["sted", "beløp", "endring", "orgnr. i alt"],
        ["Os", "1 250", "+1,2", "993467049"],
        ["Sel", "62", "−0,3", "983974724"],
    ):
        book.active.append(row)
    lines, dataset = drafted(book)
    assert lines == [
        "columns:",
        "beløp: number  # numbers, stored as text",
        "endring: number  # numbers, stored as text",
    ]
    assert rows(dataset) == [("Os", 1250, 1.2, "993467049"), ("Sel", 62, -0.3, "983974724")]


def test_a_thousand_is_told_from_decimals_by_the_other_columns(drafted):
    assert drafted("a;b\nx;1.234\ny;2.345\n")[0] == ["decimal: comma  # guessed: 1.234 in b is in the thousands"]
    lines, dataset = drafted("a;b;c\nx;1.234;10.5\ny;2.345;7.25\n")
    assert lines == ["decimal: point  # guessed: 1.234 in b has decimals"]
    assert rows(dataset)[0] == ("x", 1.234, 10.5)


def test_dates_that_may_be_read_in_two_ways_are_declared(drafted):
    lines, dataset = drafted("sak;mottatt\na;03/04/2024\nb;05/04/2024\n")
    assert lines == ["columns:", "mottatt: date  # guessed: 03/04/2024 has its day first"]
    assert dataset.cells("mottatt") == ["2024-04-03", "2024-04-05"]


def test_columns_of_one_name_are_told_apart_by_their_letters(drafted):
    lines, dataset = drafted("sted;antall;antall\nOs;1;2\n")
    assert lines == ['names: {C: antall (C)}  # several columns are named "antall"']
    assert dataset.columns == ("sted", "antall", "antall (C)")


def test_of_two_tables_side_by_side_the_left_one_is_read(drafted):
    book = Workbook()
    for row in (
        ["Søkere", None, None, "Tildelt"],
        ["År", "n", None, "År", "n"],
        [2021, 5, None, 2021, 1],
        [2022, 6, None, 2022, 2],
    ):
        book.active.append(row)
    lines, dataset = drafted(book)
    assert lines[0] == 'range: "A:B"  # guessed: another table begins in column D; all of it is A:E'
    assert rows(dataset) == [(2021, 5), (2022, 6)]


def test_a_pivot_table_is_read_without_its_totals(drafted):
    book = Workbook()
    for row in (
        ["Summer av beløp", None, "År"],
        ["Fylke", "Ordning", "2022", "2023", "Totalt"],
        ["Agder", "A", 100, 200, 300],
        [None, "B", 10, 20, 30],
        ["Agder Totalt", None, 110, 220, 330],
        ["Rogaland", "A", 50, 60, 110],
        [None, "B", 5, 6, 11],
        ["Rogaland Totalt", None, 55, 66, 121],
        ["Totalt", None, 165, 286, 451],
    ):
        book.active.append(row)
    _, dataset = drafted(book)
    assert len(dataset) == 8
    assert rows(dataset)[:3] == [("Agder", "A", 2022, 100), ("Agder", "A", 2023, 200), ("Agder", "B", 2022, 10)]


def test_columns_of_shares_and_of_counts_stay_apart(drafted):
    book = Workbook()
    for row in (
        ["Fylke", "Ledige", None, "Andel"],
        [None, "Kvinner", "Menn", "I alt"],
        ["Oslo", 5, 6, 0.025],
        ["Agder", 7, 8, 0.019],
    ):
        book.active.append(row)
    for row in (3, 4):
        book.active.cell(row, 4).number_format = "0.0%"
    lines, dataset = drafted(book)
    assert lines == ["header_row: 1-2"]
    assert dataset.columns == ("Fylke", "Ledige Kvinner", "Ledige Menn", "Andel I alt")
    assert (rows(dataset)[0], dataset.unit("Andel I alt")) == (("Oslo", 5, 6, 2.5), "%")


def test_figures_of_different_kinds_of_different_years_stay_apart(drafted):
    assert drafted("post;Regnskap 2022;Budsjett 2023\na;1;2\n")[0] == []


def test_months_across_become_rows(drafted):
    book = Workbook()
    book.active.append(["sted", datetime(2023, 1, 1), datetime(2023, 2, 1)])
    book.active.append(["Os", 1, 2])
    assert rows(drafted(book)[1]) == [("Os", "2023-01-01", 1), ("Os", "2023-02-01", 2)]
    lines, dataset = drafted("sted;jan. 2023;feb. 2023\nOs;1;2\n")
    assert lines[1] == "- unpivot: {except: sted, name: måned, values: value}  # a row for each number"
    assert rows(dataset)[1] == ("Os", "feb. 2023", 2)


def test_units_below_the_names_are_parts_of_them(drafted):
    lines, dataset = drafted("sted;barn;dekning\n;(antall);(prosent)\nOs;5;93,1\n")
    assert (lines, dataset.columns) == (["header_row: 1-2"], ("sted", "barn (antall)", "dekning (prosent)"))


def test_of_several_sheets_the_first_with_numbers_is_read(drafted):
    book = Workbook()
    book.active.title = "Om"
    book.active.append(["Om tabellen"])
    book.active.append(["Tall fra NAV"])
    data = book.create_sheet("Data")
    for row in (["sted", "n"], ["Os", 5]):
        data.append(row)
    lines, dataset = drafted(book)
    assert lines == ["sheet: Data  # the first with numbers; there are also Om"]
    assert rows(dataset) == [("Os", 5)]


def test_errors_of_formulas_are_symbols_and_comments_and_indents_are_told(drafted):
    book = Workbook()
    for row in (["sted", "n"], ["Agder", "#N/A"], ["Arendal", 5]):
        book.active.append(row)
    book.active["B2"].data_type = "e"
    book.active["B3"].comment = Comment("Anslag,\nikke endelig", "KD")
    book.active["A3"].alignment = Alignment(indent=1)
    lines, dataset = drafted(book)
    assert lines == [
        'symbols: [".", "..", "...", ":", "#N/A"]  # guessed: #N/A: errors of formulas, as if their numbers were missing',
        "# comment in B3: Anslag, ikke endelig",
        "# some cells of A are indented: they may be parts of those above them",
    ]
    assert rows(dataset) == [("Agder", "#N/A"), ("Arendal", 5)]


def test_a_column_of_shares_and_other_numbers_is_declared_as_it_is_shown(drafted):
    book = Workbook()
    for row in (["sted", "andel"], ["Os", 0.5], ["Sel", 12]):
        book.active.append(row)
    book.active["B2"].number_format = "0%"
    lines, dataset = drafted(book)
    assert lines == ["columns:", "andel: number  # some cells are shown as per cent, and others are not"]
    assert rows(dataset) == [("Os", 50), ("Sel", 12)]


def test_what_excel_hides_is_told(drafted):
    book = Workbook()
    for row in (["a", "b"], ["x", 1], ["y", 2]):
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    lines, _ = drafted(book, allowed=("hidden-rows",))
    assert lines == ["# Excel hides rows 2, which are read too: leave them out with a step"]


def test_eurostat_s_dimensions_are_parted_and_its_flags_read(drafted):
    text = (
        "freq,unit,geo\\TIME_PERIOD\t2022 \t2023 \n"
        "A,PC_ACT,NO\t3.2 b\t3.6 p\n"
        "A,PC_ACT,SE\t1234.5 \t: c\n"
    )  # fmt: skip
    lines, dataset = drafted(text, "une.tsv", allowed=("figures-marked",))
    assert lines == [
        "steps:",
        "- unpivot: {except: [freq, unit, geo], name: år, values: value}  # a row for each number",
        "# 1 figures bear marks, which are not shown: b ×1",
    ]
    assert rows(dataset) == [
        ("A", "PC_ACT", "NO", 2022, 3.2),
        ("A", "PC_ACT", "NO", 2023, 3.6),
        ("A", "PC_ACT", "SE", 2022, 1234.5),
        ("A", "PC_ACT", "SE", 2023, ":"),
    ]
    assert dataset.symbols == {"value": {2: "*", 4: ":"}}


def test_a_year_without_figures_is_put_below_the_others(drafted):
    text = """\
        "Data Source","World Development Indicators",

        "Country Name","2021","2022",
        "Norway","5408320","",
        "Sweden","10415811","",
        """
    lines, dataset = drafted(text)
    assert lines[-1] == "source: World Development Indicators"
    assert rows(dataset) == [
        ("Norway", 2021, 5408320),
        ("Norway", 2022, None),
        ("Sweden", 2021, 10415811),
        ("Sweden", 2022, None),
    ]


NAMES = st.text(st.sampled_from("aAåØ19 .:#%&*!|>'\"{}[],-?@`~/\\²¹()=_"), min_size=1, max_size=8)
CELLS = st.one_of(
    st.sampled_from(
        ["", "..", ":", "-", "*", "<4", "I alt", "Sum", "0301 Oslo", "2021", "1.234", "1 234", "12,5 %", "03/04/2024", "a"]
    ),
    st.integers(0, 5000).map(str),
)


@settings(max_examples=150)
@given(st.data())
def test_a_draft_of_any_table_is_yaml_that_reads_the_table(data):
    width = data.draw(st.integers(1, 4))
    lines = [data.draw(st.lists(NAMES, min_size=width, max_size=width))]
    lines += data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=1, max_size=6))
    text = io.StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL).writerows(lines)
    content = text.getvalue().encode()
    try:
        drafted_lines = draft(content, "data/t.csv")
    except DeckgenError:
        return  # what no line of a spec can mend
    problems = Problems()
    fields = read_fields(
        read_yaml(dedent(drafted_lines.split("\n", 1)[1]).encode(), "deck.yaml", problems), DatasetFields, problems
    )
    assert problems.errors == (), drafted_lines
    assert fields is not None
    assert fields.file is not None
    found = Problems()
    cells = read_cells(content, source_spec(fields, fields.file), Mark("t.csv"), found)
    type_columns(cells, source_spec(fields, fields.file), found)
    assert not found.errors or "still to say" in drafted_lines, (drafted_lines, found.errors)
