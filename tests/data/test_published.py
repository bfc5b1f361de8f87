"""Files as Statistics Norway and other authorities publish them, each read by a few lines of a spec."""

from pathlib import Path
from textwrap import dedent

import pytest
from making import rows

from deckgen.compose.declared import source_spec
from deckgen.data import Dataset, read_dataset
from deckgen.data.draft import draft
from deckgen.errors import DeckgenError, Mark, Problems, fail
from deckgen.fields import Source, read_fields, read_yaml
from deckgen.spec.fields import DatasetFields

PUBLISHED = Path(__file__).parents[3] / "shared" / "data" / "published"

pytestmark = pytest.mark.skipif(not PUBLISHED.is_dir(), reason="the published files are not here")


def as_read(spec: str, problems: Problems | None = None) -> Dataset:
    """The dataset that these lines of a spec give. What is said on the way is an error, unless ``problems`` is given."""
    found = Problems() if problems is None else problems
    fields = read_fields(read_yaml(spec.encode(), "deck.yaml", found), DatasetFields, found)
    found.raise_errors()
    assert fields is not None
    assert fields.file is not None
    dataset = read_dataset("d", source_spec(fields, fields.file), PUBLISHED / fields.file.text, fields.file.mark, found)
    for step in fields.steps:
        dataset = step.run(dataset, found, no_other)
    assert problems is not None or [problem.code for problem in found.found] == []
    return dataset


def no_other(name: Source) -> Dataset:
    fail("unknown-dataset", name.mark, name=name.text, nearest="", possible=("none",))


def test_a_statbank_workbook_with_three_rows_of_header_and_notes_below():
    dataset = as_read("""
file: Sysselsettingsandel_per_kommune_06445.xlsx
sheet: Sysselsatte
header_row: 3-5
last_row: 28
names: {A: region, B: share}
steps:
  - split: {column: region, into: [code, municipality]}
""")
    assert dataset.columns == ("code", "municipality", "share")
    assert len(dataset) == 23
    assert rows(dataset)[0] == ("3801", "Horten", 62.5)
    assert rows(dataset)[-1] == ("3825", "Vinje", 73.5)


def test_its_three_rows_of_header_are_joined():
    problems = Problems()
    spec = "{file: Sysselsettingsandel_per_kommune_06445.xlsx, sheet: Sysselsatte, names: {A: region}}"
    dataset = as_read(spec, problems)
    assert dataset.columns == ("region", "Sysselsatte i prosent av befolkningen 15-74 år 2021 15-74 år")
    assert dataset.rows == list(range(6, 29))
    (told,) = problems.found
    data = dict(told.data)
    assert (told.code, data["header"], data["last"]) == ("table-found", "3-5", 28)
    assert data["above"][0].startswith('"06445: Andel sysselsatte i befolkningen')


NATIONAL_ACCOUNTS = """
file: FNB_SSB_11713.xlsx
range: A3:E6807
header_row: 3
names: {A: region, B: industry, C: year, D: product, E: employed}
columns: {year: whole}
steps:
  - fill: {columns: [region, industry]}
  - split: {column: region, into: [code, county]}
"""


def test_symbols_within_numbers_and_labels_that_stand_once():
    dataset = as_read(NATIONAL_ACCOUNTS)
    assert dataset.columns == ("code", "county", "industry", "year", "product", "employed")
    assert len(dataset) == 6804
    assert rows(dataset)[0] == ("0", "Hele landet", "Totalt for næringer", 2008, 2346655, 2569.7)
    assert rows(dataset)[11] == ("0", "Hele landet", "Totalt for næringer", 2019, 3164843, 2836.1)
    assert rows(dataset)[12] == ("0", "Hele landet", "Jordbruk og skogbruk", 2008, 17429, 53.3)
    assert rows(dataset)[-1][3:] == (2019, 6929, 10.3)
    assert set(dataset.cells("year")) == set(range(2008, 2020))
    marks = [mark for column in dataset.symbols.values() for mark in column.values()]
    assert (marks.count(":"), marks.count("..")) == (676, 219)


def test_two_measures_side_by_side_are_put_below_each_other():
    dataset = as_read("""
file: 11403_20221205-125511.xlsx
header_row: 3-4
header_between: " | "
last_row: 17
names: {A: year}
steps:
  - unpivot: {except: year, name: header, values: value}
  - split: {column: header, into: [measure, transport], at: " | "}
""")
    assert dataset.columns == ("year", "measure", "transport", "value")
    assert len(dataset) == 13 * 24
    assert rows(dataset)[0] == (2010, "Godsmengde (mill. tonn)", "Godstransport i alt", 421)
    assert rows(dataset)[6] == (2010, "Transportarbeid (mill. tonnkm)", "Godstransport i alt", 46834)
    assert rows(dataset)[-1][0] == 2022
    assert rows(dataset)[-1][-1] is None
    assert len(set(dataset.cells("measure"))) == 4


