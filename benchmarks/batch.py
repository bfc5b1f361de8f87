"""Measures a batch, the decks of all municipalities, against plain python-pptx: ``python benchmarks/batch.py [--quick]``.

What is compared, and the figures as last measured, are in README.md beside this file. For POSIX; python-pptx, pandas
and deckgen must be installed.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from statistics import median

import peer
from run import ROOT, clocked, run, verdict

SPEC = "decks/municipality.yaml"
FEW = 20  # decks
MARKS = {"batch": 20.0, "jobs": 1.8, "memory": 1.3, "unchanged": 50.0, "slides": 1.2}
LAYOUTS = {"title": "Startside", "bullets": "Tekst med kulepunkter", "chart": "Tabell", "definition": "Definisjon"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer decks, and rougher figures")
    quick = parser.parse_args().quick
    os.chdir(ROOT)
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    one_core(cores)
    with tempfile.TemporaryDirectory() as folder:
        many = compare_memory(Path(folder), 100 if quick else 0)
        compare_batch(Path(folder), many, 2 if quick else 3)
        all_cores(cores)
        compare_jobs(Path(folder), many, 2 if quick else 3)
        one_core(cores)
        compare_slides(Path(folder), (20, 200) if quick else (20, 2000))


def one_core(cores: list[int]) -> None:
    """For this process and those that it starts."""
    if cores:
        os.sched_setaffinity(0, {cores[-1]})


def all_cores(cores: list[int]) -> None:
    if cores:
        os.sched_setaffinity(0, cores)


def build(folder: Path, keys: Iterable[str], jobs: int = 1) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and peak MB of a whole process that makes the decks of these groups; of all for none."""
    only = [option for key in keys for option in ("--only", key)]
    return run(
        [sys.executable, "-m", "deckgen", "build", SPEC, "-o", str(folder), "--jobs", str(jobs), "--format", "json", *only]
    )


# --- from a spec to files, and once more ---


def compare_memory(folder: Path, count: int) -> tuple[str, ...]:
    """Compiles what is not compiled yet, too. Returns the groups that are measured further on; () for all."""
    keys = tuple(group.key for group, _ in prepared())
    many = keys[:count] if count else ()
    build(folder / "first", keys[:FEW])
    few, most = (build(folder / f"memory {len(each)}", each)[2] for each in (keys[:FEW], many))
    print(f"\nPeak memory, {len(many) or len(keys)} decks against {FEW}: {most:.0f} MB against {few:.0f} MB, {most / few:.2f}")
    print(f"  {verdict(most / few <= MARKS['memory'], '≤ 1.3 times')}")
    return many


def compare_batch(folder: Path, keys: tuple[str, ...], rounds: int) -> None:
    """Decks a second: whole processes of deckgen, in turn with python-pptx in this process, warm and from ready values."""
    everyone = prepared()
    count = len(keys) or len(everyone)
    ready = ready_decks(10 * rounds)
    pairs: list[tuple[float, float, float]] = []
    for number in range(rounds):
        target = folder / f"batch {number}"
        ours = build(target, keys)[0] / count
        if keys:
            build(target, ())  # an unchanged batch is the whole batch
        again = build(target, ())[0] / len(everyone)
        several = ready[number * 10 : (number + 1) * 10]
        theirs = clocked(lambda: [write(each, folder / "peer.pptx") for each in several]) / len(several)  # noqa: B023
        pairs.append((ours, again, theirs))
    ours, again, theirs = (median(column) for column in zip(*pairs, strict=True))
    ratio, unchanged = median(c / a for a, _, c in pairs), median(c / b for _, b, c in pairs)
    print(f"\n{count} decks of municipalities from spec to files, CPU a deck, median of {rounds} rounds")
    print(f"  deckgen {ours * 1000:.1f} ms   python-pptx from ready values {theirs * 1000:.1f} ms   {ratio:.1f} times")
    print(f"  {verdict(ratio >= MARKS['batch'], '≥ 20 times')}")
    print(f"  unchanged: deckgen {again * 1000:.2f} ms   {unchanged:.0f} times as fast as python-pptx writing them")
    print(f"  {verdict(unchanged >= MARKS['unchanged'], '≥ 50 times')}")


