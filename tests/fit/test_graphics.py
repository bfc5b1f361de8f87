from dataclasses import replace
from itertools import pairwise
from math import ceil

from hypothesis import given, settings
from hypothesis import strategies as st
from small import PLACES, TABLE, SmallTemplate, TableSizes, deck, slide, title

from deckgen.errors import Problems
from deckgen.fit import fit
from deckgen.fit.label_texts import number_text
from deckgen.fit.scale import round_end
from deckgen.fit.table import fit_table
from deckgen.model import Cell, Chart, Column, Placeholder, Row, Run, Series, Shape, Slide, Table, Value

FRAME = PLACES[TABLE].frame
REFERENCE = replace(FRAME, y=2_052_000, height=3_744_000)


def cell(text: str) -> Cell:
    return Cell((Run(text, "nb"),))


def table(*rows: Row, columns: int = 4) -> Table:
    numbers = tuple(Column(cell(str(2012 + at)), "right") for at in range(columns - 1))
    return Table((Column(cell("Kommune")), *numbers), rows)


def row(name: str, *, columns: int = 4, **more) -> Row:
    return Row((cell(name), *(cell("1 234") for _ in range(columns - 1))), key=name, **more)


def graphic(content: Table | Chart, frame=FRAME) -> Slide:
    return slide(title("Tittel"), Shape("object", "Object", content, Placeholder(TABLE, "obj"), frame=frame), role="table")


def tables(content: Table) -> tuple[list[Table], Problems]:
    problems = Problems()
    pages = fit(deck(graphic(content)), SmallTemplate(), problems).slides
    return [shape.content for page in pages for shape in page.shapes if isinstance(shape.content, Table)], problems


def chart_of(content: Chart, frame=REFERENCE) -> tuple[Chart, Problems]:
    problems = Problems()
    (page,) = fit(deck(graphic(content, frame)), SmallTemplate(), problems).slides
    found = page.shapes[1].content
    assert isinstance(found, Chart)
    return found, problems


def test_a_small_table_stands_at_the_first_size_in_rows_of_the_templates_height():
    (made,), problems = tables(table(*[row(name) for name in ("Meråker", "Time", "Grong")]))
    assert (made.size, made.row_height) == (22, 576_000)
    assert sum(column.width for column in made.columns) == FRAME.width
    assert not problems.found


def test_columns_of_numbers_are_alike():
    (made,), _ = tables(table(row("Meråker"), row("Time")))
    widths = [column.width for column in made.columns[1:]]
    assert max(widths) - min(widths) <= 1


