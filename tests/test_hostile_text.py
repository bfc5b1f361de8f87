"""Text is data: what stands in a cell stands on the slide and in the workbook as such, or is reported by row and column."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pptx
import pytest
from click.testing import CliRunner, Result
from lxml import etree
from pptx.util import Pt

from deckgen.check.lint import lint
from deckgen.cli import main

pytestmark = pytest.mark.usefixtures("template_read_once")

Build = Callable[..., Result]

NAMES = {
    "formula": "=1+1",
    "formula by plus": "+47 22 24 90 90",
    "formula by at": "@SUM(A1)",
    "command": "=cmd|' /C calc'!A0",
    "date": "1. mai",
    "dash": "- punkt",
    "link": "[b](http://e)",
    "bold": "**b** og *i*",
    "heading": "# Tittel",
    "hole": "{{ 7*7 }}",
    "statement": "{% raw %}",
    "missing": "NA",
    "none": "None",
    "true": "TRUE",
    "number": "0301",
    "exponent": "1E3",
    "quotes": "'a' \"b\" «c»",
    "markup": "<&>\"']]>",
    "entity": "&amp;&#10;&lt;b&gt;",
    "escape of Excel": "_x0041_",
    "emoji": "Skole 👩🏽‍🏫🇳🇴",
    "right to left": "مدرسة ‏שלום",
    "combining": "A\u030angstro\u0308m",
    "braces": "{0} {name} %s %(x)d \\n",
    "non-breaking": "10\u00a0000 km\u00b2",
}


@pytest.fixture
def build(project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    def built(spec: str, data: bytes | None = None) -> Result:
        project(spec, **({"data.xlsx": data} if data else {}))
        monkeypatch.chdir(tmp_path)
        result = CliRunner().invoke(main, ["build", "deck.yaml"])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return built


def workbook(*rows: tuple[object, ...]) -> bytes:
    """A workbook whose texts are all strings, as Excel has them after a quote."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value  # pyright: ignore[reportAttributeAccessIssue]
            if isinstance(value, str):
                cell.data_type = "s"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def good(file: str = "deck.pptx") -> None:
    """The deck has no fault, and each of its parts is well-formed."""
    assert lint(Path(file)) == ()
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


CHART = """\
title: Prøve
data: {need: data.xlsx}
slides:
  - kind: chart
    title: Navn
    from: need
    chart: column
    categories: sted
    series: navn
    values: antall
"""


@pytest.mark.parametrize("kind", NAMES)
def test_a_name_stands_in_a_chart_and_its_workbook_as_in_the_cell(build: Build, kind: str):
    name = NAMES[kind]
    result = build(CHART, workbook(("sted", "navn", "antall"), (name, name, 1.5), ("Oslo", name, 2.5), ("Oslo", "annet", 3)))
    assert result.exit_code == 0, result.output
    good()
    (slide,) = pptx.Presentation("deck.pptx").slides
    shape = next(shape for shape in slide.shapes if shape.has_chart)
    assert list(shape.chart.plots[0].categories) == [name, "Oslo"]
    assert [series.name for series in shape.chart.plots[0].series] == [name, "annet"]
    assert f"{name}: {name} 2" in shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].get("descr")
    sheet = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]
    texts = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [cell.value for cell in texts] == ["sted", name, "annet", name, "Oslo"]
    assert {cell.data_type for cell in texts} == {"s"}


TEXTS = """\
title: Prøve
data: {need: data.xlsx}
slides:
  - kind: table
    title: Navn
    from: need
    show: [navn, antall]
  - kind: project_list
    title: Navn igjen
    from: need
    group: sted
    project: navn
  - kind: learning_points
    from: need
    theme: navn
    point: navn
    sub_point: sted
    title: "Om {{ theme }}"
"""


def test_names_stand_in_tables_lists_and_holes_as_in_the_cells(build: Build):
    names = [*NAMES.values()]
    result = build(TEXTS, workbook(("sted", "navn", "antall"), *((name, name, 1) for name in names)))
    assert result.exit_code == 0, result.output
    good()
    slides = [*pptx.Presentation("deck.pptx").slides]
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    assert [table.cell(row, 0).text_frame.text for table in tables for row in range(1, len(table.rows))] == names
    lists = [slide for slide in slides if slide.shapes.title.text_frame.text.startswith("Navn igjen")]
    listed = [paragraph.text for slide in lists for paragraph in slide.placeholders[1].text_frame.paragraphs]
    assert listed == [f"{name}\t{name}" for name in names]
    points = slides[-len(names) :]
    assert [slide.shapes.title.text_frame.text for slide in points] == [f"Om {name}" for name in names]
    said = [[paragraph.text for paragraph in slide.placeholders[1].text_frame.paragraphs] for slide in points]
    assert said == [[name, name] for name in names]


