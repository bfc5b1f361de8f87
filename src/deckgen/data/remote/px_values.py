"""What a table of a statistics bank has, and what is chosen of it → the codes to ask for. A slip is told in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from deckgen.data.remote.choosing import Choosing
from deckgen.data.remote.pieces import codes_of
from deckgen.errors import Datum, Mark, Problems, closest
from deckgen.fields import Source

MOST_NAMED = 8  # values that a message lists


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a table. One that is ``optional`` can be left out, and its values are added up then."""

    code: str
    label: str
    codes: tuple[str, ...]
    labels: tuple[str, ...]
    optional: bool = False
    is_time: bool = False
    codelists: tuple[str, ...] = ()

    @classmethod
    def of_version_2(cls, code: str, document: Any) -> Variable:
        """From a table's metadata in JSON-stat 2. Raises what comes of another shape: KeyError, TypeError, ValueError."""
        told = document["dimension"][code]
        category, more = told["category"], told.get("extension", {})
        codes = codes_of(category)
        labels = category.get("label", {})
        return cls(
            str(code),
            str(told.get("label", code)),
            codes,
            tuple(str(labels.get(each, each)) for each in codes),
            more.get("elimination") is True,
            code in document.get("role", {}).get("time", []),
            tuple(str(each["id"]) for each in more.get("codelists", more.get("codeLists", []))),
        )

    @classmethod
    def of_version_1(cls, told: Any) -> Variable:
        """From one of the ``variables`` of a table. Raises what comes of another shape."""
        codes = tuple(map(str, told["values"]))
        labels = tuple(map(str, told.get("valueTexts", codes)))
        if len(labels) != len(codes):
            raise ValueError(labels)
        return cls(
            str(told["code"]),
            str(told.get("text", told["code"])),
            codes,
            labels,
            told.get("elimination") is True,
            told.get("time") is True,
        )

    @property
    def shown(self) -> tuple[str, ...]:
        """Its values, each by its code and, where that says something else, its label."""
        return tuple(code if code == label else f"{code} {label}" for code, label in zip(self.codes, self.labels, strict=True))

    def is_named(self, name: str) -> bool:
        """Whether a spec means it: by its code, or by its label, in capitals or not."""
        return name.casefold() in (self.code.casefold(), self.label.casefold())

    def nearest(self, code: str) -> str:
        """The code that may be meant: that of a value of this name, else the one most like it."""
        for each, label in zip(self.codes, self.labels, strict=True):
            if code.casefold() in (each.casefold(), label.casefold()):
                return each
        padded = code.rjust(4, "0") if code.isdecimal() else code  # a zero that was lost
        found = [padded] if padded in self.codes else get_close_matches(code, self.codes, 1)
        found = found or [self.codes[self.labels.index(label)] for label in get_close_matches(code, self.labels, 1)]
        return found[0] if found else ""

    def codelists_near(self, name: str) -> dict[str, Datum]:
        """What a message says of the codelists that there are."""
        told, more = most(self.codelists or ("none",))
        return {"possible": told, "more": more, "nearest": closest(name, self.codelists)}


def most(names: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """The first of many names, and how many there are besides, in words."""
    more = len(names) - MOST_NAMED
    return tuple(names[:MOST_NAMED]), f" and {more} more" if more > 0 else ""


def find(each: Choosing, variables: Sequence[Variable], table: str, problems: Problems) -> Variable | None:
    """The variable that is meant; None where the table has none of that name, which is added to ``problems``."""
    for variable in variables:
        if variable.is_named(each.variable.text):
            return variable
    names = [name for variable in variables for name in (variable.code, variable.label)]
    nearest = closest(each.variable.text, names)
    possible = tuple(variable.code for variable in variables)
    problems.error(
        "choose-unknown", each.variable.mark, variable=each.variable.text, table=table, possible=possible, nearest=nearest
    )
    return None


def chosen_codes(each: Choosing, variable: Variable, problems: Problems) -> tuple[str, ...]:
    """The codes that are chosen of a variable, each once, in the order of the table. Slips are added to ``problems``."""
    if each.latest:
        if not variable.is_time:
            problems.error("latest-not-time", each.mark, variable=variable.code)
        latest = _in_time(variable)[-each.latest :]
        return tuple(code for code in variable.codes if code in latest)
    if each.first or each.last:
        return _between(each, variable, problems)
    if not each.codes:
        return variable.codes
    wanted: set[str] = set()
    for code in each.codes:
        found = _matching(code.text, variable.codes)
        if not found:
            _unknown(code, variable, problems)
        wanted.update(found)
    return tuple(code for code in variable.codes if code in wanted)


def _in_time(variable: Variable) -> tuple[str, ...]:
    """The codes from the first time to the last: some tables begin with the last."""
    return variable.codes if variable.codes[:1] <= variable.codes[-1:] else variable.codes[::-1]


def _between(each: Choosing, variable: Variable, problems: Problems) -> tuple[str, ...]:
    """From a code to another, both among them. A year stands for all its months."""
    codes = _in_time(variable) if variable.is_time else variable.codes
    first, last = 0, len(codes)
    for end in (each.first, each.last):
        if end is None:
            continue
        found = [place for place, code in enumerate(codes) if code == end.text]
        found = found or [place for place, code in enumerate(codes) if variable.is_time and code.startswith(end.text)]
        if not found:
            _unknown(end, variable, problems)
        elif end is each.first:
            first = found[0]
        else:
            last = found[-1] + 1
    wanted = set(codes[first:last])
    if not wanted:
        problems.error("choose-empty", each.mark, variable=variable.code)
    return tuple(code for code in variable.codes if code in wanted)


def _matching(wanted: str, codes: Sequence[str]) -> tuple[str, ...]:
    """The code itself; else those that a pattern with * and ? stands for."""
    if wanted in codes:
        return (wanted,)
    if not set(wanted) & set("*?"):
        return ()
    pattern = re.compile("".join({"*": ".*", "?": "."}.get(character, re.escape(character)) for character in wanted), re.DOTALL)
    return tuple(code for code in codes if pattern.fullmatch(code))


def _unknown(code: Source, variable: Variable, problems: Problems) -> None:
    possible, more = most(variable.shown)
    mark: Mark = code.mark
    problems.error(
        "choose-code-unknown",
        mark,
        variable=variable.code,
        code=code.text,
        possible=possible,
        more=more,
        nearest=variable.nearest(code.text),
    )
