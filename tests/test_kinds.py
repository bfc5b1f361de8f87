"""Every kind of slide and of chart, in both languages' galleries: what goes in stands in the file, and the file is in order."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pptx
import pytest
from openxml_audit import OpenXmlValidator

from deckgen.build import composed, prepare
from deckgen.check.lint import lint
from deckgen.errors import Problems
from deckgen.kinds import kinds
from deckgen.model import CHART_KINDS, Chart, Deck, Picture, Shape, Table, Text
from deckgen.powerpoint.write import Writer

ROOT = Path(__file__).resolve().parent.parent
GALLERIES = ("gallery", "gallery-en")
XL = {
    "column": ("COLUMN_CLUSTERED",),
    "stacked_column": ("COLUMN_STACKED",),
    "stacked_column_100": ("COLUMN_STACKED_100",),
    "bar": ("BAR_CLUSTERED",),
    "stacked_bar": ("BAR_STACKED",),
    "stacked_bar_100": ("BAR_STACKED_100",),
    "line": ("LINE", "LINE_MARKERS"),
    "area": ("AREA",),
    "stacked_area": ("AREA_STACKED",),
    "pie": ("PIE",),
    "doughnut": ("DOUGHNUT",),
    "scatter": ("XY_SCATTER",),
    "column_line": ("COLUMN_CLUSTERED",),
}


class Gallery:
    """A gallery as it was planned, and the file that was written of it."""

    def __init__(self, name: str, folder: Path) -> None:
        problems = Problems()
        plan = prepare(ROOT / "decks" / f"{name}.yaml", {}, problems)
        self.kinds = {slide.kind.name for slide in plan.brief.spec.slides}  # type: ignore[union-attr]
        self.deck: Deck = composed(plan, plan.groups[0], problems).deck
        self.warnings = {problem.code for problem in problems.warnings}
        self.file = folder / f"{name}.pptx"
        self.file.write_bytes(Writer(plan.brief.template.file).write(self.deck))
        self.presentation = pptx.Presentation(str(self.file))

    def pairs(self, kind: type) -> Iterator[tuple[Shape, Any]]:
        """Each shape with content of a kind, and what python-pptx reads of it."""
        for slide, written in zip(self.deck.slides, self.presentation.slides, strict=True):
            by_place = {shape.placeholder_format.idx: shape for shape in written.placeholders}
            by_name = {shape.name: shape for shape in written.shapes}
            for shape in slide.shapes:
                if isinstance(shape.content, kind):
                    yield shape, by_place[shape.placeholder.idx] if shape.placeholder else by_name[shape.name]


@pytest.fixture(scope="module", params=GALLERIES)
def gallery(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Gallery:
    return Gallery(request.param, tmp_path_factory.mktemp("gallery"))


def test_the_gallery_shows_every_kind_of_slide_and_of_chart(gallery: Gallery) -> None:
    assert gallery.kinds == set(kinds())
    charts = {shape.content.kind for shape, _ in gallery.pairs(Chart)}
    assert charts == set(CHART_KINDS)


def test_labels_are_all_that_the_gallery_leaves_out(gallery: Gallery) -> None:
    assert gallery.warnings <= {"labels-left-out"}


def test_every_text_stands_in_its_placeholder_line_by_line(gallery: Gallery) -> None:
    for shape, written in gallery.pairs(Text):
        planned = [(paragraph.text.replace("\n", "\v"), paragraph.level) for paragraph in shape.content.paragraphs]
        assert [(paragraph.text, paragraph.level) for paragraph in written.text_frame.paragraphs] == planned


def test_every_run_carries_its_looks_and_its_link(gallery: Gallery) -> None:
    for shape, written in gallery.pairs(Text):
        for planned, paragraph in zip(shape.content.paragraphs, written.text_frame.paragraphs, strict=True):
            runs = [
                (run.text, bool(run.bold), bool(run.italic), bool(run.link)) for run in planned.runs if "\n" not in run.text
            ]
            read = [(r.text, bool(r.font.bold), bool(r.font.italic), bool(r.hyperlink.address)) for r in paragraph.runs]
            assert [run for run in runs if run not in read] == []


def test_every_table_holds_the_cells_that_went_in(gallery: Gallery) -> None:
    tables = list(gallery.pairs(Table))
    assert len(tables) >= 3
    for shape, written in tables:
        table = shape.content
        planned = [[column.header.text for column in table.columns], *([cell.text for cell in row.cells] for row in table.rows)]
        assert [[cell.text for cell in row.cells] for row in written.table.rows] == planned
        assert written.table.first_row


def test_every_chart_has_its_kind_categories_series_and_values(gallery: Gallery) -> None:
    for shape, written in gallery.pairs(Chart):
        chart: Chart = shape.content
        assert written.chart.chart_type.name in XL[chart.kind]
        if chart.kind != "scatter":
            for plot in written.chart.plots:
                assert tuple(plot.categories) == chart.categories
        read = {series.name: tuple(series.values) for plot in written.chart.plots for series in plot.series}
        assert read == {series.name: tuple(value.number for value in series.values) for series in chart.series}


def test_every_chart_opens_on_the_same_numbers(gallery: Gallery) -> None:
    import io

    import openpyxl

    for shape, written in gallery.pairs(Chart):
        chart: Chart = shape.content
        sheet = openpyxl.load_workbook(io.BytesIO(written.chart.part.chart_workbook.xlsx_part.blob), data_only=True).active
        columns = {column[0].value: [cell.value for cell in column[1:]] for column in sheet.iter_cols()}
        for series in chart.series:
            held = columns[series.name][: len(series.values)]
            assert [None if cell in (None, "", "#N/A") else cell for cell in held] == [value.number for value in series.values]


def test_every_picture_is_cropped_as_it_was_planned(gallery: Gallery) -> None:
    pictures = list(gallery.pairs(Picture))
    assert len(pictures) > 10
    for shape, written in pictures:
        read = (written.crop_left, written.crop_top, written.crop_right, written.crop_bottom)
        assert read == pytest.approx(shape.content.crop, abs=1e-5)
        assert written.image.blob == shape.content.media.data


def test_every_placeholder_of_a_picture_is_the_layouts_own(gallery: Gallery) -> None:
    for shape, written in gallery.pairs(Picture):
        assert shape.placeholder is not None
        assert written.placeholder_format.idx == shape.placeholder.idx


def test_alternative_texts_are_there_but_where_a_picture_is_decorative(gallery: Gallery) -> None:
    without = [shape for kind in (Chart, Table, Picture) for shape, _ in gallery.pairs(kind) if not shape.alt]
    assert len(without) == 1


def test_a_chart_drawn_as_a_picture_keeps_its_text_and_its_source(gallery: Gallery) -> None:
    slides = [
        slide
        for slide in gallery.deck.slides
        if slide.role == "chart"
        and any(shape.identity == "chart" and isinstance(shape.content, Picture) for shape in slide.shapes)
    ]
    assert len(slides) == 1
    drawn = next(shape for shape in slides[0].shapes if shape.identity == "chart")
    source = next(shape for shape in slides[0].shapes if shape.identity == "source")
    assert len(drawn.alt) > 100
    assert source.content.plain.startswith(("Kilde: Oppdiktede tall", "Source: Invented figures"))


def test_what_is_split_says_so_in_its_titles(gallery: Gallery) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in gallery.presentation.slides]
    split = [title[-4:] for title in titles if title.endswith(("/2)", "/3)"))]
    numbered = ["1/2)", "2/2)"] if gallery.file.stem == "gallery" else []
    assert split == [*numbered, "1/2)", "2/2)", "1/3)", "2/3)", "3/3)"]


def test_openxml_audit_finds_no_error(gallery: Gallery) -> None:
    found = OpenXmlValidator().validate(gallery.file)
    assert [error.description for error in found.errors] == []


def test_the_lint_finds_nothing(gallery: Gallery) -> None:
    assert lint(gallery.file) == ()


def test_a_numbered_list_that_is_split_goes_on_counting(tmp_path: Path) -> None:
    slides = [
        slide for slide in Gallery("gallery", tmp_path).presentation.slides if slide.shapes.title.text.startswith("Fremgang")
    ]
    starts = [
        [number.get("startAt", "1") for number in slide.placeholders[1]._element.iter("{*}buAutoNum")] for slide in slides
    ]
    assert [set(each) for each in starts] == [{"1"}, {str(len(starts[0]) + 1)}]


def test_a_list_in_a_free_box_is_a_real_list(gallery: Gallery) -> None:
    slide = next(slide for slide in gallery.deck.slides if slide.role == "blank")
    box = slide.shapes[2].content
    assert isinstance(box, Text)
    assert box.levels[0].bullet == "•"
    assert box.levels[0].indent == -(box.levels[0].left or 0) != 0


@pytest.mark.long
def test_libreoffice_opens_every_slide_of_the_gallery(gallery: Gallery, tmp_path: Path) -> None:
    office, count = shutil.which("soffice"), shutil.which("pdfinfo")
    if not office or not count:
        pytest.skip("LibreOffice or pdfinfo is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(gallery.file)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    told = subprocess.run(
        [count, str(tmp_path / f"{gallery.file.stem}.pdf")], check=True, capture_output=True, text=True
    ).stdout
    assert f"Pages: {len(gallery.deck.slides)}" in " ".join(told.split())


@pytest.mark.parametrize("kind", ["chart", "table"])
def test_a_chart_or_table_takes_the_room_of_a_heading_and_a_source_that_are_not_there(project, kind: str) -> None:
    fields = "kind: chart, chart: column, categories: år, values: verk" if kind == "chart" else "kind: table, show: [år, verk]"
    frames: list[tuple[int, int]] = []
    for more in (", heading: Årsverk, source: SSB", ", source: SSB", ", heading: Årsverk", ""):
        spec = project(
            f"template: DEPMAL\ntitle: A\ndata: {{d: d.csv}}\nslides:\n  - {{title: B, from: d, {fields}{more}}}\n",
            **{"d.csv": "år;verk\n2012;1\n2013;2\n"},
        )
        plan = prepare(spec, {}, Problems())
        (slide,) = composed(plan, plan.groups[0], Problems()).deck.slides
        (frame,) = [shape.frame for shape in slide.shapes if isinstance(shape.content, Chart | Table)]
        assert frame is not None
        frames.append((frame.y, frame.y + frame.height))
    (top, bottom), *others = frames
    assert others == [(top - 360_000, bottom), (top, 6_156_000), (top - 360_000, 6_156_000)]
