"""Charts: a dataset's rows → categories, series and what is shown of them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from deckgen.data import Cube, group, pivot, strongest, total, values
from deckgen.data.steps.aggregate import Missing
from deckgen.errors import fail
from deckgen.fields import Choice, Flag, Localized, Name, Names, Source, Whole, mark_of
from deckgen.kinds.alt_text import chart_alt, decimals
from deckgen.kinds.common import YEARS, DataFields
from deckgen.kinds.data_page import data_page, empty_page, heading_runs
from deckgen.kinds.decimals import decimals_of, format_of, share_format
from deckgen.kinds.missing import reasons
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import kind
from deckgen.language import phrase, round_half_up, word
from deckgen.model import Chart, ChartKind, Language, Paragraph, Run, Series, Text, Value
from deckgen.template.contrast import text_on

MOST_SERIES = 6  # as many as a theme has accents; more are told apart in a table, not in a chart
MOST_POINTS = 32_000  # in one series of a two-dimensional chart, PowerPoint's own limit
STACKED = ("stacked_column", "stacked_column_100", "stacked_bar", "stacked_bar_100", "stacked_area")
SLICED = ("pie", "doughnut")


class ChartFields(DataFields):
    """A native PowerPoint chart, with its numbers in a workbook that "Edit Data" opens."""

    naming_columns = ("categories", "series", "x", "values")

    chart: Annotated[Choice[ChartKind], Field(description="The chart's kind.")]
    categories: Annotated[
        Localized | None,
        Field(description="The column whose values stand along the axis; one for each language where they differ."),
    ] = None
    series: Annotated[
        Localized | None, Field(description="The column whose values are the series; one for each language where they differ.")
    ] = None
    values: Annotated[Names, Field(description="The column of numbers; several columns are a series each.")]
    names: Annotated[dict[Name, Localized], Field(description="What columns of `values` are called in the legend.")] = {}
    x: Annotated[Source | None, Field(description="For `scatter`: the column of numbers along the axis.")] = None
    aggregate: Annotated[
        Choice[Literal["sum"]] | None,
        Field(description="Add up several rows of one category and series; without it they are refused."),
    ] = None
    missing: Missing = None
    totals: Annotated[Flag, Field(description="Show each stack's total above it, summed before rounding.")] = False
    lines: Annotated[Names | None, Field(description="For `column_line`: the series that are lines.")] = None
    second_axis: Annotated[Flag, Field(description="For `column_line`: give the lines an axis of their own.")] = False
    decimals: Annotated[
        Whole | None,
        Field(
            description="How many decimals are shown; the workbook keeps them all. Where nothing is said none, or what the "
            "numbers have where all are less than 1."
        ),
    ] = None
    labels: Annotated[Flag, Field(description="Write the values on the chart.")] = True
    value_axis: Annotated[Flag, Field(description="Show the axis of values, with gridlines.")] = False
    category_title: Annotated[Localized | None, Field(description="What the categories are.")] = None
    value_title: Annotated[Localized | None, Field(description="What the values are, and their unit.")] = None
    second_title: Annotated[Localized | None, Field(description="What the values on the second axis are.")] = None
    legend: Annotated[Choice[Literal["right", "bottom", "none"]] | None, Field(description="Where the legend stands.")] = None
    highlight: Annotated[Source | None, Field(description="The category that is picked out, where there is one series.")] = None
    render: Annotated[
        Choice[Literal["native", "picture"]], Field(description="A native chart, or a picture of it drawn by matplotlib.")
    ] = "native"
    alt: Annotated[
        Localized | None, Field(description="An alternative text of one's own, instead of one made from the numbers.")
    ] = None

    def columns_named(self, language: Language) -> list[str]:
        """``names`` are columns, too, where these are the series and not the values of one."""
        return [*super().columns_named(language), *(() if self.series else self.names)]


@kind("chart", ChartFields)
def chart(fields: ChartFields, context: Context) -> Iterable[Page]:
    if context.rows is None:
        yield empty_page(fields, context)
        return
    _check(fields)
    if fields.chart == "scatter":
        yield _page(_scatter(fields, context), fields, context)
        return
    cube = _cube(fields, context)
    fields = _leaving_gaps(fields, cube, context)
    if fields.chart in SLICED:
        _check_slices(cube, fields)
        if said := _why_no_slices(cube, fields, context):
            yield _said_in_words(said, fields, context)
            return
    _warn_of_lines(fields, cube, context)
    yield _page(_chart(fields, cube, context), fields, context)


def _warn_of_lines(fields: ChartFields, cube: Cube, context: Context) -> None:
    """A group may lack a series, so that one that is to be a line and is not there is a warning."""
    column = context.said(fields.series).text if fields.series else ""
    absent = [name for name in fields.lines or () if context.word(column, name) not in cube.series]
    if absent:
        mark = mark_of(absent[0], fields.marks["lines"])
        context.problems.warning("line-absent", mark, names=tuple(absent), series=cube.series)


def _leaving_gaps(fields: ChartFields, cube: Cube, context: Context) -> ChartFields:
    """PowerPoint draws an area down to zero where a number is missing: the nearest kind that leaves a gap instead."""
    instead: dict[str, ChartKind] = {"area": "line", "stacked_area": "stacked_column"}
    lost = [name for name, line in zip(cube.series, cube.values, strict=True) if any(value.number is None for value in line)]
    if fields.chart not in instead or not lost:
        return fields
    kind = instead[fields.chart]
    context.problems.warning("area-with-gaps", fields.marks["chart"], chart=fields.chart, series=tuple(lost), instead=kind)
    return fields.model_copy(update={"chart": kind})


def _why_no_slices(cube: Cube, fields: ChartFields, context: Context) -> str:
    """Why a pie cannot be drawn: its whole is nothing, or is not known. "" where it can."""
    values, language = cube.values[0], context.language
    if any(value.number is None for value in values) and fields.missing != "skip":
        bare = Chart(fields.chart, cube.categories, (Series("", values),), language)
        why = reasons(bare, bare.series, named=True)
        context.problems.warning("shares-unknown", fields.marks["values"], chart=fields.chart, why=why)
        return phrase("shares_missing", language, why=why)
    return "" if any(value.number for value in values) else phrase("total_is_zero", language)


def _check_slices(cube: Cube, fields: ChartFields) -> None:
    """A whole has no negative part, nor parts that are all unknown."""
    for category, value in zip(cube.categories, cube.values[0], strict=True):
        if value.number is not None and value.number < 0:
            fail("slice-negative", fields.marks["values"], category=category, chart=fields.chart)
    if all(value.number is None for value in cube.values[0]):
        fail("slices-missing", fields.marks["values"], chart=fields.chart)


def _page(made: Chart, fields: ChartFields, context: Context) -> Page:
    alt = context.plain(fields.alt) or chart_alt(made, context.plain(fields.heading))
    shown = replace(made, as_picture=fields.render == "picture")
    return data_page("chart", "chart", shown, alt, fields, context, _notes(made))


def _check(fields: ChartFields) -> None:
    if fields.chart == "scatter":
        if fields.x is None:
            fail("field-needed", fields.mark, name="x", because="a scatter chart has numbers along both axes")
    elif fields.categories is None:
        fail("field-needed", fields.mark, name="categories", because="a chart needs something along its axis")
    if fields.totals and fields.chart not in ("stacked_column", "stacked_area"):
        fail("totals-not-here", fields.marks["totals"], chart=fields.chart)
    if fields.lines and fields.chart != "column_line":
        fail("lines-not-here", fields.marks["lines"], chart=fields.chart)
    if fields.chart == "column_line" and not fields.lines:
        fail("field-needed", fields.mark, name="lines", because="a column chart with a line must know which series is the line")


def _cube(fields: ChartFields, context: Context) -> Cube:
    assert context.rows is not None
    assert fields.categories is not None  # _check has seen to it
    series = context.said(fields.series).text if fields.series else None
    mark = fields.marks["values"]
    if series and len(fields.values) > 1:
        fail("fields-exclude", mark, first="series", second="several values")
    cube = pivot(
        context.rows,
        context.said(fields.categories).text,
        series,
        fields.values,
        mark,
        aggregate=fields.aggregate or "",
        skip=fields.missing == "skip",
    )
    limit = 1 if fields.chart in SLICED else MOST_SERIES
    if len(cube.series) > limit:
        fail("too-many-series", fields.mark, count=len(cube.series), limit=limit, chart=fields.chart)
    if fields.chart in SLICED and len(cube.categories) > MOST_SERIES:
        fail("too-many-slices", fields.mark, count=len(cube.categories), limit=MOST_SERIES, chart=fields.chart)
    if len(cube.categories) > MOST_POINTS:
        fail("too-many-points", fields.mark, count=len(cube.categories), limit=MOST_POINTS)
    return cube


def _scatter(fields: ChartFields, context: Context) -> Chart:
    """A series for each value of the column ``series``, or one for each column of ``values``."""
    assert context.rows is not None
    assert fields.x is not None  # _check has seen to it
    mark = fields.marks["values"]
    by = context.said(fields.series) if fields.series else None
    parts = group(context.rows, by.text, by.mark) if by else (("", context.rows),)
    if len(parts) * len(fields.values) > MOST_SERIES:
        fail("too-many-series", fields.mark, count=len(parts) * len(fields.values), limit=MOST_SERIES, chart="scatter")
    series: list[Series] = []
    for name, rows in parts:
        if len(rows) > MOST_POINTS:
            fail("too-many-points", fields.mark, count=len(rows), limit=MOST_POINTS)
        xs = values(rows, fields.x.text, fields.x.mark)
        for column in fields.values:
            fill = f"accent{len(series) + 1}"
            series.append(
                Series(
                    name or context.header(column, fields.names.get(column)),
                    values(rows, column, mark),
                    fill=fill,
                    label_color="tx1",
                    xs=xs,
                )
            )
    return _dressed(Chart("scatter", (), tuple(series), context.language), fields, context)


def _shared(cube: Cube) -> Cube:
    """The cube of a chart of shares: where a part is missing no share is known, and the whole stack is a gap."""
    stacks: list[tuple[Value, ...]] = []
    for stack in zip(*cube.values, strict=True):
        missing = {value.symbol for value in stack if value.number is None}
        stacks.append(tuple(Value(None, strongest(missing)) for _ in stack) if missing else stack)
    return replace(cube, values=tuple(zip(*stacks, strict=True)))


def _chart(fields: ChartFields, cube: Cube, context: Context) -> Chart:
    skip = fields.missing == "skip"
    if fields.chart.endswith("_100") and not skip:
        cube = _shared(cube)
    parts = tuple(_series(fields, cube, number, context) for number in range(len(cube.series)))
    if fields.totals:
        sums = tuple(total([series.values[at] for series in parts], skip=skip) for at in range(len(cube.categories)))
        shown = tuple(value.number is not None for value in sums)
        parts += (Series(word("total", context.language), sums, role="total", fill="tx1", label_color="tx1", labels=shown),)
    return _dressed(Chart(fields.chart, cube.categories, parts, context.language), fields, context)


def _dressed(made: Chart, fields: ChartFields, context: Context) -> Chart:
    """The chart with its formats, titles, legend and the template's style."""
    many = sum(series.role != "total" for series in made.series) > 1 or made.kind in SLICED
    first, second = (_format(made, fields, context, second_axis=side) for side in (False, True))
    return replace(
        made,
        number_format=first,
        second_number_format=second,
        x_format=_x_format(made),
        category_title=context.plain(fields.category_title),
        value_title=context.plain(fields.value_title),
        second_title=context.plain(fields.second_title),
        legend=fields.legend or ("right" if many else "none"),
        value_axis=bool(fields.value_axis) or made.kind in ("scatter", "area") or bool(fields.value_title),
        style=context.template.chart,
        corner=context.header(context.said(fields.categories).text) if fields.categories else "",
    )


