"""The fields of a whole spec → the page about them."""

from deckgen.fields import Fields
from deckgen.kinds.common import NumberFields
from deckgen.spec.fields import DeckFields, RepeatFields, SettingsFields
from reference.fields import about, heading, inside, table

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
MORE = {
    "DatasetFields": "A file alone is enough: `need: data/need.csv` is short for `need: {file: data/need.csv}`.\n",
    "DatasetStep": """\
The steps of a dataset are done in their order. What comes out knows which rows of which files each of its numbers came from.

```yaml
data:
  population: {file: data/population.csv, source: Statistisk sentralbyrå}
  counties:
    from: population
    steps:
      - filter: {year: 2013}
      - group: {by: [county_code, county], sum: persons}
      - sort: county_code
```
""",
    "RepeatFields": """\
A repetition stands among the slides, and may hold others. Inside it a dataset with a column of the same name as one of the
group's names is cut to the rows with the group's value. A dataset with no such column is refused, unless the slide says
`whole: yes`.
""",
    "NumberFields": "One of the three is given: `numbers: {projects: {distinct: Prosjekt}}`, `{{ projects }}` in a text.\n",
    "SettingsFields": "The file may be empty: it marks the project's folder.\n",
}


def spec_page() -> str:
    parts = [TOP, _section("The deck", DeckFields)]
    parts += [_section(heading(model), model) for model in inside(DeckFields)]
    parts += [_section("Repetition", RepeatFields), _section(heading(NumberFields), NumberFields)]
    parts.append(_section("Settings", SettingsFields))
    return "\n".join(parts)


def _section(title: str, model: type[Fields]) -> str:
    more = MORE.get(model.__name__, "")
    return f"## {title}\n\n{about(model)}\n\n{table(model, PAGE)}" + (f"\n{more}" if more else "")
