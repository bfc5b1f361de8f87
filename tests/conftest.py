"""Where things lie, and small projects to build in."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

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
