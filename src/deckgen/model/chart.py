"""A chart: categories, series, and what is shown of them."""

from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from deckgen.model.text import Language
from deckgen.model.value import Value

ChartKind: TypeAlias = Literal[
    "column",
    "stacked_column",
    "stacked_column_100",
    "bar",
    "stacked_bar",
    "stacked_bar_100",
    "line",
    "area",
    "stacked_area",
    "pie",
    "doughnut",
    "scatter",
    "column_line",
]
CHART_KINDS: tuple[str, ...] = get_args(ChartKind)


@dataclass(frozen=True, slots=True)
class Shade:
    """A theme colour, duller and lighter: each in per cent, as Office reckons them (HSL; ``lum_off`` is added last)."""

    color: str
    sat_mod: int = 100
    lum_mod: int = 100
    lum_off: int = 0


@dataclass(frozen=True, slots=True)
class ChartStyle:
    """What the template says of charts. Sizes in points, gaps in per cent of a column's width."""

    label: float = 20
    total: float = 24
    category: float = 20
    legend: float = 20
    axis: float = 16
    stacked_gap: int = 55
    gap: int = 45
    line_width: float = 3.0  # points
    smallest_segment: float = 26.0  # points: a lower segment carries no label
    axis_color: Shade = Shade("tx2", sat_mod=16, lum_mod=50, lum_off=41)  # 6F858C where dk2 is 0B3A49
    grid_color: Shade = Shade("tx2", sat_mod=18, lum_mod=25, lum_off=75)  # C3CDD1, nearest to C3D1D0


@dataclass(frozen=True, slots=True)
class Series:
    """One value a category; a scatter has an x for each value as well.

    ``role``: a "part" is drawn by the chart's own kind; a "total" stands above its stack as a label and is summed from the
    parts by a formula in the workbook; a "line" is drawn as a line over columns, on the second axis where ``second_axis``.
    """

    name: str
    values: tuple[Value, ...]
    role: Literal["part", "total", "line"] = "part"
    second_axis: bool = False
    fill: str = "accent1"  # a theme colour
    label_color: str = "bg1"  # a theme colour that can be read on ``fill``
    labels: tuple[bool, ...] = ()  # which points carry a label; () is none
    xs: tuple[Value, ...] = ()
    point_fills: tuple[str, ...] = ()  # pie and doughnut: a theme colour a slice; bars: one highlighted
    point_label_colors: tuple[str, ...] = ()  # pie and doughnut: what can be read on each; () is label_color on all
    lifts: tuple[float, ...] = ()  # how much higher labels stand than their points, in fractions of the frame; set by fit


@dataclass(frozen=True, slots=True)
class Chart:
    """``plot_area`` and ``legend_area`` are x, y, width, height in fractions of the chart's frame.

    They are set by fit, with the ends and steps of the axes, the formats of their numbers, and how category names stand.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    language: Language
    number_format: str = "#,##0"  # invariant, as the file stores it; PowerPoint shows it in the reader's way
    second_number_format: str = "#,##0"
    category_title: str = ""
    value_title: str = ""
    second_title: str = ""
    legend: Literal["right", "bottom", "none"] = "right"
    value_axis: bool = False  # shown, with gridlines, where values must be read
    maximum: float | None = None  # of the value axis
    minimum: float | None = None
    unit: float | None = None  # from one gridline to the next
    second_maximum: float | None = None
    second_minimum: float | None = None
    second_unit: float | None = None
    axis_format: str = ""  # of the numbers along the value axis; "" is ``number_format``
    second_axis_format: str = ""
    x_format: str = "General"  # of the numbers along a scatter's other axis
    name_step: int = 1  # every how-manieth category is named
    names_upright: bool = False  # they read upwards
    plot_area: tuple[float, float, float, float] | None = None
    legend_area: tuple[float, float, float, float] | None = None
    as_picture: bool = False  # fit draws a picture of it, which is shown in its place
    style: ChartStyle = ChartStyle()
    sheet: str = "Data"  # the workbook's one sheet
    corner: str = ""  # what the categories are, in the workbook's upper left cell
