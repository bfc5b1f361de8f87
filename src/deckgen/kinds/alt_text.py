"""Alternative texts of charts and tables, written from their numbers in the deck's language."""

import re

from deckgen.language import capital, explain_symbol, format_number, join_list, phrase, word
from deckgen.model import Chart, Language, Series, Table, Value

MOST_CATEGORIES = 12  # more are told by their first, last, largest and smallest


# What programs and cameras put where a text belongs: "Bilde 3", "IMG_1234", "Skjermbilde 2024-03-01", "graph.png".
_GENERATED = re.compile(
    r"(?:(?:an? |the |et |eit |en |ei )?(?:image|picture|photo(?:graph)?|bilde|bilete|foto(?:grafi)?|figure?|graphic|"
    r"grafikk|diagram|chart|graph|table|tabell|screenshot|skjermbilde|skjermbilete|untitled|"
    r"alt(?:ernative|ernativ)?[ -]?te(?:xt|kst))"
    r"|img|dsc[nf]?|pict|p|wp|scan|pxl)[\W_\d]*"
    r"|(?:a picture containing|description automatically|et bilde som inneholder|eit bilete som inneheld)\b.*"
    r"|.*\b(?:description automatically generated|beskrivelse er automatisk generert)"
    r"|\S+\.(?:png|jpe?g|gif|bmp|tiff?|webp|svg|heic|emf|wmf|pdf)",
    re.IGNORECASE | re.DOTALL,
)


def says_nothing(text: str) -> bool:
    """Whether an alternative text is a file's name or a stock phrase rather than what one sees."""
    plain = text.strip(" .")
    return not any(map(str.isalnum, plain)) or _GENERATED.fullmatch(plain) is not None


def chart_alt(chart: Chart, heading: str) -> str:
    """ "Stablet stolpediagram: Behov for årsverk samlet. 2012: Pleie og omsorg 48, Grunnskole 44, sum 118. …" """
    kind = capital(word(f"chart.{chart.kind}", chart.language))
    name = heading or join_list([series.name for series in chart.series if series.role != "total"], chart.language)
    sentences = [phrase("chart_of", chart.language, kind=kind, name=name) + "."]
    if chart.kind == "scatter":
        sentences += [_points(series, chart) for series in chart.series]
    elif len(chart.categories) <= MOST_CATEGORIES:
        sentences += [_category(chart, at) for at in range(len(chart.categories))]
    else:
        sentences += [_range(series, chart) for series in chart.series]
    return " ".join(sentences)


def table_alt(table: Table, heading: str, language: Language) -> str:
    """ "Tabell: Behov for årsverk. 4 kolonner og 3 rader." """
    name = heading or join_list([column.header.text for column in table.columns], language)
    size = phrase("table_size", language, columns=len(table.columns), rows=len(table.rows))
    return f"{phrase('table_of', language, name=name)}. {size}"


def _category(chart: Chart, at: int) -> str:
    values = ", ".join(_value(series, series.values[at], chart) for series in chart.series)
    return phrase("category_values", chart.language, category=chart.categories[at], values=values) + "."


def _value(series: Series, value: Value, chart: Chart) -> str:
    language = chart.language
    if value.number is None:
        if value.symbol:
            return phrase("missing_why", language, name=series.name, why=explain_symbol(value.symbol, language))
        return phrase("missing_value", language, name=series.name)
    shown = format_number(value.number, decimals(chart.number_format), language)
    if series.role == "total":
        return phrase("total_of", language, value=shown)
    return phrase("value_of", language, name=series.name, value=shown)


def _range(series: Series, chart: Chart) -> str:
    language = chart.language
    there = [(value.number, at) for at, value in enumerate(series.values) if value.number is not None]
    if not there:
        return phrase("missing_value", language, name=series.name) + "."
    told = sorted({there[0][1], there[-1][1], min(there)[1], max(there)[1]})
    values = ", ".join(
        phrase(
            "value_of",
            language,
            name=chart.categories[at],
            value=format_number(series.values[at].number or 0.0, decimals(chart.number_format), language),
        )
        for at in told
    )
    return phrase("category_values", language, category=series.name, values=values) + "."


def _points(series: Series, chart: Chart) -> str:
    language = chart.language
    places = decimals(chart.number_format)
    pairs = [
        phrase("point", language, x=format_number(x.number, places, language), y=format_number(y.number, places, language))
        for x, y in zip(series.xs, series.values, strict=True)
        if x.number is not None and y.number is not None
    ]
    shown = pairs[:MOST_CATEGORIES]
    if len(pairs) > len(shown):
        shown.append(phrase("and_more", language, count=len(pairs) - len(shown)))
    return phrase("category_values", language, category=series.name, values=", ".join(shown)) + "."


def decimals(number_format: str) -> int:
    """How many decimals an invariant format such as "#,##0.0" shows."""
    _, _, digits = number_format.partition(".")
    return len(digits) if set(digits) <= {"0"} else 0
