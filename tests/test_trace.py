"""Every number of a deck is traced to rows, and worked out again from just these rows by other means than deckgen's."""

import csv
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from math import fsum
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from deckgen.build import build_deck
from deckgen.check.lint import lint
from deckgen.cli import main
from deckgen.errors import DeckgenError
from deckgen.model import Deck, Paragraph, Properties, Recipe, Rows, Run, Shape, Slide, Text, Value
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read.custom_xml import read_custom_xml
from deckgen.trace.answer import Trace, trace
from deckgen.trace.inputs import look
from deckgen.trace.labels import in_full, label
from deckgen.trace.match import aligned
from deckgen.trace.read import read_record, spans
from deckgen.trace.record import NAMESPACE, DataFile, Source
from deckgen.trace.write import Recorder, spans_of

ITEM = "customXml/item1.xml"


def events(*arguments: str | Path) -> list[dict]:
    ran = CliRunner().invoke(main, ["trace", *map(str, arguments), "--format", "json"])
    assert ran.exit_code == 0, ran.output
    return [json.loads(line) for line in ran.output.splitlines()]


def numbers(*arguments: str | Path) -> list[dict]:
    return [event for event in events(*arguments) if event["event"] == "number"]


def told(*arguments: str | Path) -> str:
    ran = CliRunner().invoke(main, ["trace", *map(str, arguments)])
    return ran.output


