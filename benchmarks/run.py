"""Measures deckgen against plain python-pptx, in turn within one run: ``python benchmarks/run.py [--quick]``.

What is compared, and the figures as last measured, are in README.md beside this file. For POSIX; python-pptx, pandas
and deckgen must be installed.
"""

import argparse
import gc
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SPEC = "decks/samanom-2013.yaml"
SIZES = (21, 105, 420)  # slides
MARKS = {"cold": 1.0, "warm": 40.0, "floor": 4.0, "flat": 1.25}
WARM_UP = 0.2  # CPU seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few rounds: a minute, and rougher figures")
    parser.add_argument("--stages", action="store_true", help=argparse.SUPPRESS)  # what the child processes below are asked for
    parser.add_argument("--memory", nargs=2, metavar=("WHO", "SLIDES"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    os.chdir(ROOT)
    if asked.stages:
        print(json.dumps(stages()))
        return
    if asked.memory:
        print(memory(asked.memory[0], int(asked.memory[1])))
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})  # one core, also for the child processes
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, one of them used\n")
    compare_memory()  # first, while this process is small: the peak of a child begins with what its parent holds
    compare_cold(5 if asked.quick else 21)
    compare_writers(quick=asked.quick)
    show_stages(3 if asked.quick else 9)


def compare_memory() -> None:
    for who in ("deckgen", "peer"):
        command = [sys.executable, __file__, "--memory", who, str(SIZES[-1])]
        peak = float(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        print(f"Peak memory of a process that writes {SIZES[-1]} slides, {who}: {peak:.0f} MB")
    print()


# --- one deck from the command line ---


def compare_cold(rounds: int) -> None:
    """Whole processes, from the start of the interpreter to the file on disk."""
    print(f"One reference deck from the command line, {rounds} pairs in turn")
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "deckgen.pptx", Path(folder) / "peer.pptx"]
        commands = [
            [sys.executable, "-m", "deckgen", "build", SPEC, "-o", str(files[0])],
            [sys.executable, "benchmarks/peer.py", "-o", str(files[1])],
        ]
        for command in commands:  # compiles what is not compiled yet
            run(command)
        sizes = [file.stat().st_size / 1000 for file in files]
        measured: list[list[tuple[float, float, float]]] = [[], []]
        for number in range(rounds):
            for who in (0, 1) if number % 2 else (1, 0):
                files[who].unlink()
                measured[who].append(run(commands[who]))
        refuse_differences(*files)
    for name, figures, size in zip(("deckgen", "python-pptx + pandas"), measured, sizes, strict=True):
        cpu, wall, peak = (median(column) for column in zip(*figures, strict=True))
        print(f"  {name:22} CPU {cpu * 1000:6.0f} ms   wall {wall * 1000:6.0f} ms   peak {peak:5.0f} MB   file {size:4.0f} KB")
    ours, theirs = measured
    ratio = median(a[0] / b[0] for a, b in zip(ours, theirs, strict=True))
    walls = median(a[1] / b[1] for a, b in zip(ours, theirs, strict=True))
    print(f"  deckgen / peer         CPU {ratio:.2f}   wall {walls:.2f}   {verdict(ratio <= MARKS['cold'], 'no slower')}\n")


