"""What the documentation says is there, and what is there is documented."""

import ast
import json
import re
import shutil
import sqlite3
import string
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from deckgen.build import build_deck
from deckgen.build.new import DATA
from deckgen.fields import Fields
from deckgen.kinds import kinds
from deckgen.model.chart import CHART_KINDS
from deckgen.spec.fields import DeckFields, RepeatFields, SettingsFields
from deckgen.text.filters import FILTERS

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
GUIDES = sorted((ROOT / "docs" / "guide").rglob("*.md"))
MARKDOWN = sorted(path for path in ROOT.rglob("*.md") if not any(part.startswith(".") for part in path.relative_to(ROOT).parts))
SOURCES = sorted((ROOT / "src" / "deckgen").rglob("*.py"))
CATALOGUE = tomllib.loads((ROOT / "src" / "deckgen" / "messages" / "en.toml").read_text("utf-8"))


def models(kind: Any) -> list[type[Fields]]:
    """The models that an annotation names, and those that their fields take."""
    if isinstance(kind, type) and issubclass(kind, Fields):
        return [kind, *(each for info in kind.model_fields.values() for each in models(info.annotation))]
    return [each for part in get_args(kind) for each in models(part)]


OUTERMOST = (DeckFields, RepeatFields, SettingsFields, *(kind.fields for kind in kinds().values()))
MODELS = dict.fromkeys(each for model in OUTERMOST for each in models(model))


def command_group() -> Any:
    return import_module("deckgen.cli.main").main


