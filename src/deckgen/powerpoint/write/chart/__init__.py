"""A chart → its part (c:chartSpace), by pure functions over values; the cells that it names are the workbook's."""

from deckgen.powerpoint.write.cells import MAX_POINTS, MAX_SERIES
from deckgen.powerpoint.write.chart.part import chart_part

__all__ = ["MAX_POINTS", "MAX_SERIES", "chart_part"]