def compare_jobs(folder: Path, keys: tuple[str, ...], rounds: int) -> None:
    """Wall time, which what else the machine does is part of."""
    walls: list[tuple[float, float]] = []
    for number in range(rounds):
        one, two = (build(folder / f"jobs {jobs} {number}", keys, jobs)[1] for jobs in (1, 2))
        walls.append((one, two))
    ratio = median(one / two for one, two in walls)
    one, two = (median(column) for column in zip(*walls, strict=True))
    print(f"\nOne process {one:.1f} s, two {two:.1f} s (wall): {ratio:.2f} times")
    print(f"  {verdict(ratio >= MARKS['jobs'], '≥ 1.8 times')}")


# --- the peer ---


def prepared() -> list[tuple]:
    """Every group and its file."""
    from deckgen.build import prepare
    from deckgen.errors import Problems

    plan = prepare(Path(SPEC), {}, Problems())
    return list(zip(plan.groups, plan.files, strict=True))


def ready_decks(count: int) -> list[tuple[str, list[peer.SlideContent]]]:
    """The first decks as the peer takes them: title, and slides of texts and numbers that are ready to be written."""
    from deckgen.build import composed, prepare
    from deckgen.errors import Problems

    plan = prepare(Path(SPEC), {}, Problems())
    decks = [composed(plan, group, Problems()).deck for group in plan.groups[:count]]
    return [(deck.properties.title, [content(slide) for slide in deck.slides]) for deck in decks]


def content(slide) -> peer.SlideContent:
    from deckgen.model import Chart, Text

    texts: dict[int, list] = {}
    chart = None
    for shape in slide.shapes:
        if isinstance(shape.content, Text):
            texts[shape.placeholder.idx] = [(each.level, each.text) for each in shape.content.paragraphs]
        elif isinstance(shape.content, Chart):
            parts = [series for series in shape.content.series if series.role == "part"]
            numbers = {series.name: [value.number for value in series.values] for series in parts}
            chart = peer.ChartContent(
                list(shape.content.categories), numbers, shape.alt, len(parts) < len(shape.content.series)
            )
    title = texts.pop(0)[0][1]
    return peer.SlideContent(LAYOUTS[slide.role], title, texts, chart=chart, dark=slide.role == "title")


def write(deck: tuple[str, list[peer.SlideContent]], target: Path) -> None:
    title, slides = deck
    target.write_bytes(peer.build(slides, *peer.ready(), title, ""))


# --- long decks ---


def compare_slides(folder: Path, sizes: tuple[int, int]) -> None:
    """One deck of many slides, chart and list in turn, each pair of a municipality: composed, fitted, written, put on disk."""
    few, many = sizes
    costs = {size: median(slide_cost(folder, size) for _ in range(5 if size == few else 3)) for size in sizes}
    ratio = costs[many] / costs[few]
    print(f"\nCost per slide: {costs[few] * 1000:.2f} ms at {few} slides, {costs[many] * 1000:.2f} ms at {many}, {ratio:.2f}")
    print(f"  {verdict(ratio <= MARKS['slides'], '≤ 1.2 times')}")


def slide_cost(folder: Path, size: int) -> float:
    from deckgen.build.run import make, prepare
    from deckgen.errors import Problems
    from deckgen.powerpoint.write import Writer

    spec = ROOT / "decks" / f".benchmark-{os.getpid()}.yaml"
    spec.write_text(long_spec(size), "utf-8")
    try:
        plan = replace(prepare(spec, {}, Problems()), first=None)
    finally:
        spec.unlink()
    writer, target = Writer(plan.brief.template.file), folder / f"{size}.pptx"
    target.unlink(missing_ok=True)
    return clocked(lambda: make(plan, plan.groups[0], target, writer, Problems())) / size


def long_spec(size: int) -> str:
    """Places come round again, so that a list of them makes as many slides as are wanted."""
    places = [group.names for group, _ in prepared()]
    chosen = [places[number % len(places)] for number in range(size // 2)]
    groups = "\n".join(
        f'      - {{municipality_code: "{place["municipality_code"]}", number: "{number}"}}'
        for number, place in enumerate(chosen)
    )
    return f"""\
template: DEPMAL
title: Mange lysbilder
footer: {{slide_number: yes, text: "{{{{ deck.title }}}}"}}
data: {{man_years: data/eksempel-man-years.csv}}
slides:
  - repeat:
{groups}
    slides:
      - kind: chart
        title: "Sted {{{{ number }}}}"
        from: man_years
        chart: column
        categories: service
        values: man_years
      - kind: bullets
        title: "Sted {{{{ number }}}}"
        text: |
          - Behov for årsverk i kommunen
            - i {{{{ municipality_code }}}}
          - Læringspunkter fra årsrapporteringen
"""


if __name__ == "__main__":
    main()