def test_a_csv_file_saved_again_by_excel_with_spans_and_metadata_lost():
    dataset = as_read("""
file: SSB10484_Jernbanetransport.csv
header_row: 3-4
header_between: " | "
last_row: 13
names: {A: year}
steps:
  - unpivot: {except: year, name: header, values: value}
  - split: {column: header, into: [measure, line], at: " | "}
""")
    assert len(dataset) == 9 * 4
    assert rows(dataset)[0] == (2015, "Passasjerer (påstigninger)", "260 InterCity - Oslo-Skien", 4634886)
    assert rows(dataset)[-1] == (2023, "Transportarbeid (passasjerkm)", "321 Sørlandsbanen", 186400759)


def test_a_statbank_csv_file_with_codes_and_names_in_one_cell():
    dataset = as_read("""
file: SSB_11616_20220427-120901.csv
header_row: 3
steps:
  - split: {column: region, into: [code, municipality]}
""")
    assert dataset.columns[:3] == ("code", "municipality", "Sysselsatte personer bosatt i regionen 2021")
    assert rows(dataset)[2] == ("3803", "Tønsberg", 29491, 15843, 11997, 33337)
    assert len(dataset) == 23
    assert dataset.rows[0] == 4


def test_percentages_thousands_and_four_levels_in_utf_16():
    dataset = as_read("""
file: 20230102-0943_Pedagognormen.csv
names: {A: level, J: kindergartens, N: share}
columns: {level: text, kindergartens: whole, share: number}
steps:
  - filter: {level: [1, 3]}
  - select: [Kommunekode, Kommune, kindergartens, share]
""")
    assert rows(dataset)[0] == ("", "Alle kommuner", 5525, 70.9)
    assert rows(dataset)[1] == ("3813", "Bamble", 13, 100)
    assert rows(dataset)[4] == ("3811", "Færder", 20, 77.8)
    assert len(dataset) == 24
    assert dataset.table.columns["share"].unit == "%"


def test_a_code_list_whose_header_names_more_columns_than_its_rows_have():
    dataset = as_read("""
file: ssb_kommunekoder_2013.csv
""")
    assert dataset.columns == ("code", "parentCode", "level", "name", "shortName", "notes", "validFrom", "validTo")
    assert len(dataset) == 429
    assert rows(dataset)[0] == ("0101", "", 1, "Halden", "", "", "", "")
    assert rows(dataset)[-1][:4] == ("9999", "", 1, "Uoppgitt")
    assert "Båtsfjord" in dataset.cells("name")


def test_codes_stored_as_numbers_have_their_zeros():
    dataset = as_read("""
file: fylker-kommuner-2019-2020-alle.xlsx
""")
    assert rows(dataset)[0] == ("01", "ØSTFOLD", "0101", "HALDEN", "30", "VIKEN", "3001", "HALDEN")
    assert rows(dataset)[-1] == ("50", "TRØNDELAG", "5061", "RINDAL", "50", "TRØNDELAG", "5061", "RINDAL")
    assert len(dataset) == 425
    assert {len(code) for code in dataset.cells("Kommunenr. 2019")} == {4}
    assert {len(code) for code in dataset.cells("Fylkesnr. 2019")} == {2}


def test_an_aggregation_list_is_text_throughout():
    dataset = as_read("""
file: kommuner-1994-2024.xlsx
steps:
  - split: {column: GRUPPEKODE, into: [K, gruppe], at: .}
""")
    assert rows(dataset)[2] == ("K", "3101", "Halden", "0101", "Halden (-2019)")
    assert rows(dataset)[-1] == ("K", "Rest", "Delte kommuner og uoppgitt", "9999", "Uoppgitt kommune")
    assert len(dataset) == 862


def test_codes_half_text_half_number_and_a_sum_below():
    dataset = as_read("""
file: 13_-_Fylkesveg_med_lengde_tunnel_2019.xlsx
header_row: 7
last_row: 24
names: {A: county_code}
columns: {county_code: code 2}
""")
    assert dataset.columns == ("county_code", "Fylke", "FV")
    assert rows(dataset)[0] == ("01", "ØSTFOLD", 4206)
    assert rows(dataset)[8] == ("10", "VEST-AGDER", 15692)
    assert len(dataset) == 17
    assert sum(dataset.numbers("FV")) == 541848


