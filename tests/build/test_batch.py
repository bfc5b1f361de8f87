"""A deck a group: what is built, what is refused, what is left alone and what is said of it."""

import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from deckgen.cli import main
from deckgen.powerpoint.read import read_presentation
from deckgen.powerpoint.view import ShapeView, TextView

SPEC = """\
title: "{{ county }}: behov"
footer: {slide_number: yes, text: "{{ deck.title }}"}
data:
  counties: counties.csv
  need: need.csv
  learning: learning.csv
decks: {one_per: county_code, from: counties, file: "{{ county_code }} {{ county }}.pptx"}
slides:
  - {kind: section, title: "{{ county }}"}
  - kind: chart
    title: "{{ seat }}: {{ needed }} årsverk"
    from: need
    numbers: {needed: {sum: man_years}}
    chart: column
    categories: year
    values: man_years
  - {kind: learning_points, title: "{{ theme }}", from: learning, whole: yes, theme: theme, point: point}
  - {kind: bullets, title: Kilder, text: "- Kommunaldepartementet"}
"""
COUNTIES = "county_code;county;seat\n01;Østfold;Moss\n02;Akershus;Oslo\n03;Oslo;Oslo\n04;Hedmark;Hamar\n"
NEED = """\
county_code;year;man_years;note
01;2013;10,5;a
02;2013;20,25;b
03;2013;30;c
04;2013;40;d
01;2020;11;a
02;2020;21;b
03;2020;31;c
04;2020;41;d
"""
LEARNING = "theme;point\nInnhold;Planlegg\nInnhold;Spør\n"
FILES = ["01 Østfold.pptx", "02 Akershus.pptx", "03 Oslo.pptx", "04 Hedmark.pptx"]

Write = Callable[..., Path]


@pytest.fixture
def folder(project: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of four counties; the working folder is the project's, and decks go to ``deck``."""
    write(project)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "deck"


def write(project: Write, spec: str = SPEC, counties: str = COUNTIES, need: str = NEED) -> None:
    project(spec, **{"counties.csv": counties, "need.csv": need, "learning.csv": LEARNING})


def deckgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, [arguments[0], "deck.yaml", *arguments[1:]])


def build(*options: str, status: int = 0) -> list[str]:
    """The lines that a build says, but for the time that it took."""
    result = deckgen("build", *options)
    assert result.exit_code == status, result.output
    return re.sub(r", \d+\.\d s", "", result.output).splitlines()


def decks(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}


def titles(file: Path) -> list[str]:
    return [said(slide.shapes[0]) for slide in read_presentation(file).slides]


def said(shape: ShapeView) -> str:
    assert isinstance(shape.content, TextView)
    return shape.content.plain


# --- what is made ---


def test_each_group_has_its_deck_in_its_own_numbers_and_words(folder: Path):
    build()
    assert sorted(decks(folder)) == FILES
    assert titles(folder / "02 Akershus.pptx") == ["Akershus", "Oslo: 41,25 årsverk", "Innhold", "Kilder"]
    assert titles(folder / "01 Østfold.pptx")[1] == "Moss: 21,5 årsverk"


def test_slides_that_all_decks_share_carry_the_footer_of_each(folder: Path):
    build()
    for file, county in (("01 Østfold.pptx", "Østfold"), ("04 Hedmark.pptx", "Hedmark")):
        with zipfile.ZipFile(folder / file) as package:
            for number in (1, 2, 3, 4):
                assert f"{county}: behov" in package.read(f"ppt/slides/slide{number}.xml").decode()


def test_a_source_that_names_the_group_is_not_shared(folder: Path, project: Write):
    spec = SPEC.replace("  learning:", '  all: {file: all.csv, source: "{{ county }} fylkeskommune"}\n  learning:')
    spec += "  - {kind: chart, title: Landet, from: all, whole: yes, chart: column, categories: year, values: man_years}\n"
    project(spec, **{"all.csv": "year;man_years\n2013;10\n2020;11\n"})
    build()
    for file, county in (("01 Østfold.pptx", "Østfold"), ("04 Hedmark.pptx", "Hedmark")):
        with zipfile.ZipFile(folder / file) as package:
            assert f"Kilde: {county} fylkeskommune" in package.read("ppt/slides/slide5.xml").decode()