def changed(deck: Path, target: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The deck with parts changed, or left out where the change gives None."""
    with zipfile.ZipFile(deck) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return target


def with_item(deck: Path, target: Path, change: Callable[[str], str]) -> Path:
    return changed(deck, target, lambda name, data: change(data.decode()).encode() if name == ITEM else data)


# --- the reference deck ---


@pytest.fixture(scope="session")
def reference(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("traced") / "samanom-2013.pptx"
    build_deck(root / "decks" / "samanom-2013.yaml", target)
    return target


def csv_rows(path: Path) -> dict[int, dict[str, str]]:
    """Rows by the numbers that Excel shows."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return dict(enumerate(csv.DictReader(file, delimiter=";"), 2))


def workbook_rows(path: Path, sheet: str) -> dict[int, dict[str, object]]:
    import openpyxl

    header, *rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return {number: dict(zip(header, row, strict=True)) for number, row in enumerate(rows, 2)}


def named(source: dict) -> list[int]:
    return [row for first, last in source["rows"] for row in range(first, last + 1)]


@pytest.mark.parametrize(("slide", "code"), [(6, "1711"), (7, "1711"), (8, "1121"), (9, "1121")])
def test_the_charts_are_worked_out_again_from_the_rows_that_are_named(reference: Path, root: Path, slide: int, code: str):
    column = "man_years" if slide % 2 == 0 else "per_1000"
    rows = csv_rows(root / "data" / "service-need.csv")
    found = numbers(reference, "--project", root, "--slide", str(slide))
    assert len(found) == 12
    for each in found:
        series, category = each["place"]
        (source,) = each["sources"]
        kept = [rows[row] for row in named(source)]
        assert fsum(float(row[column].replace(",", ".")) for row in kept) == each["number"]
        assert {(row["municipality_code"], row["year"]) for row in kept} == {(code, category)}
        assert [row["service"] for row in kept] == [series] if series != "Sum" else len(kept) == 3
        assert [cells["row"] for cells in source["cells"]] == named(source)
        assert all(cells[column] == rows[cells["row"]][column] for cells in source["cells"])
        assert each["steps"][0] == f"filter municipality_code = {code}"
        assert each["state"] == "same"


def test_the_counts_of_a_title_are_counted_again(reference: Path, root: Path):
    rows = workbook_rows(root / "data" / "projects.xlsx", "Pulje 2")
    projects, municipalities = numbers(reference, "--project", root, "--slide", "12")
    for each, column, shown in ((projects, "Prosjekt", "52"), (municipalities, "Kommunenummer", "60 kommuner")):
        kept = [rows[row][column] for row in named(each["sources"][0])]
        assert each["number"] == len(set(kept)) == int(shown.split()[0])
        assert (each["shown"], each["shape"], each["state"]) == (shown, "title", "same")


def test_all_numbers_of_the_deck_are_there_once(reference: Path):
    found = numbers(reference)
    assert {(each["slide"], each["shape"]): 0 for each in found} == {
        **{(slide, "chart"): 0 for slide in (6, 7, 8, 9)},
        (12, "title"): 0,
    }
    assert len(found) == 4 * 12 + 2
    assert all(each["sources"] for each in found)


def test_a_number_is_told_as_shown_and_in_full_with_its_file_steps_and_rows(reference: Path, root: Path):
    said = told(reference, "--project", root, "--slide", "6")
    assert (
        "slide 6: Meråker\n  Diagram (chart)\n    need: filter municipality_code = 1711; man_years by service, year\n" in said
    )
    assert "      48  47,8  Pleie og omsorg, 2012  data/service-need.csv row 2\n" in said
    assert "      118  118,3  Sum, 2012  data/service-need.csv rows 2–4\n" in said
    assert "      row  year  service          man_years\n      2    2012  Pleie og omsorg  47,8\n" in said
    assert "  source: Kommunevise framskrivinger, KRD\n" in said


def test_each_file_comes_with_a_fingerprint_of_its_rows(reference: Path, root: Path):
    files = [event for event in events(reference, "--project", root) if event["event"] == "file"]
    (need,) = [file for file in files if file["file"] == "data/service-need.csv"]
    header, *rows = (root / need["file"]).read_text("utf-8-sig").replace(";", "\0").splitlines()
    told = "\n".join([header, *sorted(rows)])
    assert need["fingerprint"] == sha256(told.encode()).hexdigest()
    assert {file["state"] for file in files} == {"same"}


def test_the_record_holds_no_path_of_this_computer(reference: Path, root: Path):
    item = zipfile.ZipFile(reference).read(ITEM).decode()
    assert str(root) not in item
    assert str(Path.home()) not in item


def test_validators_have_nothing_to_say(reference: Path):
    from openxml_audit import OpenXmlValidator

    assert list(OpenXmlValidator().validate(reference).errors) == []
    assert [problem for problem in lint(reference) if problem.severity == "error"] == []


def test_the_record_costs_little_room(reference: Path):
    with zipfile.ZipFile(reference) as deck:
        own = sum(info.compress_size for info in deck.infolist() if info.filename.startswith("customXml/"))
    assert own < 0.01 * reference.stat().st_size


def test_python_pptx_keeps_the_record(reference: Path, root: Path, tmp_path: Path):
    from pptx import Presentation

    Presentation(str(reference)).save(str(tmp_path / "saved.pptx"))
    assert numbers(tmp_path / "saved.pptx", "--project", root) == numbers(reference, "--project", root)


# --- a small project ---

SPEC = """
language: nb
title: Tall
data:
  need: {file: data/need.csv, source: Oppdiktede tall, licence: NLOD}
slides:
  - kind: chart
    title: "{{ services }} tjenester, {{ (lines / services) | number(1) }} rader hver"
    from: need
    chart: stacked_column
    categories: år
    series: tjeneste
    values: årsverk
    totals: yes
    numbers: {services: {distinct: tjeneste}, lines: {count: yes}}
  - kind: table
    title: Tabell
    from: need
    rows: tjeneste
    columns: år
    values: årsverk
    totals: yes
    decimals: 1
  - kind: bullets
    title: Uten tall
    text: "- Ingen"
"""
NEED = "år;tjeneste;årsverk\n2012;Skole;47,65\n2012;Omsorg;10\n\n2020;Skole;:\n2020;Omsorg;1200,5\n"


@pytest.fixture
def small(project: Callable[..., Path]) -> Path:
    spec = project(SPEC, **{"data/need.csv": NEED})
    return build_deck(spec).file


def by_place(found: list[dict]) -> dict[tuple[int, ...], dict]:
    return {(each["slide"], *each["place"]): each for each in found}


def test_rows_are_numbered_as_excel_shows_them_also_after_an_empty_line(small: Path):
    found = by_place(numbers(small))
    assert found[1, "Omsorg", "2020"]["sources"][0]["rows"] == [[6, 6]]
    assert found[1, "Omsorg", "2020"]["sources"][0]["cells"] == [
        {"row": 6, "år": "2020", "tjeneste": "Omsorg", "årsverk": "1200,5"}
    ]


def test_a_missing_number_of_a_table_is_traced_by_its_symbol_and_a_gap_in_a_chart_is_no_number(small: Path):
    found = by_place(numbers(small))
    assert (1, "Skole", "2020") not in found
    cell = found[2, "Skole", "2020"]
    assert (cell["shown"], cell["number"], cell["sources"][0]["rows"]) == (":", None, [[5, 5]])
    assert found[2, "Sum", "2020"]["shown"] == ":"


def test_a_table_shows_its_cells_as_they_are_printed(small: Path):
    found = by_place(numbers(small))
    assert (found[2, "Skole", "2012"]["shown"], found[2, "Skole", "2012"]["number"]) == ("47,7", 47.65)
    assert (found[2, "Sum", "2012"]["shown"], found[2, "Sum", "2012"]["sources"][0]["rows"]) == ("57,7", [[2, 3]])


def test_a_number_that_an_expression_worked_out_has_the_rows_of_what_it_was_worked_out_from(small: Path):
    first, second = [each for each in numbers(small, "--slide", "1") if each["shape"] == "title"]
    assert (first["shown"], first["steps"], first["sources"][0]["rows"]) == (
        "2",
        ["count different tjeneste"],
        [[2, 3], [5, 6]],
    )
    assert (second["shown"], second["number"], second["sources"][0]["rows"]) == ("2,0", 2.0, [[2, 3], [5, 6]])
    assert second["steps"] == ["count rows", "count different tjeneste", "4 / 2"]


def test_source_and_licence_go_along(small: Path):
    (file,) = [event for event in events(small) if event["event"] == "file"]
    assert (file["source"], file["licence"]) == ("Oppdiktede tall", "NLOD")


def test_a_slide_without_numbers_says_so(small: Path):
    assert told(small, "--slide", "3") == "no number here came from data\n"


def test_an_input_that_was_overwritten_is_said_and_its_rows_are_not_shown(small: Path):
    (small.parent / "data" / "need.csv").write_bytes(NEED.replace("10", "11").encode())
    said = told(small)
    assert (
        "warning: data/need.csv has changed since this deck was made [input-changed]\n"
        "  its rows may be others now and are not shown; build again, if need be with --force, or ask beside the earlier file\n"
    ) in said
    assert "47,65   Skole, 2012   data/need.csv 1 row\n" in said
    assert "row  år" not in said
    found = [event for event in events(small) if event["event"] in ("file", "number")]
    assert found[0]["state"] == "changed"
    assert all(source["cells"] == [] for each in found[1:] for source in each["sources"])


def test_an_input_that_was_only_sorted_is_the_same_and_its_rows_are_named_where_they_stand_now(small: Path):
    head, *rows = NEED.replace("\n\n", "\n").splitlines()
    (small.parent / "data" / "need.csv").write_text("\n".join([head, *reversed(rows)]), "utf-8")
    assert "47,65   Skole, 2012   data/need.csv row 5" in told(small)
    found = by_place(numbers(small))[2, "Sum", "2012"]["sources"][0]
    assert (found["state"], found["rows"], [each["årsverk"] for each in found["cells"]]) == ("same", [[4, 5]], ["10", "47,65"])


def test_an_input_that_is_gone_is_said(small: Path):
    (small.parent / "data" / "need.csv").unlink()
    assert "warning: data/need.csv is not in this project, so its rows cannot be shown [input-missing]\n" in told(small)


def test_the_project_is_found_from_the_decks_folder_upward_or_is_named(small: Path, tmp_path_factory: pytest.TempPathFactory):
    within = small.parent / "ut" / "fylke"
    within.mkdir(parents=True)
    shutil.copy(small, within / "a.pptx")
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "a.pptx"
    shutil.copy(small, elsewhere)
    assert trace(within / "a.pptx").files[0].state == "same"
    assert trace(elsewhere).files[0].state == "missing"
    assert trace(elsewhere, small.parent).files[0].state == "same"


# --- edited since ---


def edited(deck: Path, change: Callable[[object], None]) -> Trace:
    from pptx import Presentation

    presentation = Presentation(str(deck))
    change(presentation)
    presentation.save(str(deck))
    return trace(deck)


def state(found: Trace, slide: int, *place: str) -> tuple[str, str]:
    return next((each.state, each.now) for each in found.numbers if (each.slide, *each.place) == (slide, *place))


def chart_values(presentation: object) -> list:
    """The numbers of the first chart, as elements of its part."""
    chart = next(shape.chart for shape in presentation.slides[0].shapes if shape.has_chart)
    return chart._chartSpace.xpath(".//c:val//c:v")


def test_a_number_of_a_chart_that_was_edited_is_said(small: Path):
    def change(presentation: object) -> None:
        chart_values(presentation)[0].text = "50"

    found = edited(small, change)
    assert state(found, 1, "Skole", "2012") == ("edited", "50")
    assert [each.state for each in found.numbers].count("edited") == 1
    assert "48     47,65   Skole, 2012   data/need.csv row 2  edited by hand since: now 50\n" in told(small)


def test_a_number_that_was_typed_into_a_chart_is_said_to_have_no_origin(small: Path):
    def change(presentation: object) -> None:
        value = chart_values(presentation)[0]
        point = value.getparent()
        copy = point.makeelement(point.tag, {"idx": "1"})
        copy.append(value.makeelement(value.tag))
        copy[0].text = "77"
        point.addnext(copy)

    found = edited(small, change)
    added = next(each for each in found.numbers if each.state == "added")
    assert (added.place, added.now, added.worked, added.sources) == (("Skole", "2020"), "77", None, ())


def test_a_cell_that_was_edited_is_said_though_rows_came_before_it(small: Path):
    def change(presentation: object) -> None:
        from copy import deepcopy

        table = next(shape.table for shape in presentation.slides[1].shapes if shape.has_table)
        table.cell(2, 1).text_frame.paragraphs[0].runs[0].text = "10,5"
        new = deepcopy(table._tbl.tr_lst[1])
        table._tbl.tr_lst[1].addprevious(new)
        table.cell(1, 0).text_frame.paragraphs[0].runs[0].text = "Barnehage"

    found = edited(small, change)
    assert state(found, 2, "Omsorg", "2012") == ("edited", "10,5")
    assert state(found, 2, "Skole", "2012") == ("same", "")
    assert not [each for each in found.numbers if each.place[0] == "Barnehage"]


TITLE = "Pulje 2 – 52 prosjekt, 60 kommuner"


@pytest.mark.parametrize(
    ("now", "first", "second"),
    [
        ("Pulje 2 – 53 prosjekt, 60 kommuner", ("edited", "53"), ("same", "")),
        ("Pulje 2 – 152 prosjekt, 60 kommuner", ("edited", "152"), ("same", "")),
        ("I den andre puljen er det 52 prosjekt, 60 kommuner", ("same", ""), ("same", "")),
        ("Pulje 2 – 52 prosjekt", ("same", ""), ("edited", "")),
        ("Pulje 2 – 52 prosjekt, 601 kommuner", ("same", ""), ("edited", "601 kommuner")),
    ],
)
def test_a_number_of_a_text_is_known_by_what_stands_around_it(
    reference: Path, tmp_path: Path, now: str, first: tuple[str, str], second: tuple[str, str]
):
    copy = tmp_path / "a.pptx"
    shutil.copy(reference, copy)

    def change(presentation: object) -> None:
        runs = presentation.slides[11].shapes.title.text_frame.paragraphs[0].runs
        assert "".join(run.text for run in runs) == TITLE
        runs[0].text = now
        for run in runs[1:]:
            run.text = ""

    found = [each for each in edited(copy, change).numbers if each.slide == 12]
    assert [(each.state, each.now) for each in found] == [first, second]


# --- notes, pictures of charts, and a second axis ---

SHARES = "år;verk;andel\n2012;11000;0,48\n2013;12000;0,612\n"
SHOWN = "kind: chart, chart: column_line, categories: år, values: [verk, andel], lines: andel, second_axis: true"


def shares(project: Callable[..., Path], more: str) -> Path:
    spec = f"title: A\ndata: {{d: d.csv}}\nslides:\n  - {{title: B, from: d, {SHOWN}, {more}}}\n"
    return build_deck(project(spec, **{"d.csv": SHARES})).file


def test_a_number_in_the_notes_is_traced_and_known_after_they_were_edited(project: Callable[..., Path]):
    deck = shares(project, "numbers: {verk: {sum: verk}}, notes: 'I alt {{ verk }} årsverk.'")
    (found,) = [each for each in numbers(deck) if each["kind"] == "notes"]
    assert (found["shown"], found["number"], found["name"], found["state"]) == ("23\xa0000", 23000, "Notes", "same")
    assert found["sources"][0]["rows"] == [[2, 3]]

    def change(presentation: object) -> None:
        presentation.slides[0].notes_slide.notes_text_frame.text = "Til saman 24\xa0000 årsverk."

    assert state(edited(deck, change), 1, "I alt 23\xa0000 årsverk.") == ("edited", "24\xa0000")


def test_a_chart_that_is_a_picture_is_traced_as_the_chart_is_and_not_once_it_is_another_picture(project: Callable[..., Path]):
    deck = shares(project, "render: picture")
    found = by_place(numbers(deck))
    chart = by_place(numbers(shares(project, "render: native")))
    assert {place: {**each, "kind": "chart"} for place, each in found.items()} == chart
    assert {each["kind"] for each in found.values()} == {"picture"}
    assert found[1, "verk", "2013"]["sources"][0]["rows"] == [[3, 3]]
    shares(project, "render: picture")
    other = changed(deck, deck.with_name("other.pptx"), lambda name, data: data + b" " if "media" in name else data)
    assert [each for each in numbers(other) if each["kind"] == "picture" and each["shape"] == "chart"] == []


def test_a_number_on_the_second_axis_is_told_as_its_series_prints_it(project: Callable[..., Path]):
    found = by_place(numbers(shares(project, "render: native")))
    assert (found[1, "verk", "2013"]["shown"], found[1, "andel", "2013"]["shown"]) == ("12\xa0000", "0,612")


def test_slides_that_others_made_are_named(small: Path):
    def change(presentation: object) -> None:
        presentation.slides.add_slide(presentation.slide_layouts[0])

    assert edited(small, change).unknown == (4,)
    assert "made by others, so nothing is known of their numbers: slides 4\n" in told(small)


@given(st.lists(st.sampled_from("abc")), st.randoms(use_true_random=False))
def test_lines_that_only_changed_places_are_all_found(names: list[str], random):
    now = [*names]
    random.shuffle(now)
    found = aligned(names, now)
    assert sorted(found.values()) == list(range(len(names)))
    assert all(names[at] == now[place] for at, place in found.items())


def test_a_line_that_was_renamed_is_found_and_one_that_is_gone_is_not():
    assert aligned(["a", "b", "c"], ["a", "x", "c"]) == {0: 0, 1: 1, 2: 2}
    assert aligned(["a", "b", "c"], ["c", "a"]) == {0: 1, 2: 0}


# --- the part in the file ---


def test_the_same_project_in_another_folder_gives_the_same_record(small: Path, tmp_path_factory: pytest.TempPathFactory):
    other = tmp_path_factory.mktemp("other") / "project"
    shutil.copytree(small.parent, other)
    again = build_deck(other / "deck.yaml", other / "new.pptx").file
    assert again.read_bytes() == small.read_bytes()


@given(st.sets(st.integers(1, 1_000_000), min_size=1, max_size=50) | st.sets(st.integers(1, 60), min_size=1))
def test_rows_survive_being_written_as_stretches(rows: set[int]):
    found = spans(spans_of(tuple(sorted(rows))))
    assert [row for first, last in found for row in range(first, last + 1)] == sorted(rows)
    assert all(first > last + 1 for (_, last), (first, _) in pairwise(found))


def test_rows_that_many_numbers_came_from_are_written_once():
    @dataclass(frozen=True)
    class Origin:
        calls: list[int] = field(default_factory=list, compare=False)

        def sources(self) -> tuple[Rows, ...]:
            self.calls.append(1)
            return (Rows("need", "need.csv", "", "f", (), tuple(range(2, 400, 3)), ("n",)),)

    origin = Origin()
    value = Value(1.0, "", Recipe("need", "f", ("sum n",), (), origin))
    text = Text(((Paragraph((Run("1", "nb", value=value), Run(" 1", "nb", value=value))),),))
    slide = Slide("a", "bullets", "x", (Shape("body", "Body", text),), "nb")
    recorder = Recorder()
    first, again = (recorder.record(Deck("d", "T", "nb", Properties(), (slide,))) for _ in range(2))
    assert first == again
    assert first.count("<rows>2,3x132</rows>") == 1
    assert first.count('from="0:*0"') == 2
    assert origin.calls == [1]


def test_what_another_program_dropped_is_said_in_one_message(small: Path, tmp_path: Path):
    saved = changed(small, tmp_path / "saved.pptx", lambda name, data: None if name.startswith("customXml/") else data)
    with pytest.raises(DeckgenError) as caught:
        trace(saved)
    assert str(caught.value) == (
        'saved.pptx: error: "saved.pptx" no longer says where its numbers came from [trace-lost]\n'
        "  a program that drops it has saved the deck, LibreOffice for one; build the deck again and ask the new one"
    )
    assert CliRunner().invoke(main, ["trace", str(saved)]).exit_code == 2


def test_a_deck_that_deckgen_did_not_make_is_said_to_be_so(root: Path):
    with pytest.raises(DeckgenError, match=r'"DEPMAL\.pptx" was not made by deckgen \[trace-not-ours\]'):
        trace(root / "templates" / "DEPMAL" / "DEPMAL.pptx")


def test_a_slide_that_is_not_there_is_refused(small: Path):
    with pytest.raises(DeckgenError, match=r"there is no slide 9: the deck has 3 \[trace-no-slide\]"):
        trace(small, slide=9)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('at="0 0"', 'at="0"'),
        ('at="0 0"', 'at="-1 0"'),
        ('r="0"', 'r="99"'),
        ('v="47.65"', 'v="nan"'),
        ('v="47.65"', 'v="x"'),
        ('kind="chart"', 'kind="film"'),
        (':2"', ':2+x"'),
        (':2"', ':2x9"'),
        ("<recipe", "<rows>1x999999999</rows><recipe"),
        (':2"', f':{"9" * 5000}"'),
        ("identity=", "name="),
    ],
)
def test_a_record_that_is_not_as_deckgen_writes_it_is_refused(small: Path, tmp_path: Path, before: str, after: str):
    bad = with_item(small, tmp_path / "bad.pptx", lambda item: item.replace(before, after))
    with pytest.raises(DeckgenError, match=r"\[trace-damaged\]"):
        trace(bad)