@pytest.mark.parametrize(
    "kind", ["formula", "date", "link", "hole", "statement", "none", "markup", "entity", "emoji", "right to left", "braces"]
)
def test_a_name_stands_in_what_the_file_is_called_and_who_made_it(build: Build, kind: str):
    name = NAMES[kind]
    quoted = "'" + name.replace("'", "''") + "'"
    result = build(
        f"title: '{{{{ navn }}}}'\nauthor: {quoted}\nsubject: {quoted}\nkeywords: {quoted}\nvalues: {{navn: {quoted}}}\n"
        "footer: {text: '{{ deck.title }}'}\n"
        "slides:\n  - {kind: section, title: '{{ navn }}'}\n  - kind: bullets\n    title: A\n    text: '- {{ navn }}'\n"
        "    notes: 'Om {{ navn }}'\n    section: '{{ navn }} 2'\n"
    )
    assert result.exit_code == 0, result.output
    good()
    presentation = pptx.Presentation("deck.pptx")
    properties = presentation.core_properties
    assert (properties.title, properties.author, properties.subject, properties.keywords) == (name,) * 4
    section, bullets = presentation.slides
    assert section.shapes.title.text_frame.text == name
    assert bullets.placeholders[1].text_frame.text == name
    assert bullets.placeholders[11].text_frame.text == name
    assert bullets.notes_slide.notes_text_frame.text == f"Om {name}"
    sections = presentation.element.xpath("//*[local-name()='section']/@name")
    assert sections == [name, f"{name} 2"]


def test_a_line_break_in_a_cell_is_a_line_break_on_the_slide_and_in_the_workbook(build: Build):
    rows = workbook(("sted", "navn", "antall"), ("Oslo", "Skole\nog hjem", 1.5), ("Oslo", "b", 2))
    assert build(CHART, rows).exit_code == 0
    good()
    (slide,) = pptx.Presentation("deck.pptx").slides
    chart = next(shape for shape in slide.shapes if shape.has_chart).chart
    assert chart.plots[0].series[0].name == "Skole\nog hjem"
    sheet = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).worksheets[0]
    assert sheet.cell(1, 2).value == "Skole\nog hjem"
    assert build(TEXTS, rows).exit_code == 0
    good()
    table, listed, *_ = pptx.Presentation("deck.pptx").slides
    assert next(shape for shape in table.shapes if shape.has_table).table.cell(1, 0).text_frame.text == "Skole\vog hjem"
    assert listed.placeholders[1].text_frame.text == "Oslo\tSkole\vog hjem, b"


@pytest.mark.parametrize(("character", "code"), [("\x01", "U+0001"), ("\x0b", "U+000B"), ("\x1f", "U+001F")])
def test_a_control_character_in_a_cell_is_reported_by_row_and_column(build: Build, character: str, code: str):
    written = f"Sko_x{ord(character):04X}_le"  # as Excel writes it
    result = build(CHART, workbook(("sted", "navn", "antall"), ("Oslo", "b", 1), ("Oslo", written, 2)))
    said = f"row 3, column navn: the cell holds a control character ({code}) [control-character-in-cell]"
    assert result.output.splitlines()[0] == f"data.xlsx (Sheet!B3): error: {said}"
    assert result.exit_code == 2


@pytest.mark.parametrize("length", [30, 45, 60, 90, 150, 400])
def test_a_very_long_word_is_set_smaller_or_refused_and_never_cut(build: Build, length: int):
    word = "x" * length
    result = build(f"title: Prøve\nslides:\n  - kind: bullets\n    title: Ord\n    text: '- {word}'\n")
    if result.exit_code == 0:
        good()
        (slide,) = pptx.Presentation("deck.pptx").slides
        body = slide.placeholders[1]
        assert body.text_frame.text == word
        sizes = body._element.xpath(".//a:lvl1pPr/a:defRPr/@sz | .//a:rPr/@sz")
        size = int(sizes[0]) * 127 if sizes else Pt(28)
        assert length * size * 0.433 < slide.slide_layout.placeholders[1].width  # an x of Calibri is 0.433 em wide
    else:
        assert result.exit_code == 1
        assert re.match(rf'deck.yaml:5:11: error: the word "x+…?" is wider than its line: {length} characters', result.output)
    assert (result.exit_code == 0) == (length < 70)


