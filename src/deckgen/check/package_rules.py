"""Rules over a package: that parts, their types, what they refer to and the presentation's ids agree with each other."""

from collections.abc import Iterator

from deckgen.check.rule import File, FileRule, doubles
from deckgen.errors import Problem
from deckgen.powerpoint.package import CONTENT_TYPES
from deckgen.powerpoint.read.nodes import P, R, attribute, child, children, integer

_FIRST_SLIDE, _FIRST_MASTER = 256, 2**31  # the format's bounds for ids: slides lie between, masters and layouts from the second


def content_types(file: File) -> Iterator[Problem]:
    """Each part has a type, and each type that is given to a part has its part."""
    package = file.package
    for override in package.xml(CONTENT_TYPES).iterchildren("{*}Override"):
        part = attribute(override, "PartName")
        if part not in package:
            yield file.problem("type-of-absent-part", part)
    for part in package.names:
        if part != CONTENT_TYPES and not package.content_type(part):
            yield file.problem("type-missing", part)


def relationships(file: File) -> Iterator[Problem]:
    """What a part refers to is there, under an id of its own."""
    package = file.package
    for part in ("/", *_sources(file)):
        for each in package.relationships(part).values():
            if not each.external and each.target not in package:
                yield file.problem("relationship-dangling", part, target=each.target, id=each.id)
        rels = _rels_of(part)
        if rels in package:
            ids = (attribute(each, "Id") for each in package.xml(rels).iterchildren("{*}Relationship"))
            for identity in doubles(ids):
                yield file.problem("relationship-double", part, id=identity)


def references(file: File) -> Iterator[Problem]:
    """Each relationship id that a part uses is one of its own."""
    package = file.package
    for part in package.names:
        if not part.endswith(".xml") or part == CONTENT_TYPES:
            continue
        known = package.relationships(part)
        used = {
            value
            for element in package.xml(part).iter("*")
            for name, value in element.attrib.items()
            if name.startswith(R) and value and value not in known
        }
        for identity in sorted(used):
            yield file.problem("relationship-unknown", part, id=identity)


def reachable(file: File) -> Iterator[Problem]:
    """Each part can be come to from the package, through what parts refer to."""
    package = file.package
    seen: set[str] = set()
    ahead = ["/"]
    while ahead:
        for each in package.relationships(ahead.pop()).values():
            target = each.target.lower()
            if not each.external and target not in seen and target in package:
                seen.add(target)
                ahead.append(each.target)
    for part in package.names:
        if part.lower() not in seen and part != CONTENT_TYPES and not part.endswith(".rels"):
            yield file.problem("part-unreferenced", part, "warning")


def presentation_ids(file: File) -> Iterator[Problem]:
    """Masters and layouts share one row of ids; slides have another; each is used once and lies where the format wants it."""
    package = file.package
    main = package.main
    root = package.xml(main)
    masters = [attribute(each, "id") for each in children(child(root, P + "sldMasterIdLst"), P + "sldMasterId")]
    for master in file.view.masters:
        entries = children(child(package.xml(master.part), P + "sldLayoutIdLst"), P + "sldLayoutId")
        masters += [attribute(each, "id") for each in entries]
    slides = [str(slide.id) for slide in file.view.slides]
    for ids, low, high in ((masters, _FIRST_MASTER, 2**32), (slides, _FIRST_SLIDE, _FIRST_MASTER)):
        for identity in doubles(iter(ids)):
            yield file.problem("presentation-id-double", main, id=identity)
        for identity in ids:
            if not low <= integer(identity, low) < high:
                yield file.problem("presentation-id-range", main, id=identity)


def slides_once(file: File) -> Iterator[Problem]:
    """No slide is shown twice from one part, and no two slides have one creation id."""
    for part in doubles(slide.part.lower() for slide in file.view.slides):
        yield file.problem("slide-double", part)
    for creation in doubles(slide.creation_id for slide in file.view.slides if slide.creation_id):
        slides = (str(n) for n, slide in enumerate(file.view.slides, 1) if slide.creation_id == creation)
        yield file.problem("slide-creation-id-double", file.package.main, id=creation, slides=tuple(slides))


def sections(file: File) -> Iterator[Problem]:
    """Sections hold slides that are there."""
    ids = {slide.id for slide in file.view.slides}
    for name, slides in file.view.sections:
        for identity in slides:
            if identity not in ids:
                yield file.problem("section-slide-absent", file.package.main, section=name, id=identity)


def notes_masters(file: File) -> Iterator[Problem]:
    """Where there are notes there is a notes master, which the presentation lists."""
    package = file.package
    listed = {each.target for each in package.relationships(package.main).values() if each.kind == "notesMaster"}
    for slide in file.view.slides:
        notes = (each.target for each in package.relationships(slide.part).values() if each.kind == "notesSlide")
        for part in notes:
            masters = {each.target for each in package.relationships(part).values() if each.kind == "notesMaster"}
            if not masters & listed:
                yield file.problem("notes-master-missing", part)


def _sources(file: File) -> list[str]:
    return [part for part in file.package.names if not part.endswith(".rels") and part != CONTENT_TYPES]


def _rels_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


PACKAGE_RULES: tuple[FileRule, ...] = (
    content_types,
    relationships,
    references,
    reachable,
    presentation_ids,
    slides_once,
    sections,
    notes_masters,
)