def test_a_pc_axis_file_in_two_languages():
    dataset = as_read("{file: TAB001.px}")
    assert dataset.columns == ("region", "region code", "sex", "sex code", "age", "age code", "year", "Population")
    assert len(dataset) == 30 * 3 * 22 * 3
    assert rows(dataset)[0] == ("Austria", "AT", "Female", "F", "Total", "TOTAL", 1981, "..")
    assert rows(dataset)[1][-2:] == (1991, 4041797)
    assert rows(dataset)[4489] == ("Norway", "NO", "Total", "T", "Total", "TOTAL", 1991, 4247546)
    assert sum(number for number in dataset.numbers("Population") if number == number) == 6943770852
    marks = dataset.symbols["Population"]
    assert (len(marks), set(marks.values())) == (2259, {".."})
    swedish = as_read("{file: TAB001.px, language: sv}")
    assert swedish.columns == ("region", "region code", "kön", "kön code", "ålder", "ålder code", "år", "Befolkning")
    assert rows(swedish)[4490] == ("Norge", "NO", "Totalt", "T", "Totalt", "TOTAL", 2001, 4520947)


def test_an_answer_of_the_swedish_statistics_bank():
    dataset = as_read("{file: TAB6471_data.json}")
    assert dataset.columns[1::2] == ("region code", "ålder code", "kön code", "Folkmängden per månad")
    assert len(dataset) == 2772
    both = "totalt, samtliga män och kvinnor"
    assert rows(dataset)[0] == ("Stockholms län", "01", "0-9 år", "0-9", both, "TotSa", "2026M01", 245284)
    assert rows(dataset)[-1] == ("Norrbottens län", "25", "100+ år", "100+10", "kvinnor", "2", "2026M04", 54)
    assert sum(dataset.numbers("Folkmängden per månad")) == 84837753
    assert dataset.symbols == {}


def test_an_answer_of_statistics_norway_with_two_measures():
    dataset = as_read("{file: 13861.json}")
    assert dataset.columns == ("næring (SN2007)", "næring (SN2007) code", "år", "Ginikoeffisient", "P90/P10")
    assert len(dataset) == 28
    assert rows(dataset)[0] == ("Alle næringer", "A-Z", 2016, 0.205, 2.3)
    assert rows(dataset)[8] == ("Jordbruk, skogbruk og fiske", "A", 2017, 0.224, 2.5)
    assert rows(dataset)[-1] == ("Industri", "C", 2022, 0.207, 2.3)
    assert dataset.rows[-1] == 28


def test_columns_without_names_are_told_by_their_letters():
    with pytest.raises(DeckgenError) as refused:
        as_read("{file: FNB_SSB_11713.xlsx}")
    assert "`names: {A: …}` (here: A, B, C)" in str(refused.value)
    assert Mark("FNB_SSB_11713.xlsx", place="BNPB!A3") == refused.value.problems[0].mark


