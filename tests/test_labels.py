"""Labels by language: one dataset, and a deck in English has English services, headings, legends and counties."""

# ruff: noqa: E501 - messages stand as they are printed

import json
from collections.abc import Callable
from pathlib import Path

import pptx
import pytest
from click.testing import CliRunner

from deckgen.build import build_deck
from deckgen.cli import main
from deckgen.errors import DeckgenError

NEED = "nr;tjeneste;service;år;verk\n01;Skole;School;2012;1\n01;Omsorg;Care;2012;2\n01;Skole;School;2020;3\n01;Omsorg;Care;2020;4\n"
SERVICES = "kode;bokmål;nynorsk;engelsk\ns;Skole;Skule;School\no;Omsorg;Omsorg;Care\n"
CODED = "nr;tjeneste;år;verk\n01;s;2012;1\n01;o;2012;2\n02;s;2012;3\n"
CODE_LIST = "{from: services, codes: kode, nb: bokmål, nn: nynorsk, en: engelsk}"

Write = Callable[..., Path]


class Shown:
    """The one slide of a deck, or its first chart and table."""

    def __init__(self, file: Path) -> None:
        (self.slide,) = pptx.Presentation(str(file)).slides

    @property
    def series(self) -> list[str]:
        return [plot.name for plot in self.chart.plots[0].series]

    @property
    def categories(self) -> list[str]:
        return list(self.chart.plots[0].categories)

    @property
    def chart(self):
        return next(shape.chart for shape in self.slide.shapes if shape.has_chart)

    @property
    def table(self) -> list[list[str]]:
        table = next(shape.table for shape in self.slide.shapes if shape.has_table)
        return [[cell.text for cell in row.cells] for row in table.rows]

    @property
    def texts(self) -> str:
        return "\n".join(shape.text_frame.text for shape in self.slide.shapes if shape.has_text_frame)


@pytest.fixture
def shown(project: Write) -> Callable[..., Shown]:
    def build(data: str, slide: str, language: str, *, warnings: tuple[str, ...] = (), **files: str) -> Shown:
        spec = project(f"title: Prøve\nlanguage: {language}\ndata:\n{data}\nslides:\n  - {{title: Tittel, {slide}}}\n", **files)
        made = build_deck(spec, spec.with_suffix(".pptx"))
        assert tuple(problem.code for problem in made.warnings) == warnings
        return Shown(made.file)

    return build


CHART = "kind: chart, chart: column, from: need, categories: år, series: tjeneste, values: verk"


def refused(shown: Callable[..., Shown], data: str, slide: str, language: str = "en", **files: str) -> list[str]:
    with pytest.raises(DeckgenError) as error:
        shown(data, slide, language, **files)
    return str(error.value).splitlines()


@pytest.mark.parametrize(
    ("language", "series"), [("nb", ["Skole", "Omsorg"]), ("nn", ["Skole", "Omsorg"]), ("en", ["School", "Care"])]
)
def test_a_label_column_beside_the_codes(shown, language, series):
    data = "  need: {file: need.csv, labels: {tjeneste: {en: service}}}"
    assert shown(data, CHART, language, **{"need.csv": NEED}).series == series


@pytest.mark.parametrize(
    ("language", "series"), [("nb", ["Skole", "Omsorg"]), ("nn", ["Skule", "Omsorg"]), ("en", ["School", "Care"])]
)
def test_a_code_list_in_each_language(shown, language, series):
    data = f"  services: services.csv\n  need: {{file: need.csv, labels: {{tjeneste: {CODE_LIST}}}}}"
    found = shown(data, CHART + ", filter: {nr: '01'}", language, **{"need.csv": CODED, "services.csv": SERVICES})
    assert found.series == series


def test_bokmål_stands_in_for_nynorsk(shown):
    data = "  services: services.csv\n  need: {file: need.csv, labels: {tjeneste: {from: services, codes: kode, nb: bokmål, en: engelsk}}}"
    slide = CHART + ", filter: {nr: '01'}"
    assert shown(data, slide, "nn", **{"need.csv": CODED, "services.csv": SERVICES}).series == ["Skole", "Omsorg"]