def page(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text("utf-8")


def section(text: str, heading: str) -> str:
    """What stands under a heading, to the next of its level or above."""
    marks = heading.split(" ")[0]
    found = re.search(rf"^{re.escape(heading)}$(.*?)(?=^#{{1,{len(marks)}}} |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no heading {heading}"
    return found[1]


def rows(text: str) -> dict[str, str]:
    """The tables' rows by the code in their first cell."""
    return {found[1]: found[0] for found in re.finditer(r"^\| `([^`]+)`.*$", text, re.MULTILINE)}


# --- the reference


@pytest.fixture
def make_reference(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return import_module("make_reference")


def test_the_reference_and_the_schema_are_as_the_code_makes_them(make_reference: Any) -> None:
    names = [path.relative_to(ROOT).as_posix() for path in make_reference.differing()]
    assert names == [], "run: python tools/make_reference.py"


def test_a_change_by_hand_is_found(
    make_reference: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = dict(make_reference.files())
    made[REFERENCE / "errors.md"] += "more\n"
    monkeypatch.setattr(make_reference, "files", lambda: made)
    assert make_reference.main(["--check"]) == 1
    assert "docs/reference/errors.md" in capsys.readouterr().out


def test_every_command_and_option_is_documented() -> None:
    group = command_group()
    for name, command in group.commands.items():
        documented = section(page("commands"), f"## {name}")
        for parameter in command.params:
            if parameter.param_type_name == "argument":
                assert parameter.human_readable_name in documented
            for option in parameter.opts:
                assert option == parameter.name or f"`{option}`" in documented, f"{name} {option}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_is_documented_with_its_description(model: type[Fields]) -> None:
    lines = (page("spec") + page("kinds")).splitlines()
    for name, info in model.model_fields.items():
        assert info.description, name
        told = info.description.replace("|", "\\|").replace("\n", " ")
        found = [line for line in lines if line.startswith(f"| `{info.alias or name}` ") and told in line]
        assert found, name
        assert ("**needed**" in found[0]) is info.is_required()


@pytest.mark.parametrize("name", kinds())
def test_every_kind_is_documented_with_its_fields_and_an_example(name: str) -> None:
    text = page("kinds")
    own = section(text, f"## {name}")
    shared = rows(section(text, "## Every slide")) | rows(section(text, "## Slides with data"))
    assert f"```yaml\n- kind: {name}\n" in own
    for field in kinds()[name].fields.field_names():
        assert field in rows(own) or field in shared, field


@pytest.mark.parametrize("name", CHART_KINDS)
def test_every_chart_kind_is_documented_with_an_example(name: str) -> None:
    assert re.search(rf"^  chart: {name}$", section(page("charts"), f"## {name}"), re.MULTILINE)


@pytest.mark.parametrize("name", FILTERS)
def test_every_filter_is_documented(name: str) -> None:
    assert re.search(rf"^\| `{name}[`(]", page("text"), re.MULTILINE)


def test_every_message_is_documented_once() -> None:
    assert sorted(re.findall(r"^### (\S+)$", page("errors"), re.MULTILINE)) == sorted(CATALOGUE)


# --- the messages


def constants(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


TREES = {path: ast.parse(path.read_text("utf-8")) for path in SOURCES}


def calls() -> Iterator[tuple[str, str, set[str] | None]]:
    """Where a message is given: place, code, and the names of its data (None where they cannot be read from the call)."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            first = node.args[0] if node.args else None
            if called not in ("fail", "fault", "error", "warning", "problem", "Problem") or not isinstance(first, ast.Constant):
                continue
            place = f"{path.relative_to(ROOT).as_posix()}:{node.lineno}"
            given: set[str] | None = {keyword.arg for keyword in node.keywords if keyword.arg}
            if called == "Problem":
                data = node.args[1] if len(node.args) > 1 else None
                given = set(pairs(data)) if isinstance(data, ast.Tuple) else None
            elif any(keyword.arg is None for keyword in node.keywords):
                given = None
            elif called == "problem":
                given = {*given, "part", "slide"} - ({"severity"})
            yield place, first.value, given


@cache
def uses() -> tuple[tuple[str, str, set[str] | None], ...]:
    return tuple(calls())


def pairs(data: ast.Tuple) -> Iterator[str]:
    for each in data.elts:
        if isinstance(each, ast.Tuple) and each.elts and isinstance(each.elts[0], ast.Constant):
            yield str(each.elts[0].value)


def holes(code: str) -> set[str]:
    wording = CATALOGUE[code]["says"] + CATALOGUE[code].get("help", "")
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name}


def test_every_code_that_is_used_is_in_the_catalogue() -> None:
    assert [(place, code) for place, code, _ in uses() if code not in CATALOGUE] == []


def test_every_message_of_the_catalogue_is_used() -> None:
    used = {text for tree in TREES.values() for text in constants(tree)}
    assert sorted(set(CATALOGUE) - used) == []


def test_every_hole_of_a_message_is_filled_where_it_is_given() -> None:
    lacking = [
        (place, code, sorted(holes(code) - given))
        for place, code, given in uses()
        if code in CATALOGUE and given is not None and not holes(code) <= given
    ]
    assert lacking == []


def test_the_calls_that_are_looked_at_are_most_of_the_messages() -> None:
    assert len({code for _, code, given in uses() if given is not None}) > 0.8 * len(CATALOGUE)


def test_a_message_is_one_line_without_a_full_stop_and_says_when_it_comes() -> None:
    for code, wording in CATALOGUE.items():
        assert set(wording) <= {"says", "help", "about"}, code
        assert wording["about"].endswith("."), code
        for line in (wording["says"], wording.get("help", "")):
            assert not line.endswith("."), code
            assert "\n" not in line, code


# --- examples

HEADER = """\
template: DEPMAL
title: Et eksempel
data:
  need: {file: data/behov.csv, source: eksempeltall}
  projects: {file: data/prosjekter.xlsx, sheet: Pulje 2}
  learning: data/laeringspunkter.csv
  forecast: data/framskrivinger.csv
"""
FETCHED = {  # what the guide asks of Statistics Norway
    "version": "2.0",
    "class": "dataset",
    "source": "Statistisk sentralbyrå",
    "id": ["Region", "ContentsCode", "Tid"],
    "size": [2, 1, 3],
    "role": {"metric": ["ContentsCode"], "time": ["Tid"]},
    "dimension": {
        "Region": {"label": "region", "category": {"index": ["0301", "1103"], "label": {"0301": "Oslo", "1103": "Stavanger"}}},
        "ContentsCode": {"label": "statistikkvariabel", "category": {"label": {"Personer1": "Personer"}}},
        "Tid": {"label": "år", "category": {"index": ["2011", "2012", "2013"]}},
    },
    "value": [599230, 613285, 623966, 126021, 127506, 129191],
    "extension": {
        "deckgen": {
            "fetched": "2013-04-08T10:00:00Z",
            "query": {
                "api": "https://data.ssb.no/api/pxwebapi/v2",
                "table": "07459",
                "choose": {"Region": ["0301", "1103"], "Tid": {"latest": 3}},
            },
        }
    },
}
ANSWERED = {  # and of a database
    "deckgen": "table",
    "names": ["kommunenummer", "antall"],
    "columns": [["0301", "1103"], [12, 3]],
    "left_out": [],
    "extension": {
        "deckgen": {
            "fetched": "2013-04-08T10:00:00Z",
            "query": {
                "database": "postgresql://leser@statistikk.dep.no/stab",
                "query": "select kommunenummer, sum(antall) as antall\nfrom ansatte\ngroup by kommunenummer\n",
            },
        }
    },
}
SLIDE = "slides:\n  - kind: bullets\n    title: Et lysbilde\n    text: '- Et punkt'\n"


@pytest.fixture(scope="module")
def adviser(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project that the guide speaks of: what ``deckgen new`` makes, and more data under an adviser's names."""
    folder = tmp_path_factory.mktemp("adviser")
    need = (ROOT / "data" / "service-need.csv").read_text("utf-8-sig").splitlines()
    need[0] = "kommunenummer;kommune;år;tjeneste;årsverk;per_1000;merknad"
    files = {
        "deckgen.yaml": b"template: DEPMAL\n",
        "data/behov.csv": DATA.encode(),
        "data/framskrivinger.csv": "\n".join(need).encode(),
        "data/statistikk.sqlite": sqlite("create table bemanning (kommunenummer text, år integer, årsverk real)"),
        "fetched/ansatte.table.json": json.dumps(ANSWERED).encode(),
        "data/tall.parquet": parquet("select '1711' as kommunenummer, 47.8 as årsverk", tmp_path_factory.mktemp("parquet")),
        "data/tjenester.csv": b"tjeneste;service\nPleie og omsorg;Care\nGrunnskole;Primary school\nBarnehage;Kindergarten\n",
        "data/prosjekter.xlsx": (ROOT / "data" / "projects.xlsx").read_bytes(),
        "data/laeringspunkter.csv": (ROOT / "data" / "learning-points.csv").read_bytes(),
        "fetched/folk.json": json.dumps(FETCHED).encode(),
        "bilder/fyr.png": (ROOT / "decks" / "pictures" / "kyst-kveld-liggende.png").read_bytes(),
        "bilder/skog.png": (ROOT / "decks" / "pictures" / "skog-dag-helbilde.png").read_bytes(),
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def sqlite(script: str) -> bytes:
    connection = sqlite3.connect(":memory:")
    connection.executescript(script)
    return connection.serialize()


def parquet(select: str, folder: Path) -> bytes:
    import duckdb

    path = folder / "table.parquet"
    duckdb.connect().execute(f"copy ({select}) to '{path.as_posix()}' (format parquet)")
    return path.read_bytes()


def blocks(path: Path) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```$", path.read_text("utf-8"), re.MULTILINE | re.DOTALL)


# Of one language: the other has the same, as a test below holds.
EXAMPLES = [(f"{path.stem} {n}", text) for path in GUIDES if path.parent.name == "nb" for n, text in enumerate(blocks(path), 1)]


@pytest.mark.parametrize("example", [text for _, text in EXAMPLES], ids=[name for name, _ in EXAMPLES])
def test_every_example_of_the_guide_builds(example: str, adviser: Path, tmp_path: Path) -> None:
    if example.startswith("# templates/"):
        spec = with_own_template(example, adviser)
    elif example.startswith("- "):
        spec = HEADER + "slides:\n" + "".join(f"  {line}\n" for line in example.splitlines())
    else:
        spec = example if "\nslides:" in example else example + SLIDE
        spec = spec if re.search("^title:", spec, re.MULTILINE) else "title: Et eksempel\n" + spec
    name = f"{tmp_path.name}.yaml"
    (adviser / name).write_text(spec, "utf-8")
    result = CliRunner().invoke(
        command_group(), ["build", str(adviser / name), "-o", str(tmp_path / "deck.pptx"), "--format", "json"]
    )
    events = [json.loads(line) for line in result.output.splitlines()]
    assert result.exit_code == 0, events
    assert [event for event in events if event["event"] == "warning" and event["code"] != "dataset-unused"] == []


def with_own_template(description: str, adviser: Path) -> str:
    folder = adviser / Path(description.splitlines()[0].removeprefix("# ")).parent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "template.yaml").write_text(description, "utf-8")
    shutil.copy(ROOT / "templates" / "DEPMAL" / "DEPMAL.pptx", folder / "vaar.pptx")
    return f"template: {folder.name}\ntitle: Egen mal\n{SLIDE}"


@pytest.mark.parametrize("name", ["kinds", "charts"])
def test_the_examples_of_the_reference_build_without_a_warning(name: str, tmp_path: Path) -> None:
    built = build_deck(ROOT / "docs" / "examples" / f"{name}.yaml", tmp_path / "deck.pptx")
    assert built.slides >= len(kinds() if name == "kinds" else CHART_KINDS)
    assert built.warnings == ()


def test_the_readme_shows_lines_that_build(tmp_path: Path) -> None:
    (example,) = blocks(ROOT / "README.md")
    spec = tmp_path / "deck.yaml"
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "data" / "service-need.csv", tmp_path / "data")
    lines = "".join(f"  {line}\n" for line in example.splitlines())
    spec.write_text(f"template: DEPMAL\ntitle: A\ndata: {{need: data/service-need.csv}}\nslides:\n{lines}", "utf-8")
    assert build_deck(spec, tmp_path / "deck.pptx").slides == 1


def test_the_readme_gives_the_two_commands_where_ci_looks_for_them() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    for mark, does in (("build", "-m deckgen build decks/samanom-2013.yaml"), ("test", "-m pytest")):
        (command,) = re.findall(rf"^<!-- {mark} -->\n```sh\n(.*)\n```$", text, re.MULTILINE)
        assert command.startswith("python3 -m venv .venv && ")
        assert does in command


def test_the_guide_has_the_same_pages_and_the_same_examples_in_both_languages() -> None:
    norwegian, english = ({path.name: path for path in GUIDES if path.parent.name == name} for name in ("nb", "en"))
    assert set(norwegian) == set(english)
    for name, path in norwegian.items():
        assert blocks(path) == blocks(english[name]), name


# --- links


def links(path: Path) -> list[str]:
    text = re.sub(r"^```.*?^```$", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`(?!\])", "", text)
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", link)]


def anchors(path: Path) -> set[str]:
    """The addresses of headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    for link in links(path):
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_page_can_be_found_from_the_readme() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        found = [(path.parent / link.partition("#")[0]).resolve() for link in links(path) if not link.startswith("#")]
        waiting += [each for each in found if each.suffix == ".md" and each not in seen]
    documented = [path for path in MARKDOWN if path.is_relative_to(ROOT / "docs") and path != REFERENCE / "README.md"]
    assert [path.relative_to(ROOT).as_posix() for path in documented if path not in seen] == []


def test_commands_in_the_guides_are_commands_that_there_are() -> None:
    group = command_group()
    for path in [*GUIDES, ROOT / "README.md"]:
        for name, rest in re.findall(r"-m deckgen (\w+)([^`\n&]*)", path.read_text("utf-8")):
            assert name in group.commands, f"{path.name}: {name}"
            options = {option for parameter in group.commands[name].params for option in parameter.opts}
            assert set(re.findall(r"(?<=\s)-{1,2}[a-z]\S*", rest)) <= options, f"{path.name}: {name}{rest}"


def test_every_module_that_the_architecture_names_is_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)+)(?:\.[a-z_]+)?`", text))
    homes = [ROOT / "src" / "deckgen" / name for name in named]
    assert named
    assert [str(home) for home in homes if not home.is_dir() and not home.with_suffix(".py").is_file()] == []
