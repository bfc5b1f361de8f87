"""Charts of many, long, negative and small things stay readable: names, legends, labels and axes."""

from dataclasses import replace

import pytest

from deckgen.errors import Problems
from deckgen.fit.chart import fit_chart
from deckgen.fit.scale import axis_format
from deckgen.model import Chart, Frame, Series, Value

FRAME = Frame(2_500_000, 2_052_000, 9_044_000, 3_744_000)
# fmt: off
COUNTIES = [
    "Østfold", "Akershus", "Oslo", "Hedmark", "Oppland", "Buskerud", "Vestfold", "Telemark", "Aust-Agder", "Vest-Agder",
    "Rogaland", "Hordaland", "Sogn", "Møre", "Sør-Trøndelag", "Nord-Trøndelag", "Nordland", "Troms", "Finnmark",
]
MONTHS = ["jan.", "feb.", "mars", "april", "mai", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "des."]
# fmt: on
LONG = (
    "Spesialundervisning og tilpasset opplæring i grunnskolen",
    "Barnevernstjeneste, omsorgstiltak utenfor familien",
    "Kommunehelsetjenesten inkludert legevaktordninger",
    "Samferdselsinfrastruktur og trafikksikkerhetstiltak",
    "Kultur, idrett og frivillighetssentraler",
    "Hjemmesykepleie og praktisk bistand",
)


def series(name: str, *numbers: float | None, **more) -> Series:
    values = tuple(map(Value, numbers))
    return Series(name, values, **{"labels": tuple(number is not None for number in numbers), **more})


def fitted(kind, categories, *parts: Series, **more) -> tuple[Chart, list[str]]:
    problems = Problems()
    chart = Chart(kind, tuple(map(str, categories)), parts, "nb", **{"legend": "none", **more})
    made = fit_chart(chart, FRAME, "Calibri", problems, None)
    return made, [problem.code for problem in problems.found]


# --- names along the axis ---


def test_nineteen_counties_have_their_names_and_labels_beside_bars():
    made, problems = fitted("bar", COUNTIES, series("Folketall", *range(100_000, 119_000, 1000)))
    assert not problems
    assert all(made.series[0].labels)
    assert made.style.category == 16


def test_names_without_room_beside_each_other_read_upwards():
    made, problems = fitted("column", COUNTIES, series("Prosjekt", *range(1, 20)))
    assert made.names_upright
    assert made.name_step == 1
    assert not problems
    few, _ = fitted("column", COUNTIES[:6], series("Prosjekt", *range(1, 7)))
    assert not few.names_upright


@pytest.mark.parametrize(
    ("names", "step"),
    [
        (range(2000, 2025), 2),
        (range(0, 106), 10),
        ([f"{month} {year}" for year in (2022, 2023, 2024) for month in MONTHS], 6),
    ],
)
def test_years_ages_and_months_say_every_so_many_names(names, step: int):
    made, problems = fitted("line", names, series("Søkere", *range(1, len(names) + 1), labels=()))
    assert made.name_step == step
    assert not made.names_upright
    assert not problems


def test_names_that_do_not_count_are_never_left_out():
    names = [f"Tiltak {'abcdefghijklmnopqrstuvwxyz'[at]} for kommune {at}" for at in range(26)]
    made, _ = fitted("column", names, series("Kroner", *range(1, 27), labels=()))
    assert made.name_step == 1


def test_questions_may_take_as_many_lines_as_bars_are_thick():
    names = ["Lederen min legger til rette for faglig utvikling og kompetanseheving i hele virksomheten hver dag"] * 3
    made, problems = fitted("bar", names, series("Andel", 1, 2, 3))
    assert not problems
    assert made.style.category == 20


# --- legends ---


def test_long_names_of_a_legend_take_two_lines_at_the_right():
    parts = [series(name, *[100] * 3) for name in LONG]
    made, problems = fitted("stacked_column", (2012, 2013, 2014), *parts, legend="right")
    assert "legend-crowded" not in problems
    assert made.legend_area is not None
    assert made.legend_area[2] <= 0.35


def test_a_legend_below_has_a_line_for_each_name_that_is_too_wide_to_stand_beside_another():
    parts = [series(name, *[100] * 3) for name in LONG]
    made, _ = fitted("stacked_column", (2012, 2013, 2014), *parts, legend="bottom")
    assert made.legend_area is not None
    lines = made.legend_area[3] * FRAME.height / 12_700 / made.style.legend
    assert lines >= len(LONG) * 1.2
    short, _ = fitted("stacked_column", (2012, 2013), series("Menn", 1, 2), series("Kvinner", 1, 2), legend="bottom")
    assert short.legend_area is not None
    assert short.legend_area[3] * FRAME.height / 12_700 / short.style.legend < 2


# --- labels ---


def test_a_chart_without_room_for_labels_shows_its_axis_instead():
    made, problems = fitted("column", COUNTIES, series("Folketall", *range(100_000, 119_000, 1000)))
    assert problems == ["labels-as-axis"]
    assert made.value_axis
    assert not any(made.series[0].labels)
    assert made.plot_area is not None
    assert made.plot_area[0] > 0.05  # room for the axis' numbers
    shown, problems = fitted("column", COUNTIES, series("Folketall", *range(1, 20)))
    assert not problems
    assert not shown.value_axis