def test_entities_are_refused(small: Path, tmp_path: Path):
    bomb = '<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>\n<trace'
    with pytest.raises(DeckgenError, match=r"\[package-xml\]"):
        trace(with_item(small, tmp_path / "bad.pptx", lambda item: item.replace("<trace", bomb, 1)))


@pytest.mark.parametrize("path", ["../secret.csv", "/etc/passwd", r"\\server\share\a.csv", "C:/a.csv"])
def test_a_path_that_leads_out_of_the_project_is_never_read(small: Path, tmp_path: Path, path: str):
    secret = small.parent.parent / "secret.csv"
    secret.write_text(NEED, "utf-8")
    bad = with_item(small, small.parent / "bad.pptx", lambda item: item.replace("data/need.csv", path))
    assert [(file.state, file.cells) for file in trace(bad).files] == [("unreadable", None)]


def test_rows_beyond_a_file_are_no_rows(small: Path):
    wide = with_item(small, small.parent / "wide.pptx", lambda item: item.replace(':2"', ':1+999999998"'))
    (file,) = trace(wide).files
    source = Source(file.file, ("årsverk",), ((1, 999_999_999),))
    assert [row.number for row in file.rows(source)] == [2, 3, 5, 6]


def test_what_a_console_obeys_is_not_printed(small: Path):
    bad = with_item(small, small.parent / "bad.pptx", lambda item: item.replace("NLOD", "a\x9b31mb\nc"))
    assert "\x9b" not in told(bad)


