"""A project to begin from: a folder with a small spec and its data, which build at once."""

from pathlib import Path

from deckgen.errors import fail

SETTINGS = """\
# The project begins in this folder: paths in specs start here, and nothing outside it is read.
template: DEPMAL
"""

SPEC = """\
# yaml-language-server: $schema=deck.schema.json
language: nb
title: Behov for årsverk
footer: {slide_number: yes, text: "{{ deck.title }}"}
symbol: kommune

data:
  need:
    file: data/behov.csv
    source: eksempeltall

slides:
  - kind: title
    title: Behov for årsverk
    subtitle: |
      Navn Navnesen, seniorrådgiver
      Oslo, 1. januar

  - kind: bullets
    title: Innhold
    text: |
      - Hva vi ser på
        - Pleie og omsorg, grunnskole og **barnehage**
      - Hva tallene sier

  - kind: chart
    title: Eksempel kommune
    heading: Behov for årsverk
    from: need
    chart: stacked_column
    categories: år
    series: tjeneste
    values: årsverk
    totals: yes
"""

DATA = """\
år;tjeneste;årsverk
2012;Pleie og omsorg;47,6
2012;Grunnskole;43,5
2012;Barnehage;27,4
2020;Pleie og omsorg;52,1
2020;Grunnskole;40,2
2020;Barnehage;31,9
2040;Pleie og omsorg;71,3
2040;Grunnskole;44,8
2040;Barnehage;33,6
"""


def new_project(folder: Path) -> list[Path]:
    """Write the files and return them. Raises DeckgenError where one of them is there already; nothing is written then."""
    from deckgen.spec.schema import schema_text

    files = {
        folder / "deckgen.yaml": SETTINGS,
        folder / "deck.yaml": SPEC,
        folder / "deck.schema.json": schema_text(),
        # Excel takes a CSV file for UTF-8 only where it begins with a byte order mark.
        folder / "data" / "behov.csv": "\ufeff" + DATA,
    }
    for file in files:
        if file.exists():
            fail("new-exists", None, file=str(file))
    try:
        for file, text in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        fail("target-not-writable", None, file=str(error.filename or folder), why=error.strerror or str(error))
    return list(files)
