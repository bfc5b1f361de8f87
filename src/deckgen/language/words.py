"""A key → the word or sentence that deckgen itself puts on a slide, in bokmål, nynorsk and English.

Words are lower case unless they only ever stand first (``capital`` raises the others). Chart kinds carry Office's own names.
"""

from collections.abc import Iterable
from typing import TypeAlias

from deckgen.model import Language

Wording: TypeAlias = tuple[str, str, str]  # nb, nn, en
_PLACE: dict[Language, int] = {"nb": 0, "nn": 1, "en": 2}

_GENERAL: dict[str, Wording] = {
    "and": ("og", "og", "and"),
    "or": ("eller", "eller", "or"),
    "of": ("av", "av", "of"),
    "source": ("Kilde", "Kjelde", "Source"),
    "sources": ("Kilder", "Kjelder", "Sources"),
    "note": ("Merknad", "Merknad", "Note"),
    "total": ("Sum", "Sum", "Total"),
    "continued": ("forts.", "framh.", "continued"),
    "missing": ("mangler", "manglar", "missing"),
    "nil": ("null", "null", "nil"),
    "title": ("Tittel", "Tittel", "Title"),
    "symbol": ("Symbol", "Symbol", "Symbol"),
    "example": ("Eksempeltall", "Eksempeltal", "Example figures"),
    "no_rows": ("Ingen tall å vise", "Ingen tal å vise", "No figures to show"),
    "contents": ("Innhold", "Innhald", "Contents"),
    "slide": ("lysbilde", "lysbilete", "slide"),
    "section": ("del", "del", "section"),
    "table": ("tabell", "tabell", "table"),
    "chart": ("diagram", "diagram", "chart"),
    "text_box": ("tekstboks", "tekstboks", "text box"),
    "picture": ("bilde", "bilete", "picture"),
    "row": ("rad", "rad", "row"),
    "rows": ("rader", "rader", "rows"),
    "column": ("kolonne", "kolonne", "column"),
    "columns": ("kolonner", "kolonnar", "columns"),
    "series": ("serie", "serie", "series"),
    "category": ("kategori", "kategori", "category"),
    "other": ("andre", "andre", "other"),
    "totals_before_rounding": (
        "Summene er regnet før avrunding.",
        "Summane er rekna før avrunding.",
        "Totals are calculated before rounding.",
    ),
    "decimals_reconstructed": (
        "Desimalene er rekonstruerte.",
        "Desimalane er rekonstruerte.",
        "The decimals are reconstructed.",
    ),
}

_CHART_KINDS: dict[str, Wording] = {
    "chart.column": ("stolpediagram", "stolpediagram", "column chart"),
    "chart.stacked_column": ("stablet stolpediagram", "stabla stolpediagram", "stacked column chart"),
    "chart.stacked_column_100": ("100 % stablet stolpediagram", "100 % stabla stolpediagram", "100% stacked column chart"),
    "chart.bar": ("liggende stolpediagram", "liggjande stolpediagram", "bar chart"),
    "chart.stacked_bar": ("liggende stablet stolpediagram", "liggjande stabla stolpediagram", "stacked bar chart"),
    "chart.stacked_bar_100": (
        "liggende 100 % stablet stolpediagram",
        "liggjande 100 % stabla stolpediagram",
        "100% stacked bar chart",
    ),
    "chart.line": ("linjediagram", "linjediagram", "line chart"),
    "chart.area": ("arealdiagram", "arealdiagram", "area chart"),
    "chart.stacked_area": ("stablet arealdiagram", "stabla arealdiagram", "stacked area chart"),
    "chart.pie": ("sektordiagram", "sektordiagram", "pie chart"),
    "chart.doughnut": ("hjuldiagram", "hjuldiagram", "doughnut chart"),
    "chart.scatter": ("punktdiagram", "punktdiagram", "scatter chart"),
    "chart.column_line": ("stolpediagram med linje", "stolpediagram med linje", "column chart with a line"),
}

