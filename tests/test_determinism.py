"""The same inputs give the same bytes, wherever, whenever and however often; and whatever the inputs, never a traceback.

The second half alters specs, data and templates at random: each build ends with 0, 1 or 2 and says why, and a deck that is
written has no fault.
"""

import io
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from deckgen.build import build_deck
from deckgen.check.lint import lint
from deckgen.cli import main
from deckgen.powerpoint.read import read_presentation

DECK = "decks/samanom-2013.yaml"
TURKISH = "tr_TR.UTF-8"


@pytest.fixture(scope="module")
def copied(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference deck's project in another folder."""
    folder = tmp_path_factory.mktemp("en annen mappe") / "Møte 1"
    for name in ("decks", "data", "templates"):
        shutil.copytree(root / name, folder / name)
    shutil.copy(root / "deckgen.yaml", folder)
    return folder


def built(folder: Path, target: Path, *, working: Path | None = None, **environment: str) -> bytes:
    """The bytes of the reference deck, built by a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if name not in ("SOURCE_DATE_EPOCH", "PYTHONHASHSEED")}
    path = os.pathsep.join(part for part in sys.path if part)
    command = [sys.executable, "-m", "deckgen", "build", str(folder / DECK), "-o", str(target), "--force"]
    done = subprocess.run(
        command, cwd=working or folder, env={**inherited, "PYTHONPATH": path, **environment}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return target.read_bytes()


@pytest.fixture(scope="module")
def reference(root: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return built(root, tmp_path_factory.mktemp("reference") / "a.pptx", PYTHONHASHSEED="0", TZ="UTC")


SETTINGS: dict[str, dict[str, str]] = {
    "again": {},
    "without a locale": {"LC_ALL": "C", "PYTHONHASHSEED": "2"},
    "in Turkish, at the other end of the world, with another hash seed": {
        "LC_ALL": TURKISH,
        "LANG": TURKISH,
        "TZ": "Pacific/Kiritimati",
        "PYTHONHASHSEED": "1",
    },
}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_bytes_are_the_same_under_other_settings(root: Path, tmp_path: Path, reference: bytes, name: str):
    assert built(root, tmp_path / "b.pptx", **SETTINGS[name]) == reference


def test_the_bytes_are_the_same_in_another_folder_from_another_and_at_another_time(
    copied: Path, tmp_path: Path, reference: bytes
):
    for file in copied.rglob("*"):
        os.utime(file, (86_400, 86_400))  # as if all files were of 1970
    assert built(copied, tmp_path / "c.pptx", working=tmp_path) == reference


def test_a_time_enters_only_where_it_is_asked_for(root: Path, tmp_path: Path, reference: bytes):
    dated = built(root, tmp_path / "d.pptx", SOURCE_DATE_EPOCH="1365379200")
    assert dated != reference
    before, after = parts(reference), parts(dated)
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == ["docProps/core.xml"]
    assert b"2013-04-08T00:00:00Z" in after["docProps/core.xml"]


def test_no_time_stands_in_the_file(reference: bytes):
    with zipfile.ZipFile(io.BytesIO(reference)) as archive:
        times = {member.date_time for member in archive.infolist()}
        books = [name for name in archive.namelist() if name.endswith(".xlsx")]
        for name in books:
            times |= {member.date_time for member in zipfile.ZipFile(io.BytesIO(archive.read(name))).infolist()}
    assert len(books) == 4
    assert times == {(1980, 1, 1, 0, 0, 0)}


def parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_rows_of_a_chart_may_stand_in_another_order_where_they_give_the_same_order_of_names(copied: Path, tmp_path: Path):
    """Totals do not depend on the order of their parts: 0.1 + 0.2 + 0.3 is not 0.3 + 0.2 + 0.1 to a computer."""
    spec = (
        "template: DEPMAL\ntitle: A\ndata: {n: n.csv}\nslides:\n  - {kind: chart, title: A, from: n, chart: stacked_column,"
        " categories: a, series: s, values: v, totals: yes, aggregate: sum, decimals: 1}\n"
    )
    (tmp_path / "deck.yaml").write_text(spec, "utf-8")
    rows = ["x;p;0,1", "y;q;0,3", "x;p;0,2", "x;q;0,3", "y;p;1e", "x;p;0,7"]
    rows = [row.replace("1e", "1,1") for row in rows]
    seen: set[tuple[object, ...]] = set()
    for order in ((0, 1, 2, 3, 4, 5), (0, 1, 5, 3, 4, 2), (2, 1, 0, 4, 3, 5)):
        (tmp_path / "n.csv").write_text("\n".join(["a;s;v", *(rows[at] for at in order)]), "utf-8")
        build_deck(tmp_path / "deck.yaml", tmp_path / "a.pptx", force=True)
        (slide,) = read_presentation(tmp_path / "a.pptx").slides
        seen.add(tuple(shape.content for shape in slide.shapes))
    assert len(seen) == 1


def identities(file: Path) -> list[tuple[str, ...]]:
    """Each slide's creation id, and those of its shapes."""
    return [
        (slide.creation_id, *(f"{shape.name} {shape.creation_id}" for shape in slide.shapes))
        for slide in read_presentation(file).slides
    ]


def test_a_slide_that_comes_between_changes_no_other_slides_identity(copied: Path, tmp_path: Path):
    spec = copied / DECK
    more = copied / "decks" / "more.yaml"
    new = "slides:\n  - {kind: bullets, title: Nytt lysbilde, text: '- punkt'}\n"
    more.write_text(spec.read_text("utf-8").replace("slides:\n", new, 1), "utf-8")
    build_deck(spec, tmp_path / "a.pptx")
    build_deck(more, tmp_path / "b.pptx")
    assert identities(tmp_path / "b.pptx")[1:] == identities(tmp_path / "a.pptx")
    assert len(set(identities(tmp_path / "b.pptx"))) == 22


# Random alterations.

WORDS = (
    "{{ x }}", "{{", "}}", "- ", "  ", ": ", "#", "'", '"', "[", "]", "{", "}", "|", ">", "&a ", "*a", "!", "%", "@", "\t",
    "\x01", "\u2028", "no", "yes", "0", "-1", "1e9", "99999999999999999999", "", "null", "~", "æ", "…", "x" * 300, "{{ 1/0 }}",
    "**", "[a](b", "../", "\\",
)  # fmt: skip


def altered_text(text: str, chance: random.Random) -> str:
    """Lines left out, doubled, moved or indented; words put in, taken out, or swapped; characters changed."""
    lines = text.split("\n")
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        line = lines[at]
        place = chance.randrange(len(line) + 1)
        match chance.randrange(9):
            case 0 if len(lines) > 1:
                del lines[at]
            case 1:
                lines.insert(at, line)
            case 2:
                lines[at], lines[other] = lines[other], line
            case 3:
                lines[at] = line[1:] if chance.random() < 0.5 else " " + line
            case 4:
                lines[at] = line[:place] + chance.choice(WORDS) + line[place:]
            case 5:
                lines[at] = line[:place] + line[place + chance.randrange(1, 9) :]
            case 6:
                name, colon, _ = line.partition(":")
                lines[at] = f"{name}{colon} {chance.choice(WORDS)}"
            case 7:
                lines[at] = line.partition(":")[0] + ":" + lines[other].partition(":")[2]
            case _:
                lines[at] = lines[other]
    return "\n".join(lines)


def altered_bytes(data: bytes, chance: random.Random) -> bytes:
    """Bytes changed, a piece left out or doubled, the end cut off."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 3, 10))):
        at = chance.randrange(len(changed))
        match chance.randrange(5):
            case 0:
                del changed[at : at + chance.choice((1, 4, 100))]
            case 1:
                changed[at:at] = changed[at : at + chance.choice((1, 4, 100))]
            case 2 if chance.random() < 0.2:
                del changed[at:]
            case _:
                changed[at] = chance.randrange(256)
        if not changed:
            break
    return bytes(changed)


def altered_zip(data: bytes, chance: random.Random) -> bytes:
    """One part altered, and the zip packed again so that its checksums are right."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        chosen = chance.choice([name for name in source.namelist() if name.endswith((".xml", ".rels"))])
        for name in source.namelist():
            content = source.read(name)
            if name == chosen:
                if chance.random() < 0.1:
                    continue
                content = altered_xml(content, chance) if chance.random() < 0.7 else altered_bytes(content, chance)
            target.writestr(name, content)
    return buffer.getvalue()


def altered_xml(data: bytes, chance: random.Random) -> bytes:
    """A number or an id changed, or an element's text, so that most of the XML is well-formed still."""
    pieces = data.split(b'"')
    if len(pieces) < 3:
        return data
    at = chance.randrange(1, len(pieces), 2) if len(pieces) > 2 else 1
    pieces[at] = chance.choice(
        (b"", b"0", b"-1", b"abc", b"99999999999", b"rId99", b"1.5", pieces[chance.randrange(1, len(pieces), 2)])
    )
    return b'"'.join(pieces)


Alteration = Callable[[Path, random.Random], None]


def alter_spec(folder: Path, chance: random.Random) -> None:
    spec = folder / DECK
    spec.write_bytes(altered_text(spec.read_text("utf-8"), chance).encode("utf-8", "surrogatepass"))


def alter_description(folder: Path, chance: random.Random) -> None:
    file = folder / "templates" / "DEPMAL" / "template.yaml"
    file.write_text(altered_text(file.read_text("utf-8"), chance), "utf-8")


def alter_csv(folder: Path, chance: random.Random) -> None:
    file = folder / "data" / chance.choice(("service-need.csv", "learning-points.csv"))
    text = altered_text(file.read_text("utf-8"), chance)
    file.write_bytes(text.encode(chance.choice(("utf-8", "utf-8", "cp1252", "utf-16")), "replace"))


def alter_workbook(folder: Path, chance: random.Random) -> None:
    file = folder / "data" / "projects.xlsx"
    alter = altered_zip if chance.random() < 0.7 else altered_bytes
    file.write_bytes(alter(file.read_bytes(), chance))


def alter_template(folder: Path, chance: random.Random) -> None:
    file = folder / "templates" / "DEPMAL" / "DEPMAL.pptx"
    alter = altered_zip if chance.random() < 0.7 else altered_bytes
    file.write_bytes(alter(file.read_bytes(), chance))


def alter_picture(folder: Path, chance: random.Random) -> None:
    file = chance.choice(sorted((folder / "decks" / "pictures").glob("*.png")))
    file.write_bytes(altered_bytes(file.read_bytes(), chance))


ALTERATIONS: dict[str, Alteration] = {
    "spec": alter_spec,
    "data": alter_csv,
    "workbook": alter_workbook,
    "template": alter_template,
    "template's description": alter_description,
    "pictures": alter_picture,
}


@pytest.fixture
def restored(copied: Path) -> Iterator[Path]:
    """The copied project; what is altered in it is put back afterwards."""
    kept = {file: file.read_bytes() for file in copied.rglob("*") if file.is_file()}
    yield copied
    for file, content in kept.items():
        if file.read_bytes() != content:
            file.write_bytes(content)


def hold(folder: Path, target: Path, alter: Alteration, seed: str) -> None:
    """One altered build: no traceback, a status that says what became of it, and no deck or a good one."""
    chance = random.Random(seed)
    kept = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    target.unlink(missing_ok=True)
    alter(folder, chance)
    result = CliRunner().invoke(main, ["build", str(folder / DECK), "-o", str(target)])
    for file, content in kept.items():
        if not file.exists() or file.read_bytes() != content:
            file.write_bytes(content)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"{seed} gives a traceback") from result.exception
    assert result.exit_code in (0, 1, 2), seed
    assert "Traceback" not in result.output, seed
    assert target.exists() == (result.exit_code == 0), seed
    if result.exit_code == 0:
        assert [problem for problem in lint(target) if problem.severity == "error"] == [], seed
    else:
        assert "error: " in result.output, seed
        assert result.output.endswith("nothing was written\n"), seed


SHORT, LONG = 3, 70


@pytest.mark.parametrize("name", ALTERATIONS)
def test_whatever_is_altered_gives_a_message_or_a_good_deck(restored: Path, tmp_path: Path, name: str):
    for number in range(SHORT):
        hold(restored, tmp_path / "a.pptx", ALTERATIONS[name], f"{name} {number}")


@pytest.mark.long
@pytest.mark.parametrize("name", ALTERATIONS)
def test_whatever_is_altered_gives_a_message_or_a_good_deck_many_times(restored: Path, tmp_path: Path, name: str):
    for number in range(SHORT, LONG):
        hold(restored, tmp_path / "a.pptx", ALTERATIONS[name], f"{name} {number}")
