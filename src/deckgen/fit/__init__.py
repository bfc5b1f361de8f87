"""A deck as composed → the deck as it fits: sizes chosen, long texts and tables split over slides, charts laid out.

Nothing else splits, and nothing is left to PowerPoint's autofit: the sizes that fit are written into the file.
"""

from dataclasses import replace

from deckgen.errors import Problems
from deckgen.fit.box import Fitting, Places
from deckgen.model import Deck


def fit(deck: Deck, template: Fitting, problems: Problems, places: Places | None = None) -> Deck:
    """The deck with what its texts, tables and charts need to fit. ``places`` are kept from deck to deck of one template.

    What fits at no size and cannot be split is an error in ``problems``, at the line that asked for it; labels left out and
    fonts whose widths are not known are warnings. The deck comes back whole either way.
    """
    from deckgen.fit.slides import Planner, level_runs

    planner = Planner(template, problems, Places(template) if places is None else places)
    planned = [part for slide in deck.slides for part in planner.plan(slide)]
    level_runs(planned)
    return replace(deck, slides=tuple([plan.finished() for plan in planned]))


__all__ = ["Places", "fit"]
