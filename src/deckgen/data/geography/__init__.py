"""A year → the municipalities and counties of that year's 1 January, and what became of each by another year.

The facts are the files beside this one: two lists of municipalities and the dated changes between them.
"""

from deckgen.data.geography.divisions import (
    FIRST_YEAR,
    LAST_YEAR,
    Municipality,
    counties,
    county_heirs,
    heirs,
    municipalities,
    years_of_codes,
)
from deckgen.data.geography.names import nearest_name, resolve, with_zero

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "Municipality",
    "counties",
    "county_heirs",
    "heirs",
    "municipalities",
    "nearest_name",
    "resolve",
    "with_zero",
    "years_of_codes",
]
