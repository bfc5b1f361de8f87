"""A model of a spec's fields → a table: name, what it takes, what holds without it, what it is."""

from inspect import cleandoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from deckgen.data.criteria import CriteriaReader
from deckgen.data.remote.choosing import ChooseReader
from deckgen.fields import Fields, Localized, Source
from deckgen.fields.types import (
    ChoiceReader,
    DateReader,
    DecimalNumber,
    FlagReader,
    LanguageReader,
    LengthReader,
    NamesReader,
    Reader,
    RowRangeReader,
    WholeNumber,
)

# The page that holds each model's own table; a model's heading is made from its name.
HOMES = {"kinds.md": ("PictureFields", "BoxFields", "SlideFields", "DataFields")}
HEADINGS = {
    "DatasetStep": "A step",
    "ServiceNeedFields": "The need for services",
    "MunicipalitiesOfFields": "The municipalities of a year",
    "CountiesOfFields": "The counties of a year",
    "MunicipalityCodeFields": "The codes of municipalities",
    "TopFields": "The top rows",
    "UnpivotFields": "An unpivot",
    "DecksFields": "A deck for each group",
    "BoxFields": "A text box",
}


def table(model: type[Fields], page: str, without: type[Fields] | None = None) -> str:
    """The fields of a model in their order; those that ``without`` has already are left out."""
    inherited = set(without.model_fields) if without else set[str]()
    own = [(info.alias or name, info) for name, info in model.model_fields.items() if name not in inherited]
    rows = [f"| `{name}` | {_takes(info, page)} | {_usual(info)} | {cell(info.description or '')} |" for name, info in own]
    return "\n".join(["| field | takes | without it | what it is |", "|---|---|---|---|", *rows]) + "\n"


def about(thing: object) -> str:
    """The first paragraph of a docstring, as Markdown."""
    return cleandoc(thing.__doc__ or "").partition("\n\n")[0].replace("\n", " ").replace("``", "`")


def heading(model: type[Fields]) -> str:
    """What the model is called: "A dataset"."""
    return HEADINGS.get(model.__name__, f"A {model.__name__.removesuffix('Fields').lower()}")


def inside(model: type[Fields]) -> list[type[Fields]]:
    """The models that a model's fields take, in the order of the fields, each once, those inside them after them."""
    found: dict[type[Fields], None] = {}
    for info in model.model_fields.values():
        for each in _models(info.annotation):
            found |= dict.fromkeys([each, *inside(each)])
    return list(found)


def _models(kind: Any) -> list[type[Fields]]:
    if isinstance(kind, type) and issubclass(kind, Fields):
        return [kind]
    return [model for part in get_args(kind) for model in _models(part)]


def anchor(title: str) -> str:
    """The address of a heading within its page."""
    return "#" + "".join(c for c in title.lower().replace(" ", "-") if c.isalnum() or c in "-_")


def cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("``", "`")


def _usual(info: FieldInfo) -> str:
    if info.is_required():
        return "**needed**"
    if info.default in (None, {}, []) and not isinstance(info.default, bool):
        return "–"
    return "`" + ({True: "yes", False: "no"}[info.default] if isinstance(info.default, bool) else f"{info.default:}") + "`"


def _takes(info: FieldInfo, page: str) -> str:
    return cell(_words(info.annotation, [each for each in info.metadata if isinstance(each, Reader)], page))


def _words(kind: Any, readers: list[Any], page: str) -> str:
    """A type, as one says what to write."""
    if get_origin(kind) is Annotated:
        kind, *readers = get_args(kind)
    if get_origin(kind) in (Union, UnionType):
        (kind,) = (each for each in get_args(kind) if each is not NoneType)
        return _words(kind, readers, page)
    if readers:
        return _by_reader(readers[0], kind)
    if kind is Source:
        return "a word or text"
    if kind is Localized:
        return "[text](text.md)"
    if get_origin(kind) is list:
        (item,) = get_args(kind)
        return "a list of [slides](kinds.md)" if item is Any else f"a list: {_words(item, [], page)}"
    if get_origin(kind) is dict:
        return f"names, each with {_words(get_args(kind)[1], [], page)}"
    if isinstance(kind, type) and issubclass(kind, Fields):
        home = next((home for home, models in HOMES.items() if kind.__name__ in models), "spec.md")
        link = anchor(heading(kind)) if home == page else home + anchor(heading(kind))
        return f"[{heading(kind).lower()}]({link})"
    raise TypeError(f"no words for {kind}")


def _by_reader(reader: Any, kind: Any) -> str:
    match reader:
        case ChoiceReader() if get_origin(kind) is Literal:
            return ", ".join(f"`{word}`" for word in get_args(kind))
        case FlagReader():
            return "`yes` or `no`"
        case WholeNumber():
            return "a whole number"
        case DecimalNumber():
            return "a number"
        case RowRangeReader():
            return "a row, or the first and the last of several: `3`, `3-5`"
        case DateReader():
            return "a date: `2013-04-08` or `8.4.2013`"
        case LengthReader():
            return "a length: `2 cm`, `20 mm`, `12 pt`"
        case LanguageReader():
            return "`nb`, `nn` or `en`"
        case CriteriaReader():
            return "a text, or several: `[a, b]`, or a condition: `{not: a}`"
        case ChooseReader():
            return "variables, each with what is chosen of it"
        case NamesReader():
            return "a text, or several: `[a, b]`"
        case _:
            raise TypeError(f"no words for {reader}")
