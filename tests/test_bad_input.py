"""Bad input never gives a traceback, and never a quietly wrong deck: what each fault is answered with, word by word.

Exit status 2 is for what is found before a deck is begun, 1 for a deck that fails.
"""

# ruff: noqa: E501 - messages stand as they are printed

import io
import os
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable, Iterable
from pathlib import Path

import openpyxl
import pptx
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from deckgen.cli import main

Files = dict[str, str | bytes]
pytestmark = pytest.mark.usefixtures("template_read_once")

Build = Callable[..., Result]

BULLETS = """\
title: Prøve
slides:
  - kind: bullets
    title: Innhold
    text: "- punkt"
"""
CHART = """\
title: Prøve
data:
  need: data.csv
slides:
  - kind: chart
    title: Behov
    from: need
    chart: stacked_column
    categories: år
    series: tjeneste
    values: årsverk
"""
PICTURE = """\
title: Prøve
slides:
  - kind: picture
    title: Fyr
    text: "- punkt"
    picture: {file: fyr.png, alt: Et fyr på et skjær}
"""
DATA = "år;tjeneste;årsverk\n2012;Skole;43,5\n2012;Omsorg;47,6\n2020;Skole;40,2\n2020;Omsorg;52,1\n"
ROWS = [["år", "tjeneste", "årsverk"], [2012, "Skole", 43.5], [2012, "Omsorg", 47.6]]


