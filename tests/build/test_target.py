"""What stands between a finished deck and the file it is to become."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deckgen.atomic import sweep
from deckgen.build.target import check_folder, refuse_open, write_whole
from deckgen.errors import DeckgenError


def stray(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".deckgen-")]


def test_a_file_is_put_there_whole(tmp_path: Path):
    target = tmp_path / "Møre og Romsdal.pptx"
    assert write_whole(b"new", target, "x")
    assert target.read_bytes() == b"new"
    assert stray(tmp_path) == []


def test_a_file_that_holds_just_these_bytes_is_not_touched(tmp_path: Path):
    target = tmp_path / "a.pptx"
    target.write_bytes(b"same")
    os.utime(target, (1, 1))
    assert not write_whole(b"same", target, "x")
    assert target.stat().st_mtime == 1


@pytest.mark.skipif(os.name == "nt", reason="rights are other on Windows")
def test_a_new_file_has_the_rights_that_new_files_get(tmp_path: Path):
    mask = os.umask(0o027)
    try:
        write_whole(b"a", tmp_path / "a.pptx", "x")
    finally:
        os.umask(mask)
    assert (tmp_path / "a.pptx").stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="rights are other on Windows")
def test_a_file_that_is_written_over_keeps_its_rights(tmp_path: Path):
    target = tmp_path / "a.pptx"
    target.write_bytes(b"old")
    target.chmod(0o604)
    write_whole(b"new", target, "x")
    assert target.stat().st_mode & 0o777 == 0o604


def test_what_a_killed_run_left_is_swept_away_by_the_next(tmp_path: Path):
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    (tmp_path / f".deckgen-a.pptx-{dead.pid}-x_1.tmp").write_bytes(b"half")
    (tmp_path / f".deckgen-b.pptx-{dead.pid}-x-2.tmp").write_bytes(b"another deck's")
    sweep(tmp_path, "a.pptx")
    assert stray(tmp_path) == [f".deckgen-b.pptx-{dead.pid}-x-2.tmp"]
    sweep(tmp_path)
    assert stray(tmp_path) == []


def test_what_another_run_is_writing_is_let_be(tmp_path: Path):
    (tmp_path / f".deckgen-a.pptx-{os.getppid()}-x1.tmp").write_bytes(b"half")
    sweep(tmp_path)
    assert len(stray(tmp_path)) == 1


def test_a_full_disk_is_said_and_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    target = tmp_path / "a.pptx"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DeckgenError) as caught:
        write_whole(b"new", target, "a.pptx")
    assert str(caught.value) == (
        'error: "a.pptx" cannot be written: the disk is full [disk-full]\n'
        "  make room and build again; the old file is as it was"
    )
    assert target.read_bytes() == b"old"
    assert stray(tmp_path) == []


@pytest.mark.parametrize("lock", ["~$deck.pptx", "~$ck.pptx", ".~lock.deck.pptx#"])
def test_a_deck_that_is_open_elsewhere_is_left_alone(tmp_path: Path, lock: str):
    (tmp_path / lock).touch()
    with pytest.raises(DeckgenError) as caught:
        refuse_open(tmp_path / "deck.pptx", "deck.pptx")
    assert str(caught.value) == (
        'error: "deck.pptx" is open in another program [target-open]\n'
        "  close it there and build again, or choose another name with -o"
    )


def test_a_missing_folder_is_said(tmp_path: Path):
    with pytest.raises(DeckgenError, match=r"there is no folder .*none.* \[target-folder-missing\]"):
        check_folder(tmp_path / "none" / "a.pptx", "none/a.pptx")


def test_a_folder_in_place_of_a_file_is_said(tmp_path: Path):
    with pytest.raises(DeckgenError, match=r"is a folder \[target-is-folder\]"):
        check_folder(tmp_path, "decks")


@pytest.mark.long
def test_killed_at_any_moment_the_target_is_the_old_deck_or_the_new(tmp_path: Path):
    """Not a unit: a process that writes two contents in turn, killed at moments spread over its life."""
    target = tmp_path / "a.pptx"
    contents = {letter: letter.encode() * 3_000_000 for letter in "ab"}
    target.write_bytes(contents["a"])
    program = (
        "import sys, itertools; from pathlib import Path; from deckgen.build.target import write_whole\n"
        "print('ready', flush=True)\n"
        "for letter in itertools.cycle('ba'): write_whole(letter.encode() * 3_000_000, Path(sys.argv[1]), 'a')"
    )
    for moment in range(40):
        child = subprocess.Popen([sys.executable, "-c", program, str(target)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(moment * 0.0007)
        child.send_signal(signal.SIGKILL if os.name != "nt" else signal.SIGTERM)
        child.wait()
        child.stdout.close()
        assert target.read_bytes() in contents.values()
    sweep(tmp_path)
    assert stray(tmp_path) == []
