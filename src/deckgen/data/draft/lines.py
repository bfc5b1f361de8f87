"""What a draft has found → its lines of YAML."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath

from deckgen.data.cells import Cells, StatisticalCube
from deckgen.data.dataset import STANDARD_SYMBOLS
from deckgen.data.draft.made import Draft, short, yaml
from deckgen.model import NIL, PRELIMINARY


def lines_of(made: Draft, cells: Cells) -> list[str]:
    """The lines of a table."""
    spec = made.spec
    lines = [f"{_slug(spec.file)}:"]

    def add(name: str, value: str) -> None:
        lines.append(f"  {name}: {_with_comment(value, made.said.get(name, ''))}")

    add("file", yaml(spec.file))
    if spec.sheet:
        add("sheet", yaml(spec.sheet))
    if spec.range:
        add("range", yaml(spec.range))
    if spec.table:
        add("table", yaml(spec.table))
    if spec.decimal:
        add("decimal", {",": "comma", ".": "point"}[spec.decimal])
    if spec.header_row and cells.layout:
        add("header_row", cells.layout.header_row)
    if spec.header_between != " ":
        add("header_between", json.dumps(spec.header_between))
    if spec.last_row:
        add("last_row", str(spec.last_row))
    if made.names:
        add("names", "{" + ", ".join(f"{letter}: {yaml(name)}" for letter, name in made.names.items()) + "}")
    if made.symbols:
        add(
            "symbols",
            "[" + ", ".join(json.dumps(each, ensure_ascii=False) for each in (*STANDARD_SYMBOLS, *made.symbols)) + "]",
        )
    if made.columns:
        lines.append("  columns:")
        lines += [f"    {yaml(name)}: {_with_comment(kind, why)}" for name, (kind, why) in made.columns.items()]
    if made.steps:
        lines.append("  steps:")
        lines += [f"    - {step}  # {why}" for step, why in made.steps]
    if made.source:
        add("source", yaml(made.source))
    else:
        lines.append("  # source: who published it, and which table, for the line below charts and tables")
    return lines + [f"  # {_one_line(note)}" for note in made.notes]


def _with_comment(value: str, comment: str) -> str:
    if not comment:
        return value
    if " " in value and value[0] not in "\"'[{":
        value = f'"{value}"'  # lest the comment seem to be a part of the text
    return f"{value}  # {_one_line(comment)}"


def lines_of_cube(cells: Cells, cube: StatisticalCube, made: Draft) -> list[str]:
    """A file that says itself what its columns are needs no more than its name; what it says is told in comments."""
    lines = [f"{_slug(made.spec.file)}:", f"  file: {yaml(made.spec.file)}"]
    if cube.languages[1:]:
        lines.append(f"  language: {cube.languages[0]}  # there {'is' if len(cube.languages) == 2 else 'are'} also "
                     f"{', '.join(cube.languages[1:])}")  # fmt: skip
    if cube.source:
        lines.append(f"  source: {yaml(_one_line(cube.source))}")
    if cube.title:
        lines.append(f"  # {short(cube.title)}")
    lines.append(f"  # columns: {', '.join(cells.names)}")
    if cube.measures is not None:
        measures = cube.dimensions[cube.measures]
        for label, unit, decimals in zip(measures.labels, measures.units, measures.decimals, strict=True):
            said = [unit, f"{decimals} decimal{'s' * (decimals != 1)}" if decimals is not None else ""]
            lines.append(f"  # {_one_line(label)}: {', '.join(filter(None, map(_one_line, said)))}")
    if missing := [symbol for symbol in cube.symbols if symbol not in (NIL, PRELIMINARY)]:
        lines.append(f"  # missing numbers are marked {' '.join(missing)}")
    return lines


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _slug(file: str) -> str:
    """A dataset's name from its file's: no table number, no date."""
    words = re.findall(r"[^\W\d_]+", PurePosixPath(file).stem.lower())
    if len("".join(words)) < 4:
        words += re.findall(r"[0-9]+", PurePosixPath(file).stem)[:1]
    return "_".join(words[:3]) or "data"