@pytest.fixture
def build(project: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds a spec as the command line does, in the project's folder, with its data beside it."""

    def built(spec: str | bytes, files: Files | None = None, *options: str) -> Result:
        project(spec, **{"data.csv": DATA, **(files or {})})
        monkeypatch.chdir(tmp_path)
        result = CliRunner().invoke(main, ["build", "deck.yaml", *options])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return built


def refused(result: Result, message: str, status: int = 2) -> None:
    """The command ended with ``status`` and said just this, the last line about how many errors apart; nothing was written."""
    assert result.output.rsplit("\n", 2)[0] == message.strip("\n")
    assert result.exit_code == status
    assert not Path("deck.pptx").exists()


# What is wrong in a spec: the spec, what was changed in it (before, after), and the message.
SPECS = {
    "unknown field": (BULLETS, ("title: Innhold", "titel: Innhold"), """
deck.yaml:4:5: error: "titel" is not possible here [unknown-field]
    titel: Innhold
    ^
  did you mean "title"?
  possible: title, hidden_title, text, note, notes, footer, section, id and 5 more, listed in docs/reference"""),
    "unknown kind": (BULLETS, ("kind: bullets", "kind: bulets"), """
deck.yaml:3:11: error: there is no slide kind "bulets" [unknown-kind]
    - kind: bulets
            ^
  did you mean "bullets"?
  kinds: title, section, bullets, text, picture, chart, table, project_list, learning_points, blank"""),
    "unknown dataset": (CHART, ("from: need", "from: needs"), """
deck.yaml:3:9: warning: no slide uses the dataset "need" [dataset-unused]
    need: data.csv
          ^
  use it with from: need, or take it out
deck.yaml:7:11: error: there is no dataset "needs" [unknown-dataset]
    from: needs
          ^
  did you mean "need"?
  declared under data: need"""),
    "unknown column": (CHART, ("values: årsverk", "values: arsverk"), """
deck.yaml:11:13: error: the dataset need has no column "arsverk" [unknown-column]
    values: arsverk
            ^
  did you mean "årsverk"?
  its columns: år, tjeneste, årsverk"""),
    "columns of a chart": (CHART, ("categories: år\n    series: tjeneste\n    values: årsverk", """\
categories: aar
    series: tjenester
    values:
      - årsverk
      - arsverk
    filter:
      tjeneste: Skole
      stad: Oslo
    numbers: {i_alt: {sum: verk}}"""), """
deck.yaml:9:17: error: the dataset need has no column "aar" [unknown-column]
    categories: aar
                ^
  its columns: år, tjeneste, årsverk
deck.yaml:10:13: error: the dataset need has no column "tjenester" [unknown-column]
    series: tjenester
            ^
  did you mean "tjeneste"?
  its columns: år, tjeneste, årsverk
deck.yaml:13:9: error: the dataset need has no column "arsverk" [unknown-column]
    - arsverk
      ^
  did you mean "årsverk"?
  its columns: år, tjeneste, årsverk
deck.yaml:16:7: error: the dataset need has no column "stad" [unknown-column]
    stad: Oslo
    ^
  its columns: år, tjeneste, årsverk
deck.yaml:17:28: error: the dataset need has no column "verk" [unknown-column]
    numbers: {i_alt: {sum: verk}}
                           ^
  did you mean "årsverk"?
  its columns: år, tjeneste, årsverk"""),
    "a filter of several criteria": (CHART, ("values: årsverk", """\
values: årsverk
    filter:
      tjeneste: Skole
      år:
        from: 2010
        to: tolv"""), """
deck.yaml:16:13: error: the column år of need holds numbers, and "tolv" is none [condition-not-number]
    to: tolv
        ^
  write a number, or declare the column as text"""),
    "columns that are text": (CHART, ("series: tjeneste\n    values: årsverk", """\
values:
      - årsverk
      - tjeneste
      - årsverk"""), """
deck.yaml:12:9: error: the column tjeneste of need is text, not numbers: row 2 of data.csv holds "Skole" [column-not-number]
    - tjeneste
      ^
  correct the cell; or declare the column as number under the dataset's `columns`, or list what stands for missing numbers under `symbols`"""),
    "columns of a step": (CHART, ("need: data.csv", """\
need:
    file: data.csv
    steps:
      - group:
          by:
            - år
            - tjenest
          sum: [årsverk, persons]"""), """
deck.yaml:9:15: error: the dataset need has no column "tjenest" [unknown-column]
    - tjenest
      ^
  did you mean "tjeneste"?
  its columns: år, tjeneste, årsverk
deck.yaml:10:26: error: the dataset need has no column "persons" [unknown-column]
    sum: [årsverk, persons]
                   ^
  its columns: år, tjeneste, årsverk"""),
    "columns of a contract": (CHART, ("need: data.csv", """\
need:
    file: data.csv
    key:
      - år
      - tjenest
    columns:
      årsverk: {from: 0}
      aar: {from: 2000}"""), """
deck.yaml:7:9: error: the dataset need has no column "tjenest" [unknown-column]
    - tjenest
      ^
  did you mean "tjeneste"?
  its columns: år, tjeneste, årsverk
deck.yaml:10:7: error: the dataset need has no column "aar" [unknown-column]
    aar: {from: 2000}
    ^
  its columns: år, tjeneste, årsverk"""),
    "two slides of one id": (BULLETS, (BULLETS[BULLETS.index("  - kind") :], """\
  - {kind: bullets, id: a, title: En, text: x}
  - repeat: [{sted: Oslo}, {sted: Moss}]
    slides:
      - {kind: bullets, id: b, title: "{{ sted }}", text: x}
      - {kind: bullets, id: a, title: "{{ sted }}", text: x}
"""), """
deck.yaml:7:29: error: another slide has the id "a" already, on line 3 [id-twice]
    - {kind: bullets, id: a, title: "{{ sted }}", text: x}
                          ^
  give each slide an id of its own, by which it is found again"""),
    "a name for a column that is not there": (CHART, ("need: data.csv", """\
need:
    file: data.csv
    names:
      A: år
      Q: sted"""), """
deck.yaml:7:7: error: the table has no column Q to name [no-such-letter]
    Q: sted
    ^
  `names` goes by Excel's letters; its columns: A år, B tjeneste, C årsverk"""),
    "a name by the column's name": (CHART, ("need: data.csv", "need: {file: data.csv, names: {tjenste: sted}}"), """
deck.yaml:3:34: error: the table has no column tjenste to name [no-such-letter]
    need: {file: data.csv, names: {tjenste: sted}}
                                   ^
  did you mean "B"?
  `names` goes by Excel's letters; its columns: A år, B tjeneste, C årsverk"""),
    "a range that ends before it begins": (CHART, ("need: data.csv", "need: {file: data.csv, columns: {år: {from: 2040, to: 2012}}}"), """
deck.yaml:3:47: error: `from` comes after `to`: nothing lies from 2040 to 2012 [range-reversed]
    need: {file: data.csv, columns: {år: {from: 2040, to: 2012}}}
                                                ^
  put the smaller number or the earlier date first"""),
    "a filter that ends before it begins": (CHART, ("values: årsverk", """\
values: årsverk
    filter:
      år:
        to: 1.5.2012
        from: 8.4.2013"""), """
deck.yaml:15:15: error: `from` comes after `to`: nothing lies from 8.4.2013 to 1.5.2012 [range-reversed]
    from: 8.4.2013
          ^
  put the smaller number or the earlier date first"""),
    "a header below the end": (CHART, ("need: data.csv", "need: {file: data.csv, header_row: 99}"), """
deck.yaml:3:38: error: row 99 is to hold the names of the columns, and data.csv has 5 rows [header-row-beyond]
    need: {file: data.csv, header_row: 99}
                                       ^
  write `header_row:` with the row that holds them, counted from 1; or leave it out, and it is found"""),
    "a header over the end": (CHART, ("need: data.csv", "need: {file: data.csv, header_row: 4-7}"), """
deck.yaml:3:38: error: row 7 is to hold the names of the columns, and data.csv has 5 rows [header-row-beyond]
    need: {file: data.csv, header_row: 4-7}
                                       ^
  write `header_row:` with the row that holds them, counted from 1; or leave it out, and it is found"""),
    "a repetition of nothing": (BULLETS, (BULLETS[BULLETS.index("  - kind") :], "  - {repeat: [], slides: []}\n"), """
deck.yaml:3:14: error: expected a list of at least one item, found an empty list [expected]
    - {repeat: [], slides: []}
               ^
deck.yaml:3:26: error: expected a list of at least one item, found an empty list [expected]
    - {repeat: [], slides: []}
                           ^"""),
    "a filter of nothing": (CHART, ("values: årsverk", "values: []\n    filter: {år: , tjeneste: []}"), """
deck.yaml:11:13: error: expected a text, or a list of texts, found an empty list [expected]
    values: []
            ^
deck.yaml:12:14: error: expected a text, or a list of texts, found nothing [expected]
    filter: {år: , tjeneste: []}
             ^
deck.yaml:12:30: error: expected a text, or a list of texts, found an empty list [expected]
    filter: {år: , tjeneste: []}
                             ^"""),
    "a list with nothing in it": (CHART, ("values: årsverk", "values:\n    - årsverk\n    - ''\n    -"), """
deck.yaml:14:6: error: expected a text, found nothing [expected]
    -
     ^"""),
    "text that turns round": (BULLETS, ("Innhold", "Inn\u202ehold"), """
deck.yaml:4:15: error: an invisible character, U+202E, stands here [invisible-character]
    title: Inn�hold
              ^
  delete it; it often comes along when text is pasted from other programs"""),
    "a name of a column that is not there": (
        CHART, ("series: tjeneste\n    values: årsverk", "values: årsverk\n    names: {arsverk: Verk}"), """
deck.yaml:11:13: error: the dataset need has no column "arsverk" [unknown-column]
    names: {arsverk: Verk}
            ^
  did you mean "årsverk"?
  its columns: år, tjeneste, årsverk"""),
    "values that are no numbers": (CHART, ("need: data.csv", """\
need:
    file: data.csv
    columns:
      år:
        allowed:
          - 2012
          - tolv
        to: sist"""), """
deck.yaml:9:13: error: the column år of need holds numbers, and "tolv" is none [condition-not-number]
    - tolv
      ^
  write a number, or declare the column as text
deck.yaml:10:13: error: the column år of need holds numbers, and "sist" is none [condition-not-number]
    to: sist
        ^
  write a number, or declare the column as text"""),
    "groups that differ": (BULLETS, (BULLETS[BULLETS.index("  - kind") :], """\
  - repeat:
      - {sted: Oslo}
      - {stad: Moss}
    slides:
      - {kind: bullets, title: "{{ sted }}", text: x}
"""), """
deck.yaml:5:9: error: the groups of this repeat do not all give the same names [groups-differ]
    - {stad: Moss}
      ^
  give each group every name that another has"""),
    "a kind in a capital letter": (BULLETS, ("kind: bullets", "Kind: bullets"), """
deck.yaml:3:5: error: this slide does not say of what kind it is [kind-missing]
    - Kind: bullets
      ^
  did you mean "kind"?
  kinds: title, section, bullets, text, picture, chart, table, project_list, learning_points, blank"""),
    "a merge": (BULLETS, ("kind: bullets", "<<: *mal"), """
deck.yaml:3:9: error: "*mal" repeats what is marked with "&mal", and nothing above is marked so [yaml-alias]
    - <<: *mal
          ^
  put quotes round a text that begins with *"""),
    "a merge of what is there": (BULLETS, ("  - kind: bullets", "  - &mal {kind: bullets, title: A, text: x}\n  - <<: *mal"), """
deck.yaml:4:5: error: << stands for what another mapping holds in some programs, and not here [yaml-merge]
    - <<: *mal
      ^
  write the names out; a whole value can be repeated with & and *"""),
    "a colon without a blank": (BULLETS, ("title: Prøve", "title:Prøve"), """
deck.yaml:1:6: error: a blank belongs after this : [yaml-blank]
    title:Prøve
         ^
  write  name: value  and  - item"""),
    "a dash without a blank": (BULLETS, ("- kind", "-kind"), """
deck.yaml:3:3: error: a blank belongs after this - [yaml-blank]
    -kind: bullets
    ^
  write  name: value  and  - item"""),
    "a last colon without a blank": (BULLETS, ('text: "- punkt"', "text:punkt"), """
deck.yaml:5:9: error: a blank belongs after this : [yaml-blank]
    text:punkt
        ^
  write  name: value  and  - item"""),
    "a no-break space after a colon": (BULLETS, ("title: Prøve", "title:\xa0Prøve"), """
deck.yaml:1:7: error: a no-break space stands where YAML wants a blank [yaml-no-break-space]
    title:\xa0Prøve
          ^
  type the blank anew; it often comes along when text is pasted from other programs"""),
    "no-break spaces before a name": (BULLETS, ("    title: Innhold", "\xa0\xa0\xa0 title: Innhold"), """
deck.yaml:4:1: error: a no-break space stands where YAML wants a blank [yaml-no-break-space]
    \xa0\xa0\xa0 title: Innhold
    ^
  type the blank anew; it often comes along when text is pasted from other programs"""),
    "a path with a backslash in double quotes": (CHART, ("need: data.csv", r'need: "data\tall.csv"'), r"""
deck.yaml:3:9: error: the path holds a tab or a line break [path-control]
    need: "data\tall.csv"
          ^
  write it on one line, without quotes or with / between folders: inside double quotes a backslash begins a special character"""),
    "a text that is indented by a number": (BULLETS, ('text: "- punkt"', "text: |2\n\n      - punkt {{ sted }}"), """
deck.yaml:7:15: error: there is nothing called "sted" here [unknown-name]
    - punkt {{ sted }}
            ^
  possible: deck"""),
    "a column without a name": (CHART, ("need: data.csv", 'need: {file: data.csv, steps: [{group: {by: [år, tjeneste], sum: årsverk, count: ""}}]}'), """
deck.yaml:3:42: error: this step would give need a column without a name [column-unnamed]
    need: {file: data.csv, steps: [{group: {by: [år, tjeneste], sum: årsverk, count: ""}}]}
                                           ^
  write a name between the quotes"""),
    "a split at nothing": (CHART, ("need: data.csv", 'need: {file: data.csv, steps: [{split: {column: tjeneste, into: [a, b], at: ""}}]}'), """
deck.yaml:3:79: error: expected what stands between the parts, such as a comma, found nothing [expected]
    .csv, steps: [{split: {column: tjeneste, into: [a, b], at: ""}}]}
                                                               ^"""),
    "language no": (BULLETS, ("title: Prøve", "title: Prøve\nlanguage: no"), """
deck.yaml:2:11: error: "no" leaves open which Norwegian: nb or nn? [language-no]
    language: no
              ^
  write nb for bokmål, nn for nynorsk"""),
    "unknown language": (BULLETS, ("title: Prøve", "title: Prøve\nlanguage: de"), """
deck.yaml:2:11: error: "de" is not a language that deckgen writes [unknown-language]
    language: de
              ^
  possible: nb (bokmål), nn (nynorsk), en (English)"""),
    "a filter that leaves nothing": (CHART, ("values: årsverk", "values: årsverk\n    filter: {år: 2013}"), """
deck.yaml:12:18: error: need has no rows with år = 2013 [no-rows]
    filter: {år: 2013}
                 ^
  did you mean "2012"?
  correct the filter, or say with `when_empty` what is to be done"""),
    "when_empty misspelt": (CHART, ("values: årsverk", "values: årsverk\n    when_empty: ignore"), """
deck.yaml:12:17: error: "ignore" is not possible here [unknown-word]
    when_empty: ignore
                ^
  possible: fail, say, skip"""),
    "every slide skipped": (CHART, ("values: årsverk", "values: årsverk\n    filter: {år: 2013}\n    when_empty: skip"), """
deck.yaml:5:3: error: no slide is left: each was to be skipped where it has no rows, and none has any [no-slides-left]
    - kind: chart
    ^
  correct the filters, or let one slide say so with when_empty: say"""),
    "duplicate key": (BULLETS, ("title: Innhold", "title: Innhold\n    title: Mer"), """
deck.yaml:5:5: error: "title" is given twice: on line 4, and here [duplicate-key]
    title: Mer
    ^
  keep one of them"""),
    "a tab": (BULLETS, ("    title: Innhold", "\ttitle: Innhold"), """
deck.yaml:4:1: error: a tab stands where YAML wants spaces [tab-indent]
    title: Innhold
    ^
  indent with spaces"""),
    "a hole without quotes": (BULLETS, ("title: Innhold", "title: {{ sted }}"), """
deck.yaml:4:12: error: a text with {{ }} needs quotes here [hole-needs-quotes]
    title: {{ sted }}
           ^
  put quotes round it: title: "{{ place }} kommune\""""),
    "a hole and a word without quotes": (BULLETS, ("title: Innhold", "title: {{ sted }} kommune"), """
deck.yaml:4:12: error: a text with {{ }} needs quotes here [hole-needs-quotes]
    title: {{ sted }} kommune
           ^
  put quotes round it: title: "{{ place }} kommune\""""),
    "an open bracket": (BULLETS, ("text: \"- punkt\"", "footer: {text: a"), """
deck.yaml:5:21: error: the { on line 5 is not closed here, or a comma is missing [yaml-bracket]
    footer: {text: a
                    ^
  inside [ ] and { } separate with commas, and put quotes round texts that hold commas, colons or brackets"""),
    "no title": (BULLETS, ("    title: Innhold\n", ""), """
deck.yaml:3:5: error: this slide has no title [title-missing]
    - kind: bullets
      ^
  give it a title:, or a hidden_title: that is read aloud and not shown"""),
    "a title without ink": (BULLETS, ("title: Innhold", "title: '\u200b'"), """
deck.yaml:4:12: error: this slide has no title [title-missing]
    title: '\u200b'
           ^
  give it a title:, or a hidden_title: that is read aloud and not shown"""),
    "no text": (BULLETS, ('"- punkt"', '""'), """
deck.yaml:5:11: error: there is nothing to show as body [text-empty]
    text: ""
          ^
  write a text, or take the line out"""),
    "no slides": (BULLETS, (BULLETS[BULLETS.index("slides:") :], "slides: []\n"), """
deck.yaml:2:9: error: the spec has no slides [no-slides]
    slides: []
            ^
  begin with:  slides:  and below it  - kind: title"""),
    "a path out of the project": (CHART, ("need: data.csv", "need: ../../data.csv"), """
deck.yaml:3:9: error: "../../data.csv" leads out of the project [path-outside]
    need: ../../data.csv
          ^
  only files in {folder} are read; copy the file there and write its path from that folder, such as data/projects.xlsx"""),
    "a path on a server": (CHART, ("need: data.csv", r"need: \\server\felles\data.csv"), r"""
deck.yaml:3:9: error: "\\server\felles\data.csv" leads out of the project [path-outside]
    need: \\server\felles\data.csv
          ^
  only files in {folder} are read; copy the file there and write its path from that folder, such as data/projects.xlsx"""),
    "a path without end": (CHART, ("need: data.csv", f"need: {'a' * 300}.csv"), f"""
deck.yaml:3:9: error: the path is longer than 240 characters [path-too-long]
    need: {'a' * 92}
          ^
  Windows opens no file with so long a path; give folders and file shorter names"""),
    "a missing data file": (CHART, ("need: data.csv", "need: dato.csv"), """
deck.yaml:3:9: error: there is no file dato.csv [data-file-missing]
    need: dato.csv
          ^
  did you mean "data.csv"?
  write the file's path from the project's folder, such as data/projects.xlsx"""),
    "a sheet of a CSV file": (CHART, ("need: data.csv", "need: {file: data.csv, sheet: Ark1}"), """
deck.yaml:3:33: error: sheet: is not for a CSV file [option-not-here]
    need: {file: data.csv, sheet: Ark1}
                                  ^
  take it out"""),
    "a delimiter of two signs": (CHART, ("need: data.csv", "need: {file: data.csv, delimiter: '||'}"), """
deck.yaml:3:37: error: "||" is no sign that parts the cells of a CSV file [delimiter-unclear]
    need: {file: data.csv, delimiter: '||'}
                                      ^
  write one of ; , | or tab"""),
    "no such template": (BULLETS, ("title: Prøve", "title: Prøve\ntemplate: DEPMALL"), """
deck.yaml:2:11: error: there is no template "DEPMALL" [unknown-template]
    template: DEPMALL
              ^
  did you mean "DEPMAL"?
  templates: DEPMAL; a template is a folder with a template.yaml, in the project's folder templates"""),
    "no such symbol": (BULLETS, ("title: Prøve", "title: Prøve\nsymbol: komune"), """
deck.yaml:2:9: error: the template DEPMAL has no symbol "komune" [unknown-symbol]
    symbol: komune
            ^
  it has: kommune, region, bolig_og_bygg, plan, demokrati, okonomi"""),
    "text too small to read": (BULLETS, (BULLETS[BULLETS.index("  - kind") :], """\
  - kind: blank
    title: A
    boxes: [{text: a, left: 2 cm, top: 5 cm, width: 9 cm, height: 3 cm, size: 4}]
"""), """
deck.yaml:5:79: error: 4 is not between 12 and 400 [out-of-range]
    a, left: 2 cm, top: 5 cm, width: 9 cm, height: 3 cm, size: 4}]
                                                               ^"""),
}  # fmt: skip


@pytest.mark.parametrize("name", SPECS)
def test_a_fault_in_a_spec_is_told_with_its_place_and_the_way_on(build: Build, tmp_path: Path, name: str):
    spec, (before, after), message = SPECS[name]
    assert spec.count(before) == 1
    result = build(spec.replace(before, after))
    refused(result, message.replace("{folder}", tmp_path.as_posix()))


def test_all_errors_of_one_spec_come_at_once(build: Build):
    result = build(BULLETS.replace("title: Prøve", "title: Prøve\nlanguage: de\nauhtor: A") + "    txt: a\n  - kind: bulets\n")
    assert re.findall(r"^(deck\S+) error: .*\[(.*)\]$", result.output, re.MULTILINE) == [
        ("deck.yaml:2:11:", "unknown-language"),
        ("deck.yaml:3:1:", "unknown-field"),
        ("deck.yaml:8:5:", "unknown-field"),
        ("deck.yaml:9:11:", "unknown-kind"),
    ]
    assert result.output.endswith("4 errors; nothing was written\n")


def test_all_slides_errors_come_at_once(build: Build):
    slide = BULLETS[BULLETS.index("  - kind") :]
    result = build(
        BULLETS.replace("Innhold", "'{{ a }}'") + slide.replace("- punkt", "- {{ b }}") + slide.replace("- punkt", "# x")
    )
    assert re.findall(r"^(deck\S+) error: .*\[(.*)\]$", result.output, re.MULTILINE) == [
        ("deck.yaml:4:13:", "unknown-name"),
        ("deck.yaml:8:14:", "unknown-name"),
        ("deck.yaml:11:12:", "markdown-not-supported"),
    ]


def test_a_spec_in_windows_1252_is_told_how_to_be_saved(build: Build):
    refused(build(BULLETS.encode("cp1252")), """
deck.yaml:1:10: error: the file is not saved as UTF-8: the byte F8 stands here, which is "ø" in Windows-1252 ("ANSI") [not-utf-8]
    title: Prøve
             ^
  in Notepad: File, Save as, encoding UTF-8; in Excel: save as CSV UTF-8""")  # fmt: skip


def test_a_yaml_bomb_is_refused(build: Build):
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"{b}: &{b} [{', '.join(['*' + a] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    started = time.process_time()
    result = build(bomb + BULLETS)
    assert time.process_time() - started < 2
    assert result.output.startswith("deck.yaml:5:36: error: the file holds more than 100000 values [yaml-too-large]\n")
    assert result.exit_code == 2


@pytest.mark.parametrize("opened", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_refused(build: Build, opened: str):
    result = build("a:\n  " + opened * 200)
    assert "[yaml-too-deep]" in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize("spec", ["", "# bare en merknad\n", "- a\n", "null\n", "tekst\n"])
def test_a_file_that_is_no_spec_is_told_so(build: Build, spec: str):
    result = build(spec)
    assert result.output.startswith(
        'deck.yaml:1:1: error: a spec begins with lines such as "title: …" and "slides:", and this one does not [spec-not-mapping]\n'
    )
    assert result.exit_code == 2


# Expressions that are wrong, or made to use up time or memory: what is said of them.
EXPRESSIONS = {
    "9**9**9**9": "a power is not possible in a hole [expression-not-possible]",
    '"a" * 1000000000': '* needs a number, and this is the text "a" [number-expected]',
    "range(1000000000)": "a call is not possible in a hole [expression-not-possible]",
    '"".__class__.__mro__': 'there is no "__class__" in the text "" [no-fields]',
    "deck.title.upper()": "a call is not possible in a hole [expression-not-possible]",
    "1000000000000 * 1000000000000": "a number here is too large to be right [number-too-large]",
    "1e400": "a number here is too large to be right [number-too-large]",
    '"%999999999d" % 1': '% needs a number, and this is the text "%999999999d" [number-expected]',
    "1.5 | number(999999999)": "the filter is written number(decimals) [filter-arguments]",
    "+".join(["1"] * 100_000): "the expression is longer than 1000 characters [expression-too-long]",
    "(" * 400 + "1" + ")" * 400: "the expression is nested too deep [expression-too-deep]",
    "not " * 200 + "1": "the expression is nested too deep [expression-too-deep]",
    "1 / 0": "this divides by zero [division-by-zero]",
    "(1": '"(1" is not an expression [expression-syntax]',
    "1 if 2": "an if in a hole needs its else [expression-else]",
    "sted": 'there is nothing called "sted" here [unknown-name]',
    "sted | upper": 'there is no filter "upper" [unknown-filter]',
    "[1]": "a list is not possible in a hole [expression-not-possible]",
    "1 == deck.title": 'a number cannot be compared with the text "Prøve" [cannot-compare]',
    "deck": "{{ deck }} is a group of names, which cannot be printed [hole-not-text]",
}


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda text: text[:30])
def test_a_wrong_expression_is_refused_within_two_seconds(build: Build, expression: str):
    started = time.process_time()
    result = build(BULLETS.replace("title: Innhold", f"title: 'Om {{{{ {expression} }}}}'"))
    assert time.process_time() - started < 2
    assert result.output.splitlines()[0] == f"deck.yaml:4:16: error: {EXPRESSIONS[expression]}"
    assert result.exit_code == 2


def test_no_rows_are_said_or_skipped_where_the_spec_asks_for_it(build: Build):
    chart = CHART[CHART.index("  - kind") :]
    spec = (
        CHART
        + "    filter: {år: 2013}\n    when_empty: say\n"
        + chart
        + "    filter: {år: 2013}\n    when_empty: skip\n"
        + chart
    )
    result = build(spec)
    assert result.exit_code == 0
    first, second = pptx.Presentation("deck.pptx").slides
    assert first.placeholders[1].text_frame.text == "Ingen tall å vise"
    assert any(shape.has_chart for shape in second.shapes)


# Data files: the file's contents, and the message.
DATA_FILES = {
    "text in a column of numbers": (DATA.replace("43,5", "ca. 43"), """
deck.yaml:11:13: error: the column årsverk of need is text, not numbers: row 2 of data.csv holds "ca. 43" [column-not-number]
    values: årsverk
            ^
  correct the cell; or declare the column as number under the dataset's `columns`, or list what stands for missing numbers under `symbols`"""),
    "an empty file": ("", """
deck.yaml:3:9: error: data.csv holds no cells [data-file-empty]
    need: data.csv
          ^
  name the sheet or range that holds the table, or another file"""),
    "a header and no rows": ("år;tjeneste;årsverk\n", """
deck.yaml:7:11: error: need has a header and no rows: data.csv [dataset-empty]
    from: need
          ^
  fill in the file, or say with `when_empty` what is to be done"""),
    "two numbers for one place": (DATA + "2012;Skole;1\n", """
deck.yaml:11:13: error: need has several rows for tjeneste = Skole, år = 2012: rows 2, 6 of data.csv [duplicate-cell]
    values: årsverk
            ^
  filter further, or add them up: aggregate: sum in a chart or a table, the step group in a dataset"""),
    "a column that is empty": ("år;tjeneste;årsverk\n2012;Skole;\n", """
deck.yaml:11:13: error: the column årsverk of need is empty: data.csv [column-empty]
    values: årsverk
            ^
  fill in its numbers, or choose another column"""),
    "two columns of one name": ("år;år;årsverk\n1;2;3\n", """
data.csv:1: error: two columns are named "år" [duplicate-column]
  give one of them another name, in the file or, by its letter, under the dataset's `names`: {C: another name}"""),
    "a control character": (DATA + "2013;Sko\x01le;1\n", """
data.csv:6: error: row 6, column tjeneste: the cell holds a control character (U+0001) [control-character-in-cell]
  it cannot be seen; retype the cell"""),
    "text that turns round": (DATA + "2013;Sko\u2066le;1\n", """
data.csv:6: error: row 6, column tjeneste: the cell holds a control character (U+2066) [control-character-in-cell]
  it cannot be seen; retype the cell"""),
    "a line in another encoding": ((DATA + "2012;Skole på å;1\n").encode() + "2013;Grønn æ;1\n".encode("cp1252"), """
data.csv:7:8: error: data.csv is UTF-8, but this line is not [encoding-mixed]
    2013;Gr�nn �;1
           ^
  open the file in Excel, look at the æ, ø and å of this line, and save it as "CSV UTF-8\""""),
    "a control character in the header": (DATA.replace("tjeneste", "tjen\x01este"), r"""
data.csv:1: error: names of columns hold control characters: 'tjen\x01este' [control-character-in-header]
  they cannot be seen; retype the header"""),
    "a quotation mark without its other": ('år;tjeneste;årsverk\n2012;"Skole;43,5\n', """
data.csv:2: error: the row that begins here (row 2) has a quotation mark that is never closed [quote-not-closed]
  close it, or write two ("") for one within a cell"""),
    "a row too long": (DATA + "2012;Skole;1;2;3\n", """
data.csv:6: error: row 6 has 5 cells, but the header has 3 [row-too-long]
  if the header stands further down, write `header_row:` with its row; if a cell holds the delimiter, put quotes round the cell"""),
}  # fmt: skip


@pytest.mark.parametrize("name", DATA_FILES)
def test_a_fault_in_a_data_file_is_told_with_its_row_and_column(build: Build, name: str):
    content, message = DATA_FILES[name]
    refused(build(CHART, {"data.csv": content}), message)


def test_every_cell_of_a_declared_column_that_is_no_number_is_told(build: Build):
    spec = CHART.replace("need: data.csv", "need: {file: data.csv, columns: {årsverk: number}}")
    refused(build(spec, {"data.csv": DATA.replace("43,5", "ca. 43").replace("52,1", "x")}), """
data.csv:2: error: row 2, column årsverk (C): "ca. 43" is not a number [not-a-number]
  correct the cell; if it stands for a missing number, list all such marks under the dataset's `symbols`, where `-` means zero; if the column holds text, declare it as text under `columns`
data.csv:5: error: row 5, column årsverk (C): "x" is not a number [not-a-number]
  correct the cell; if it stands for a missing number, list all such marks under the dataset's `symbols`, where `-` means zero; if the column holds text, declare it as text under `columns`""")  # fmt: skip


def test_a_folder_in_place_of_a_data_file_is_told(build: Build, tmp_path: Path):
    (tmp_path / "tall.csv").mkdir()
    refused(build(CHART.replace("need: data.csv", "need: tall.csv")), """
deck.yaml:3:9: error: tall.csv is a folder [data-file-is-folder]
    need: tall.csv
          ^
  write the name of a file in it""")  # fmt: skip


def workbook(rows: Iterable[Iterable[object]], *more: str) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Ark1"
    for row in rows:
        sheet.append([*row])
    for cell in sheet["A"]:
        cell.data_type = "e" if cell.value == "#N/A" else cell.data_type
    for name in more:
        book.create_sheet(name).append(["x"])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WORKBOOKS = {
    "error cells": (workbook([*ROWS, ["#N/A", "Skole", 1]]), """
data.xlsx (Ark1!A4): error: row 4, column år: the cell shows #N/A [excel-error-in-cell]
  correct the formula in Excel, or empty the cell; or add "#N/A" to the dataset's `symbols`, if it stands for a number that is missing"""),
    "formulas without results": (workbook([*ROWS, [2013, "Skole", "=1+1"]]), """
data.xlsx (Ark1!C4): error: data.xlsx holds formulas whose results were never calculated [formulas-without-results]
  open it in Excel and save it"""),
    "a control character": (workbook([*ROWS, [2013, "Sko_x0001_le", 1]]), """
data.xlsx (Ark1!B4): error: row 4, column tjeneste: the cell holds a control character (U+0001) [control-character-in-cell]
  it cannot be seen; retype the cell"""),
    "several sheets": (workbook(ROWS, "Ark2"), """
deck.yaml:3:9: error: data.xlsx has several sheets, and the spec names none [sheet-not-named]
    need: data.xlsx
          ^
  write `sheet:` with one of: Ark1, Ark2"""),
    "no workbook": (b"hei", """
deck.yaml:3:9: error: data.xlsx is not an Excel workbook, or is damaged [workbook-broken]
    need: data.xlsx
          ^
  open it in Excel; if Excel repairs it, save it under a new name; if it was copied or downloaded, do that anew"""),
    "a password": (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), """
deck.yaml:3:9: error: data.xlsx is protected with a password [workbook-encrypted]
    need: data.xlsx
          ^
  open it in Excel, remove the password (File, Info, Protect Workbook, Encrypt with Password) and save it"""),
}  # fmt: skip


