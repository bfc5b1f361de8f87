"""A chart's numbers → what its labels say, about as PowerPoint shows it: for their widths."""

import re
from functools import lru_cache

from deckgen.fit.measure import LINE_HEIGHT, Level
from deckgen.model import Chart, Series

SLICED = ("pie", "doughnut")


def level(font: str, size: float) -> Level:
    """How words on a chart are set."""
    return Level(font, size, size * LINE_HEIGHT)


def number_at(series: Series, at: int) -> float:
    """The number of a point; 0 where there is none, as a stack adds it up."""
    number = series.values[at].number if at < len(series.values) else None
    return number or 0.0


def texts(chart: Chart, series: Series) -> list[str]:
    """What a series' labels say; "" where there is no number."""
    if chart.kind in SLICED:
        whole = sum(abs(number_at(series, at)) for at in range(len(series.values)))
        numbers = [value.number / whole if value.number is not None and whole else None for value in series.values]
        return [
            number_text(number, chart.number_format.split(";")[-1] + "%") if number is not None else "" for number in numbers
        ]
    written = chart.second_number_format if series.second_axis else chart.number_format
    return [number_text(value.number, written) if value.number is not None else "" for value in series.values]


@lru_cache(maxsize=1 << 13)
def number_text(number: float, number_format: str) -> str:
    """A number about as PowerPoint shows it: for its width, so the separators' own widths matter, not their kind."""
    plain = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", number_format).split(";")[0]
    decimals = len(re.findall(r"\.(0+)", plain)[0]) if re.search(r"\.0", plain) else 0
    if "%" in number_format:
        return f"{number * 100:.{decimals}f}\u00a0%"
    text = f"{number:,.{decimals}f}" if "," in plain else f"{number:.{decimals}f}"
    return text.replace(",", "\u00a0").replace("-", "\u2212")
