"""Rows grouped into lines: a county, then its projects, joint ones with their members."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from deckgen.data import Dataset, group, texts
from deckgen.fields import Choice, Source
from deckgen.kinds.common import DataFields
from deckgen.kinds.data_page import empty_page
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import kind
from deckgen.language import sort_key
from deckgen.model import Paragraph, Run, Text


class ProjectListFields(DataFields):
    """One line a group: its name, then its projects. A project of several members is written with them in brackets."""

    naming_columns = ("group", "project", "member")

    group: Annotated[Source, Field(description="The column that the lines are grouped by.")]
    project: Annotated[Source, Field(description="The column with the projects' names.")]
    member: Annotated[Source | None, Field(description="The column with the members of joint projects.")] = None
    order: Annotated[
        Choice[Literal["data", "alphabet"]], Field(description="The order of the lines: as in the data, or by the alphabet.")
    ] = "data"


@kind("project_list", ProjectListFields)
def project_list(fields: ProjectListFields, context: Context) -> Iterable[Page]:
    if context.rows is None:
        yield empty_page(fields, context)
        return
    groups = list(group(context.rows, fields.group.text, fields.group.mark))
    if fields.order == "alphabet":
        groups.sort(key=lambda item: sort_key(item[0], context.language))
    lines = tuple((_line(name, rows, fields, context),) for name, rows in groups)
    yield Page("project_list", (context.text_shape("project_list", "body", Text(lines), fields.mark),))


def _line(name: str, rows: Dataset, fields: ProjectListFields, context: Context) -> Paragraph:
    language = context.language
    label = Run(name, language, bold=True, color="tx2")
    return Paragraph((label, Run("\t" + ", ".join(projects(rows, fields.project, fields.member)), language)))


def projects(rows: Dataset, project: Source, member: Source | None) -> list[str]:
    """The projects in the order of their first rows: "Grong", "Innherred samkommune (Levanger, Verdal)"."""
    names = texts(rows, project.text, project.mark)
    members = texts(rows, member.text, member.mark) if member else names
    joint: dict[str, list[str]] = {}
    for name, one in zip(names, members, strict=True):
        listed = joint.setdefault(name, [])
        if one not in listed:
            listed.append(one)
    return [name if listed in ([name], [""]) else f"{name} ({', '.join(listed)})" for name, listed in joint.items()]
