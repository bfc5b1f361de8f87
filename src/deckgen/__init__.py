"""PowerPoint decks from a YAML spec, the department's own template, and data.

>>> import deckgen
>>> deckgen.build_deck("decks/samanom-2013.yaml", "samanom-2013.pptx").slides  # doctest: +SKIP
21
>>> [outcome.status for outcome in deckgen.build_decks("decks/county.yaml", "out", only=["Oslo"])]  # doctest: +SKIP
['built']

``data`` gives either of them tables from Python: data frames, or functions that return one, by the names of datasets.
``read`` gives a view of any .pptx, ``lint`` what is wrong in it that validators do not see. All that goes wrong is a
``DeckgenError``, whose ``problems`` hold codes, places and data; as text it says them all.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deckgen.build.batch import build_decks
    from deckgen.build.outcome import Outcome
    from deckgen.build.run import Built, build_deck
    from deckgen.check.lint import lint
    from deckgen.errors import DeckgenError, Mark, Problem
    from deckgen.powerpoint.read import read_presentation as read

__version__ = "0.1.0"

__all__ = ["Built", "DeckgenError", "Mark", "Outcome", "Problem", "build_deck", "build_decks", "lint", "read"]

_HOMES = {
    "Built": "build.run",
    "DeckgenError": "errors",
    "Mark": "errors",
    "Outcome": "build.outcome",
    "Problem": "errors",
    "build_deck": "build.run",
    "build_decks": "build.batch",
    "lint": "check.lint",
    "read": "powerpoint.read",
}


def __getattr__(name: str) -> Any:
    """The stages are imported when they are asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    home = import_module(f"{__name__}.{_HOMES[name]}")
    return getattr(home, {"read": "read_presentation"}.get(name, name))
