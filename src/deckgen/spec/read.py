"""Reads a spec: YAML nodes → fields of their models, each slide by its kind. All errors come at once."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from deckgen.errors import Mark, Problems, closest, fail
from deckgen.fields import MarkedDict, MarkedList, MarkedStr, Node, Source, read_fields, read_yaml
from deckgen.kinds import Kind, kinds
from deckgen.kinds.common import SlideFields
from deckgen.project import Project, find_project
from deckgen.spec.fields import DeckFields, RepeatFields, SettingsFields


@dataclass(frozen=True, slots=True)
class SlideSpec:
    """One slide of the spec. Its kind may make several of it. ``hole_names`` is every word that stands in a hole of it."""

    kind: Kind
    fields: SlideFields
    hole_names: frozenset[str] = frozenset()

    @property
    def mark(self) -> Mark:
        return self.fields.mark


@dataclass(frozen=True, slots=True)
class Repeat:
    """Slides that are made for each group. A group is names and their values."""

    groups: tuple[dict[str, Source], ...]
    slides: tuple["Item", ...]
    mark: Mark


Item: TypeAlias = SlideSpec | Repeat


@dataclass(frozen=True, slots=True)
class Spec:
    """A spec as read. ``file`` is its path from the project's folder, ``fingerprint`` the sha-256 of its bytes."""

    path: Path
    file: str
    project: Project
    fields: DeckFields
    settings: SettingsFields
    slides: tuple[Item, ...]
    fingerprint: str
    hole_names: frozenset[str] = frozenset()  # every word that stands in a hole somewhere


def load_spec(path: Path, problems: Problems) -> Spec:
    """Read a spec and the project's settings. Raises DeckgenError with all errors found; warnings go to ``problems``."""
    data = _bytes(path)
    project = find_project(path)
    file = project.shown(path)
    found = Problems()
    settings = _settings(project, found, problems)
    node = read_yaml(data, file, problems)
    fields = read_fields(_as_mapping(node, file), DeckFields, found)
    slides = _items(fields.slides if fields else _raw_slides(node), found)
    _refuse_same_ids(slides, found)
    found.raise_errors()
    assert fields is not None  # an error would have been raised
    if not slides:
        fail("no-slides", fields.marks.get("slides", fields.mark))
    return Spec(path, file, project, fields, settings, slides, hashlib.sha256(data).hexdigest(), _hole_names(data.decode()))


def _hole_names(text: str) -> frozenset[str]:
    return frozenset(word for hole in re.findall(r"{{(.*?)}}", text, re.DOTALL) for word in re.findall(r"\w+", hole))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        folder = path.parent
        names = sorted(entry.name for entry in folder.glob("*.y*ml")) if folder.is_dir() else []
        fail("spec-missing", None, file=str(path), nearest=closest(path.name, names))
    except OSError as error:
        fail("file-unreadable", None, file=str(path), why=error.strerror or str(error))


def load_settings(project: Project, problems: Problems) -> SettingsFields:
    """What the decks of a project share. Raises DeckgenError with all that is wrong with it."""
    found = Problems()
    settings = _settings(project, found, problems)
    found.raise_errors()
    return settings


def _settings(project: Project, found: Problems, problems: Problems) -> SettingsFields:
    if project.settings is None:
        return SettingsFields.model_validate({})
    file = project.shown(project.settings)
    node = read_yaml(_bytes(project.settings), file, problems)
    if isinstance(node, MarkedStr) and not node:  # an empty file, or comments alone: the folder's mark, no settings
        return SettingsFields.model_validate({})
    return read_fields(_as_mapping(node, file), SettingsFields, found) or SettingsFields.model_validate({})


def _as_mapping(node: Node, file: str) -> MarkedDict:
    if not isinstance(node, MarkedDict):
        fail("spec-not-mapping", getattr(node, "mark", Mark(file)))
    return node


def _raw_slides(node: Node) -> list[Any]:
    """The slides of a spec with faults elsewhere, so that theirs are reported too."""
    slides = _at(node, "slides") if isinstance(node, MarkedDict) else None
    return slides if isinstance(slides, list) else []


def _items(nodes: list[Any], found: Problems) -> tuple[Item, ...]:
    items = [_item(node, found) for node in nodes]
    return tuple(item for item in items if item is not None)


def _item(node: Any, found: Problems) -> Item | None:
    if not isinstance(node, MarkedDict):
        found.error("slide-not-mapping", node.mark)
        return None
    if "repeat" in node:
        return _repeat(node, found)
    name = _at(node, "kind")
    if not isinstance(name, MarkedStr):
        near = closest("kind", node, 0.75)
        mark = node.key_marks.get(near, node.mark)
        found.error("kind-missing", mark, possible=tuple(kinds()), nearest="kind" if near else "")
        return None
    kind = kinds().get(str(name))
    if kind is None:
        nearest = closest(str(name), kinds())
        found.error("unknown-kind", name.mark, name=str(name), nearest=nearest, possible=tuple(kinds()))
        return None
    fields = read_fields(node, kind.fields, found)
    return SlideSpec(kind, fields, frozenset[str]().union(*map(_hole_names, _texts(node)))) if fields else None


def _refuse_same_ids(items: Iterable[Item], found: Problems) -> None:
    """By its ``id`` a slide is found again, so that no other may have it; those that a repetition makes of one are one here."""
    places: dict[str, Mark] = {}
    for name in _ids(items):
        first = places.setdefault(name.text, name.mark)
        if first is not name.mark:
            found.error("id-twice", name.mark, id=name.text, first=first.line)


def _ids(items: Iterable[Item]) -> Iterator[Source]:
    for item in items:
        if isinstance(item, Repeat):
            yield from _ids(item.slides)
        elif item.fields.id:
            yield item.fields.id


def _texts(node: Node) -> Iterator[str]:
    """Every text in a node."""
    match node:
        case MarkedDict():
            for each in node.values():
                yield from _texts(each)
        case MarkedList():
            for each in node:
                yield from _texts(each)
        case _:
            yield str(node)


def _repeat(node: MarkedDict, found: Problems) -> Repeat | None:
    fields = read_fields(node, RepeatFields, found)
    slides = _items(fields.slides if fields else _raw_slides(node), found)
    if fields is None:
        return None
    groups = _at(node, "repeat")
    assert isinstance(groups, MarkedList)
    for group, each in zip(fields.repeat, groups, strict=True):
        if group.keys() != fields.repeat[0].keys():
            found.error("groups-differ", each.mark)
            break
    return Repeat(tuple(fields.repeat), slides, fields.mark)


def _at(node: MarkedDict, name: str) -> Node | None:
    return next((value for key, value in node.items() if key == name), None)
