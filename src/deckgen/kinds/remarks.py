"""What was done with figures on the way to the slide → sentences for its source line, shorter where there is less room."""

from collections.abc import Iterable

from deckgen.data.dataset import Remark
from deckgen.kinds.missing import BREVITIES
from deckgen.language import phrase
from deckgen.model import Language


def remark_notes(remarks: Iterable[Remark], language: Language, brevity: int = 0) -> tuple[str, ...]:
    """A sentence a remark, a shorter one from brevity 1 on. The shortest line says only of which year the places are.

    >>> done = Remark("municipalities_to_counties", (("start", "2013"), ("year", "2024")))
    >>> remark_notes([done, Remark("merged_rates")], "nb", 1)
    ('Fylker i 2024, regnet om fra kommuner i 2013.', 'Rater er regnet på nytt.')
    >>> remark_notes([done, Remark("merged_rates")], "nb", BREVITIES - 1)
    ('Fylker i 2024.',)
    """
    if brevity == BREVITIES - 1:
        ways = [(remark.key.partition("_to_")[2], dict(remark.holes)) for remark in remarks]
        return tuple(phrase(f"{places}_of_year", language, **holes) for places, holes in ways if places)
    short = ".short" if brevity else ""
    return tuple(phrase(remark.key + short, language, **dict(remark.holes)) for remark in remarks)