def _format(made: Chart, fields: ChartFields, context: Context, *, second_axis: bool) -> str:
    """Of the numbers on one of the axes of values."""
    if made.kind in SLICED:
        return share_format(fields.decimals or 0, context.language)
    drawn = [series for series in made.series if series.role != "total" and series.second_axis == second_axis]
    numbers = [value.number for series in drawn for value in series.values]
    return format_of(decimals_of(fields.decimals, numbers, fields.marks["values"], context.problems))


def _x_format(made: Chart) -> str:
    """Of the numbers along a scatter's other axis: large ones in groups, unless they are years."""
    xs = [abs(value.number) for series in made.series for value in series.xs if value.number is not None]
    return "#,##0" if xs and max(xs) >= 1000 and not all(x in YEARS for x in xs) else "General"


def _series(fields: ChartFields, cube: Cube, number: int, context: Context) -> Series:
    name, values = cube.series[number], cube.values[number]
    theme = context.template.theme(context.language)
    lines = _lines(fields, context)
    fill = _fills(lines, cube)[number]
    is_line = name in lines
    inside = fields.chart in (*STACKED, *SLICED) or (fields.chart == "column_line" and not is_line)
    series = Series(
        name=_called(name, fields, context),
        values=values,
        role="line" if is_line else "part",
        second_axis=is_line and bool(fields.second_axis),
        fill=fill,
        label_color=text_on(fill, theme) if inside else "tx1",
        labels=_labels(fields, values, on_second_axis=is_line and bool(fields.second_axis)),
    )
    if fields.chart in SLICED:
        fills = tuple(f"accent{at + 1}" for at in range(len(values)))
        return replace(series, point_fills=fills, point_label_colors=tuple(text_on(each, theme) for each in fills))
    if fields.highlight and len(cube.series) == 1:
        assert fields.categories is not None  # _check has seen to it
        highlight = context.word(context.said(fields.categories).text, fields.highlight.text)
        if highlight not in cube.categories:
            fail("unknown-category", fields.highlight.mark, name=fields.highlight.text, possible=cube.categories[:20])
        return replace(series, point_fills=tuple("accent3" if c == highlight else fill for c in cube.categories))
    return series