SHARES = (5525, 3557, 334, 1129, 70.9, 6.7, 22.5), (1, 1, 0, 0, 100, 0, 0)
DRAFTS = {  # file → what the drafted lines read: shape, first row, last row
    "13861.json": (
        (28, 5),
        ("Alle næringer", "A-Z", 2016, 0.205, 2.3),
        ("Industri", "C", 2022, 0.207, 2.3),
    ),
    "TAB001.px": (
        (5940, 8),
        ("Austria", "AT", "Female", "F", "Total", "TOTAL", 1981, ".."),
        ("United Kingdom", "UK", "Total", "T", "Unknown", "UNK", 2001, ".."),
    ),
    "TAB6471_data.json": (
        (2772, 8),
        ("Stockholms län", "01", "0-9 år", "0-9", "totalt, samtliga män och kvinnor", "TotSa", "2026M01", 245284),
        ("Norrbottens län", "25", "100+ år", "100+10", "kvinnor", "2", "2026M04", 54),
    ),
    "11403_20221205-125511.xlsx": (
        (312, 4),
        (2010, "Godsmengde (mill. tonn)", "Godstransport i alt", 421),
        (2022, "Transportarbeid inklusiv kabotasjetransport (mill. tonnkm)", "Sjøtransport", None),
    ),
    "13_-_Fylkesveg_med_lengde_tunnel_2019.xlsx": ((17, 3), ("01", "ØSTFOLD", 4206), ("20", "FINNMARK", 7675)),
    "20230102-0943_Pedagognormen.csv": (
        (400, 16),
        (1, "I", "", "", "I", "Hele landet", "Alle fylker", "Alle kommuner", "Hele landet", *SHARES[0]),
        (4, "I", "38", "3825", "875298852", "Hele landet", "Vestfold og Telemark", "Vinje", "Åmot barnehage", *SHARES[1]),
    ),
    "FNB_SSB_11713.xlsx": (
        (6804, 6),
        ("0", "Hele landet", "Totalt for næringer", 2008, 2346655, 2569.7),
        ("20", "Finnmark - Finnmárku (-2019)", "¬¬ Kommuneforvaltning", 2019, 6929, 10.3),
    ),
    "SSB10484_Jernbanetransport.csv": (
        (36, 4),
        (2015, "Passasjerer (påstigninger)", "260 InterCity - Oslo-Skien", 4634886),
        (2023, "Transportarbeid (passasjerkm)", "321 Sørlandsbanen", 186400759),
    ),
    "SSB_11616_20220427-120901.csv": (
        (23, 6),
        ("3801", "Horten", 12807, 4367, 5814, 11360),
        ("3825", "Vinje", 2016, 423, 561, 1878),
    ),
    "Sysselsettingsandel_per_kommune_06445.xlsx": ((23, 3), ("3801", "Horten", 62.5), ("3825", "Vinje", 73.5)),
    "fylker-kommuner-2019-2020-alle.xlsx": (
        (425, 8),
        ("01", "ØSTFOLD", "0101", "HALDEN", "30", "VIKEN", "3001", "HALDEN"),
        ("50", "TRØNDELAG", "5061", "RINDAL", "50", "TRØNDELAG", "5061", "RINDAL"),
    ),
    "kommuner-1994-2024.xlsx": (
        (862, 4),
        ("K.3101", "Halden", "3101", "Halden"),
        ("K.Rest", "Delte kommuner og uoppgitt", "9999", "Uoppgitt kommune"),
    ),
    "ssb_kommunekoder_2013.csv": (
        (429, 8),
        ("0101", "", 1, "Halden", "", "", "", ""),
        ("9999", "", 1, "Uoppgitt", "", "", "", ""),
    ),
}


@pytest.mark.parametrize("file", DRAFTS)
def test_the_drafted_lines_read_the_file_right_and_leave_nothing_to_be_said(file):
    lines = draft((PUBLISHED / file).read_bytes(), file)
    dataset = as_read(dedent(lines.split("\n", 1)[1]))
    shape, first, last = DRAFTS[file]
    assert ((len(dataset), len(dataset.columns)), rows(dataset)[0], rows(dataset)[-1]) == (shape, first, last)


def test_a_draft_of_a_statistics_file_says_what_the_file_says_of_itself():
    assert draft((PUBLISHED / "TAB001.px").read_bytes(), "TAB001.px").splitlines() == [
        "tab_001:",
        "  file: TAB001.px",
        "  language: en  # there is also sv",
        "  source: Eurostat",
        '  # "Population by region, sex, age, contents…"',
        "  # columns: region, region code, sex, sex code, age, age code, year, Population",
        "  # Population: amount, 0 decimals",
        "  # missing numbers are marked ..",
    ]


def test_a_draft_says_what_it_guessed():
    file = "FNB_SSB_11713.xlsx"
    lines = draft((PUBLISHED / file).read_bytes(), file).splitlines()
    assert lines[:11] == [
        "fnb_ssb:",
        "  file: FNB_SSB_11713.xlsx",
        '  header_row: 3  # above it: "11713: Fylkesfordelt nasjonalregnskap, e…"',
        '  last_row: 6807  # below it: "2015. Brudd i tjenester tilknyttet utvin…"',
        "  names: {A: region, B: næring, C: år}  # columns that have no name in the file; from the title",
        "  columns:",
        "    år: whole  # years, stored as text",
        "  steps:",
        "    - fill: {columns: [region, næring]}  # labels that stand only once",
        "    - split: {column: region, into: [region_code, region]}  # a code and a name in one cell",
        '  source: "Statistisk sentralbyrå, tabell 11713"',
    ]
    assert lines[11].startswith(
        "  # comment in A4540: 1.1. 2019 ble kommunen 1567 Rindal flyttet fra Møre og Romsdal til Trøndelag."
    )
    assert lines[-1] == "  # may be a sum of other rows; to leave it out: - filter: {region: {not: Hele landet}}"
