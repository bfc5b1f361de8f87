"""Paths in a spec: what lies in the project is found, what leads out is refused by its text."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.errors import DeckgenError, Mark
from deckgen.project import Project, find_project

MARK = Mark("deck.yaml", 3, 7)


def test_the_project_is_the_nearest_folder_that_holds_its_settings(tmp_path: Path):
    (tmp_path / "deckgen.yaml").touch()
    (tmp_path / "decks" / "2013").mkdir(parents=True)
    assert find_project(tmp_path / "decks" / "2013" / "a.yaml").root == tmp_path
    (tmp_path / "decks" / "deckgen.yaml").touch()
    assert find_project(tmp_path / "decks" / "2013" / "a.yaml").root == tmp_path / "decks"


def test_without_settings_the_project_is_the_specs_own_folder(tmp_path: Path):
    assert find_project(tmp_path / "a.yaml") == Project(tmp_path)


@pytest.mark.parametrize(
    "path", ["data/a.csv", "data\\a.csv", "./a.csv", "data/../a.csv", "æøå/Nord-Trøndelag.xlsx", ".."[:1] + "/a"]
)
def test_a_path_inside_is_taken_with_either_slash(tmp_path: Path, path: str):
    assert Project(tmp_path).path(path, MARK).resolve().is_relative_to(tmp_path.resolve())


@pytest.mark.parametrize(
    "path",
    ["../a.csv", "data/../../a.csv", "/etc/passwd", "C:\\a.csv", "c:a.csv", "\\\\server\\share\\a.csv", "//server/share/a.csv",
     "file:///a.csv", "https://e.no/a.csv", "~/a.csv", "\\a.csv"],
)  # fmt: skip
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str):
    with pytest.raises(DeckgenError) as caught:
        Project(tmp_path).path(path, MARK)
    assert str(caught.value).startswith(f'deck.yaml:3:7: error: "{path}" leads out of the project [path-outside]')


def test_a_path_that_leads_out_is_refused_before_the_file_system_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def touched(*_: object, **__: object) -> None:
        raise AssertionError("the file system was asked")

    for name in ("resolve", "stat", "exists", "is_file"):
        monkeypatch.setattr(Path, name, touched)
    with pytest.raises(DeckgenError, match="path-outside"):
        Project(tmp_path).path("\\\\server\\share\\x", MARK)


@pytest.mark.skipif(os.name == "nt", reason="links want rights on Windows")
def test_a_link_that_leads_out_is_refused(tmp_path: Path):
    (tmp_path / "project").mkdir()
    (tmp_path / "outside.csv").touch()
    (tmp_path / "project" / "in.csv").symlink_to(tmp_path / "outside.csv")
    with pytest.raises(DeckgenError, match="path-outside"):
        Project(tmp_path / "project").path("in.csv", MARK)


@pytest.mark.parametrize("path", ["CON", "data/nul.csv", "com1.xlsx", "LPT9"])
def test_a_name_that_windows_keeps_for_itself_is_refused(tmp_path: Path, path: str):
    with pytest.raises(DeckgenError, match="path-device"):
        Project(tmp_path).path(path, MARK)


@pytest.mark.parametrize("path", ["", "  ", "a\0b"])
def test_an_empty_path_is_refused(tmp_path: Path, path: str):
    with pytest.raises(DeckgenError, match="path-empty"):
        Project(tmp_path).path(path, MARK)


@given(st.text(st.sampled_from("./\\a~C:"), max_size=12))
def test_whatever_is_taken_lies_in_the_project(path: str):
    root = Path("project").resolve()
    try:
        taken = Project(root).path(path, MARK)
    except DeckgenError:
        return
    assert taken.resolve().is_relative_to(root)