def test_other_documents_in_the_file_do_no_harm(small: Path):
    package = Package.open(small)
    assert read_custom_xml(package, "urn:other") is None
    assert read_custom_xml(package, NAMESPACE) is not None
    assert read_record(package) is not None


def test_a_file_of_a_kind_that_cannot_be_read_is_said(tmp_path: Path):
    from hashlib import sha256

    from deckgen.project import Project

    (tmp_path / "a.json").write_bytes(b"{}")
    file = DataFile("a", "a.json", "", sha256(b"{}").hexdigest())
    assert [now.state for now in look([file], Project(tmp_path))] == ["unreadable"]


# --- labels ---


@pytest.mark.parametrize(
    ("number", "total", "form", "said"),
    [
        (118.5, 0.0, "#,##0", "119"),
        (1234.25, 0.0, "#,##0.0", "1\u00a0234,3"),
        (1.0, 8.0, '[<0.005]"<\u00a01\u00a0%";0\u00a0%', "13\u00a0%"),
        (0.0, 0.0, "0%", "0\u00a0%"),
    ],
)
def test_a_label_is_what_powerpoint_prints(number: float, total: float, form: str, said: str):
    assert label(number, total, form, "nb") == said


def test_a_number_in_full_has_a_comma_and_no_binary_dust():
    assert [in_full(number) for number in (118.3, 52.0, 0.1 + 0.2, 1e6)] == ["118,3", "52", "0,3", "1000000"]
