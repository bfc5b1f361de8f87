"""Measures how deckgen reads and groups a table of a million rows, beside pandas and DuckDB: ``python benchmarks/data.py``.

What is compared, and the figures as last measured, are in README.md beside this file. For POSIX; deckgen must be installed
with its ``dev`` extra.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from statistics import median

ROWS = 1_000_000
MARK = 2.0
SERVICES = ("Barnehage", "Grunnskole", "Pleie og omsorg")
FILE = "need.csv"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few rounds, and rougher figures")
    parser.add_argument("--who", choices=WAYS, help=argparse.SUPPRESS)  # what the child processes below are asked for
    asked = parser.parse_args()
    if asked.who:
        start = time.process_time()
        groups, total = WAYS[asked.who]()
        print(groups, round(total), time.process_time() - start)
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core, also for the child processes
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        write_table(Path(FILE))
        compare(3 if asked.quick else 9)


def write_table(path: Path) -> None:
    """Codes of 428 municipalities, 29 years, services, ages, and a number with a decimal comma."""
    random = Random(2013)
    codes = [f"{code:04}" for code in range(101, 529)]
    with path.open("w", encoding="utf-8") as file:
        file.write("kommunenr;år;tjeneste;alder;verdi\n")
        for row in range(ROWS):
            year, service, value = 2012 + row // 428 % 29, SERVICES[row % 3], random.randrange(100_000)
            file.write(f"{codes[row % 428]};{year};{service};{row % 106};{value // 10},{value % 10}\n")


def by_deckgen() -> tuple[int, float]:
    from deckgen.data import SourceSpec, read_dataset
    from deckgen.data.steps.aggregate import added, alike
    from deckgen.errors import Mark, Problems

    problems = Problems()
    dataset = read_dataset("need", SourceSpec(FILE), Path(FILE), Mark(""), problems)
    problems.raise_errors()
    groups = alike(dataset, ("kommunenr", "år"))
    return len(groups), sum(added(dataset, "verdi", groups).cells)  # type: ignore[arg-type] # numbers


def by_pandas() -> tuple[int, float]:
    import pandas

    frame = pandas.read_csv(FILE, sep=";", decimal=",", dtype={"kommunenr": str})
    sums = frame.groupby(["kommunenr", "år"], sort=False)["verdi"].sum()
    return len(sums), float(sums.sum())


def by_duckdb() -> tuple[int, float]:
    import duckdb

    connection = duckdb.connect(config={"threads": 1})
    options = "delim = ';', decimal_separator = ',', types = {'kommunenr': 'VARCHAR'}"
    query = f"select kommunenr, år, sum(verdi) from read_csv('{FILE}', {options}) group by all"
    sums = connection.execute(query).fetchall()
    return len(sums), sum(each for _, _, each in sums)


WAYS: dict[str, Callable[[], tuple[int, float]]] = {"deckgen": by_deckgen, "pandas": by_pandas, "duckdb": by_duckdb}


def compare(rounds: int) -> None:
    """Whole processes, in turn; and what they take once they have begun and imported nothing yet."""
    measured: dict[str, list[tuple[float, float, float]]] = {who: [] for who in WAYS}
    told: set[tuple[str, str]] = set()
    for number in range(rounds + 1):
        for who in WAYS:
            groups, total, inside, whole, peak = run(who)
            told.add((groups, total))
            if number:  # the first warms the disk's cache and compiles
                measured[who].append((whole, inside, peak))
    if len(told) > 1:
        raise SystemExit(f"the sums differ: {told}")
    print(f"{ROWS:,} rows read and summed by municipality and year, {rounds} rounds in turn, one core")
    for who, figures in measured.items():
        whole, inside, peak = (median(column) for column in zip(*figures, strict=True))
        print(f"  {who:8} CPU {whole:5.2f} s, of which with imports {inside:5.2f} s   peak {peak:4.0f} MB")
    for peer in ("pandas", "duckdb"):
        pairs = zip(measured["deckgen"], measured[peer], strict=True)
        ratio = median(mine[0] / theirs[0] for mine, theirs in pairs)
        print(f"  deckgen / {peer}: {ratio:.2f}   mark “≤ {MARK:.0f}”: {'met' if ratio <= MARK else 'MISSED'}")


def run(who: str) -> tuple[str, str, float, float, float]:
    """Groups, their sum, CPU seconds inside and of the whole process, and its peak in MB."""
    process = subprocess.Popen([sys.executable, __file__, "--who", who], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    groups, total, inside = process.stdout.read().split()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {who}")
    peak = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return groups, total, float(inside), used.ru_utime + used.ru_stime, peak


if __name__ == "__main__":
    main()