def test_totals_stand_above_stacks_with_negative_parts():
    income, costs = series("Inntekter", 500, 400), series("Utgifter", -450, -500)
    total = series("Sum", 50, -100, role="total")
    made, _ = fitted("stacked_column", (2023, 2024), income, costs, total)
    assert made.maximum is not None
    assert made.minimum is not None
    assert made.plot_area is not None
    point = made.plot_area[3] / (made.maximum - made.minimum)
    assert made.series[-1].lifts == pytest.approx((450 * point, 500 * point), abs=1e-3)
    alone, _ = fitted("stacked_column", (2023, 2024), income, series("Andre", 1, 2), series("Sum", 501, 402, role="total"))
    assert alone.series[-1].lifts == ()


def test_labels_at_the_ends_of_lines_do_not_cover_each_other():
    ends = (151, 149, 148, 120, 95)
    parts = [series(str(end), 100, end, labels=(False, True)) for end in ends]
    made, problems = fitted("line", (2000, 2024), *parts)
    assert problems == ["labels-left-out"]
    assert [each.name for each in made.series if any(each.labels)] == ["151", "120", "95"]


def test_a_total_of_areas_is_left_out_where_the_area_rises_into_it():
    numbers = (100, 100, 400, 100, 100, 110, 120, 130)
    totals = series("Sum", *numbers, role="total")
    made, problems = fitted("stacked_area", range(8), series("A", *numbers, labels=()), totals)
    assert made.series[-1].labels == (True, False, True, False, True, True, True, True)
    assert problems == ["labels-left-out"]


# --- axes ---


def test_the_second_axis_has_the_decimals_of_its_steps():
    shares = series("Andel", 0.48, 0.61, role="line", second_axis=True, labels=())
    made, _ = fitted("column_line", (2023, 2024), series("Årsverk", 11_000, 12_000), shares)
    assert (made.second_minimum, made.second_maximum, made.second_unit) == (0, 0.8, 0.2)
    assert made.second_axis_format == "#,##0.0"
    assert made.plot_area is not None
    assert made.plot_area[1] > 0  # the upmost number stands half above the plot


@pytest.mark.parametrize(
    ("numbers", "ends", "written"),
    [
        ((0.012, 0.021), (0, 0.025, 0.005), "#,##0.000"),
        ((97.2, 101.4), (94, 102, 2), "#,##0"),
        ((-3.0, 4.0), (-4, 4, 2), "#,##0"),
        ((5.0, 5.0), (0, 5, 1), "#,##0"),
    ],
)
def test_lines_have_an_axis_that_ends_at_whole_steps(numbers, ends, written: str):
    made, _ = fitted("line", (2023, 2024), series("Rate", *numbers), value_axis=True)
    assert (made.minimum, made.maximum, made.unit) == pytest.approx(ends)
    assert made.axis_format == written


def test_lines_of_nothing_keep_powerpoints_own_axis():
    for numbers in ((0, 0), (None, None)):
        made, _ = fitted("line", (2023, 2024), series("Rate", *numbers), value_axis=True)
        assert (made.minimum, made.maximum) == (None, None)


def test_an_axis_format_keeps_what_is_no_decimal():
    assert axis_format("#,##0.00", 5000) == "#,##0"
    assert axis_format("#,##0", 2.5) == "#,##0.0"


def test_fitting_a_fitted_chart_changes_nothing():
    made, _ = fitted("column", COUNTIES, series("Folketall", *range(1, 20)))
    problems = Problems()
    assert fit_chart(replace(made), FRAME, "Calibri", problems, None) == made


def test_a_line_on_the_second_axis_covers_no_label_at_the_foot_of_a_column():
    columns = series("Gjeld", 200, 200, 200)
    high = series("Resultat", 3, 3, 3, role="line", second_axis=True, labels=())
    made, problems = fitted("column_line", (1, 2, 3), columns, high)
    assert all(made.series[0].labels)
    low = series("Resultat", 3, -2.5, 3, role="line", second_axis=True, labels=())
    made, problems = fitted("column_line", (1, 2, 3), columns, low)
    assert made.series[0].labels == (True, False, True)
    assert problems == ["labels-left-out"]


@pytest.mark.parametrize(("kind", "most"), [("column", 150), ("bar", 70), ("stacked_column", 150), ("stacked_bar", 70)])
def test_a_single_column_or_bar_does_not_fill_the_slide(kind: str, most: float):
    made, _ = fitted(kind, ["Oslo"], series("Folketall", 700_000))
    assert made.plot_area is not None
    length = made.plot_area[3] * FRAME.height if "bar" in kind else made.plot_area[2] * FRAME.width
    gap = made.style.stacked_gap if "stacked" in kind else made.style.gap
    assert length / 12_700 / (1 + gap / 100) == pytest.approx(most, rel=0.01)
    many, _ = fitted(kind, COUNTIES[:8], series("Folketall", *range(1, 9)))
    assert (many.style.gap, many.style.stacked_gap) == (45, 55)
