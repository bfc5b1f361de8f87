"""The command line does without numpy where it only reads a workbook; programs that use the library are left alone."""

import subprocess
import sys
from pathlib import Path

import openpyxl

READ = """
import sys
import {first}
from click.testing import CliRunner
from deckgen.cli.main import main

result = CliRunner().invoke(main, ["data", "deck.yaml"])
print(result.exit_code, "openpyxl" in sys.modules, "numpy" in sys.modules)
import numpy, openpyxl.compat.numbers
print(openpyxl.compat.numbers.NUMPY, numpy.arange(3).sum(), openpyxl.__spec__.loader.is_package("openpyxl"))
"""

SPEC = """
language: nb
title: T
data: {d: {file: d.xlsx}}
slides:
  - {kind: table, title: T, from: d}
"""


def run(first: str, folder: Path) -> list[str]:
    workbook = openpyxl.Workbook()
    assert workbook.active is not None
    workbook.active.append(["name"])
    workbook.active.append(["A"])
    workbook.save(folder / "d.xlsx")
    (folder / "deck.yaml").write_text(SPEC, encoding="utf-8")
    command = [sys.executable, "-c", READ.format(first=first)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.splitlines()


def test_a_command_reads_a_workbook_without_numpy_which_can_still_be_imported(tmp_path: Path) -> None:
    assert run("deckgen.cli", tmp_path) == ["0 True False", "False 3 True"]


def test_where_numpy_is_there_already_openpyxl_has_it(tmp_path: Path) -> None:
    assert run("numpy", tmp_path) == ["0 True True", "True 3 True"]


def test_a_program_that_uses_the_library_has_openpyxl_with_numpy(tmp_path: Path) -> None:
    code = "import deckgen, deckgen.data.excel_file, openpyxl.compat.numbers as n; deckgen.read; print(n.NUMPY)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert told.stdout == "True\n"
