"""Building: what is made and why, what stands in the way, and nothing half-written."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deckgen.build.batch import build_decks, chosen, update
    from deckgen.build.outcome import Outcome
    from deckgen.build.run import Built, Plan, build_deck, composed, default_target, make, prepare

__all__ = [
    "Built",
    "Outcome",
    "Plan",
    "build_deck",
    "build_decks",
    "chosen",
    "composed",
    "default_target",
    "make",
    "prepare",
    "update",
]

_MODULES = {"Outcome": "outcome", "build_decks": "batch", "chosen": "batch", "update": "batch"}


def __getattr__(name: str) -> Any:
    """Imported when asked for: whether anything changed is found out without the stages."""
    if name not in __all__:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(f"deckgen.build.{_MODULES.get(name, 'run')}"), name)