def test_a_slide_in_another_language_than_the_deck_has_its_words(shown):
    data = "  need: {file: need.csv, labels: {tjeneste: {en: service}}}"
    assert shown(data, CHART + ", language: en", "nb", **{"need.csv": NEED}).series == ["School", "Care"]


def test_labels_hold_for_what_is_made_of_a_dataset_also_without_their_column(shown):
    data = """\
  need: {file: need.csv, labels: {tjeneste: {en: service}}, headers: {verk: {nb: Årsverk, en: Man-years}}}
  all: {from: need, steps: [{group: {by: tjeneste, sum: verk}}]}
  some: {from: all, steps: [{top: {count: 1, by: verk}}]}"""
    slide = "kind: table, from: some, show: [tjeneste, verk], headers: {tjeneste: {nb: Tjeneste, en: Service}}"
    files = {"need.csv": NEED}
    assert shown(data, slide, "en", **files).table == [["Service", "Man-years"], ["Care", "6"]]
    assert shown(data, slide, "nb", **files).table == [["Tjeneste", "Årsverk"], ["Omsorg", "6"]]


def test_headers_name_columns_in_tables_and_legends_unless_the_slide_does(shown):
    data = "  need: {file: need.csv, headers: {verk: {nb: Årsverk, en: Man-years}, år: {nb: År, en: Year}}}"
    chart = "kind: chart, chart: column, from: need, filter: {tjeneste: Skole}, categories: år, values: verk"
    assert shown(data, chart, "en", **{"need.csv": NEED}).series == ["Man-years"]
    assert shown(data, chart + ", names: {verk: Need}", "en", **{"need.csv": NEED}).series == ["Need"]
    table = "kind: table, from: need, filter: {tjeneste: Skole}, show: [år, verk]"
    assert shown(data, table, "en", **{"need.csv": NEED}).table[0] == ["Year", "Man-years"]
    wide = "kind: table, from: need, rows: år, columns: tjeneste, values: verk"
    assert shown(data, wide, "nn", **{"need.csv": NEED}).table[0] == ["År", "Skole", "Omsorg"]


def test_a_spec_names_values_as_they_stand_in_the_data_in_every_language(shown):
    data = "  need: {file: need.csv, labels: {tjeneste: {en: service}}}"
    line = "kind: chart, chart: column_line, from: need, categories: år, series: tjeneste, values: verk, lines: Skole"
    for language in ("nb", "en"):
        found = shown(data, line + ", names: {Omsorg: {nb: Pleie, en: Nursing}}", language, **{"need.csv": NEED})
        names = [series.name for plot in found.chart.plots for series in plot.series]
        assert names == (["Pleie", "Skole"] if language == "nb" else ["Nursing", "School"])
    marked = "kind: chart, chart: bar, from: need, filter: {år: 2012}, categories: tjeneste, values: verk, highlight: Skole"
    assert shown(data, marked, "en", **{"need.csv": NEED}).categories == ["School", "Care"]
    only = CHART + ", filter: {tjeneste: Omsorg}"
    assert shown(data, only, "en", **{"need.csv": NEED}).series == ["Care"]


def test_what_a_repetition_names_is_in_the_language_where_its_slide_takes_data(project: Write):
    spec = project(
        """\
title: Prøve
language: en
data: {need: {file: need.csv, labels: {tjeneste: {en: service}}}}
slides:
  - repeat: [{tjeneste: Skole}]
    slides:
      - {kind: chart, title: "{{ tjeneste }}", from: need, chart: column, categories: år, values: verk}
""",
        **{"need.csv": NEED},
    )
    assert "School" in Shown(build_deck(spec, spec.with_suffix(".pptx")).file).texts


def test_lists_of_rows_and_titles_are_in_the_language_too(shown):
    data = "  points: {file: points.csv, labels: {Tema: {en: Theme}, Punkt: {en: Point}}}"
    files = {"points.csv": "Tema;Punkt;Theme;Point\nInnhold;Planlegg;Contents;Plan\n"}
    found = shown(data, "kind: learning_points, from: points, theme: Tema, point: Punkt, together: yes", "en", **files)
    assert "Contents\nPlan" in found.texts
    assert "Planlegg" not in found.texts