# Sentences for alternative texts and notes; the holes are filled with what is already in the same language.
_PHRASES: dict[str, Wording] = {
    "chart_of": ("{kind}: {name}", "{kind}: {name}", "{kind}: {name}"),
    "table_of": ("Tabell: {name}", "Tabell: {name}", "Table: {name}"),
    "by": ("{what} etter {categories}", "{what} etter {categories}", "{what} by {categories}"),
    "for_each": ("{series} for {categories}", "{series} for {categories}", "{series} for {categories}"),
    "from_to": ("fra {first} til {last}", "frå {first} til {last}", "from {first} to {last}"),
    "category_values": ("{category}: {values}", "{category}: {values}", "{category}: {values}"),
    "value_of": ("{name} {value}", "{name} {value}", "{name} {value}"),
    "total_of": ("sum {value}", "sum {value}", "total {value}"),
    "missing_value": ("{name} mangler", "{name} manglar", "{name} missing"),
    "missing_why": ("{name} mangler ({why})", "{name} manglar ({why})", "{name} missing ({why})"),
    "total_is_zero": ("Summen er null.", "Summen er null.", "The total is zero."),
    "total_of_category_is_zero": (
        "Summen for {category} er null.",
        "Summen for {category} er null.",
        "The total for {category} is zero.",
    ),
    "total_missing": (
        "Summen mangler fordi en del mangler.",
        "Summen manglar fordi ein del manglar.",
        "The total is missing because a part is missing.",
    ),
    "second_axis": ("{name} på sekundæraksen", "{name} på sekundæraksen", "{name} on the secondary axis"),
    "point": ("{x}; {y}", "{x}; {y}", "{x}; {y}"),
    "table_size": (
        "{rows} rader og {columns} kolonner",
        "{rows} rader og {columns} kolonnar",
        "{rows} rows and {columns} columns",
    ),
    "and_more": ("og {count} til", "og {count} til", "and {count} more"),
    "slide_of": ("{number} av {count}", "{number} av {count}", "{number} of {count}"),
    "fetched": ("Hentet {date}.", "Henta {date}.", "Retrieved {date}."),
    "table_of_bank": ("{bank}, tabell {table}", "{bank}, tabell {table}", "{bank}, table {table}"),
    "source_line": ("Kilde: {source}", "Kjelde: {source}", "Source: {source}"),
    "missing_values": ("Manglende tall: {symbols}.", "Manglande tal: {symbols}.", "Missing figures: {symbols}."),
    "gap": ("Tall mangler der diagrammet er tomt.", "Tal manglar der diagrammet er tomt.", "Figures are missing at the gaps."),
    "gap_why": (
        "Tall mangler der diagrammet er tomt: {why}.",
        "Tal manglar der diagrammet er tomt: {why}.",
        "Figures are missing at the gaps: {why}.",
    ),
    "points_missing": (
        "Punkter som mangler fordi et tall mangler: {count}.",
        "Punkt som manglar fordi eit tal manglar: {count}.",
        "Points missing because a figure is missing: {count}.",
    ),
    "points_missing_why": (
        "Punkter som mangler fordi et tall mangler: {count} ({why}).",
        "Punkt som manglar fordi eit tal manglar: {count} ({why}).",
        "Points missing because a figure is missing: {count} ({why}).",
    ),
    "shares_missing": (
        "Andelene kan ikke regnes ut, fordi tall mangler: {why}.",
        "Andelane kan ikkje reknast ut, fordi tal manglar: {why}.",
        "The shares cannot be worked out, because figures are missing: {why}.",
    ),
    "signs": ("Tegn i tabellen: {symbols}.", "Teikn i tabellen: {symbols}.", "Symbols in the table: {symbols}."),
    "preliminary": ("Foreløpige tall: {where}.", "Førebels tal: {where}.", "Preliminary figures: {where}."),
    "some_preliminary": ("Noen tall er foreløpige.", "Nokre tal er førebels.", "Some figures are preliminary."),
    "some_preliminary.short": ("Delvis foreløpig.", "Delvis førebels.", "Partly preliminary."),
    "empty_cells": ("Tall mangler i tomme celler.", "Tal manglar i tomme celler.", "Figures are missing in empty cells."),
    "some_missing": ("Noen tall mangler.", "Nokre tal manglar.", "Some figures are missing."),
    "left_out": (
        "Tall som mangler, er ikke regnet med.",
        "Tal som manglar, er ikkje rekna med.",
        "Missing figures are not counted.",
    ),
    "left_out.short": ("Uten tall som mangler.", "Utan tal som manglar.", "Without missing figures."),
    "left_out_where": (
        "Tall som mangler, er ikke regnet med: {where}.",
        "Tal som manglar, er ikkje rekna med: {where}.",
        "Missing figures are not counted: {where}.",
    ),
    "municipalities_to_municipalities": (
        "Regnet om fra kommunene i {start} til kommunene i {year}.",
        "Rekna om frå kommunane i {start} til kommunane i {year}.",
        "Converted from the municipalities of {start} to those of {year}.",
    ),
    "municipalities_to_municipalities.short": (
        "Kommuner i {year}, regnet om fra {start}.",
        "Kommunar i {year}, rekna om frå {start}.",
        "Municipalities of {year}, converted from {start}.",
    ),
    "municipalities_to_counties": (
        "Regnet om fra kommunene i {start} til fylkene i {year}.",
        "Rekna om frå kommunane i {start} til fylka i {year}.",
        "Converted from the municipalities of {start} to the counties of {year}.",
    ),
    "municipalities_to_counties.short": (
        "Fylker i {year}, regnet om fra kommuner i {start}.",
        "Fylke i {year}, rekna om frå kommunar i {start}.",
        "Counties of {year}, from municipalities of {start}.",
    ),
    "counties_to_counties": (
        "Regnet om fra fylkene i {start} til fylkene i {year}.",
        "Rekna om frå fylka i {start} til fylka i {year}.",
        "Converted from the counties of {start} to those of {year}.",
    ),
    "counties_to_counties.short": (
        "Fylker i {year}, regnet om fra {start}.",
        "Fylke i {year}, rekna om frå {start}.",
        "Counties of {year}, converted from {start}.",
    ),
    "each_year_to_municipalities": (
        "Regnet om fra hvert års inndeling til kommunene i {year}.",
        "Rekna om frå inndelinga kvart år til kommunane i {year}.",
        "Converted from each year's division to the municipalities of {year}.",
    ),
    "each_year_to_municipalities.short": (
        "Kommuner i {year}, regnet om.",
        "Kommunar i {year}, rekna om.",
        "Converted to the municipalities of {year}.",
    ),
    "each_year_to_counties": (
        "Regnet om fra hvert års inndeling til fylkene i {year}.",
        "Rekna om frå inndelinga kvart år til fylka i {year}.",
        "Converted from each year's division to the counties of {year}.",
    ),
    "each_year_to_counties.short": (
        "Fylker i {year}, regnet om.",
        "Fylke i {year}, rekna om.",
        "Converted to the counties of {year}.",
    ),
    "municipalities_of_year": ("Kommuner i {year}.", "Kommunar i {year}.", "Municipalities of {year}."),
    "counties_of_year": ("Fylker i {year}.", "Fylke i {year}.", "Counties of {year}."),
    "merged_rates": (
        "Rater er regnet ut på nytt der tall er lagt sammen.",
        "Ratar er rekna ut på nytt der tal er lagde saman.",
        "Rates are worked out again where figures are added up.",
    ),
    "merged_rates.short": ("Rater er regnet på nytt.", "Ratar er rekna på nytt.", "Rates are worked out again."),
    "split_by_weights": (
        "Tall for delte kommuner er fordelt etter vekter.",
        "Tal for delte kommunar er fordelte etter vekter.",
        "Figures of divided municipalities are distributed by weights.",
    ),
    "split_by_weights.short": ("Delte kommuner er vektet.", "Delte kommunar er vekta.", "Divided ones are weighted."),
    "absent_is_nil": (
        "Kommuner uten tall er regnet som null.",
        "Kommunar utan tal er rekna som null.",
        "Municipalities without figures count as nil.",
    ),
    "absent_is_nil.short": ("Uten tall er null.", "Utan tal er null.", "No figure is nil."),
}

