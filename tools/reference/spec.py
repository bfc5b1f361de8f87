"""The fields of a whole spec → the page about them."""

from deckgen.kinds.common import FooterFields, NumberFields
from deckgen.spec.fields import DatasetFields, DeckFields, RepeatFields, SettingsFields
from reference.fields import HEADINGS, about, table

PAGE = "spec.md"

TOP = """\
# The spec

A spec is a text file in YAML that says what a deck holds. An editor that knows its [schema](../../schema/deck.schema.json)
completes the names and marks what is wrong: begin the file with `# yaml-language-server: $schema=` and the path to it.

What a field takes:

- **text** may hold [Markdown and holes](text.md), and be given for each language: `title: {nb: …, nn: …, en: …}`. Bokmål and
  nynorsk stand in for each other where one is missing; English stands in for none.
- **a word or text** stands as typed. Nothing in a spec turns into something else on its own: `0301` stays `0301`, and `1:30`
  stays `1:30`.
- **yes or no** may also be written `true` and `false`, `ja` and `nei`.
- Paths are written from the project's folder: the nearest folder upward that holds a `deckgen.yaml`, else the spec's own.
  Nothing outside it is read.

"""


def spec_page() -> str:
    parts = [TOP]
    parts.append(f"## The deck\n\n{about(DeckFields)}\n\n{table(DeckFields, PAGE)}")
    parts.append(f"## {HEADINGS['DatasetFields']}\n\n{about(DatasetFields)}\n\n{table(DatasetFields, PAGE)}")
    parts.append("A file alone is enough: `need: data/need.csv` is short for `need: {file: data/need.csv}`.\n")
    parts.append(f"## {HEADINGS['FooterFields']}\n\n{about(FooterFields)}\n\n{table(FooterFields, PAGE)}")
    parts.append(f"## Repetition\n\n{about(RepeatFields)}\n\n{table(RepeatFields, PAGE)}")
    parts.append(
        "A repetition stands among the slides, and may hold others. Inside it a dataset with a column of the same name as one\n"
        "of the group's names is cut to the rows with the group's value. A dataset with no such column is refused, unless the\n"
        "slide says `whole: yes`.\n"
    )
    parts.append(f"## {HEADINGS['NumberFields']}\n\n{about(NumberFields)}\n\n{table(NumberFields, PAGE)}")
    parts.append("One of the three is given: `numbers: {projects: {distinct: Prosjekt}}`, then `{{ projects }}` in a text.\n")
    parts.append(f"## Settings\n\n{about(SettingsFields)}\n\n{table(SettingsFields, PAGE)}")
    parts.append("The file may be empty: it marks the project's folder.\n")
    return "\n".join(parts)