def test_the_bytes_do_not_depend_on_the_number_of_processes_or_the_folder(folder: Path, tmp_path: Path):
    build()
    build("-o", "two", "--jobs", "2")
    build("-o", "deep/er")
    one = decks(folder)
    assert decks(tmp_path / "two") == one
    assert decks(tmp_path / "deep/er") == one


def test_the_bytes_do_not_depend_on_which_decks_were_made_before(folder: Path, tmp_path: Path):
    build()
    build("-o", "alone", "--only", "04")
    assert (tmp_path / "alone/04 Hedmark.pptx").read_bytes() == (folder / "04 Hedmark.pptx").read_bytes()


def test_rows_in_another_order_give_the_same_bytes(folder: Path, tmp_path: Path, project: Write):
    build()
    head, *rows = NEED.splitlines()
    first, *others = COUNTIES.splitlines()
    years = [sorted((row for row in rows if f";{year};" in row), reverse=True) for year in (2013, 2020)]
    moved = "\n".join([head, *years[0], *years[1], ""])
    write(project, counties="\n".join([first, *reversed(others), ""]), need=moved)
    build("-o", "moved")
    assert all((folder / name).read_bytes() == (tmp_path / "moved" / name).read_bytes() for name in FILES)


# --- which are made ---


@pytest.mark.parametrize("name", ["karasjok", "Kárášjohka", "Ka\u0301ra\u0301s\u030cjohka - Karasjok"])
def test_only_takes_each_of_a_name_s_languages(folder: Path, project: Write, name: str):
    write(project, counties=COUNTIES.replace("Moss", "Kárášjohka – Karasjok"))
    assert build("--only", name)[-1] == "1 built in deck"


def test_only_takes_codes_and_names_however_they_are_written(folder: Path):
    lines = build("--only", "03", "--only", "østfold")
    assert lines == [
        "built deck/01 Østfold.pptx: not made before",
        "built deck/03 Oslo.pptx: not made before",
        "2 built in deck",
    ]
    assert sorted(decks(folder)) == ["01 Østfold.pptx", "03 Oslo.pptx"]


def test_a_name_of_several_groups_lists_their_codes(folder: Path):
    assert build("--only", "Oslo", status=2) == [
        "error: --only Oslo fits several groups [only-ambiguous]",
        "  name one by its code: 02 (Akershus, Oslo), 03 (Oslo)",
        "1 error; nothing was written",
    ]
    assert not folder.exists()


def test_a_name_of_no_group_gets_the_nearest(folder: Path):
    lines = build("--only", "Hedmrk", status=2)
    assert lines[0].startswith("error: --only Hedmrk fits no group [only-unknown]")
    assert any("Hedmark" in line for line in lines)
    assert not folder.exists()


@pytest.mark.parametrize(("first", "second"), [("Os", "os"), ("\u00c5l", "A\u030al"), ("Straße", "STRASSE"), ("A/B", "A:B")])
def test_names_that_are_equal_on_some_system_stop_the_batch(folder: Path, project: Write, first: str, second: str):
    counties = f"county_code;county;seat\n01;{first};x\n02;{second};y\n"
    write(project, SPEC.replace("{{ county_code }} {{ county }}.pptx", "{{ county }}.pptx"), counties)
    lines = build(status=2)
    assert "error: the decks of 01 and 02 would be the same file on some systems:" in lines[0]
    assert "[names-equal]" in lines[0]
    assert not folder.exists()


# --- what is wrong ---


