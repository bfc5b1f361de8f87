"""What is possible in texts, read from the lists that allow it → the page about it."""

from datetime import date
from typing import get_args

from deckgen.errors import Mark
from deckgen.fields.types import LANGUAGES
from deckgen.language.dates import DateStyle
from deckgen.model import Language, Value
from deckgen.text import Datum, Scope, parse_expression
from deckgen.text.arithmetic import _COMPARISONS, _OPERATIONS
from deckgen.text.blocks import _REFUSED as REFUSED_LINES
from deckgen.text.blocks import MAX_LEVELS
from deckgen.text.expressions import MAX_LENGTH
from deckgen.text.filters import FILTERS, usage
from deckgen.text.markdown import _REFUSED as REFUSED_INLINE
from reference.fields import about, cell

NAMES: dict[str, Datum] = {
    "place": "Meråker",
    "population": 10000,
    "share": 0.125,
    "municipalities": 59,
    "day": date(2013, 4, 8),
    "members": ("Frøya", "Rissa", "Åfjord"),
    "missing": Value(None, ":"),
    "deck": {"title": "Saman om ein betre kommune"},
}
FILTERED = (
    "population | number",
    "(population / 3) | number(1)",
    "share | percent(1)",
    "municipalities | plural('kommune', 'kommuner')",
    "1 | plural('kommune', 'kommuner')",
    *(f"day | date('{style}')" for style in get_args(DateStyle)),
    "'2013-04-08' | date",
    "members | list",
)
CALCULATED = (
    "place",
    "deck.title",
    "population",
    "day",
    "100 * share",
    "population % 7",
    "'many' if municipalities > 50 else 'few'",
    "missing",
    "missing + 1",
)

TOP = """\
# Texts

A text is Markdown with holes. The Markdown is read first; what fills a hole is never read as Markdown, so a project named
`1. mai` or `[b](http://e)` stays that.

## Markdown

| written | becomes |
|---|---|
| `**bold**`, `*italic*` | **bold**, *italic* |
| `[text](https://www.ks.no)` | a link; `http://`, `https://` and `mailto:` are possible, and a hole may stand in the address |
| `<https://www.ks.no>`, `<www.ks.no>` | a link that shows its address |
| `- point` | a point; a dash two spaces further in is a sub-point, down to {levels} levels |
| a line without a dash | a paragraph |
| a line indented under a point | goes on with the point |
| an empty line | more room before what follows |
| `\\` at the end of a line | a new line in the same paragraph |
| `\\*`, `\\[`, `\\-` | the sign itself |
| `8. april` | stands as typed; a numbered list is asked for by `numbered: yes` |

Titles, headings and other texts of one line take the same, without lists. What a slide has no place for is refused, never
printed raw: {refused}.

A text of several lines is written after `|`; after `>` its lines are joined. A text that holds a colon and a space, begins
with a `{{{{`, or holds ` #` needs quotes.
"""

HOLES = """\
## Holes

`{{{{ place }}}}` is filled with what `place` is. Names come from, the nearest first:

- the slide's own `numbers`, and `theme` in a `learning_points` slide's title,
- the group of a `repeat`,
- where `decks` makes a deck for each group, the columns that say the same in all of the group's rows,
- `values`, which `--set name=value` changes,
- the deck itself: `deck.title`, `deck.author`.

A name that is not known is an error, and so is a hole that would be left empty. In YAML, put quotes round a text that begins
with a hole: `title: "{{{{ place }}}}"`.

## Expressions

In a hole may stand names, numbers, texts in quotes, {operators}, comparisons ({comparisons}), `and`, `or`, `not`,
`a if test else b`, and filters after a `|`. Nothing else: no calls, no loops, no powers; at most {length} characters.

- Calculations take numbers: those that `numbers` works out. What `values`, `--set` and groups say is text, as typed; filters
  find the number in it, `{{{{ population | number }}}}`, but `+ - * / %` do not.
- `/` gives decimals, and `%` what is left over: `population % 7`.
- A number keeps full precision until it is shown, and is then rounded once, half away from zero.
- What is missing stays missing: it shows its symbol.
- Zero, nothing, a missing figure and `''` are not true.

"""


def texts_page() -> str:
    refused = list(dict.fromkeys([what for what, *_ in REFUSED_LINES] + [what for what, _ in REFUSED_INLINE.values()]))
    parts = [TOP.format(levels=MAX_LEVELS, refused=", ".join(_coded(what) for what in refused))]
    operators = ", ".join(f"`{sign}`" for sign in _OPERATIONS)
    comparisons = ", ".join(f"`{sign}`" for sign in ("==", "!=", *_COMPARISONS))
    parts.append(HOLES.format(operators=operators, comparisons=comparisons, length=MAX_LENGTH))
    parts.append(_given() + "\n" + _examples(CALCULATED))
    parts.append("## Filters\n\n| filter | |\n|---|---|")
    parts += [f"| `{usage(name)}` | {cell(about(made))} |" for name, made in FILTERS.items()]
    parts.append(
        "\nWhere no number of decimals is given it is 0. A filter takes what stands right before it: put brackets round a\n"
        "calculation, `{{ (a / b) | percent }}`. The same holes in the three languages:\n"
    )
    parts.append(_examples(FILTERED))
    return "\n".join(parts)


def _coded(what: str) -> str:
    return what.replace("code in `", "code in backticks")


def _given() -> str:
    return (
        "Where `place` is Meråker, the numbers `population`, `share` and `municipalities` are 10000, 0.125 and 59, `day` is\n"
        "2013-04-08, `missing` a figure that the data mark as confidential (`:`), and `members` are three names:\n"
    )


def _examples(holes: tuple[str, ...]) -> str:
    rows = [f"| `{{{{ {cell(hole)} }}}}` | " + " | ".join(_filled(hole, each) for each in LANGUAGES) + " |" for hole in holes]
    return "\n".join([f"| hole | {' | '.join(LANGUAGES)} |", "|---" * (len(LANGUAGES) + 1) + "|", *rows]) + "\n"


def _filled(hole: str, language: Language) -> str:
    return parse_expression(hole, Mark("")).print(Scope(NAMES, language)).text