# What the marks of Statistics Norway say. The first four stand where a number is missing and are never zero.
SYMBOLS: dict[str, Wording] = {
    ".": ("tall kan ikke forekomme", "tal kan ikkje førekome", "not applicable"),
    "..": ("tallgrunnlag mangler", "talgrunnlag manglar", "data not available"),
    "...": ("tallgrunnlag mangler foreløpig", "talgrunnlag manglar førebels", "data not yet available"),
    ":": ("vises ikke av konfidensialitetshensyn", "blir ikkje vist av omsyn til konfidensialitet", "confidential"),
    "-": ("null", "null", "nil"),
    "0": ("mindre enn 0,5 av enheten", "mindre enn 0,5 av eininga", "less than 0.5 of the unit"),
    "*": ("foreløpig tall", "førebels tal", "preliminary figure"),
    "": ("tall mangler", "tal manglar", "missing"),
}

# The same where there is little room.
_SHORT_SYMBOLS: dict[str, Wording] = {
    ".": ("ikke mulig", "ikkje mogleg", "not applicable"),
    "..": ("mangler", "manglar", "not available"),
    "...": ("mangler foreløpig", "manglar førebels", "not yet available"),
    ":": ("konfidensielt", "konfidensielt", "confidential"),
    "*": ("foreløpig", "førebels", "preliminary"),
}