def test_a_number_goes_back_to_its_rows_through_words(project: Write, tmp_path: Path):
    data = "  need: {file: need.csv, labels: {tjeneste: {en: service}}}"
    spec = project(
        f"title: Prøve\nlanguage: en\ndata:\n{data}\nslides:\n  - {{title: Tittel, {CHART}}}\n", **{"need.csv": NEED}
    )
    made = build_deck(spec, spec.with_suffix(".pptx"))
    result = CliRunner().invoke(main, ["trace", str(made.file), "--format", "json"])
    events = [json.loads(line) for line in result.output.splitlines()]
    (care,) = [event for event in events if event["event"] == "number" and event["place"] == ["Care", "2020"]]
    assert (care["number"], care["state"]) == (4.0, "same")
    assert care["steps"] == ["tjeneste in en by need.service", "verk by tjeneste, år"]
    ((source, rows),) = [(each["file"], each["rows"]) for each in care["sources"]]
    assert (source, rows) == ("need.csv", [[5, 5]])


# --- one deck for each group


GROUPS = """\
title: "{{ county }}"
language: en
decks: {one_per: nr, from: counties, file: "{{ nr }} {{ county }}.pptx"}
data:
  services: services.csv
  counties: {file: counties.csv, labels: {county: {en: in_english}}}
  need: {file: need.csv, labels: {tjeneste: {from: services, codes: kode, en: engelsk}}}
slides:
  - {kind: chart, title: "{{ county }}", from: need, chart: column, categories: tjeneste, values: verk}
"""
COUNTIES = "nr;county;in_english\n01;Østfold;Ostfold County\n02;Akershus;Akershus County\n"


