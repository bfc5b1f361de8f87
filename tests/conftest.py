"""Where things lie, and small projects to build in."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from deckgen.build import run
from deckgen.errors import Problems
from deckgen.template import Template, load_template

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"  # facts and files of others, which a checkout may lack

settings.register_profile("deckgen", deadline=None)  # a slow machine is no fault
settings.load_profile("deckgen")


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the shared files are not here")
    return SHARED


@cache
def depmal(folder: Path) -> Template:
    return load_template(folder, Problems())


@pytest.fixture
def template_read_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DEPMAL is read once for all tests, which would take half their time; a project's own template is read as always."""

    def loaded(folder: Path, problems: Problems) -> Template:
        return depmal(folder) if folder.is_relative_to(root) else load_template(folder, problems)

    monkeypatch.setattr(run, "load_template", loaded)


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Writes a project: a spec's text, and other files by name. Returns the spec's path."""

    def write(spec: str | bytes, **files: str | bytes) -> Path:
        (tmp_path / "deckgen.yaml").write_text("template: DEPMAL\n", "utf-8")
        for name, content in {"deck.yaml": spec, **files}.items():
            path = tmp_path / name.replace("__", "/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        return tmp_path / "deck.yaml"

    return write
