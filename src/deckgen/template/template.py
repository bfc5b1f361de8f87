"""The values that a template is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from deckgen.errors import Mark, closest, fail
from deckgen.model import ChartStyle, Language, Placeholder
from deckgen.powerpoint.view import LayoutView, PlaceholderView, Theme, View
from deckgen.template.rules import FitRule

LOOK = (".yaml", ".pptx", ".potx", ".png", ".jpg", ".jpeg")  # the kinds of file that a deck's look can come from


def look_files(folder: Path) -> tuple[Path, ...]:
    """The files in a template's folder that a deck's look can come from."""
    return tuple(sorted(file for file in folder.rglob("*") if file.suffix.lower() in LOOK and file.is_file()))


@dataclass(frozen=True)
class Role:
    """What a layout serves for. ``places`` name its placeholders by what they are for and hold their idx."""

    name: str
    layouts: Mapping[Language, str]  # the layout's name, by language
    dark: bool  # the ground, for the symbol's colours
    places: Mapping[str, int]
    pictures: tuple[int, ...]
    rules: Mapping[str, FitRule]


@dataclass(frozen=True)
class Symbol:
    """A department's symbol, for light and for dark grounds. ``alt`` is its alternative text by language."""

    light: Path
    dark: Path
    alt: Mapping[Language, str]


@dataclass(frozen=True)
class TableStyle:
    """Sizes to try, and the height of a row of the first size (EMU); the others are in proportion."""

    sizes: tuple[float, ...] = (22, 20, 18, 16)
    row: int = 576_000


@dataclass(frozen=True)
class Template:
    """A template as the stages use it. Built by ``load_template``, which has seen to it that all that it names is there."""

    name: str
    file: Path
    fingerprint: str
    masters: Mapping[Language, str]
    roles: Mapping[str, Role]
    symbols: Mapping[str, Symbol]
    view: View = field(repr=False)
    chart: ChartStyle = ChartStyle()
    table: TableStyle = TableStyle()

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that the template's look comes from."""
        return look_files(self.file.parent)

    @cached_property
    def _layouts(self) -> dict[tuple[str, str], LayoutView]:
        return {(master.name, layout.name): layout for master in self.view.masters for layout in master.layouts}

    @cached_property
    def _placeholders(self) -> dict[tuple[str, int], PlaceholderView]:
        return {
            (layout.part, placeholder.idx): placeholder
            for master in self.view.masters
            for layout in master.layouts
            for placeholder in layout.placeholders
        }

    @cached_property
    def _places(self) -> dict[tuple[str, str], Placeholder]:
        places = [(role, name, idx) for role in self.roles for name, idx in self.roles[role].places.items()]
        return {(role, name): self._as_placeholder(role, idx) for role, name, idx in places}

    def role(self, name: str) -> Role:
        """Raises DeckgenError, without a place, where the template has no such role; so do those below that take a role."""
        if name not in self.roles:
            near = closest(name, self.roles)
            fail("no-role", None, role=name, template=self.name, nearest=near, possible=tuple(self.roles) or ("none",))
        return self.roles[name]

    def layout(self, role: str, language: Language) -> LayoutView:
        layouts = self.role(role).layouts
        if language not in layouts:
            fail("no-layout-for-language", None, role=role, template=self.name, language=language)
        return self._layouts[self.masters[language], layouts[language]]

    def placeholder(self, layout_part: str, idx: int) -> PlaceholderView:
        """Raises KeyError where the layout has no such placeholder."""
        return self._placeholders[layout_part, idx]

    def place(self, role: str, place: str) -> Placeholder | None:
        """The placeholder that a role uses for something ("title", "body", "source" …), if its layout has one."""
        self.role(role)
        return self._places.get((role, place))

    def picture_places(self, role: str) -> tuple[Placeholder, ...]:
        return tuple(self._as_placeholder(role, idx) for idx in self.role(role).pictures)

    def rule(self, role: str, name: str) -> FitRule | None:
        return self.role(role).rules.get(name)

    def theme(self, language: Language) -> Theme:
        return next(master.theme for master in self.view.masters if master.name == self.masters[language])

    def symbol(self, name: str, mark: Mark) -> Symbol:
        if name not in self.symbols:
            fail("unknown-symbol", mark, name=name, template=self.name, possible=tuple(self.symbols))
        return self.symbols[name]

    def _as_placeholder(self, role: str, idx: int) -> Placeholder:
        language = next(iter(self.role(role).layouts))  # they have the same places in all
        view = self.placeholder(self.layout(role, language).part, idx)
        return Placeholder(idx, view.type)


Ground = Literal["light", "dark"]
