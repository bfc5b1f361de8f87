"""Finds a template and reads it: ``template.yaml`` and the PowerPoint file beside it → ``Template``."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field

from deckgen.errors import DeckgenError, Mark, Problems, closest, fail
from deckgen.fields import (
    Choice,
    DecimalNumber,
    Fields,
    Flag,
    LanguageCode,
    MarkedDict,
    Number,
    Source,
    Whole,
    WholeNumber,
    read_fields,
    read_yaml,
)
from deckgen.model import ChartStyle, Language, LevelFormat
from deckgen.powerpoint.read import read_presentation
from deckgen.powerpoint.view import LayoutView, View
from deckgen.project import Project
from deckgen.template.rules import FitRule
from deckgen.template.template import Role, Symbol, TableStyle, Template, look_files

DESCRIPTION = "template.yaml"
COLORS = ("tx1", "tx2", "bg1", "bg2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink")

Points: TypeAlias = Annotated[float, DecimalNumber(1, 400)]
Sizes: TypeAlias = Annotated[list[Annotated[list[Points], Field(min_length=1)]], Field(min_length=1)]
Spacings: TypeAlias = list[Annotated[list[Annotated[float, DecimalNumber(0, 400)]], Field(min_length=1)]]
Emu: TypeAlias = Annotated[int, WholeNumber(-51_206_400, 51_206_400)]  # as far as the format's text goes


class LevelFields(Fields):
    """What a rule sets for one level beyond its size and spacing."""

    font: Choice[Literal["major", "minor"]] | None = None
    color: Source | None = None
    bold: Flag | None = None
    left: Emu | None = None
    indent: Emu | None = None
    tab: Emu | None = None
    bullet: Source | None = None
    line: Number | None = None


class RuleFields(Fields):
    """How a text may step down before it is split or refused."""

    place: Source
    sizes: Sizes
    before: Spacings = []
    levels: list[LevelFields] = []
    lines: Whole | None = None
    grow: Flag = False
    split: Flag = False
    split_sizes: Sizes = []
    split_before: Spacings = []
    split_left: Emu | None = None


class RoleFields(Fields):
    """Which layout serves for what."""

    layout: dict[LanguageCode, Source]
    ground: Choice[Literal["light", "dark"]] = "light"
    places: dict[str, Whole]
    pictures: list[Whole] = []
    fit: dict[str, RuleFields] = {}


class SymbolFields(Fields):
    """A symbol's two pictures and its alternative text by language."""

    light: Source
    dark: Source
    alt: dict[LanguageCode, Source]


class TableFields(Fields):
    """Sizes of tables."""

    sizes: Annotated[list[Points], Field(min_length=1)] = [22, 20, 18, 16]
    row: Whole = 576_000


class DescriptionFields(Fields):
    """``template.yaml``."""

    name: Source
    file: Source
    masters: dict[LanguageCode, Source]
    symbols: dict[str, SymbolFields] = {}
    chart: Annotated[dict[str, Number], Field(description="Fields of ChartStyle.")] = {}
    table: TableFields = TableFields()
    roles: dict[str, RoleFields]


def find_template(name: str, project: Project, mark: Mark) -> Path:
    """The template's folder: a path in the project, a name in its ``templates/``, or one that comes with deckgen."""
    inside = project.path(name, mark)
    for folder in (inside, project.path(f"templates/{name}", mark), *(root / name for root in _built_in())):
        if (folder / DESCRIPTION).is_file():
            return folder
    known = sorted(
        {
            path.parent.name
            for root in (project.root / "templates", *_built_in())
            for path in root.glob(f"*/{DESCRIPTION}")
            if path.is_file()
        }
    )
    nearest = closest(name, known)
    fail("unknown-template", mark, name=name, nearest=nearest, possible=tuple(known))


def _built_in() -> tuple[Path, ...]:
    """Where the templates lie that come with deckgen: in the installed package, or in the checkout it runs from."""
    package = Path(__file__).resolve().parent.parent
    return tuple(folder for folder in (package / "templates", package.parent.parent / "templates") if folder.is_dir())


def load_template(folder: Path, problems: Problems) -> Template:
    """Read a template's folder. Raises DeckgenError with all that is amiss, above all layouts and places it names and lacks."""
    description = folder / DESCRIPTION
    shown = f"{folder.name}/{DESCRIPTION}"
    node = read_yaml(description.read_bytes(), shown, problems)
    if not isinstance(node, MarkedDict):
        fail("template-not-mapping", getattr(node, "mark", Mark(shown)))
    found = Problems()
    fields = read_fields(node, DescriptionFields, found)
    found.raise_errors()
    assert fields is not None  # an error would have been raised
    file = _inside(folder, fields.file)
    data = _bytes(file, fields.file)
    try:
        view = read_presentation(data, f"{folder.name}/{fields.file.text}", slides=False)
    except DeckgenError as error:
        raise DeckgenError(error.problems) from error
    _check_masters(fields, view, found)
    found.raise_errors()
    roles = {name: _role(name, role, fields, view, found) for name, role in fields.roles.items()}
    symbols = {name: _symbol(symbol, folder, found) for name, symbol in fields.symbols.items()}
    found.found[:] = dict.fromkeys(found.found)  # bokmål and nynorsk lack the same layout together
    found.raise_errors()
    return Template(
        name=fields.name.text,
        file=file,
        fingerprint=fingerprint(folder),
        masters={language: name.text for language, name in _languages(fields.masters).items()},
        roles=roles,
        symbols=symbols,
        view=view,
        chart=_chart_style(fields),
        table=TableStyle(tuple(fields.table.sizes), fields.table.row),
    )