def _called(name: str, fields: ChartFields, context: Context) -> str:
    """A series as the legend names it. The spec names values of a column as they stand in the data."""
    if fields.series is None:
        return context.header(name, fields.names.get(name))
    column = context.said(fields.series).text
    own = {context.word(column, value): text for value, text in fields.names.items()}
    return context.plain(own.get(name)) or name


def _lines(fields: ChartFields, context: Context) -> frozenset[str]:
    """The series that are lines."""
    column = context.said(fields.series).text if fields.series else ""
    return frozenset(context.word(column, name) for name in fields.lines or ())


def _fills(lines: frozenset[str], cube: Cube) -> tuple[str, ...]:
    """The accents in order; a line begins with the third, which is seen over the first two, or with the next that is free."""
    accents = [f"accent{number}" for number in range(1, MOST_SERIES + 1)]
    are_lines = [name in lines for name in cube.series]
    columns = accents[: are_lines.count(False)]
    others = [accent for accent in (*accents[2:], *accents[:2]) if accent not in columns]
    rest = {False: iter(columns), True: iter(others)}
    return tuple(next(rest[is_line]) for is_line in are_lines)


def _labels(fields: ChartFields, values: Sequence[Value], *, on_second_axis: bool = False) -> tuple[bool, ...]:
    """Which points say their value. Areas, and lines with an axis of their own, are read off their axes."""
    if not fields.labels or fields.chart in ("scatter", "area") or on_second_axis:
        return ()
    there = [value.number is not None for value in values]
    if fields.chart == "line":  # the last value alone: the eye follows the line to it
        last = max((at for at, is_there in enumerate(there) if is_there), default=-1)
        return tuple(at == last for at in range(len(values)))
    if fields.chart == "stacked_area":  # at its ends a label would stand half outside
        return tuple(bool(value.number) and 0 < at < len(values) - 1 for at, value in enumerate(values))
    if fields.chart in STACKED or fields.chart in SLICED:
        return tuple(bool(value.number) for value in values)
    return tuple(there)


def _notes(made: Chart) -> tuple[str, ...]:
    """What must be said below: that totals were summed before rounding, where the labels alone would not add up."""
    parts = [series for series in made.series if series.role == "part"]
    places = decimals(made.number_format)
    for series in made.series:
        if series.role != "total":
            continue
        for at, value in enumerate(series.values):
            shown = [round_half_up(part.values[at].number or 0.0, places) for part in parts]
            if value.number is not None and sum(shown) != round_half_up(value.number, places):
                return (word("totals_before_rounding", made.language),)
    return ()


def _said_in_words(said: str, fields: ChartFields, context: Context) -> Page:
    """A pie of nothing cannot be drawn: the slide says so, below what was to be seen and above where it is from."""
    heading, source = heading_runs(fields, context), context.plain(fields.source or context.source)
    lines = [heading, (Run(said, context.language),)]
    lines += [(Run(phrase("source_line", context.language, source=source), context.language),)] if source else []
    text = Text(tuple((Paragraph(runs, int(at == 1)),) for at, runs in enumerate(lines) if runs))  # the sentence is set larger
    return Page("definition", (context.text_shape("definition", "body", text, fields.mark),))
