"""The legend of a picture: a sample and a name each."""

# matplotlib's types leave much open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from deckgen.model import Chart
from deckgen.plot.canvas import Canvas, text_width, wrapped
from deckgen.plot.layout import Layout


def draw_legend(chart: Chart, layout: Layout, canvas: Canvas) -> None:
    """A sample and a name each: below each other at the right, beside each other at the foot."""
    if layout.legend is None:
        return
    x, y, width, height = (
        part * of for part, of in zip(layout.legend, (canvas.width, canvas.height, canvas.width, canvas.height), strict=True)
    )
    size, ink = chart.style.legend, canvas.color("tx1")
    names = [name for name, _, _ in layout.entries]
    if chart.legend == "right":
        names = [wrapped(name, width - size * 1.6, size) for name in names]
        most = size * (2.4 if all("\n" not in name for name in names) else 3.2)
        pitch = min(height / len(names), most)
        top = canvas.height - y - height / 2 + pitch * len(names) / 2
        places = [(x, top - pitch * (at + 0.5)) for at in range(len(names))]
    else:
        places = _rows(names, size, x, canvas.height - y - height, width, height)
    for name, (_, fill, is_line), (left, middle) in zip(names, layout.entries, places, strict=True):
        _sample(left, middle, fill, is_line, chart, canvas)
        start = left + size * (1.6 if is_line else 0.9)
        canvas.figure.text(
            start / canvas.width,
            middle / canvas.height,
            name,
            fontsize=size,
            color=ink,
            va="center_baseline",
            ha="left",
            linespacing=1.0,
        )


def _rows(names: Sequence[str], size: float, x: float, foot: float, width: float, height: float) -> list[tuple[float, float]]:
    """Where names stand at the foot: beside each other, else in columns as wide as the widest."""
    widths = [text_width(name, size) + size * 2.4 for name in names]
    if sum(widths) <= width:
        gap = max((width - sum(widths)) / len(widths), 6.0)
        return [(x + gap / 2 + sum(widths[:at]) + gap * at, foot + height / 2) for at in range(len(widths))]
    columns = max(int(width // max(widths)), 1)
    rows = ceil(len(names) / columns)
    left = x + (width - columns * max(widths)) / 2
    return [(left + at % columns * max(widths), foot + height * (1 - (at // columns + 0.5) / rows)) for at in range(len(names))]


def _sample(left: float, middle: float, fill: str, is_line: bool, chart: Chart, canvas: Canvas) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Rectangle

    size, color, figure = chart.style.legend, canvas.color(fill), canvas.figure
    if is_line:
        xs, ys = [left / canvas.width, (left + size * 1.2) / canvas.width], [middle / canvas.height] * 2
        figure.add_artist(Line2D(xs, ys, color=color, linewidth=chart.style.line_width, solid_capstyle="round"))
        return
    if chart.kind == "scatter":
        figure.add_artist(Line2D([(left + 5) / canvas.width], [middle / canvas.height], marker="o", color=color, markersize=9))
        return
    side = size * 0.5
    corner = (left / canvas.width, (middle - side / 2) / canvas.height)
    figure.add_artist(Rectangle(corner, side / canvas.width, side / canvas.height, color=color))
