"""What people who make such decks have been bitten by."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pptx
import pytest
from lxml import etree
from PIL import Image

from deckgen.build import build_deck
from deckgen.errors import DeckgenError
from deckgen.powerpoint.read import read_presentation
from deckgen.powerpoint.view import ChartView, TableView

Project = Callable[..., Path]
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
HEAD = "template: DEPMAL\ntitle: Prøve\n"
NEED = "sted;år;tjeneste;verk\nVest;2020;Skole;3\nVest;2012;Skole;1\nAust;2020;Barnehage;4\nVest;2020;Barnehage;2\n"


@pytest.fixture
def spec(project: Project) -> Callable[..., Path]:
    """A project of slides in YAML's short form, and one dataset."""

    def write(*slides: str, data: str = NEED, head: str = HEAD, **files: str | bytes) -> Path:
        text = f"{head}data: {{d: d.csv}}\nslides:\n" + "".join(f"  - {slide}\n" for slide in slides)
        return project(text, **{"d.csv": data, **files})

    return write


def chart(fields: str, title: str = "Tittel") -> str:
    return f"{{kind: chart, title: {title}, from: d, {fields}}}"


def built(spec: Path) -> Path:
    return build_deck(spec, spec.with_suffix(".pptx")).file


def first_chart(file: Path) -> ChartView:
    return next(
        shape.content
        for slide in read_presentation(file).slides
        for shape in slide.shapes
        if isinstance(shape.content, ChartView)
    )


def chart_xml(file: Path) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(file).read("ppt/charts/chart1.xml"))


def texts(file: Path) -> str:
    return "\n".join(
        shape.text_frame.text for slide in pptx.Presentation(str(file)).slides for shape in slide.shapes if shape.has_text_frame
    )


def refusal(spec: Path) -> tuple[str, dict[str, object]]:
    with pytest.raises(DeckgenError) as caught:
        build_deck(spec, spec.with_suffix(".pptx"))
    problem = caught.value.problems[0]
    return problem.code, dict(problem.data)


# --- order ---


def test_categories_and_series_keep_the_order_of_the_data(spec: Callable[..., Path]) -> None:
    fields = "chart: column, categories: år, series: tjeneste, values: verk, filter: {sted: Vest}"
    found = first_chart(built(spec(chart(fields))))
    assert found.categories == ("2020", "2012")
    assert [series.name for series in found.series] == ["Skole", "Barnehage"]


def test_series_of_several_columns_keep_the_order_of_the_spec(spec: Callable[..., Path]) -> None:
    fields = "chart: line, categories: m, values: [z, a, k]"
    found = first_chart(built(spec(chart(fields), data="m;a;k;z\njan;1;2;3\nfeb;2;3;4\n")))
    assert [series.name for series in found.series] == ["z", "a", "k"]
    order = [
        int(each.get("val"))
        for each in chart_xml(spec("{kind: bullets, title: x, text: y}").with_suffix(".pptx")).iter(C + "order")
    ]
    assert order == sorted(order)


def test_rows_of_a_table_keep_the_order_of_the_data(spec: Callable[..., Path]) -> None:
    file = built(spec("{kind: table, title: T, from: d, show: [sted, år]}"))
    table = next(shape.content for shape in read_presentation(file).slides[0].shapes if isinstance(shape.content, TableView))
    assert [row[1] for row in table.rows[1:]] == ["2020", "2012", "2020", "2020"]


def test_horizontal_bars_show_the_first_row_on_top(spec: Callable[..., Path]) -> None:
    xml = chart_xml(built(spec(chart("chart: bar, categories: sted, values: verk, aggregate: sum"))))
    (axis,) = xml.iter(C + "catAx")
    assert axis.find(f"{C}scaling/{C}orientation").get("val") == "maxMin"


# --- what charts say of themselves ---


