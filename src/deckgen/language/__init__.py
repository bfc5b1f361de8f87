"""Numbers, dates, lists, order and words → text as Norwegians and Britons write it: bokmål (nb), nynorsk (nn), English (en).

Everything that deckgen itself words or formats on a slide goes through here, so that each rule of writing stands once.
"""

from deckgen.language.collation import SortKey, sort_key
from deckgen.language.dates import format_date, format_date_range
from deckgen.language.lists import capital, join_list, plural, quoted
from deckgen.language.numbers import format_number, format_percent, round_half_up, round_share
from deckgen.language.tags import LANGUAGES, LOCALES, TAGS
from deckgen.language.words import SYMBOLS, explain_symbol, missing_note, phrase, word

__all__ = [
    "LANGUAGES",
    "LOCALES",
    "SYMBOLS",
    "TAGS",
    "SortKey",
    "capital",
    "explain_symbol",
    "format_date",
    "format_date_range",
    "format_number",
    "format_percent",
    "join_list",
    "missing_note",
    "phrase",
    "plural",
    "quoted",
    "round_half_up",
    "round_share",
    "sort_key",
    "word",
]
