"""The labels of a picture: written where they have room, remembered where they have not."""

# pyright: reportUnknownMemberType=false

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

from deckgen.model import Chart, Series
from deckgen.plot.canvas import Canvas
from deckgen.plot.layout import Layout, label_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Side: TypeAlias = Literal["middle", "above", "below", "left", "right"]
GAP = 4.0  # points between a mark and the label beside it
_ALIGNED: dict[Side, tuple[str, str, tuple[float, float]]] = {
    "middle": ("center", "center_baseline", (0.0, 0.0)),
    "above": ("center", "bottom", (0.0, GAP)),
    "below": ("center", "top", (0.0, -GAP)),
    "left": ("right", "center_baseline", (-GAP, 0.0)),
    "right": ("left", "center_baseline", (GAP, 0.0)),
}


@dataclass
class Labels:
    """Where labels are written. ``left_out`` holds series and category of those without room."""

    chart: Chart
    canvas: Canvas
    layout: Layout
    left_out: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])

    @property
    def settled(self) -> bool:
        """Whether fit has decided which labels have room."""
        return self.chart.plot_area is not None

    def text(self, series: Series, at: int) -> str:
        return label_text(self.chart, series, at)

    def leave_out(self, series: Series, at: int) -> None:
        names = self.chart.categories
        self.left_out.append((series.name, names[at] if at < len(names) else str(at + 1)))

    def write(self, axes: Axes, text: str, point: tuple[float, float], side: Side, series: Series, color: str = "") -> None:
        """A label at a point of the data, or beside it."""
        across, up, offset = _ALIGNED[side]
        total = series.role == "total"
        plate = {"facecolor": self.canvas.color("bg1"), "edgecolor": "none", "pad": 1.5}
        axes.annotate(
            text,
            point,
            offset,
            textcoords="offset points",
            ha=across,
            va=up,
            fontsize=self.chart.style.total if total else self.chart.style.label,
            fontweight="bold" if total else "normal",
            color=self.canvas.color(color or series.label_color),
            zorder=4,
            bbox=plate if series.role == "line" else None,  # else it could not be read where it falls on a column
            annotation_clip=False,
        )
