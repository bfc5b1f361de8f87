"""Charts drawn as pictures: of every kind, the same bytes each time, with nothing of a person's own settings in them."""

import io
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from deckgen.build import composed, prepare
from deckgen.errors import Problems
from deckgen.fit.chart import fit_chart
from deckgen.model import CHART_KINDS, Chart, Frame, Picture, Series, Value
from deckgen.plot import Drawing, draw
from deckgen.powerpoint.view import Theme

FRAME = Frame(2_500_000, 2_052_000, 9_044_000, 3_744_000)
COLORS = {"dk1": "12242D", "lt1": "FFFFFF", "dk2": "0B3A49", "lt2": "EDF3F2"}
ACCENTS = {"accent1": "0B3A49", "accent2": "20716F", "accent3": "D96C10"}
THEME = Theme("DEPMAL", tuple((COLORS | ACCENTS).items()), "Cambria", "Calibri")


def series(name: str, *numbers: float | None, **changes: object) -> Series:
    values = tuple(Value(number) for number in numbers)
    return Series(name, values, labels=tuple(number is not None for number in numbers), **changes)  # type: ignore[arg-type]


def chart(kind: str, *each: Series, **changes: object) -> Chart:
    names = tuple(str(2010 + 10 * at) for at in range(len(each[0].values)))
    return Chart(kind, names if kind != "scatter" else (), each, "nb", **changes)  # type: ignore[arg-type]


def example(kind: str) -> Chart:
    first, second = series("Skole", 44, 40, 43), series("Barnehage", 27, None, 34, fill="accent2")
    if kind in ("pie", "doughnut"):
        return chart(kind, replace(first, point_fills=("accent1", "accent2", "accent3")), number_format="0\u00a0%")
    if kind == "scatter":
        xs = tuple(Value(number) for number in (1, 2, 3))
        return chart(kind, replace(first, xs=xs), replace(second, xs=xs))
    if kind == "column_line":
        return chart(kind, first, replace(second, role="line", second_axis=True))
    return chart(kind, first, second)


def opened(drawing: Drawing) -> Image.Image:
    return Image.open(io.BytesIO(drawing.media.data))


def colors(drawing: Drawing) -> set[tuple[int, ...]]:
    image = opened(drawing).convert("RGBA")
    return {color[:3] for count, color in image.getcolors(1 << 24) or () if color[3] == 255 and count > 200}


def rgb(digits: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(digits))


@pytest.mark.parametrize("kind", CHART_KINDS)
def test_every_kind_is_drawn_in_the_themes_colours(kind: str) -> None:
    drawing = draw(example(kind), FRAME, THEME)
    assert {rgb("0B3A49"), rgb("20716F")} <= colors(drawing)


def test_a_picture_is_as_large_as_it_is_shown_and_transparent() -> None:
    image = opened(draw(example("column"), FRAME, THEME))
    assert image.size == pytest.approx((9_044_000 / 914_400 * 220, 3_744_000 / 914_400 * 220), abs=1)
    assert image.getpixel((0, 0))[3] == 0


def test_nothing_of_the_program_is_written_into_the_picture() -> None:
    drawing = draw(example("line"), FRAME, THEME)
    assert "Software" not in opened(drawing).info
    assert b"matplotlib" not in drawing.media.data