def run(command: list[str]) -> tuple[float, float, float]:
    """CPU seconds, wall seconds, peak MB of a process and of nothing else."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - start, megabytes(used.ru_maxrss)


def megabytes(maxrss: int) -> float:
    return maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def refuse_differences(ours: Path, theirs: Path) -> None:
    """The two decks must say the same in the same placeholders of the same layouts (a slide's number is a field)."""
    from pptx import Presentation

    def texts(slide) -> list[tuple[int, str]]:
        return sorted((p.placeholder_format.idx, p.text_frame.text) for p in slide.placeholders if p.has_text_frame)

    def said(file: Path) -> list[object]:
        return [(s.slide_layout.name, [pair for pair in texts(s) if pair[0] != 12]) for s in Presentation(str(file)).slides]

    for number, (one, other) in enumerate(zip(said(ours), said(theirs), strict=True), 1):
        if one != other:
            raise SystemExit(f"slide {number} differs:\n{one}\n{other}")


# --- the writers alone, warm ---


def compare_writers(*, quick: bool) -> None:
    """From ready values to the bytes of the file: nothing is read, measured or put on disk."""
    import peer

    writer, deck = fitted()
    slides, (template, symbols) = peer.read(), peer.ready()
    print("The writer alone, warm, from ready values; each deck differs from the others in its titles and figures")
    print(f"  {'slides':>6} {'deckgen':>20} {'python-pptx':>20} {'times faster':>13} {'floor':>9} {'deckgen / floor':>16}")
    per_slide = []
    for size, rounds in zip(SIZES, (5, 3, 2) if quick else (21, 11, 5), strict=True):
        times = size // len(deck.slides)
        figures: list[tuple[float, float, float]] = []
        for number in range(rounds):
            decks = 5 if times == 1 else 1  # more than one only where a clock needs it: a process holds one large deck
            several = [varied(deck, times, number * 1000 + n * 50) for n in range(decks)]
            several.insert(0, varied(deck, times, number * 1000 + 500))  # the one to warm up with
            contents = [varied_content(slides, times, number * 1000 + n) for n in (500, 0)]
            mine = clocked_warm(writer.write, several)
            least = clocked_warm(lambda each: each(), [floor(writer, each) for each in several])
            theirs = clocked_warm(lambda each: peer.build(each, template, symbols), contents)
            figures.append((mine, theirs, least))
        mine, theirs, least = (median(column) for column in zip(*figures, strict=True))
        ratio = median(b / a for a, b, _ in figures)
        over = median(a / c for a, _, c in figures)
        per_slide.append(mine / size)
        print(
            f"  {size:6} {mine * 1000:8.2f} ms {mine / size * 1e6:5.0f} µs"
            f" {theirs * 1000:9.0f} ms {theirs / size * 1e6:5.0f} µs {ratio:13.0f} {least * 1000:6.2f} ms {over:16.1f}"
        )
        print(f"         {verdict(ratio >= MARKS['warm'], '≥ 40 times')}, {verdict(over <= MARKS['floor'], '≤ 4 × floor')}")
    growth = max(per_slide) / min(per_slide)
    print(f"  cost per slide, largest / smallest: {growth:.2f}   {verdict(growth <= MARKS['flat'], 'flat')}")
    print()


def clocked(call: Callable[[], object]) -> float:
    """CPU seconds."""
    gc.collect()
    start = time.process_time()
    call()
    return time.process_time() - start


def clocked_warm(write: Callable[[Any], object], decks: list[Any]) -> float:
    """CPU seconds a deck, of all but the first. That is written for a while before: what collecting garbage, or the other
    side, left cold is warm then, alike for decks of any size."""
    gc.collect()
    start = time.process_time()
    while time.process_time() - start < WARM_UP:
        write(decks[0])
    start = time.process_time()
    for deck in decks[1:]:
        write(deck)
    return (time.process_time() - start) / (len(decks) - 1)


def fitted():
    """The template's writer, and the reference deck as it is handed to it."""
    from deckgen.build import composed, prepare
    from deckgen.errors import Problems
    from deckgen.powerpoint.write import Writer

    problems = Problems()
    plan = prepare(Path(SPEC), {}, problems)
    return Writer(plan.brief.template.file), composed(plan, plan.groups[0], problems).deck


def varied(deck, times: int, number: int):
    """A deck of the slides repeated, no two alike."""
    slides = tuple(varied_slide(slide, number + n) for n in range(times) for slide in deck.slides)
    return replace(deck, identity=f"{deck.identity} {number}", slides=slides)


def varied_slide(slide, number: int):
    from deckgen.model import Chart, Run, Text

    shapes = []
    for shape in slide.shapes:
        content = shape.content
        if isinstance(content, Text) and shape.identity == "title":
            *above, last = content.groups[0]
            last = replace(last, runs=(*last.runs, Run(f" {number}", slide.language)))
            content = replace(content, groups=((*above, last),))
        elif isinstance(content, Chart):
            content = replace(content, series=tuple(varied_series(series, number) for series in content.series))
        shapes.append(replace(shape, content=content))
    return replace(slide, identity=f"{slide.identity} {number}", shapes=tuple(shapes))


def varied_series(series, number: int):
    values = [
        replace(value, number=None if value.number is None else value.number * (1 + number / 977)) for value in series.values
    ]
    return replace(series, values=tuple(values))


def varied_content(slides: list, times: int, number: int) -> list:
    """The same for the peer."""
    return [varied_peer(slide, number + n) for n in range(times) for slide in slides]


def varied_peer(slide, number: int):
    chart = slide.chart
    if chart:
        series = {name: [value * (1 + number / 977) for value in values] for name, values in chart.series.items()}
        chart = replace(chart, series=series)
    return replace(slide, title=f"{slide.title} {number}", chart=chart)


def floor(writer, deck) -> Callable[[], bytes]:
    """The least that there is to do: deflate what varies, copy the rest, join the zip. All XML is made beforehand."""
    from deckgen.powerpoint.package import deflate, pack, stored

    copied = {member.name: member for member in writer._skeleton.members}
    parts: list[tuple[str, object]] = []
    with zipfile.ZipFile(io.BytesIO(writer.write(deck))) as file:
        for info in file.infolist():
            data = file.read(info)
            if info.filename in copied:
                parts.append(("copied", copied[info.filename]))
            elif info.filename.endswith(".xlsx"):
                parts.append(("workbook", (info.filename, list(unpacked(data)))))
            else:
                parts.append(("deflated" if info.compress_type else "stored", (info.filename, data)))
    make = {"copied": lambda member: member, "deflated": lambda named: deflate(*named), "stored": lambda named: stored(*named)}
    varying = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"}

    def workbook(named):
        name, inside = named
        return stored(name, pack([deflate(n, data) if n in varying else member for n, data, member in inside]))

    make["workbook"] = workbook
    return lambda: pack([make[kind](value) for kind, value in parts])


def unpacked(workbook: bytes) -> Iterator[tuple[str, bytes, object]]:
    """A workbook's members, each with its contents and as it lies packed."""
    from deckgen.powerpoint.package import deflate

    with zipfile.ZipFile(io.BytesIO(workbook)) as file:
        for info in file.infolist():
            data = file.read(info)
            yield info.filename, data, deflate(info.filename, data)


def memory(who: str, size: int) -> float:
    """Peak MB of this process after it has written one deck."""
    if who == "deckgen":
        writer, deck = fitted()
        writer.write(varied(deck, size // len(deck.slides), 1))
    else:
        import peer

        slides = peer.read()
        peer.build(varied_content(slides, size // len(slides), 1), *peer.ready())
    return megabytes(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


# --- where the time of a cold build goes ---


def show_stages(rounds: int) -> None:
    laps: dict[str, list[float]] = {}
    for _ in range(rounds):
        output = subprocess.run([sys.executable, __file__, "--stages"], capture_output=True, check=True, text=True)
        for name, seconds in json.loads(output.stdout).items():
            laps.setdefault(name, []).append(seconds)
    middle = {name: median(seconds) for name, seconds in laps.items()}
    whole = sum(middle.values())
    print(f"Where the time of a cold build goes (CPU, median of {rounds})")
    for name, seconds in middle.items():
        print(f"  {name:44} {seconds * 1000:6.0f} ms {seconds / whole:6.0%}")
    print(f"  {'all':44} {whole * 1000:6.0f} ms")


# What is clocked, and what it is called; the time of a stage inside another is not counted twice.
STAGES = (
    ("deckgen.build.run", "load_spec", "read the spec (libyaml)"),
    ("deckgen.build.run", "load_template", "read the template (libyaml, lxml)"),
    ("deckgen.compose.declared", "read_dataset", "read the data (openpyxl)"),
    ("deckgen.pictures", "load_media", "read and reduce the pictures (Pillow)"),
    ("deckgen.build.run", "compose", "compose (markdown-it, jinja, babel)"),
    ("deckgen.build.run", "fit", "fit"),
    ("deckgen.powerpoint.write.writer", "skeleton_of", "prepare the template for writing"),
    ("deckgen.powerpoint.write.writer", "pack", "write"),
    ("deckgen.build.run", "write_whole", "put on disk"),
)


def stages() -> dict[str, float]:
    """CPU seconds of each stage of a build in a process that has just begun; what a stage is first to import is its own."""
    laps = {"start of Python and of this script": time.process_time()}
    import deckgen.build.run
    import deckgen.cli.building

    laps["imports at the start"] = time.process_time() - laps["start of Python and of this script"]
    inner = [0.0]  # of each stage that is running, what the stages inside it took

    def clocked(label: str, call: Callable[..., object]) -> Callable[..., object]:
        def stage(*arguments: object, **named: object) -> object:
            inner.append(0.0)
            start = time.process_time()
            try:
                return call(*arguments, **named)
            finally:
                took = time.process_time() - start
                laps[label] = laps.get(label, 0.0) + took - inner.pop()
                inner[-1] += took

        return stage

    for module, name, label in STAGES:
        owner = import_module(module)
        setattr(owner, name, clocked(label, getattr(owner, name)))
    with tempfile.TemporaryDirectory() as folder:
        deckgen.build.run.build_deck(SPEC, Path(folder) / "deck.pptx")
    laps["everything else"] = time.process_time() - sum(laps.values())
    return laps


def verdict(holds: bool, mark: str) -> str:
    return f"mark “{mark}”: {'met' if holds else 'MISSED'}"


if __name__ == "__main__":
    main()