def batch(project: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> list[str]:
    monkeypatch.chdir(tmp_path)
    project(GROUPS, **({"services.csv": SERVICES, "counties.csv": COUNTIES, "need.csv": CODED} | files))
    result = CliRunner().invoke(main, ["build", "deck.yaml"])
    assert result.exit_code == 0, result.output
    return [line for line in result.output.splitlines() if line.startswith("built")]


def test_a_deck_for_each_group_has_its_name_in_the_language(project: Write, tmp_path: Path, monkeypatch):
    batch(project, tmp_path, monkeypatch)
    assert sorted(file.name for file in (tmp_path / "deck").iterdir()) == [
        "01 Ostfold County.pptx",
        "02 Akershus County.pptx",
    ]
    found = Shown(tmp_path / "deck" / "01 Ostfold County.pptx")
    assert "Ostfold County" in found.texts
    assert found.categories == ["School", "Care"]


def test_a_changed_word_rebuilds_the_decks_that_show_it(project: Write, tmp_path: Path, monkeypatch):
    batch(project, tmp_path, monkeypatch)
    assert batch(project, tmp_path, monkeypatch) == []
    lines = batch(project, tmp_path, monkeypatch, **{"services.csv": SERVICES.replace("Care", "Nursing")})
    assert lines == ["built deck/01 Ostfold County.pptx: services.csv: 1 row changed (row 3)"]
    lines = batch(project, tmp_path, monkeypatch, **{"services.csv": SERVICES.replace("Skule", "skule")})
    assert lines == ["built deck/01 Ostfold County.pptx: services.csv: 1 row changed (row 3)"]  # back from Nursing


def test_a_code_list_is_used_by_what_takes_its_words_from_it(project: Write, tmp_path: Path, monkeypatch):
    batch(project, tmp_path, monkeypatch)
    result = CliRunner().invoke(main, ["data", "deck.yaml", "services"])
    assert "    dataset need, as the words for its tjeneste\n" in result.output
    result = CliRunner().invoke(main, ["build", "deck.yaml", "--format", "json"])
    assert "dataset-unused" not in result.output


# --- what is refused


def test_a_value_without_words_is_told(shown):
    data = f"  services: services.csv\n  need: {{file: need.csv, labels: {{tjeneste: {CODE_LIST}}}}}"
    files = {"need.csv": CODED.replace("01;o", "01;x"), "services.csv": SERVICES}
    found = refused(shown, data, CHART + ", filter: {nr: '01'}", **files)
    assert found[0] == (
        "deck.yaml:5:104: error: these values of tjeneste have no words in the column engelsk of services: x [label-missing]"
    )
    assert found[-1] == "  add them there; each value stands in the list as it stands in the data"
    files = {"need.csv": CODED, "services.csv": SERVICES.replace("School", "")}
    assert "column engelsk of services: s [label-missing]" in refused(shown, data, CHART + ", filter: {nr: '01'}", **files)[0]


def test_a_value_with_two_words_is_told_with_its_row(shown):
    data = "  need: {file: need.csv, labels: {tjeneste: {en: service}}}"
    assert refused(shown, data, CHART, **{"need.csv": NEED.replace("Skole;School;2020", "Skole;Schools;2020")}) == [
        'deck.yaml:4:50: error: row 4 of need.csv, column service: Skole is called "Schools" here, and "School" above [label-twice]',
        "    need: {file: need.csv, labels: {tjeneste: {en: service}}}",
        "                                                   ^",
        "  let it be called the same in all rows, or name a code list with `from:`",
    ]


def test_labels_in_norwegian_alone_do_not_do_for_a_slide_in_english(shown):
    data = "  services: services.csv\n  need: {file: need.csv, labels: {tjeneste: {from: services, codes: kode, nb: bokmål}}}"
    found = refused(shown, data, CHART, **{"need.csv": CODED, "services.csv": SERVICES})
    assert found[0] == "deck.yaml:5:45: error: the labels of tjeneste have no words in English [label-language]"
    assert found[-1] == "  name the column that has them: en: …; where what stands in the data is English, name tjeneste itself"


def test_columns_and_lists_that_are_not_there_are_all_told_before_a_deck_is_begun(shown):
    data = "  need: {file: need.csv, labels: {tjeneste: {en: servise}, x: {from: lists, en: y}}, headers: {verkk: Årsverk}}"
    found = refused(shown, data, CHART, "nb", **{"need.csv": NEED})
    assert [line for line in found if "error:" in line] == [
        'deck.yaml:4:50: error: the dataset need has no column "servise" [unknown-column]',
        'deck.yaml:4:60: error: the dataset need has no column "x" [unknown-column]',
        'deck.yaml:4:70: error: there is no dataset "lists" [unknown-dataset]',
        'deck.yaml:4:96: error: the dataset need has no column "verkk" [unknown-column]',
    ]


def test_labels_that_name_nothing_are_refused(shown):
    found = refused(shown, "  need: {file: need.csv, labels: {tjeneste: {from: need}}}", CHART, **{"need.csv": NEED})
    assert found[0] == "deck.yaml:4:45: error: labels name no column with words [labels-none]"


# --- dates ---

MEETINGS = "dato;møte;antall\n08.04.2013;Første;12\n09.05.2013;Andre;8\n;Tredje;3\n"


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [("nb", "08.04.2013", "09.05.2013"), ("nn", "08.04.2013", "09.05.2013"), ("en", "08/04/2013", "09/05/2013")],
)
def test_dates_stand_in_tables_and_along_axes_as_the_language_writes_them(
    shown, language: str, first: str, second: str
) -> None:
    data = "  d: d.csv"
    table = shown(data, "kind: table, from: d, show: [dato, møte]", language, **{"d.csv": MEETINGS}).table
    assert table[1:] == [[first, "Første"], [second, "Andre"], ["", "Tredje"]]
    slide = "kind: chart, chart: column, from: d, categories: dato, values: antall, highlight: 2013-05-09, filter: {møte: [Første, Andre]}"
    assert shown(data, slide, language, **{"d.csv": MEETINGS}).categories == [first, second]


def test_a_date_that_slides_are_repeated_by_is_a_date_for_filters(project: Write) -> None:
    spec = project(
        """
title: Prøve
language: nb
data: {d: d.csv}
slides:
  - repeat: [{dato: 2013-05-09}]
    slides:
      - {kind: table, title: "{{ dato | date }}", from: d, show: [dato, møte]}
""",
        **{"d.csv": MEETINGS},
    )
    made = Shown(build_deck(spec, spec.with_suffix(".pptx")).file)
    assert made.slide.shapes.title.text_frame.text == "9. mai 2013"
    assert made.table[1:] == [["09.05.2013", "Andre"]]
