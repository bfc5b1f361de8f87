"""The slide kinds and chart kinds → their pages, with the examples that ``docs/examples/`` holds and the tests build."""

import re
from pathlib import Path
from textwrap import dedent

from deckgen.kinds import DataFields, SlideFields, kinds
from deckgen.kinds.blank import BoxFields
from deckgen.kinds.chart import MOST_POINTS, MOST_SERIES, SLICED, STACKED
from deckgen.kinds.picture_fields import PictureFields
from deckgen.language import word
from deckgen.model.chart import CHART_KINDS
from reference.fields import about, heading, table

PAGE = "kinds.md"
EXAMPLES = Path(__file__).resolve().parent.parent.parent / "docs" / "examples"

CHARTS = {
    "column": "Compares amounts, side by side where there are several series.",
    "stacked_column": "Shows parts and, with `totals: yes`, their sum above each stack.",
    "stacked_column_100": "Shows how shares change; every column is as high.",
    "bar": "Compares amounts with long names; the first row of the data stands on top.",
    "stacked_bar": "Shows parts of amounts with long names.",
    "stacked_bar_100": "Shows shares of amounts with long names.",
    "line": "Shows change over time; only the last value of each line carries a label.",
    "area": "Shows one amount over time.",
    "stacked_area": "Shows parts of a sum over time; `totals: yes` writes the sum above.",
    "pie": "Shows shares of one whole, in per cent.",
    "doughnut": "Shows shares of one whole, in per cent.",
    "scatter": "Shows how two amounts go together: `x` along the axis, `values` upward.",
    "column_line": "Shows columns and, by `lines`, a line; `second_axis: yes` gives the line an axis of its own.",
}


def kinds_page() -> str:
    parts = ["# Slide kinds\n"]
    links = ", ".join(f"[`{name}`](#{name})" for name in kinds())
    parts.append(f"Each entry under `slides:` begins with its kind. Kinds: {links}.\n")
    parts.append("The examples are the slides of [one spec](../examples/kinds.yaml), which builds as it stands.\n")
    parts.append(f"## Every slide\n\n{about(SlideFields)}\n\n{table(SlideFields, PAGE)}")
    parts.append("A slide needs a `title` or a `hidden_title`.\n")
    parts.append(f"## Slides with data\n\n{about(DataFields)}\n\n{table(DataFields, PAGE, SlideFields)}")
    for name, kind in kinds().items():
        base = DataFields if issubclass(kind.fields, DataFields) else SlideFields
        beside = "[every slide](#every-slide)"
        beside += " and [slides with data](#slides-with-data)" if base is DataFields else ""
        parts.append(f"## {name}\n\n{about(kind.fields)}\n\n{table(kind.fields, PAGE, base)}")
        parts.append(f"Beside these: the fields of {beside}.\n")
        parts += [_block(slide) for slide in slides("kinds.yaml") if _said(slide, "kind") == name]
    for model in (PictureFields, BoxFields):
        parts.append(f"## {heading(model)}\n\n{about(model)}\n\n{table(model, PAGE)}")
    return "\n".join(parts)


def charts_page() -> str:
    if tuple(CHARTS) != CHART_KINDS:
        raise ValueError("a chart kind is not described in tools/reference/kinds.py")
    parts = ["# Charts\n"]
    parts.append(
        "Every chart is a native PowerPoint chart in the theme's colours, and its numbers lie unrounded in the workbook"
    )
    parts.append("that *Edit Data* opens. The fields are those of [the slide kind `chart`](kinds.md#chart).\n")
    parts.append(f"- A chart tells apart {MOST_SERIES} series, a pie or doughnut {MOST_SERIES} slices. A series holds")
    parts.append(f"  {MOST_POINTS:,} points at most. More are refused.".replace(",", " "))
    parts.append("- Labels that do not fit where they stand are left out, and a warning says which; the data keep them.")
    parts.append("- The alternative text is written from the numbers, unless `alt` gives one.\n")
    parts.append("The examples are the slides of [one spec](../examples/charts.yaml), which builds as it stands.\n")
    parts.append("| `chart:` | in PowerPoint | what for |\n|---|---|---|")
    parts += [f"| [`{name}`](#{name}) | {_called(name)} | {what} |" for name, what in CHARTS.items()]
    for name in CHARTS:
        parts.append(f"\n## {name}\n\n{CHARTS[name]}{_limits(name)}\n")
        parts += [_block(slide) for slide in slides("charts.yaml") if _said(slide, "chart") == name]
    return "\n".join(parts).replace("\n\n", "\n\n")


def slides(file: str) -> list[str]:
    """The slides of an example, as they are written."""
    text = (EXAMPLES / file).read_text("utf-8").partition("\nslides:\n")[2]
    return [dedent(part).strip() for part in re.split(r"^(?=  - kind:)", text, flags=re.MULTILINE) if part.strip()]


def _said(slide: str, field: str) -> str:
    found = re.search(rf"^(?:- |  ){field}: (\w+)$", slide, re.MULTILINE)
    return found[1] if found else ""


def _block(slide: str) -> str:
    return f"```yaml\n{slide}\n```\n"


def _called(name: str) -> str:
    return " / ".join(dict.fromkeys(word(f"chart.{name}", language) for language in ("en", "nb")))


def _limits(name: str) -> str:
    if name in SLICED:
        return " One series, and no total of zero: that is said in words instead."
    return " Its labels stand inside the parts." if name in STACKED else ""