@pytest.mark.parametrize("kind", ["column", "bar", "line", "pie"])
def test_a_chart_without_a_heading_shows_none_also_with_one_series(spec: Callable[..., Path], kind: str) -> None:
    xml = chart_xml(built(spec(chart(f"chart: {kind}, categories: sted, values: verk, aggregate: sum"))))
    assert xml.find(f".//{C}autoTitleDeleted").get("val") == "1"
    assert xml.find(f"{C}chart/{C}title") is None


def test_zero_slices_carry_no_label(spec: Callable[..., Path]) -> None:
    xml = chart_xml(built(spec(chart("chart: pie, categories: svar, values: n"), data="svar;n\nJa;5\nNei;0\nKanskje;5\n")))
    deleted = [each.find(C + "idx").get("val") for each in xml.iter(C + "dLbl") if each.find(C + "delete") is not None]
    assert deleted == ["1"]


def test_a_total_of_zero_is_said_in_words(spec: Callable[..., Path]) -> None:
    file = built(spec(chart("chart: pie, categories: svar, values: n"), data="svar;n\nJa;0\nNei;0\n"))
    assert "Summen er null." in texts(file)
    assert not any(slide.has_chart for slide in pptx.Presentation(str(file)).slides[0].shapes)


@pytest.mark.parametrize(("language", "shown"), [("nb", "<\u00a01"), ("en", "< 1%")])
def test_a_share_above_zero_never_shows_as_zero(spec: Callable[..., Path], language: str, shown: str) -> None:
    slide = chart("chart: pie, categories: svar, values: n")
    xml = chart_xml(built(spec(slide, data="svar;n\nJa;900\nNei;3\n", head=f"{HEAD}language: {language}\n")))
    codes = {each.get("formatCode") for each in xml.iter(C + "numFmt")}
    assert all(
        "[<0.005]" in code and shown.replace(" ", "\u00a0").replace("\u00a0", "") in code.replace("\u00a0", "")
        for code in codes
    )


# --- any character ---

HOSTILE = "=1+1 & <b> \"'[x]: ]]> æøå 漢 😀"


def test_any_character_is_safe_in_names_of_series_sections_and_properties(spec: Callable[..., Path]) -> None:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    cell = HOSTILE.replace('"', '""')
    data = f'sted;tjeneste;verk\nVest;"{cell}";1\nAust;"{cell}";2\n'
    head = f"{HEAD}author: {quoted}\nsubject: {quoted}\nkeywords: {quoted}\nvalues: {{odd: {quoted}}}\n"
    slide = chart("chart: column, categories: sted, series: tjeneste, values: verk, section: '{{ odd }}'", "'{{ odd }}'")
    file = built(spec(slide, data=data, head=head))
    presentation = pptx.Presentation(str(file))
    assert presentation.slides[0].shapes.title.text_frame.text == HOSTILE
    assert first_chart(file).series[0].name == HOSTILE
    properties = presentation.core_properties
    assert (properties.author, properties.subject, properties.keywords) == (HOSTILE, HOSTILE, HOSTILE)
    assert [section[0] for section in read_presentation(file).sections] == [HOSTILE]


def test_links_may_hold_ampersands_letters_and_blanks(spec: Callable[..., Path]) -> None:
    address = "http://example.no/sak æøå?a=1&b=to ord"
    file = built(spec(f'{{kind: bullets, title: T, text: "- [saken](<{address}>)"}}'))
    (slide,) = pptx.Presentation(str(file)).slides
    (run,) = [run for p in slide.placeholders[1].text_frame.paragraphs for run in p.runs]
    assert unquote(run.hyperlink.address) == address
    assert " " not in run.hyperlink.address


# --- pictures ---

PICTURES_UNSHOWN = [
    ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("HEIC", b"\0\0\0\x18ftypheic" + bytes(40)),
    ("PDF", b"%PDF-1.4\n%%EOF\n"),
    ("EPS", b"%!PS-Adobe-3.0 EPSF-3.0\n"),
]


