"""The command line does without numpy where it only reads a workbook; programs that use the library are left alone."""

import os
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
    code = "import deckgen, deckgen.data.files.excel_file, openpyxl.compat.numbers as n; deckgen.read; print(n.NUMPY)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert told.stdout == "True\n"


ENDING = """
import atexit, sys, threading
from deckgen.cli import run
atexit.register(print, "registered work is done")
sys.argv[1:] = {arguments}
{before}
run()
"""


def end(arguments: list[str], before: str = "") -> subprocess.CompletedProcess[str]:
    code = ENDING.format(arguments=arguments, before=before)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)


def test_a_process_that_ends_quickly_has_told_all_and_done_what_was_registered() -> None:
    ended = end(["--version"])
    told = ended.stdout.splitlines()
    assert told[0].startswith("deckgen, version ")
    assert told[1:] == ["registered work is done"]
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_process_that_ends_quickly_keeps_its_exit_status_and_its_errors() -> None:
    ended = end(["build", "no-such-spec.yaml"])
    assert ended.returncode == 2
    assert "no-such-spec.yaml" in ended.stderr


def test_a_thread_that_still_runs_is_waited_for() -> None:
    late = 'import time; threading.Thread(target=lambda: (time.sleep(0.3), print("late", flush=True))).start()'
    assert "late" in end(["--version"], late).stdout


def test_output_that_nobody_takes_is_no_traceback_and_no_success() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    code = ENDING.format(arguments=["--version"], before="atexit.unregister(print)")
    ended = subprocess.run([sys.executable, "-c", code], stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr
