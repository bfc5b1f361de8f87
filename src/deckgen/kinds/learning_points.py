"""Learning points from data: themes with points and sub-points."""

from collections.abc import Iterable
from math import inf
from typing import Annotated

from pydantic import Field

from deckgen.data import Dataset, group, texts, values
from deckgen.fields import Flag, Localized, Source
from deckgen.kinds.common import DataFields
from deckgen.kinds.data_page import empty_page
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import kind
from deckgen.model import Group, Paragraph, Run, Text


class LearningPointsFields(DataFields):
    """Points with sub-points from data, a slide a theme; in titles the theme is called `theme`."""

    naming_columns = ("theme", "point", "sub_point", "order_by")

    theme: Annotated[Localized, Field(description="The column with the themes.")]
    point: Annotated[Localized, Field(description="The column with the points; rows of one point are its sub-points.")]
    sub_point: Annotated[
        Localized | None, Field(description="The column with the sub-points; empty where a point has none.")
    ] = None
    order_by: Annotated[
        Source | None,
        Field(description="A column of numbers to order the points by, largest first: how often they were reported."),
    ] = None
    together: Annotated[
        Flag, Field(description="All themes on one slide, each above its points, instead of a slide a theme.")
    ] = False


@kind("learning_points", LearningPointsFields)
def learning_points(fields: LearningPointsFields, context: Context) -> Iterable[Page]:
    if context.rows is None:
        yield empty_page(fields, context)
        return
    by = context.said(fields.theme)
    themes = group(context.rows, by.text, by.mark)
    if fields.together:
        groups = tuple(part for theme, rows in themes for part in _under(theme, _points(rows, fields, context, 1), context))
        yield _page(groups, fields, context)
        return
    for theme, rows in themes:
        page = _page(_points(rows, fields, context, 0), fields, context)
        yield Page(page.role, page.shapes, key=theme, names={"theme": theme})


def _said(rows: Dataset, column: Localized, context: Context) -> tuple[str, ...]:
    """The cells of the column for the slide's language."""
    named = context.said(column)
    return texts(rows, named.text, named.mark)


def _page(groups: tuple[Group, ...], fields: LearningPointsFields, context: Context) -> Page:
    return Page("bullets", (context.text_shape("bullets", "body", Text(groups), fields.mark),))


def _under(theme: str, points: tuple[Group, ...], context: Context) -> tuple[Group, ...]:
    """The theme keeps together with its first point."""
    head = Paragraph((Run(theme, context.language, bold=True),))
    return ((head, *points[0]), *points[1:])


def _points(rows: Dataset, fields: LearningPointsFields, context: Context, level: int) -> tuple[Group, ...]:
    """A group a point: the point and its sub-points."""
    points = _said(rows, fields.point, context)
    sub_points = _said(rows, fields.sub_point, context) if fields.sub_point else ("",) * len(rows)
    listed: dict[str, list[str]] = {}
    for point, sub_point in zip(points, sub_points, strict=True):
        under = listed.setdefault(point, [])
        if sub_point:
            under.append(sub_point)
    order = list(listed)
    if fields.order_by:
        weights: dict[str, float] = {}
        for point, value in zip(points, values(rows, fields.order_by.text, fields.order_by.mark), strict=True):
            weights[point] = max(weights.get(point, -inf), -inf if value.number is None else value.number)
        order.sort(key=lambda point: -weights[point])  # a stable sort: points reported as often keep the order of the data
    language = context.language
    return tuple(
        (
            Paragraph((Run(point, language),), level),
            *(Paragraph((Run(text, language),), level + 1) for text in listed[point]),
        )
        for point in order
    )