def test_a_group_with_a_missing_value_leaves_the_others_built(folder: Path, project: Write):
    write(project, need=NEED.replace("02;2020;21", "02;2020;"))
    assert build(status=1) == [
        "built deck/01 Østfold.pptx: not made before",
        "failed deck/02 Akershus.pptx",
        "deck.yaml:11:25: error: there is nothing to put in {{ needed }} [hole-empty]",
        '    title: "{{ seat }}: {{ needed }} årsverk"',
        "                        ^",
        "  write what belongs there then: {{ needed or 'unknown' }}",
        "built deck/03 Oslo.pptx: not made before",
        "built deck/04 Hedmark.pptx: not made before",
        "3 built, 1 failed in deck",
    ]
    assert sorted(decks(folder)) == [file for file in FILES if not file.startswith("02")]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_name_too_long_for_its_title_fails_its_deck_alone(folder: Path, project: Write, jobs: str):
    write(project, counties=COUNTIES.replace("Moss", "Indre og ytre " * 12))
    lines = build("--jobs", jobs, status=1)
    assert [line for line in lines if line.startswith(("failed", "deck.yaml"))] == [
        "failed deck/01 Østfold.pptx",
        next(line for line in lines if line.startswith("deck.yaml:11:12: error: the title")),
    ]
    assert lines[-1] == "3 built, 1 failed in deck"
    assert sorted(decks(folder)) == FILES[1:]


def test_the_files_are_called_in_the_language_of_the_decks(folder: Path, project: Write):
    spec = SPEC.replace(
        'file: "{{ county_code }} {{ county }}.pptx"', 'file: {nb: "{{ county }}.pptx", en: "{{ county }}, need"}'
    )
    write(project, spec)
    assert deckgen("list").output.splitlines()[2] == "03  Oslo.pptx"
    assert deckgen("list", "--language", "en").output.splitlines()[2] == "03  Oslo, need.pptx"


def test_a_name_too_long_for_a_file_stops_the_batch(folder: Path, project: Write):
    write(project, counties=COUNTIES.replace("Hedmark", "Hedmark" * 20))
    assert any("[name-too-long]" in line for line in build(status=2))
    assert not folder.exists()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{{ needed }}", "{{ neded }}", "unknown-name"),
        ("values: man_years", "values: man_year", "unknown-column"),
        ("from: learning", "from: lerning", "unknown-dataset"),
        ("kind: bullets", "kind: bulets", "unknown-kind"),
    ],
)
def test_a_misprint_is_reported_once_and_before_anything_is_built(folder: Path, project: Write, old: str, new: str, code: str):
    write(project, SPEC.replace(old, new))
    lines = build(status=2)
    errors = [line for line in lines if ": error: " in line]
    assert len(errors) == 1
    assert errors[0].startswith("deck.yaml:")
    assert errors[0].endswith(f"[{code}]")
    assert lines[-1] == "1 error; nothing was written"
    assert not folder.exists()


def test_a_broken_picture_is_reported_once(folder: Path, project: Write, tmp_path: Path):
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    write(project, SPEC + "  - {kind: picture, hidden_title: Bilde, picture: {file: broken.png, decorative: yes}}\n")
    lines = build(status=2)
    assert [line.rpartition("[")[2] for line in lines if "error: " in line] == ["picture-broken]"]
    assert not folder.exists()


OWN_PICTURE = """  - kind: picture
    hidden_title: "{{ seat }}"
    picture: {file: 'bilder\\{{ county_code }}_{{ seat }}.png', alt: "Torget i {{ seat }} en vinterdag."}
"""