def fingerprint(folder: Path) -> str:
    """The sha-256 of all that a template's look comes from: its description, its PowerPoint file and its symbols."""
    digest = hashlib.sha256()
    for file in look_files(folder):
        digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _inside(folder: Path, name: Source) -> Path:
    """A file that a template names: it lies in the template's own folder."""
    return Project(folder).path(name.text, name.mark)


def _bytes(file: Path, name: Source) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        fail("file-unreadable", name.mark, file=name.text, why=error.strerror or str(error))


def _color(source: Source) -> str:
    if source.text not in COLORS and not re.fullmatch("[0-9A-Fa-f]{6}", source.text):
        near = closest(source.text, COLORS)
        fail("unknown-color", source.mark, name=source.text, nearest=near, possible=COLORS)
    return source.text


def _languages(by_language: Mapping[Language, Source]) -> dict[Language, Source]:
    """Nynorsk and bokmål stand in for each other where only one is given."""
    norwegian = by_language.get("nb") or by_language.get("nn")
    found: dict[Language, Source] = {}
    for language in ("nb", "nn"):
        value = by_language.get(language) or norwegian
        if value:
            found[language] = value
    if "en" in by_language:
        found["en"] = by_language["en"]
    return found


def _check_masters(fields: DescriptionFields, view: View, found: Problems) -> None:
    names = tuple(master.name for master in view.masters)
    for source in dict.fromkeys(fields.masters.values()):
        if source.text not in names:
            near = closest(source.text, names)
            found.error("no-master", source.mark, name=source.text, nearest=near, possible=names)
    masters = _languages(fields.masters)
    for role in fields.roles.values():
        for language, layout in role.layout.items():
            if language not in masters:
                found.error("no-master-for-language", layout.mark, language=language, name=layout.text)


def _role(name: str, fields: RoleFields, description: DescriptionFields, view: View, found: Problems) -> Role:
    layouts = {master.name: {layout.name: layout for layout in master.layouts} for master in view.masters}
    masters = _languages(description.masters)
    by_language = _languages(fields.layout)
    for language, layout in by_language.items():
        master = masters[language]
        if layout.text not in layouts[master.text]:
            possible = tuple(layouts[master.text])
            nearest = closest(layout.text, possible)
            found.error("no-layout", layout.mark, name=layout.text, master=master.text, nearest=nearest, possible=possible)
        else:
            _check_places(fields, layouts[master.text][layout.text], found)
    for rule in fields.fit.values():
        if rule.place.text not in fields.places:
            near = closest(rule.place.text, fields.places)
            possible = tuple(fields.places)
            found.error("rule-without-place", rule.place.mark, place=rule.place.text, nearest=near, possible=possible)
    rules = {key: _rule(rule) for key, rule in fields.fit.items()}
    texts: dict[Language, str] = {language: layout.text for language, layout in by_language.items()}
    return Role(name, texts, fields.ground == "dark", dict(fields.places), tuple(fields.pictures), rules)


def _check_places(fields: RoleFields, layout: LayoutView, found: Problems) -> None:
    there = {placeholder.idx for placeholder in layout.placeholders}
    for place, idx in (*fields.places.items(), *(("pictures", idx) for idx in fields.pictures)):
        if idx not in there:
            mark = fields.marks.get("places", fields.mark)
            found.error("no-placeholder", mark, place=place, idx=idx, layout=layout.name)


def _rule(fields: RuleFields) -> FitRule:
    return FitRule(
        place=fields.place.text,
        sizes=_steps(fields.sizes),
        before=_steps(fields.before),
        levels=tuple(_level(level) for level in fields.levels),
        lines=fields.lines,
        grow=bool(fields.grow),
        split=bool(fields.split),
        split_sizes=_steps(fields.split_sizes),
        split_before=_steps(fields.split_before),
        split_left=fields.split_left,
    )


def _level(fields: LevelFields) -> LevelFormat:
    return LevelFormat(
        font=fields.font,
        color=_color(fields.color) if fields.color else None,
        bold=fields.bold,
        left=fields.left,
        indent=fields.indent,
        tab=fields.tab,
        bullet=fields.bullet.text if fields.bullet else None,
        line=fields.line,
    )


def _steps(steps: list[list[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(tuple(step) for step in steps)


def _symbol(fields: SymbolFields, folder: Path, found: Problems) -> Symbol:
    light, dark = _inside(folder, fields.light), _inside(folder, fields.dark)
    for path, source in ((light, fields.light), (dark, fields.dark)):
        if not path.is_file():
            found.error("picture-missing", source.mark, file=source.text, nearest="")
    alt: dict[Language, str] = {language: text.text for language, text in _languages(fields.alt).items()}
    return Symbol(light, dark, alt)


def _chart_style(fields: DescriptionFields) -> ChartStyle:
    kinds = {field.name: field.type for field in dataclass_fields(ChartStyle)}
    values: dict[str, Any] = {}
    for name, value in fields.chart.items():
        if name not in kinds:
            nearest = closest(name, kinds)
            fail(
                "unknown-field",
                fields.marks.get("chart", fields.mark),
                name=name,
                nearest=nearest,
                possible=tuple(kinds),
                more="",
            )
        values[name] = int(value) if kinds[name] is int else value
    return ChartStyle(**values)