def test_rows_come_closer_before_the_size_goes_down():
    (made,), _ = tables(table(*[row(str(at)) for at in range(6)]))
    assert (made.size, made.row_height) == (22, FRAME.height // 7)


def test_a_long_table_is_split_with_its_header_and_its_total_stays_with_a_row():
    made, problems = tables(table(*[row(str(at)) for at in range(20)], row("Sum", total=True)))
    assert len(made) == 3
    assert [len(part.rows) for part in made] == [7, 7, 7]
    assert not problems.found
    assert len({part.columns for part in made}) == 1


def test_a_text_column_wraps_to_two_lines_at_most():
    made, _ = tables(table(row("En kommune med et meget langt navn og et enda lengre prosjekt i tillegg, " * 2), row("Time")))
    assert made[0].size in (22, 20, 18, 16)


def test_a_row_of_two_lines_is_higher_than_the_rest():
    long = "Innherred samkommune, som er et samarbeid mellom Levanger og Verdal om barnehage og skole"
    (made,), _ = tables(table(row("Meråker"), row(long), row("Time")))
    assert made.size == 22
    assert made.row_height == 576_000
    assert [each.height for each in made.rows] == [0, ceil(2 * 22 * 1.22 * 12_700) + 72_000, 0]
    assert made.header_height == 0


def test_a_header_of_two_lines_is_higher_than_the_rows():
    columns = (
        Column(cell("Kommune")),
        Column(cell("Årsverk i tjenestene samlet per innbygger i kommunen og i hele fylket, som planen sa")),
    )
    (made,), _ = tables(Table(columns, tuple(Row((cell(name), cell("få")), name) for name in ("Meråker", "Time"))))
    assert (made.size, made.header_height) == (22, ceil(2 * 20 * 1.22 * 12_700) + 72_000)
    assert [each.height for each in made.rows] == [0, 0]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_rows_of_any_height_fill_no_more_than_the_frame(words):
    made, _ = tables(table(*[row(f"{at} " + "kommune " * (count // 3)) for at, count in enumerate(words)]))
    for part in made:
        assert part.size
        heights = [part.header_height or part.row_height, *(each.height or part.row_height for each in part.rows)]
        assert sum(heights) <= FRAME.height


def test_a_table_too_wide_is_refused():
    _, problems = tables(table(row("Meråker", columns=30), columns=30))
    assert [problem.code for problem in problems.found] == ["table-too-wide"]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 30), st.booleans(), st.booleans()), max_size=40))
def test_splitting_a_table_loses_no_row_and_keeps_those_together_that_fit(spec):
    rows = [
        row(f"{at} " + "kommune " * (words // 4), keep_with_next=keep, total=total)
        for at, (words, keep, total) in enumerate(spec)
    ]
    made, _ = tables(table(*rows))
    assert [each.key for part in made for each in part.rows] == [each.key for each in rows]
    for part, following in pairwise(made):
        chain = [each for each in rows if each.key in (part.rows[-1].key, following.rows[0].key)]
        assert not chain[0].keep_with_next or len(part.rows) + len(following.rows) > 6


def values(*numbers: float | None) -> tuple[Value, ...]:
    return tuple(Value(number) for number in numbers)


def stacked(**more) -> Chart:
    parts = (("Pleie og omsorg", (100.0, 120.0, 140.0)), ("Grunnskole", (80.0, 82.0, 80.0)), ("Barnehage", (40.0, 12.0, 45.0)))
    series = tuple(Series(name, values(*numbers), labels=(True,) * 3) for name, numbers in parts)
    total = Series("Sum", values(220.0, 214.0, 265.0), role="total", labels=(True,) * 3)
    return replace(Chart("stacked_column", ("2012", "2020", "2030"), (*series, total), "nb"), **more)


def test_the_reference_chart_is_laid_out_as_the_look_says():
    made, _ = chart_of(stacked())
    assert made.plot_area == (0.0, 0.0, 0.715, 0.885)
    assert made.legend_area == (0.735, 0.27, 0.265, 0.4)
    assert (made.minimum, made.maximum) == (0, 302.1)


def test_a_label_that_has_no_room_is_left_out_and_the_log_says_so():
    made, problems = chart_of(stacked())
    assert made.series[2].labels == (True, False, True)
    (problem,) = problems.found
    assert (problem.code, problem.severity) == ("labels-left-out", "warning")
    assert dict(problem.data) == {"labels": ("Barnehage (2020)",)}


def columns_and_line(*line: float | None, columns: tuple[float, ...] = (60.0, 60.0, 60.0)) -> tuple[bool, ...]:
    """Which columns keep their labels below a line."""
    behov = Series("Behov", values(*columns), labels=(True,) * 3)
    dekning = Series("Dekning", values(*line), role="line", labels=tuple(number is not None for number in line))
    made, _ = chart_of(Chart("column_line", ("2012", "2020", "2030"), (behov, dekning), "nb"))
    return made.series[0].labels


def test_a_column_keeps_its_label_below_a_line_that_does_not_come_near_its_foot():
    assert columns_and_line(41.0, 50.0, 63.0) == (True, True, True)
    assert columns_and_line(41.0, None, 63.0) == (True, True, True)


def test_a_column_has_no_label_where_a_line_crosses_its_foot():
    assert columns_and_line(41.0, 50.0, 2.0) == (True, True, False)
    assert columns_and_line(3.0, None, 63.0) == (False, True, True)


def test_a_column_lower_than_its_label_has_none_below_a_line():
    assert columns_and_line(50.0, 50.0, 50.0, columns=(60.0, 1.0, 60.0)) == (True, False, True)


def test_a_chart_of_one_series_has_no_legend_and_the_whole_width():
    made, _ = chart_of(Chart("column", ("2012", "2020"), (Series("Årsverk", values(10.0, 20.0), labels=(True, True)),), "nb"))
    assert (made.legend, made.legend_area) == ("none", None)
    assert made.plot_area is not None
    assert made.plot_area[2] == 1


def test_long_names_of_series_get_a_wider_legend():
    made, problems = chart_of(stacked(series=tuple(replace(each, name=each.name + " i kommunen") for each in stacked().series)))
    assert made.legend_area is not None
    assert made.legend_area[2] > 0.265
    assert "legend-crowded" not in [problem.code for problem in problems.found]


def test_names_beside_bars_get_the_room_they_need():
    names = ("Nord-Trøndelag fylkeskommune", "Time")
    made, _ = chart_of(Chart("bar", names, (Series("Årsverk", values(10.0, 20.0), labels=(True, True)),), "nb"))
    assert made.plot_area is not None
    x, _, width, _ = made.plot_area
    assert x > 0.3
    assert x + width == 1


def test_too_many_categories_are_told():
    names = tuple(f"Kommune {chr(97 + at // 20)}{chr(97 + at % 20)}" for at in range(40))
    series = Series("Årsverk", values(*range(1, 41)), labels=())
    _, problems = chart_of(Chart("column", names, (series,), "nb"))
    assert [problem.code for problem in problems.found] == ["categories-crowded"]


def test_a_scale_that_the_spec_has_set_is_kept():
    made, _ = chart_of(stacked(maximum=500.0))
    assert made.maximum == 500


def test_negative_values_have_room_below():
    made, _ = chart_of(Chart("column", ("a", "b"), (Series("s", values(-10.0, 20.0), labels=(True, True)),), "nb"))
    assert made.minimum is not None
    assert made.minimum <= -11.4


def test_an_axis_that_is_shown_ends_at_a_round_number():
    assert [round_end(number) for number in (0, 0.7, 9, 136.8, 1000, 1234)] == [0, 0.8, 10, 150, 1000, 1250]


def test_numbers_are_about_as_wide_as_powerpoint_writes_them():
    assert number_text(1234.56, "#,##0.0") == "1\u00a0234.6"
    assert number_text(0.1234, "0.0%") == "12.3\u00a0%"


def test_a_table_of_long_texts_wraps_to_more_lines_before_it_is_refused():
    note = "Avventer behandling i to kommunestyrer, og saken er utsatt til høsten på grunn av manglende saksgrunnlag"
    text = "Inngå interkommunal samarbeidsavtale om legevakt og responssenter"
    names = ("Tiltak", "Ansvarlig", "Status", "Merknad", "Kommentar")
    rows = (Row((cell(text), cell("Personal- og organisasjonsavdelingen"), cell("Pågår"), cell(note), cell(note)), key="1"),)
    wide = Table(tuple(Column(cell(name)) for name in names), rows)
    problems = Problems()
    (made,) = fit_table(wide, FRAME, "Calibri", TableSizes(), problems, None)
    assert not problems.found
    assert sum(column.width for column in made.columns) == FRAME.width
    assert made.rows[0].height > 3 * made.size * 12_700
    numbers = Table(tuple(Column(cell("Et-eneste-langt-ord-uten-ende-som-ikke-kan-deles"), "right") for _ in range(12)), ())
    fit_table(numbers, FRAME, "Calibri", TableSizes(), problems, None)
    assert [problem.code for problem in problems.found] == ["table-too-wide"]
