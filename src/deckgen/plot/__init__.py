"""A chart → a picture of it, drawn by matplotlib in the template's colours and faces, as near to the native one as it goes.

The same chart in the same frame gives the same bytes with the same matplotlib and fonts: nothing of a person's own settings
enters, and nothing of the program is written into the file. A face that is not installed is drawn in its metric-compatible one.
"""

# pyright: reportUnknownMemberType=false

import hashlib
import io
import warnings
from dataclasses import dataclass
from functools import lru_cache

from deckgen.model import Chart, Frame, Media
from deckgen.powerpoint.view import Theme

__all__ = ["Drawing", "draw"]

DPI = 220  # what PowerPoint itself keeps for print
EMU_PER_INCH = 914_400


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart's picture. ``left_out`` names series and category of each label without room; ``crowded``: names overlap."""

    media: Media
    left_out: tuple[tuple[str, str], ...] = ()
    crowded: bool = False


@lru_cache(maxsize=16)
def draw(chart: Chart, frame: Frame, theme: Theme) -> Drawing:
    """The chart as a PNG with a transparent ground, as large as ``frame`` shows it."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from deckgen.plot.canvas import Canvas, settings
    from deckgen.plot.drawing import draw_chart
    from deckgen.plot.layout import laid_out

    width, height = frame.width / EMU_PER_INCH, frame.height / EMU_PER_INCH
    with matplotlib.rc_context(settings(theme)), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # drawn as an empty box, as PowerPoint does
        figure = Figure(figsize=(width, height), dpi=DPI)
        FigureCanvasAgg(figure)
        canvas = Canvas(figure, theme, width * 72, height * 72)
        layout = laid_out(chart, canvas)
        left_out = draw_chart(chart, layout, canvas)
        out = io.BytesIO()
        figure.savefig(out, format="png", dpi=DPI, transparent=True, metadata={"Software": None})
        pixels = figure.canvas.get_width_height()
    data = out.getvalue()
    media = Media(hashlib.sha256(data).hexdigest(), "image/png", *pixels, data)
    return Drawing(media, left_out, layout.crowded)
