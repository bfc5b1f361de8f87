"""A PostgreSQL server of the tests' own, where its programs are installed: started in a folder, stopped at the end."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PASSWORD = "s3cret;'\"pass"


def _program(name: str) -> str | None:
    found = shutil.which(name) or next(iter(map(str, Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None)
    return str(Path(found).resolve()) if found else None


@contextmanager
def server() -> Iterator[int]:
    """Its port. The user is "ole", with the password above; the database "stat" has a few rows."""
    with tempfile.TemporaryDirectory(prefix="deckgen-") as folder, _running(Path(folder)) as port:
        _fill(port)
        yield port


@contextmanager
def _running(folder: Path) -> Iterator[int]:
    initdb, postgres = _program("initdb"), _program("postgres")
    if not initdb or not postgres or sys.platform == "win32":
        pytest.skip("PostgreSQL is not installed here")
    user = {}
    if os.geteuid() == 0:  # which PostgreSQL refuses to run as
        import pwd

        found = next((each for each in pwd.getpwall() if each.pw_name == "postgres"), None) or pwd.getpwnam("nobody")
        user = {"user": found.pw_uid, "group": found.pw_gid, "extra_groups": []}
        os.chown(folder, found.pw_uid, found.pw_gid)
    (folder / "password").write_text(PASSWORD)
    (folder / "password").chmod(0o644)
    data = folder / "data"
    made = [
        initdb,
        "-D",
        str(data),
        "-U",
        "ole",
        "--auth=scram-sha-256",
        f"--pwfile={folder / 'password'}",
        "--encoding=UTF8",
        "-N",
    ]
    subprocess.run([*made, "--locale=C"], check=True, capture_output=True, cwd=folder, **user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["-D", str(data), "-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c", f"unix_socket_directories={folder}"]
    with (folder / "log").open("w") as log:
        running = subprocess.Popen([postgres, *options, "-F"], stdout=log, stderr=log, cwd=folder, **user)
        try:
            _wait(port)
            yield port
        finally:
            running.send_signal(signal.SIGINT)  # at once, whoever is connected
            running.wait(20)


def _wait(port: int) -> None:
    for _ in range(300):
        try:
            with connect(port, "postgres"):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(port)


def connect(port: int, database: str = "stat"):
    """Raises OSError where there is no answer yet."""
    import psycopg

    try:
        return psycopg.connect(
            host="127.0.0.1", port=port, user="ole", password=PASSWORD, dbname=database, autocommit=True, connect_timeout=5
        )
    except psycopg.OperationalError as error:
        raise OSError(str(error)) from None


def _fill(port: int) -> None:
    with connect(port, "postgres") as connection:
        connection.execute("create database stat")
    with connect(port) as connection:
        connection.execute(
            "create table need (code text, year int, man_years numeric(8,2), ratio real, day date, changed timestamp, ok bool, "
            "tags text[], note text)"
        )
        connection.execute(
            "insert into need values "
            "('1103', 2020, 47.50, 0.1, '2024-04-08', '2024-04-08 12:30:00', true, '{a}', '100 % :x'), "
            "('0301', 2012, 12, 0.2, '2024-04-09', '2024-04-09 00:00:00', false, '{}', null), "
            "('0301', 2020, null, null, null, null, null, null, 'NA')"
        )
        connection.execute(
            'create schema stab; create table stab."Ansatte" (id int); insert into stab."Ansatte" values (3), (1)'
        )