# What stands for a number that is not there says no more than that: offices put a star also for one that they keep back.
_NOT_SHOWN: Wording = ("tallet vises ikke", "talet blir ikkje vist", "not shown")

_WORDS: dict[str, Wording] = _GENERAL | _CHART_KINDS | _PHRASES


def word(key: str, language: Language) -> str:
    """The wording of ``key``, holes and all. KeyError for a key that is not there: a slip of ours, not of the reader.

    >>> word("source", "nn"), word("chart.stacked_column", "nb")
    ('Kjelde', 'stablet stolpediagram')
    """
    return _WORDS[key][_PLACE[language]]


def phrase(key: str, language: Language, /, **holes: object) -> str:
    """The sentence of ``key`` with its holes filled. What fills a hole is put in as it is, braces and all.

    >>> phrase("missing_why", "en", name="Meråker", why="confidential")
    'Meråker missing (confidential)'
    """
    return word(key, language).format_map(holes)


def explain_symbol(symbol: str, language: Language, *, short: bool = False, missing: bool = True) -> str:
    """What a mark that stands for a number says; "" is an empty cell, and an unknown mark is missing like one.

    ``missing``: it stands in a number's place, and not beside one.

    >>> explain_symbol(":", "nb"), explain_symbol(":", "nb", short=True)
    ('vises ikke av konfidensialitetshensyn', 'konfidensielt')
    """
    if missing and symbol == "*":
        return _NOT_SHOWN[_PLACE[language]]
    known = SYMBOLS | _SHORT_SYMBOLS if short else SYMBOLS
    return known.get(symbol, SYMBOLS[""])[_PLACE[language]]


def missing_note(symbols: Iterable[str], language: Language, *, short: bool = False) -> str:
    """The note under a chart or table that shows why numbers are missing; "" where none are.

    >>> missing_note([":", "..", ":"], "nb")
    'Manglende tall: .. tallgrunnlag mangler; : vises ikke av konfidensialitetshensyn.'
    """
    met = set(symbols)
    known = [symbol for symbol in SYMBOLS if symbol in met] + sorted(met - SYMBOLS.keys())
    explained = [f"{symbol} {explain_symbol(symbol, language, short=short)}".strip() for symbol in known]
    return phrase("missing_values", language, symbols="; ".join(explained)) if explained else ""