@pytest.mark.parametrize("name", WORKBOOKS)
def test_a_fault_in_a_workbook_is_told_with_its_cell(build: Build, name: str):
    content, message = WORKBOOKS[name]
    refused(build(CHART.replace("data.csv", "data.xlsx"), {"data.xlsx": content}), message)


def test_a_sheet_that_is_absent_is_told_with_those_that_are_there(build: Build):
    spec = CHART.replace("need: data.csv", "need: {file: data.xlsx, sheet: Ark2}")
    refused(build(spec, {"data.xlsx": workbook(ROWS)}), """
deck.yaml:3:34: error: data.xlsx has no sheet "Ark2" [sheet-missing]
    need: {file: data.xlsx, sheet: Ark2}
                                   ^
  did you mean "Ark1"?
  its sheets: Ark1""")  # fmt: skip


def test_a_workbook_made_to_exhaust_the_machine_is_refused(build: Build):
    bomb = rezipped(workbook(ROWS), lambda name, data: data + b" " * 100_000_000 if name.endswith("sheet1.xml") else data)
    result = build(CHART.replace("data.csv", "data.xlsx"), {"data.xlsx": bomb})
    assert "[workbook-bomb]" in result.output
    assert result.exit_code == 2


def test_a_pie_with_a_negative_or_without_any_part_is_refused(build: Build):
    spec = CHART.replace("stacked_column", "pie").replace("    series: tjeneste\n", "").replace("år\n", "tjeneste\n")
    spec += "    filter: {år: 2012}\n"
    assert build(spec).exit_code == 0
    Path("deck.pptx").unlink()
    refused(build(spec, {"data.csv": DATA.replace("43,5", "-43,5")}), """
deck.yaml:10:13: error: Skole is negative, and a pie chart shows parts of a whole [slice-negative]
    values: årsverk
            ^
  choose chart: bar or column""")  # fmt: skip
    refused(build(spec, {"data.csv": DATA.replace("43,5", ":").replace("47,6", "..")}), """
deck.yaml:10:13: error: every number of this pie chart is missing [slices-missing]
    values: årsverk
            ^
  choose kind: table, which can say why each number is missing; or leave the slide out""")  # fmt: skip