HALVES = """\
title: Prøve
data: {need: data.xlsx}
slides:
  - kind: chart
    title: "{{ alle }} og {{ noen }}"
    from: need
    chart: column
    categories: sted
    values: antall
    numbers: {alle: {sum: antall}, noen: {sum: flere}}
  - kind: table
    title: "{{ alle | number(0) }}"
    from: need
    show: [sted, antall, flere]
    numbers: {alle: {sum: antall}}
"""


def test_halves_round_up_in_labels_tables_titles_and_alternative_texts(build: Build):
    result = build(
        HALVES.replace("{{ alle }} og {{ noen }}", "{{ alle | number(0) }} og {{ noen | number(0) }}"),
        workbook(("sted", "antall", "flere"), ("Oslo", 118.5, 2.5), ("Moss", 0, 0)),
    )
    assert result.exit_code == 0, result.output
    good()
    first, second = pptx.Presentation("deck.pptx").slides
    assert first.shapes.title.text_frame.text == "119 og 3"
    assert second.shapes.title.text_frame.text == "119"
    shape = next(shape for shape in first.shapes if shape.has_chart)
    assert shape.chart.plots[0].series[0].values == (118.5, 0.0)
    assert "Oslo: antall 119" in shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].get("descr")
    assert set(shape.chart._chartSpace.xpath(".//c:dLbls//c:numFmt/@formatCode")) == {"#,##0"}  # PowerPoint rounds half up
    table = next(shape for shape in second.shapes if shape.has_table).table
    assert [table.cell(1, column).text_frame.text for column in range(3)] == ["Oslo", "119", "3"]


@pytest.mark.parametrize(("written", "address"), [
    ("https://www.ks.no/?a=1&b=2", "https://www.ks.no/?a=1&b=2"),
    ("https://www.ks.no/æøå/Å", "https://www.ks.no/%C3%A6%C3%B8%C3%A5/%C3%85"),
    ("<https://www.ks.no/to ord/>", "https://www.ks.no/to%20ord/"),
    ("https://www.ks.no/a%20b", "https://www.ks.no/a%20b"),
    ("mailto:post@ks.no?subject=Hei%20og%20hå", "mailto:post@ks.no?subject=Hei%20og%20h%C3%A5"),
])  # fmt: skip
def test_a_link_may_hold_ampersands_norwegian_letters_and_blanks(build: Build, written: str, address: str):
    result = build(f"title: Prøve\nslides:\n  - kind: bullets\n    title: A\n    text: '- [KS]({written})'\n")
    assert result.exit_code == 0, result.output
    good()
    (slide,) = pptx.Presentation("deck.pptx").slides
    run = slide.placeholders[1].text_frame.paragraphs[0].runs[0]
    assert (run.text, run.hyperlink.address) == ("KS", address)


def test_what_is_put_in_a_links_address_cannot_lead_elsewhere(build: Build):
    spec = (
        "title: Prøve\nvalues: {side: 'a b&c/../<\"æ#?'}\n"
        "slides:\n  - kind: bullets\n    title: A\n    text: '- [KS](https://www.ks.no/{{ side }})'\n"
    )
    assert build(spec).exit_code == 0
    good()
    (slide,) = pptx.Presentation("deck.pptx").slides
    assert slide.placeholders[1].text_frame.paragraphs[0].runs[0].hyperlink.address.startswith("https://www.ks.no/a%20b")


def test_a_value_from_the_command_line_is_not_read_again(project: Callable[..., Path], tmp_path: Path):
    spec = project("title: Prøve\nvalues: {navn: Oslo}\nslides:\n  - {kind: bullets, title: '{{ navn }}', text: '- a'}\n")
    target = tmp_path / "a.pptx"
    result = CliRunner().invoke(main, ["build", str(spec), "-o", str(target), "--set", "navn={{ 7*7 }} **b** [c](http://d)"])
    assert result.exit_code == 0
    assert pptx.Presentation(str(target)).slides[0].shapes.title.text_frame.text == "{{ 7*7 }} **b** [c](http://d)"