def picture(width: int, height: int, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    noise = hashlib.shake_128(b"x").digest(width * height * 3)
    Image.frombytes("RGB", (width, height), noise).save(out, kind, **options)
    return out.getvalue()


def test_a_picture_is_stored_once_and_no_larger_than_it_is_shown(spec: Callable[..., Path]) -> None:
    slide = "{kind: picture, title: En, picture: {file: b.png, alt: Et hus i snø}}"
    file = built(spec(slide, slide.replace("En", "To"), **{"b.png": picture(3000, 2200)}))
    stored = [name for name in zipfile.ZipFile(file).namelist() if name.startswith("ppt/media/image-")]
    pictures = [
        shape.image
        for s in pptx.Presentation(str(file)).slides
        for shape in s.placeholders
        if shape.placeholder_format.idx == 21
    ]
    assert len({image.sha1 for image in pictures}) == 1
    assert len([name for name in stored if Image.open(io.BytesIO(zipfile.ZipFile(file).read(name))).width > 1000]) == 1
    width, height = pictures[0].size
    assert min(width / (9_692_000 / 914_400), height / (6_858_000 / 914_400)) <= 221


@pytest.mark.parametrize(("kind", "data"), PICTURES_UNSHOWN)
def test_picture_kinds_that_powerpoint_cannot_show_are_refused_by_name(
    spec: Callable[..., Path], kind: str, data: bytes
) -> None:
    path = spec("{kind: picture, title: En, picture: {file: b.png, alt: Et hus i snø}}", **{"b.png": data})
    code, said = refusal(path)
    assert (code, said["kind"]) == ("picture-kind", kind)


# --- limits ---


def test_more_series_than_a_chart_can_hold_are_refused_with_the_limit(spec: Callable[..., Path]) -> None:
    data = "m;" + ";".join(f"s{n}" for n in range(7)) + "\njan" + ";1" * 7 + "\n"
    fields = "chart: line, categories: m, values: [" + ", ".join(f"s{n}" for n in range(7)) + "]"
    code, said = refusal(spec(chart(fields), data=data))
    assert (code, said["count"], said["limit"]) == ("too-many-series", 7, 6)


def test_more_points_than_a_chart_can_hold_are_refused_with_the_limit(spec: Callable[..., Path]) -> None:
    data = "x;y\n" + "".join(f"{n};{n}\n" for n in range(32_001))
    code, said = refusal(spec(chart("chart: scatter, x: x, values: y"), data=data))
    assert (code, said["count"], said["limit"]) == ("too-many-points", 32_001, 32_000)


# --- missing, and text as typed ---


def test_only_empty_cells_and_declared_symbols_are_missing(spec: Callable[..., Path]) -> None:
    found = first_chart(built(spec(chart("chart: column, categories: m, values: n"), data="m;n\nNA;1\nNone;\nnan;:\nnull;0\n")))
    assert found.categories == ("NA", "None", "nan", "null")
    assert found.series[0].values == (1.0, None, None, 0.0)


def test_a_word_that_is_no_symbol_makes_no_missing_number(spec: Callable[..., Path]) -> None:
    code, _ = refusal(spec(chart("chart: column, categories: m, values: n"), data="m;n\na;1\nb;NA\n"))
    assert code == "column-not-number"


@pytest.mark.parametrize("typed", ["1:30", "0301", "1E3", "12_000", "no", "2013-04-08", "1.0", "0x1F", "~", "null"])
def test_times_and_codes_in_a_spec_are_text_as_typed(spec: Callable[..., Path], typed: str) -> None:
    file = built(spec(f"{{kind: bullets, title: {typed}, text: {typed}}}"))
    (slide,) = pptx.Presentation(str(file)).slides
    assert slide.shapes.title.text_frame.text == typed


def test_language_no_asks_whether_bokmal_or_nynorsk(spec: Callable[..., Path]) -> None:
    code, _ = refusal(spec("{kind: bullets, title: T, text: x}", head=f"{HEAD}language: no\n"))
    assert code == "language-no"