def picture(kind: str = "PNG", size: tuple[int, int] = (640, 480), **options: object) -> bytes:
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(buffer, kind, **options)
    return buffer.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A small PNG that says it is of that size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


BROKEN = """
deck.yaml:6:21: error: the picture "{file}" cannot be read: it is damaged, or not a picture [picture-broken]
    picture: {{file: {file}, alt: Et fyr på et skjær}}
                    ^
  open it in a picture program and save it again as PNG or JPEG"""
NOT_SHOWN = """
deck.yaml:6:21: error: PowerPoint cannot show every kind of picture, and "{file}" is one that it may not show ({kind}) [picture-kind]
    picture: {{file: {file}, alt: Et fyr på et skjær}}
                    ^
  save it as PNG (drawings) or JPEG (photographs)"""
TOO_LARGE = """
deck.yaml:6:21: error: the picture "{file}" is too large [picture-too-large]
    picture: {{file: {file}, alt: Et fyr på et skjær}}
                    ^
  reduce it to less than 120 million pixels and 100 MB"""
MISSING = """
deck.yaml:6:21: error: there is no picture "{file}" [picture-missing]
    picture: {{file: {file}, alt: Et fyr på et skjær}}
                    ^
  did you mean "fyr2.png"?
  paths start in the project's folder, the one that holds deckgen.yaml"""
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(100)
PICTURES: dict[str, tuple[str, bytes | None, str, str]] = {
    "missing": ("fyr.png", None, MISSING, ""),
    "cut": ("fyr.png", picture()[:500], BROKEN, ""),
    "cut in its header": ("fyr.png", picture()[:20], BROKEN, ""),
    "a text": ("fyr.png", b"hei", BROKEN, ""),
    "zero bytes": ("fyr.png", b"", BROKEN, ""),
    "of no width": ("fyr.png", png_of(0, 0), BROKEN, ""),
    "SVG": ("fyr.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", NOT_SHOWN, "SVG"),
    "SVG under another name": ("fyr.png", b"<?xml version='1.0'?><svg/>", NOT_SHOWN, "SVG"),
    "HEIC": ("fyr.heic", HEIC, NOT_SHOWN, "HEIC"),
    "HEIC under another name": ("fyr.jpg", HEIC, NOT_SHOWN, "HEIC"),
    "AVIF under another name": ("fyr.jpg", b"\0\0\0\x18ftypavif" + bytes(100), NOT_SHOWN, "AVIF"),
    "PDF": ("fyr.pdf", b"%PDF-1.7\n", NOT_SHOWN, "PDF"),
    "EMF": ("fyr.emf", b"\1\0\0\0" + bytes(36) + b" EMF" + bytes(60), NOT_SHOWN, "EMF"),
    "a decompression bomb": ("fyr.png", png_of(50_000, 50_000), TOO_LARGE, ""),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_that_cannot_be_shown_is_told_by_name(build: Build, name: str):
    file, content, message, kind = PICTURES[name]
    files: Files = {"fyr2.png": b""} if content is None else {file: content}
    refused(build(PICTURE.replace("fyr.png", file), files), message.format(file=file, kind=kind))


def stored(file: str) -> Image.Image:
    with zipfile.ZipFile(file) as archive:
        name = next(name for name in archive.namelist() if name.startswith("ppt/media/") and name.endswith(("jpg", "jpeg")))
        return Image.open(io.BytesIO(archive.read(name)))


def test_a_photograph_that_lies_on_its_side_is_turned_upright(build: Build):
    exif = Image.Exif()
    exif[0x0112] = 6
    assert build(PICTURE.replace("fyr.png", "fyr.jpg"), {"fyr.jpg": picture("JPEG", exif=exif)}).exit_code == 0
    image = stored("deck.pptx")
    assert image.height > image.width
    assert image.getexif().get(0x0112, 1) == 1


def test_a_telephones_jpeg_of_two_pictures_is_a_jpeg(build: Build):
    second = Image.new("RGB", (640, 480))
    mpo = picture("MPO", save_all=True, append_images=[second])
    assert build(PICTURE.replace("fyr.png", "fyr.jpg"), {"fyr.jpg": mpo}).output.startswith("wrote deck.pptx: 1 slide")


@pytest.mark.parametrize("alt", [
    "fyr", "fyr.png", "graph.png", "Bilde", "bilde 3", "Et bilde.", "Picture 4", "IMG_1234", "DSC00012.JPG", "Skjermbilde 2024-03-01",
    "A picture containing outdoor, tree", "Et tre. Beskrivelse er automatisk generert", "…",
])  # fmt: skip
def test_a_file_name_or_a_stock_phrase_is_no_alternative_text(build: Build, alt: str):
    refused(build(PICTURE.replace("Et fyr på et skjær", f'"{alt}"'), {"fyr.png": picture()}), f"""
deck.yaml:6:35: error: "{alt}" does not say what is to be seen [alt-says-nothing]
    picture: {{file: fyr.png, alt: "{alt}"}}
                                  ^
  say in a sentence what one sees; a picture that says nothing is marked with decorative: yes""")  # fmt: skip


@pytest.mark.parametrize(
    "alt", ["Bilder av fire hus", "Et bilde av Stortinget", "Fotografen ved fyret", "Diagrammet viser vekst"]
)
def test_a_sentence_that_begins_like_a_stock_phrase_is_taken(build: Build, alt: str):
    assert build(PICTURE.replace("Et fyr på et skjær", alt), {"fyr.png": picture()}).exit_code == 0


def test_a_picture_without_alternative_text_is_refused(build: Build):
    refused(build(PICTURE.replace(", alt: Et fyr på et skjær", ""), {"fyr.png": picture()}), """
deck.yaml:6:14: error: the picture "fyr.png" has no alternative text [alt-missing]
    picture: {file: fyr.png}
             ^
  say in a sentence what it shows (alt: …), or mark it with decorative: yes if it says nothing""")  # fmt: skip


@pytest.mark.parametrize("focus", ["middle", "left right", "top top", "left top right", "120% 10%", "''"])
def test_a_focus_that_is_no_place_is_refused(build: Build, focus: str):
    result = build(PICTURE.replace("alt:", f"focus: {focus}, alt:"), {"fyr.png": picture()})
    assert result.output.startswith(
        f'deck.yaml:6:37: error: "{focus.strip(chr(39))}" is no place in a picture [focus-unknown]\n'
    )


# Templates: what their file is, and the message.
TEMPLATES = {
    "no zip": (b"hei", "the file is no PowerPoint presentation [package-not-zip]"),
    "empty": (b"", "the file is no PowerPoint presentation [package-not-zip]"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        "the file is protected by a password or a sensitivity label [package-encrypted]",
    ),
}


@pytest.fixture
def template(root: Path) -> Files:
    """A copy of DEPMAL in the project's own templates, called MAL."""
    depmal = root / "templates" / "DEPMAL"
    files: Files = {"templates/MAL/template.yaml": (depmal / "template.yaml").read_text("utf-8")}
    for name in ("DEPMAL.pptx", *(f"symbols/{path.name}" for path in (depmal / "symbols").glob("*.png"))):
        files[f"templates/MAL/{name}"] = (depmal / name).read_bytes()
    return files


OWN = "template: MAL\n" + BULLETS


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_is_no_presentation_is_told(build: Build, template: Files, name: str):
    content, message = TEMPLATES[name]
    result = build(OWN, {**template, "templates/MAL/DEPMAL.pptx": content})
    assert result.output.splitlines()[0] == f"MAL/DEPMAL.pptx: error: {message}"
    assert result.exit_code == 2


def rezipped(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """The zip with its members changed, None for those that are left out; packed as another program packs."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target,
    ):
        for name in source.namelist():
            changed = change(name, source.read(name))
            if changed is not None:
                target.writestr(name, changed)
    return buffer.getvalue()


DAMAGES: dict[str, tuple[Callable[[str, bytes], bytes | None], str]] = {
    "a bomb": (lambda n, d: d + bytes(80_000_000) if n.endswith("theme1.xml") else d, "package-bomb"),
    "without its masters": (lambda n, d: None if "slideMaster1" in n else d, "presentation-damaged"),
    "without a layout": (lambda n, d: None if n.endswith("slideLayout1.xml") else d, "presentation-damaged"),
    "half a layout": (lambda n, d: d[: len(d) // 2] if n.endswith("slideLayout1.xml") else d, "package-xml"),
    "entities": (
        lambda n, d: d.replace(b"<p:presentation ", b'<!DOCTYPE p [<!ENTITY a "b">]><p:presentation ') if n == "ppt/presentation.xml" else d,
        "package-xml",
    ),
    "no types": (lambda n, d: None if n == "[Content_Types].xml" else d, "package-not-office"),
}  # fmt: skip


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_or_hostile_template_is_told(build: Build, template: Files, name: str):
    change, code = DAMAGES[name]
    pptx_file = template["templates/MAL/DEPMAL.pptx"]
    assert isinstance(pptx_file, bytes)
    result = build(OWN, {**template, "templates/MAL/DEPMAL.pptx": rezipped(pptx_file, change)})
    assert re.findall(r"error: .*\[(.*)\]$", result.output, re.MULTILINE) == [code]
    assert result.exit_code == 2


def test_a_template_that_was_cut_off_is_told(build: Build, template: Files):
    content = template["templates/MAL/DEPMAL.pptx"]
    result = build(OWN, {**template, "templates/MAL/DEPMAL.pptx": content[: len(content) // 2]})
    assert result.output.splitlines()[0] == (
        "MAL/DEPMAL.pptx: error: the file is cut short or damaged: its table of contents does not fit [package-truncated]"
    )


DESCRIPTIONS = {
    "an absent layout": ("nb: Tekst med kulepunkter,", "nb: Tekst med kulepunkt,", """
MAL/template.yaml:{line}:18: error: the master DEPMAL has no layout "Tekst med kulepunkt" [no-layout]
    layout: {nb: Tekst med kulepunkt, en: Text with bullets}
                 ^
  did you mean "Tekst med kulepunkter"?"""),
    "an absent master": ("masters: {nb: DEPMAL,", "masters: {nb: DEPMALL,", """
MAL/template.yaml:{line}:15: error: the template's file has no master "DEPMALL" [no-master]
    masters: {nb: DEPMALL, nn: DEPMAL, en: DEPMAL – engelsk}
                  ^
  did you mean "DEPMAL"?
  it has: DEPMAL, DEPMAL – engelsk"""),
    "another file": ("file: DEPMAL.pptx", "file: ../../../../passwords.pptx", """
MAL/template.yaml:{line}:7: error: "../../../../passwords.pptx" leads out of the project [path-outside]
    file: ../../../../passwords.pptx
          ^
  only files in {folder}/templates/MAL are read; copy the file there and write its path from that folder, such as data/projects.xlsx"""),
    "another language": ("masters: {nb: DEPMAL,", "masters: {no: DEPMAL,", """
MAL/template.yaml:{line}:11: error: "no" leaves open which Norwegian: nb or nn? [language-no]
    masters: {no: DEPMAL, nn: DEPMAL, en: DEPMAL – engelsk}
              ^
  write nb for bokmål, nn for nynorsk"""),
}  # fmt: skip


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_a_fault_in_a_templates_description_is_told_once_and_at_its_place(
    build: Build, template: Files, tmp_path: Path, name: str
):
    before, after, message = DESCRIPTIONS[name]
    description = template["templates/MAL/template.yaml"]
    assert isinstance(description, str)
    line = description[: description.index(before)].count("\n") + 1
    result = build(OWN, {**template, "templates/MAL/template.yaml": description.replace(before, after)})
    wanted = message.strip("\n").replace("{line}", str(line)).replace("{folder}", tmp_path.as_posix())
    assert result.output.startswith(wanted + "\n")
    assert result.output.endswith("\n1 error; nothing was written\n")
    assert result.exit_code == 2


@pytest.mark.parametrize(("before", "after", "code"), [
    ("  bullets:", "  bulets:", "no-role"),
    ("sizes: [[40]", "sizes: [[0]", "out-of-range"),
    ("sizes: [[40]", "sizes: [[]", "expected"),
    ("color: tx2", "color: purple", "unknown-color"),
    ("title: {place: title", "title: {place: titel", "rule-without-place"),
    ("light: symbols/kommune.png", "light: /etc/kommune.png", "path-outside"),
    ("light: symbols/kommune.png", "light: symbols/komune.png", "picture-missing"),
])  # fmt: skip
def test_what_a_templates_description_cannot_mean_is_refused(build: Build, template: Files, before: str, after: str, code: str):
    description = template["templates/MAL/template.yaml"]
    assert isinstance(description, str)
    result = build(OWN, {**template, "templates/MAL/template.yaml": description.replace(before, after, 1)})
    assert re.findall(r"error: .*\[(.*)\]$", result.output, re.MULTILINE) == [code]
    assert result.exit_code == 2


# Targets: the file to be written, what stands there, and the message.
@pytest.mark.parametrize(("target", "message"), [
    (".", '"." is a folder [target-is-folder]\n  give a file\'s name, such as deck.pptx'),
    ("none/a.pptx", 'there is no folder "none" [target-folder-missing]\n  make it first, or choose another with -o'),
    ("deck.yaml", '"deck.yaml" does not end in .pptx [target-ending]\n'
     "  deckgen writes PowerPoint presentations; give a name such as deck.pptx"),
    ("data.csv", '"data.csv" does not end in .pptx [target-ending]\n'
     "  deckgen writes PowerPoint presentations; give a name such as deck.pptx"),
])  # fmt: skip
def test_a_target_that_cannot_be_written_is_told_before_the_deck_is_begun_even_with_force(
    build: Build, target: str, message: str
):
    refused(build(BULLETS, None, "-o", target, "--force"), "error: " + message)
    assert Path("deck.yaml").read_text("utf-8") == BULLETS
    assert Path("data.csv").read_text("utf-8") == DATA


def test_a_name_that_no_system_can_hold_is_told(build: Build):
    result = build(BULLETS, None, "-o", "a" * 300 + ".pptx")
    assert result.output.endswith(".pptx\" cannot be written: the name is too long [target-not-writable]\n"
                                  "  choose another folder with -o\n1 error; nothing was written\n")  # fmt: skip
    assert result.exit_code == 2


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="rights do not bind everyone")
def test_a_folder_without_permission_is_told(build: Build, tmp_path: Path):
    (tmp_path / "locked").mkdir(mode=0o555)
    refused(build(BULLETS, None, "-o", "locked/a.pptx"), """
error: "locked/a.pptx" cannot be written: you may not write there [target-not-writable]
  choose another folder with -o""")  # fmt: skip


@pytest.mark.parametrize("lock", ["~$deck.pptx", "~$ck.pptx", ".~lock.deck.pptx#"])
def test_a_deck_that_is_open_elsewhere_is_told(build: Build, lock: str):
    refused(build(BULLETS, {lock: b""}), """
error: "deck.pptx" is open in another program [target-open]
  close it there and build again, or choose another name with -o""", 1)  # fmt: skip


def test_a_file_that_is_no_deck_of_deckgens_is_kept_unless_forced(build: Build):
    result = build(BULLETS, {"a.pptx": b"hei"}, "-o", "a.pptx")
    assert result.output.startswith('error: "a.pptx" is there already, and deckgen did not write it [target-not-ours]\n')
    assert result.exit_code == 1
    assert Path("a.pptx").read_bytes() == b"hei"
    assert build(BULLETS, None, "-o", "a.pptx", "--force").exit_code == 0
    assert len(pptx.Presentation("a.pptx").slides) == 1


def test_the_template_is_never_written_over(build: Build, template: Files):
    result = build(OWN, template, "-o", "templates/MAL/DEPMAL.pptx", "--force")
    assert "[target-is-template]" in result.output
    assert Path("templates/MAL/DEPMAL.pptx").read_bytes() == template["templates/MAL/DEPMAL.pptx"]


def test_a_deck_that_was_changed_by_hand_is_kept_unless_forced(build: Build):
    build(BULLETS)
    presentation = pptx.Presentation("deck.pptx")
    presentation.slides[0].shapes.title.text_frame.paragraphs[0].runs[0].text = "Endret for hånd"
    presentation.save("deck.pptx")
    changed = Path("deck.pptx").read_bytes()
    result = build(BULLETS)
    assert result.output == (
        'error: "deck.pptx" was changed since deckgen wrote it: slide 1 was changed [target-changed]\n'
        "  keep it and write another with -o, or write over the changes with --force\n"
        "1 error; nothing was written\n"
    )
    assert result.exit_code == 1
    assert Path("deck.pptx").read_bytes() == changed
    assert build(BULLETS, None, "--force").exit_code == 0
    assert pptx.Presentation("deck.pptx").slides[0].shapes.title.text_frame.text == "Innhold"


def test_a_deck_that_sharepoint_packed_again_is_not_taken_for_changed(build: Build):
    """Other compression, document properties of its own, and customXml parts, as SharePoint adds them."""
    build(BULLETS)
    deck = Path("deck.pptx")

    def sharepoint(name: str, data: bytes) -> bytes:
        if name == "docProps/core.xml":
            return data.replace(b"</cp:coreProperties>", b"<cp:revision>7</cp:revision></cp:coreProperties>")
        if name == "[Content_Types].xml":
            item = b'<Override PartName="/customXml/itemProps9.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>'
            return data.replace(b"</Types>", item + b"</Types>")
        return data

    buffer = io.BytesIO(rezipped(deck.read_bytes(), sharepoint))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "customXml/item9.xml", "<p:properties xmlns:p='http://schemas.microsoft.com/office/2006/metadata/properties'/>"
        )
        archive.writestr("customXml/itemProps9.xml", "<a/>")
    deck.write_bytes(buffer.getvalue())
    assert build(BULLETS.replace("punkt", "et annet punkt")).exit_code == 0
    assert "et annet punkt" in pptx.Presentation("deck.pptx").slides[0].placeholders[1].text_frame.text


@pytest.mark.parametrize(("pair", "message"), [
    ("stedt=Moss", """
deck.yaml:1:1: error: --set names "stedt", which the spec does not declare [set-undeclared]
    values: {sted: Oslo}
    ^
  did you mean "sted"?
  declare it with its usual value under values: in the spec; declared: sted"""),
    ("sted=", """
deck.yaml:5:12: error: this slide has no title [title-missing]
    title: "{{ sted }}"
           ^
  give it a title:, or a hidden_title: that is read aloud and not shown"""),
    ("sted=Mo\x01ss", """
deck.yaml:5:13: error: what fills {{ sted }} holds an invisible character, U+0001 [control-character]
    title: "{{ sted }}"
            ^
  delete it in the data"""),
])  # fmt: skip
def test_a_value_that_cannot_be_set_is_told(build: Build, pair: str, message: str):
    spec = "values: {sted: Oslo}\n" + BULLETS.replace("title: Innhold", 'title: "{{ sted }}"')
    refused(build(spec, None, "--set", pair), message)


@pytest.mark.parametrize("pair", ["sted", "=Moss", " =Moss"])
def test_a_value_without_a_name_is_told(build: Build, pair: str):
    result = build(BULLETS, None, "--set", pair)
    assert f'"{pair}" is not NAME=VALUE' in result.output
    assert result.exit_code == 2


@pytest.mark.parametrize(("title", "message"), [
    ("lang tittel " * 40, 'the title "lang tittel lang tittel lang tittel lang tittel lang tittel…" is too long: '
     r"it has 479 characters, and 1\d\d of them fit \[title-too-long]"),
    ("x" * 200, r'the word "x+…" is wider than its line: 200 characters, of which \d\d fit \[word-too-wide]'),
])  # fmt: skip
def test_a_title_that_does_not_fit_fails_the_deck(build: Build, title: str, message: str):
    result = build(BULLETS.replace("Innhold", title.strip()))
    assert re.fullmatch(f"deck.yaml:4:12: error: {message}", result.output.splitlines()[0])
    assert result.exit_code == 1


def test_all_that_is_wrong_in_the_texts_of_a_slide_is_told_at_once_in_the_order_of_the_file(build: Build) -> None:
    result = build(
        "template: DEPMAL\nlanguage: nb\ntitle: T\n"
        'footer: {text: "{{ foot }}"}\n'
        "slides:\n"
        '  - {kind: bullets, title: "{{ one }}", text: "- {{ two }} og {{ three }}\\n- {{ four }}", notes: "{{ five }}"}\n'
        '  - {kind: bullets, title: "[x](ftp:/)", text: "- {{ 1 / 0 }}"}\n'
    )
    told = re.findall(r'^deck.yaml:(\d+):.*?(?:"(\w+)" here)? \[([a-z-]+)\]$', result.output, re.MULTILINE)
    assert result.exit_code == 2
    assert [(line, name or code) for line, name, code in told] == [
        ("4", "foot"),
        *(("6", name) for name in ("one", "four", "two", "three", "five")),
        ("7", "link-address"),
        ("7", "division-by-zero"),
    ]