def test_the_same_chart_gives_the_same_bytes_whatever_a_persons_settings(tmp_path: Path) -> None:
    (tmp_path / "matplotlibrc").write_text("font.family: monospace\nlines.linewidth: 9\nsavefig.dpi: 30\naxes.facecolor: red\n")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import test_plot as t;"
        "print(t.draw(t.example('stacked_column'), t.FRAME, t.THEME).media.digest)"
    )
    environment = {**os.environ, "MATPLOTLIBRC": str(tmp_path), "PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati"}
    told = subprocess.run(
        [sys.executable, "-c", program, str(Path(__file__).parent)],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert told.stdout.strip() == draw(example("stacked_column"), FRAME, THEME).media.digest


def test_matplotlib_is_not_imported_before_a_picture_is_asked_for() -> None:
    program = "import sys, deckgen.kinds, deckgen.plot; print('matplotlib' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"


def test_drawing_changes_none_of_matplotlibs_settings() -> None:
    import matplotlib

    before = dict(matplotlib.rcParams)
    draw(example("bar"), FRAME, THEME)
    assert dict(matplotlib.rcParams) == before


def test_a_label_without_room_is_left_out_and_named() -> None:
    low = series("Barnehage", 1, 30, 30, fill="accent2")
    drawing = draw(chart("stacked_column", series("Skole", 99, 70, 70), low), FRAME, THEME)
    assert drawing.left_out == (("Barnehage", "2010"),)


def test_names_that_overlap_are_told() -> None:
    many = chart("column", series("Skole", *range(1, 60)))
    assert draw(many, FRAME, THEME).crowded
    assert not draw(example("column"), FRAME, THEME).crowded


@pytest.mark.parametrize("name", ["$a_1$", "100 % & <b>", "Kárášjohka", "linje\nto", "漢字", "\\frac", "😀"])
def test_any_name_is_drawn_as_text(name: str) -> None:
    named = replace(example("stacked_column"), categories=(name, "b", "c"), value_title=name)
    assert draw(named, FRAME, THEME).media.width > 1000


@pytest.mark.parametrize("numbers", [(0, 0, 0), (None, None, None), (-3, 0, 5), (1e12, 1, 2), (-1, -2, -3)])
@pytest.mark.parametrize("kind", ["column", "stacked_bar", "line", "stacked_area", "pie", "column_line"])
def test_odd_numbers_are_drawn_too(kind: str, numbers: tuple[float | None, ...]) -> None:
    second = series("Linje", *numbers, role="line", second_axis=True)
    each = (series("Skole", *numbers), second) if kind == "column_line" else (series("Skole", *numbers),)
    assert draw(chart(kind, *each, value_axis=True), FRAME, THEME).media.height > 500


def test_the_first_bar_is_on_top() -> None:
    fills = ("accent3", "accent1", "accent1")
    image = opened(draw(chart("bar", series("Dager", 9, 9, 9, point_fills=fills)), FRAME, THEME)).convert("RGBA")
    orange = [y for y in range(image.height) if image.getpixel((image.width // 2, y))[:3] == rgb("D96C10")]
    assert orange
    assert max(orange) < image.height / 2


# --- what fit has decided holds for pictures, too ---


def drawn_in(project, fields: str, data: str):
    """The picture of a slide's one chart, and the codes of what was told."""
    head = "template: DEPMAL\ntitle: A\ndata: {d: d.csv}\nslides:\n"
    spec = project(f"{head}  - {{title: B, from: d, kind: chart, render: picture, {fields}}}\n", **{"d.csv": data})
    problems = Problems()
    plan = prepare(spec, {}, problems)
    (slide,) = composed(plan, plan.groups[0], problems).deck.slides
    (picture,) = [shape.content for shape in slide.shapes if isinstance(shape.content, Picture)]
    return picture, [problem.code for problem in problems.warnings]


def test_a_picture_shows_the_chart_as_it_was_fitted(project) -> None:
    data = "sted;folk\n" + "".join(f"Kommunen {chr(65 + at)}berg;{at * 10_000 + 100_000}\n" for at in range(19))
    picture, told = drawn_in(project, "chart: column, categories: sted, values: folk", data)
    assert told == ["labels-as-axis"]
    assert picture.chart.names_upright
    assert picture.chart.value_axis
    assert picture.media.width / picture.media.height == pytest.approx(9_044_000 / (6_156_000 - 1_692_000), rel=0.01)


@pytest.mark.parametrize("legend", ["right", "bottom"])
@pytest.mark.parametrize("kind", CHART_KINDS)
def test_every_fitted_kind_is_drawn(kind: str, legend: str) -> None:
    names = ("Spesialundervisning og tilpasset opplæring i grunnskolen", "Barnevernstjeneste, omsorgstiltak utenfor familien")
    base = example(kind)
    renamed = tuple(replace(each, name=name) for each, name in zip(base.series, names, strict=False))
    problems = Problems()
    fitted = fit_chart(replace(base, series=renamed, legend=legend, value_axis=True), FRAME, "Calibri", problems, None)
    assert opened(draw(fitted, FRAME, THEME)).size[0] > 2000


def test_every_so_many_names_and_large_numbers_of_a_scatter_are_drawn_as_they_are_written() -> None:
    years = replace(chart("line", series("Rate", *range(1, 41))), categories=tuple(map(str, range(1985, 2025))))
    problems = Problems()
    fitted = fit_chart(years, FRAME, "Calibri", problems, None)
    assert fitted.name_step > 1
    assert draw(fitted, FRAME, THEME) != draw(replace(fitted, name_step=1), FRAME, THEME)
    points = chart("scatter", replace(series("A", 1, 2), xs=(Value(10_000), Value(60_000))))
    grouped, plain = (
        fit_chart(replace(points, x_format=code), FRAME, "Calibri", problems, None) for code in ("#,##0", "General")
    )
    assert draw(grouped, FRAME, THEME) != draw(plain, FRAME, THEME)