def test_a_picture_of_its_own_that_is_broken_or_missing_fails_its_deck_alone(folder: Path, project: Write, tmp_path: Path):
    pictures = tmp_path / "bilder"
    pictures.mkdir()
    for name in ("01_Moss", "04_Hamar"):
        Image.new("RGB", (1600, 900), "navy").save(pictures / f"{name}.png")
    (pictures / "02_Oslo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    write(project, SPEC + OWN_PICTURE)
    where = f"deck.yaml:{len((SPEC + OWN_PICTURE).splitlines())}:21: error: "
    assert [line for line in build(status=1) if line.startswith(("built", "failed", "deck.yaml"))] == [
        "built deck/01 Østfold.pptx: not made before",
        "failed deck/02 Akershus.pptx",
        f'{where}the picture "bilder/02_Oslo.png" cannot be read: it is damaged, or not a picture [picture-broken]',
        "failed deck/03 Oslo.pptx",
        f'{where}there is no picture "bilder/03_Oslo.png" [picture-missing]',
        "built deck/04 Hedmark.pptx: not made before",
    ]
    Image.new("RGB", (1600, 900), "teal").save(pictures / "01_Moss.png")
    assert [line for line in build(status=1) if line.startswith("built")] == [
        "built deck/01 Østfold.pptx: bilder/01_Moss.png changed"
    ]


def test_warnings_that_many_decks_have_are_said_once(folder: Path, project: Write):
    write(project, need=NEED.replace("2020;", "2020;0,").replace("0,41", "41"))
    said = "\n".join(build())
    assert len(re.findall(r"\[labels-left-out\]$", said, re.MULTILINE)) <= 1


# --- what changed ---


def test_a_second_build_makes_nothing(folder: Path):
    build()
    before = {file: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert build() == ["4 unchanged in deck"]
    assert build("--only", "Hamar") == ["1 unchanged in deck"]
    assert {file: file.stat().st_mtime_ns for file in folder.iterdir()} == before


def test_a_changed_row_rebuilds_its_deck_alone_and_is_named(folder: Path, project: Write):
    build()
    before = decks(folder)
    write(project, need=NEED.replace("03;2020;31", "03;2020;32"))
    assert build() == ["built deck/03 Oslo.pptx: need.csv: 1 row changed (row 8)", "1 built, 3 unchanged in deck"]
    after = decks(folder)
    assert [name for name in FILES if before[name] != after[name]] == ["03 Oslo.pptx"]


def test_an_added_row_and_one_that_is_gone_are_named(folder: Path, project: Write):
    build()
    write(project, need=NEED + "01;2040;12;a\n")
    assert build()[0] == "built deck/01 Østfold.pptx: need.csv: 1 row added (row 10)"
    write(project)
    assert build()[0] == "built deck/01 Østfold.pptx: need.csv: 1 row removed (row 10)"


def test_rows_that_were_put_in_another_order_are_told_and_others_are_not(folder: Path, project: Write):
    spec = SPEC + "  - {kind: table, title: Behov, from: need, show: [year, man_years]}\n"
    write(project, spec)
    build()
    head, *rows = NEED.splitlines()
    write(project, spec, need="\n".join([head, *rows[4:], *rows[:4], ""]))
    assert build()[0] == "built deck/01 Østfold.pptx: need.csv: rows in another order"
    rows[4:6] = rows[5], rows[4]  # one county's past another's, within none
    write(project, spec, need="\n".join([head, *rows[4:], *rows[:4], ""]))
    assert build() == ["4 unchanged in deck"]


def test_a_column_that_no_slide_uses_rebuilds_nothing(folder: Path, project: Write):
    build()
    write(project, need=NEED.replace(";a", ";x").replace(";d", ";y"))
    assert build() == ["4 unchanged in deck"]


def test_what_all_decks_share_rebuilds_all(folder: Path, project: Write):
    build()
    write(project, SPEC.replace("Kilder", "Kilde"))
    assert build()[-1] == "4 built in deck"
    project(SPEC.replace("Kilder", "Kilde"), **{"learning.csv": LEARNING + "Innhold;Lytt\n"})
    assert build()[0] == "built deck/01 Østfold.pptx: learning.csv: 1 row added (row 4)"


def test_decks_of_groups_that_are_gone_or_renamed_are_left_and_told(folder: Path, project: Write):
    build()
    write(project, counties=COUNTIES.replace("04;Hedmark;Hamar\n", "").replace("Akershus", "Viken"))
    said = [
        "warning: decks of no group any more (2) are left as they are in deck: "
        "02 Akershus.pptx, 04 Hedmark.pptx [decks-left-over]",
        "  remove what is not to be used",
    ]
    assert deckgen("status").output.splitlines()[:2] == said
    assert build() == [
        *said,
        "built deck/02 Viken.pptx: called 02 Akershus.pptx before; counties.csv: 1 row changed (row 3)",
        "1 built, 2 unchanged in deck",
    ]
    assert sorted(decks(folder)) == ["01 Østfold.pptx", "02 Akershus.pptx", "02 Viken.pptx", "03 Oslo.pptx", "04 Hedmark.pptx"]


def test_a_deck_that_is_gone_is_made_again(folder: Path):
    build()
    (folder / FILES[0]).unlink()
    assert build() == ["built deck/01 Østfold.pptx: not there", "1 built, 3 unchanged in deck"]


def test_without_its_state_a_batch_is_made_again_and_is_the_same(folder: Path, tmp_path: Path):
    build()
    before = decks(folder)
    shutil.rmtree(tmp_path / ".deckgen")
    assert build()[-1] == "4 unchanged in deck"
    assert decks(folder) == before


def test_a_deck_changed_by_hand_is_refused_and_the_others_are_built(folder: Path, project: Write):
    from pptx import Presentation

    build()
    file = folder / FILES[0]
    changed = Presentation(str(file))
    title = changed.slides[0].shapes.title
    assert title is not None
    title.text_frame.text = "Østfold i endring"
    changed.save(str(file))
    kept = file.read_bytes()
    write(project, SPEC.replace("Kilder", "Kilde"))
    lines = build(status=1)
    assert 'error: "deck/01 Østfold.pptx" was changed since deckgen wrote it: slide 1 was changed [target-changed]' in lines
    assert lines[-1] == "3 built, 1 failed in deck"
    assert file.read_bytes() == kept
    assert build("--force")[-1] == "1 built, 3 unchanged in deck"


def test_why_a_deck_is_stale_is_known_still_when_it_could_not_be_made(folder: Path, project: Write):
    build()
    lock = folder / f"~${FILES[2]}"
    lock.touch()
    write(project, need=NEED.replace("03;2020;31", "03;2020;32"))
    assert build(status=1)[-1] == "3 unchanged, 1 failed in deck"
    assert deckgen("status").output.splitlines()[2] == "03  03 Oslo.pptx: need.csv: 1 row changed (row 8)"
    lock.unlink()
    assert build() == ["built deck/03 Oslo.pptx: need.csv: 1 row changed (row 8)", "1 built, 3 unchanged in deck"]


def test_a_deck_that_was_only_packed_again_is_not_taken_for_changed(folder: Path, project: Write):
    build()
    file = folder / FILES[0]
    repack(file)
    write(project, SPEC.replace("Kilder", "Kilde"))
    assert build()[-1] == "4 built in deck"
    repack(file)
    assert build()[-1] == "4 unchanged in deck"


def repack(file: Path) -> None:
    """As SharePoint does: another zip, another order, other document properties."""
    with zipfile.ZipFile(file) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members["docProps/core.xml"] = members["docProps/core.xml"].replace(b"behov", b"sharepoint")
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as new:
        for name in sorted(members):
            new.writestr(name, members[name])


def test_a_deck_that_was_made_with_other_values_since_is_made_again(folder: Path, project: Write):
    write(project, SPEC.replace("data:", "values: {place: Moss}\ndata:", 1).replace("title: Kilder", 'title: "{{ place }}"'))
    build()
    moss = decks(folder)
    assert build("--set", "place=Hamar")[0] == "built deck/01 Østfold.pptx: not known what it was made from"
    assert deckgen("status").output.splitlines()[0] == "01  01 Østfold.pptx: another deck lies there"
    assert build()[0] == "built deck/01 Østfold.pptx: another deck lies there"
    assert decks(folder) == moss
    assert build() == ["4 unchanged in deck"]


def test_an_older_deck_that_was_put_back_is_made_again(folder: Path, project: Write):
    build()
    old = (folder / FILES[0]).read_bytes()
    write(project, need=NEED.replace("01;2020;11", "01;2020;12"))
    build()
    (folder / FILES[0]).write_bytes(old)
    assert build()[0] == "built deck/01 Østfold.pptx: another deck lies there"


def test_a_row_that_many_slides_use_is_told_once(folder: Path, project: Write):
    spec = SPEC + "  - {kind: table, title: 2020, from: need, filter: {year: [2013, 2020]}, show: [year, man_years]}\n"
    write(project, spec)
    build()
    write(project, spec, need=NEED.replace("03;2020;31", "03;2040;31"))
    assert build()[0] == "built deck/03 Oslo.pptx: need.csv: 1 row changed (row 8)"


# --- what is told ---


def test_list_shows_groups_and_files_without_building(folder: Path):
    result = deckgen("list")
    assert result.output == "01  01 Østfold.pptx\n02  02 Akershus.pptx\n03  03 Oslo.pptx\n04  04 Hedmark.pptx\n"
    shown = deckgen("list", "--only", "04").output.splitlines()
    assert [line.split("  [")[0] for line in shown] == [
        "04  04 Hedmark.pptx",
        "   1  Hedmark",
        "   2  Hamar: 81 årsverk",
        "   3  Innhold",
        "   4  Kilder",
    ]
    assert not folder.exists()


def test_status_says_what_is_stale_and_why_without_building(folder: Path, project: Write):
    build("--only", "01", "--only", "03")
    before = decks(folder)
    write(project, need=NEED.replace("03;2020;31", "03;2020;32"))
    assert deckgen("status").output.splitlines() == [
        "01  01 Østfold.pptx: up to date",
        "02  02 Akershus.pptx: not made before",
        "03  03 Oslo.pptx: need.csv: 1 row changed (row 8)",
        "04  04 Hedmark.pptx: not made before",
    ]
    assert decks(folder) == before


def test_json_is_an_object_a_line(folder: Path, project: Write):
    write(project, need=NEED.replace("02;2020;21", "02;2020;"))
    events = [json.loads(line) for line in build("--format", "json", status=1)]
    assert [event["event"] for event in events] == ["begin", "built", "failed", "built", "built", "summary"]
    assert events[0]["decks"] == 4
    assert events[1] | {"seconds": 0} == {
        "event": "built",
        "group": "01",
        "file": str(Path("deck") / FILES[0]),
        "seconds": 0,
        "slides": 4,
        "reasons": ["not made before"],
        "problems": [],
    }
    assert "[hole-empty]" in events[2]["problems"][0]
    assert (events[-1]["built"], events[-1]["failed"], events[-1]["not_made"]) == (3, 1, [])
    listed = [json.loads(line) for line in deckgen("status", "--format", "json").output.splitlines()]
    assert [each["stale"] for each in listed] == [False, True, False, False]


# --- when it is stopped ---

COUNT = 200
MANY = "county_code;county;seat\n" + "".join(f"{number:03};Sted {number};By\n" for number in range(COUNT))
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")


@POSIX
@pytest.mark.parametrize("jobs", [1, 2])
def test_ctrl_c_leaves_whole_decks_and_says_what_was_not_made(folder: Path, project: Write, jobs: int):
    need = "county_code;year;man_years\n" + "".join(f"{number:03};2013;{number}\n" for number in range(COUNT))
    write(project, counties=MANY, need=need)
    path = os.pathsep.join(part for part in sys.path if part)
    command = [sys.executable, "-m", "deckgen", "build", "deck.yaml", "--jobs", str(jobs)]
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        output = process.stdout.read()
    assert process.returncode == 130, output
    assert first == "built deck/000 Sted 0.pptx: not made before\n"
    done = [line.split(": ")[0].removeprefix("built deck/") for line in (first + output).splitlines() if ": not made" in line]
    there = [name for name in decks(folder) if name.endswith(".pptx")]
    assert 1 <= len(done) < COUNT
    assert set(done) <= set(there)
    assert len(there) - len(done) <= 16 * jobs  # those that were under way are finished, and nobody is told
    assert all(zipfile.ZipFile(folder / name).testzip() is None for name in there)
    assert f"stopped; not made: {len(done):03}, " in output
    build()
    assert len(decks(folder)) == COUNT


@pytest.fixture
def versions(folder: Path, project: Write, tmp_path: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The decks as they were, which lie in the folder with their state, and as they would be made now."""
    build()
    old = decks(folder)
    shutil.copytree(tmp_path / ".deckgen", tmp_path / "state")
    write(project, SPEC.replace("Kilder", "Kilde"))
    build("-o", "new")
    return old, decks(tmp_path / "new")


@POSIX
@pytest.mark.parametrize("times", [12, pytest.param(200, marks=pytest.mark.long)])
def test_a_batch_that_is_killed_leaves_each_deck_old_or_new(
    folder: Path, tmp_path: Path, versions: tuple[dict[str, bytes], dict[str, bytes]], times: int
):
    old, new = versions
    chance = random.Random(20131)
    start = time.perf_counter()
    forked(lambda: None)
    longest = time.perf_counter() - start
    met: set[str] = set()
    for number in range(times):
        shutil.rmtree(tmp_path / ".deckgen")
        shutil.copytree(tmp_path / "state", tmp_path / ".deckgen")
        for name, data in old.items():
            (folder / name).write_bytes(data)
        wait = longest * (number + chance.random()) / times
        last = folder / FILES[number % len(FILES)]
        if number % 2:  # soon after this deck was written
            forked(lambda: _until(lambda: last.read_bytes() != old[last.name]))  # noqa: B023
        else:
            forked(lambda: time.sleep(wait))  # noqa: B023
        for name in FILES:
            data = (folder / name).read_bytes()
            assert data in (old[name], new[name])
            met.add("old" if data == old[name] else "new")
    build()
    assert decks(folder) == new
    assert [file for file in folder.rglob("*") if file.name.startswith(".deckgen-")] == []
    assert [file for file in (tmp_path / ".deckgen").iterdir() if file.suffix != ".json"] == []
    assert met == {"old", "new"}


def _until(condition: Callable[[], bool]) -> None:
    end = time.perf_counter() + 20
    while not condition() and time.perf_counter() < end:
        time.sleep(0.001)


def forked(wait: Callable[[], None]) -> None:
    """Build in a process of its own and kill it after ``wait``; without one to speak of, let it come to its end."""
    process = multiprocessing.get_context("fork").Process(target=build)
    process.start()
    before = time.perf_counter()
    wait()
    if time.perf_counter() - before > 1e-4:
        process.kill()
    process.join()


# --- the real ones ---


@pytest.mark.long
@pytest.mark.parametrize(("spec", "count"), [("county", 19), ("municipality", 428)])
def test_all_counties_and_municipalities_build(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spec: str, count: int
):
    for name in ("decks", "data", "templates"):
        shutil.copytree(root / name, tmp_path / name)
    shutil.copy(root / "deckgen.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    outputs: list[dict[str, bytes]] = []
    for jobs in ("1", "2"):
        result = CliRunner().invoke(main, ["build", f"decks/{spec}.yaml", "-o", f"out{jobs}", "--jobs", jobs])
        assert result.exit_code == 0, result.output
        outputs.append(decks(tmp_path / f"out{jobs}"))
    assert len(outputs[0]) == count
    assert outputs[0] == outputs[1]
    result = CliRunner().invoke(main, ["build", f"decks/{spec}.yaml", "-o", "out1"])
    assert re.fullmatch(rf"{count} unchanged in out1, \d+\.\d s\n", result.output)
