"""Asking a host: only those declared, no faster than it wants, with patience for what passes and none for what does not."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from bank import Answer, Bank, population, running
from hypothesis import given
from hypothesis import strategies as st

from deckgen.data.remote.web import MINUTE, Pace, RefusedError, UnansweredError, Web, check_address
from deckgen.errors import DeckgenError, Mark

MARK = Mark("deck.yaml", 4, 10)


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def bank() -> Iterator[Bank]:
    with running(Bank({"07459": population()})) as started:
        yield started


@pytest.fixture
def clock() -> Clock:
    return Clock()


def web(bank: Bank, clock: Clock, *others: str, **more: float) -> Web:
    return Web([bank.host, *others], clock, clock.sleep, today=lambda: 1_361_340_000.0, **more)


def config(bank: Bank) -> str:
    return f"{bank.address}/api/v2/config"


def told(bank: Bank, error: pytest.ExceptionInfo[DeckgenError]) -> str:
    """The message, with the bank's port as PORT."""
    return str(error.value).replace(bank.host.partition(":")[2], "PORT")


def test_an_answer_is_its_bytes(bank: Bank, clock: Clock):
    assert b'"maxDataCells": 800000' in web(bank, clock).ask(config(bank), MARK)
    assert clock.slept == []


@given(st.lists(st.floats(0, 90), max_size=120), st.integers(1, 30))
def test_no_minute_holds_more_calls_than_are_allowed(pauses: list[float], calls: int):
    clock = Clock()
    pace = Pace(clock, clock.sleep, calls)
    times: list[float] = []
    for pause in pauses:
        clock.now += pause
        pace.wait("data.ssb.no")
        times.append(clock.now)
    assert all(later - earlier >= MINUTE - 1e-6 for earlier, later in zip(times, times[calls:], strict=False))


def test_thirty_calls_go_at_once_and_the_next_waits_out_the_minute(bank: Bank, clock: Clock):
    asker = web(bank, clock)
    for _ in range(30):
        asker.ask(config(bank), MARK)
    assert clock.slept == []
    clock.now += 20
    asker.ask(config(bank), MARK)
    assert clock.slept == [40.0]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7"}, 7.0),
        ({"Retry-After": "Wed, 20 Feb 2013 06:00:30 GMT"}, 30.0),
        ({"Retry-After": "Wed, 20 Feb 2013 05:00:00 GMT"}, 0.0),
        ({}, 60.0),
        ({"Retry-After": "soon"}, 60.0),
        ({"Retry-After": "Mon, 99 Foo 0000"}, 60.0),
    ],
)
def test_a_host_that_was_asked_too_often_is_asked_again_when_it_says(bank: Bank, clock: Clock, headers, wait):
    bank.faults = [Answer(429, headers=headers)]
    assert web(bank, clock).ask(config(bank), MARK)
    assert clock.slept == [wait]


def test_a_host_that_stays_busy_is_told_of(bank: Bank, clock: Clock):
    bank.always = Answer(429, headers={"Retry-After": "5"})
    with pytest.raises(UnansweredError) as refused:
        web(bank, clock).ask(config(bank), MARK)
    assert told(bank, refused) == (
        "deck.yaml:4:10: error: 127.0.0.1:PORT has been asked too often, and wants a pause of 5 s [api-busy]\n"
        "  build again after the pause; others at your workplace may be asking, too"
    )
    assert (len(bank.calls), clock.slept) == (3, [5.0, 5.0])


@pytest.mark.parametrize(("asked", "seconds"), [("7200", 7200), ("9" * 400, 86400)])
def test_a_pause_of_hours_is_not_waited_for(bank: Bank, clock: Clock, asked: str, seconds: int):
    bank.always = Answer(429, headers={"Retry-After": asked})
    with pytest.raises(UnansweredError, match=f"wants a pause of {seconds} s"):
        web(bank, clock).ask(config(bank), MARK)
    assert (len(bank.calls), clock.slept) == (1, [])


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
def test_a_fault_of_the_host_is_tried_again_a_few_times(bank: Bank, clock: Clock, status: int):
    bank.faults = [Answer(status)]
    assert web(bank, clock).ask(config(bank), MARK)
    bank.always = Answer(status)
    with pytest.raises(UnansweredError) as refused:
        web(bank, clock).ask(config(bank), MARK)
    assert told(bank, refused).splitlines()[0] == (
        f"deck.yaml:4:10: error: 127.0.0.1:PORT has a fault of its own: status {status} [api-failed]"
    )
    assert len(bank.calls) == 5


def test_a_maintenance_says_when_it_ends(bank: Bank, clock: Clock):
    bank.faults = [Answer(503, headers={"Retry-After": "11"})]
    assert web(bank, clock).ask(config(bank), MARK)
    assert clock.slept == [11.0]


def test_a_broken_connection_is_tried_again(bank: Bank, clock: Clock):
    bank.faults = [Answer(hang_up=True)]
    assert web(bank, clock).ask(config(bank), MARK)
    bank.always = Answer(hang_up=True)
    with pytest.raises(UnansweredError) as refused:
        web(bank, clock).ask(config(bank), MARK)
    assert told(bank, refused) == (
        "deck.yaml:4:10: error: 127.0.0.1:PORT cannot be reached: the connection broke [api-unreachable]\n"
        "  build again when there is a connection; behind a proxy, see that HTTPS_PROXY names it"
    )


def test_an_answer_that_breaks_off_is_no_answer(bank: Bank, clock: Clock):
    bank.always = Answer(body=b'{"a": 1', announced=900)
    with pytest.raises(UnansweredError, match="the connection broke after 7 of 900 bytes"):
        web(bank, clock).ask(config(bank), MARK)


def test_a_host_that_is_down_is_told_of(bank: Bank, clock: Clock):
    bank.down()
    with pytest.raises(UnansweredError, match="cannot be reached: it refuses connections"):
        web(bank, clock).ask(config(bank), MARK)
    assert clock.slept == [1.0, 1.0]


def test_a_name_that_is_not_known_is_not_asked_again(clock: Clock):
    with pytest.raises(UnansweredError, match="its name is not known here; there may be no connection to the internet"):
        Web(["bank.invalid"], clock, clock.sleep).ask("https://bank.invalid/api/v2", MARK)
    assert clock.slept == []


def test_a_name_that_no_host_can_have_is_told_of(clock: Clock):
    host = "a" * 70 + ".no"
    with pytest.raises(UnansweredError, match="cannot be reached"):
        Web([host], clock, clock.sleep).ask(f"https://{host}/api/v2", MARK)


def test_an_endless_answer_is_cut(bank: Bank, clock: Clock):
    bank.always = Answer(body=b"x" * 1_000_001)
    with pytest.raises(UnansweredError) as refused:
        web(bank, clock, most_bytes=1_000_000).ask(config(bank), MARK)
    assert told(bank, refused).splitlines()[0] == (
        "deck.yaml:4:10: error: 127.0.0.1:PORT answers with more than 1 MB [api-answer-too-large]"
    )


def test_an_answer_in_drops_is_not_waited_for(bank: Bank, clock: Clock):
    with pytest.raises(UnansweredError, match="its answer takes too long"):
        web(bank, clock, patience=-1).ask(config(bank), MARK)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"title":"Non-existent value"}', '{"title":"Non-existent value"}'),
        (b"Solicitud\r\n incorrecta\x1b", "Solicitud incorrecta"),
        (b"<html>403 - Forbidden</html>", ""),
        (b"x" * 5000, "x" * 300),
    ],
)
def test_a_refusal_is_given_on_with_what_was_said(bank: Bank, clock: Clock, body: bytes, said: str):
    bank.always = Answer(400, body)
    with pytest.raises(RefusedError) as refused:
        web(bank, clock).ask(config(bank), MARK)
    assert (refused.value.status, refused.value.said, len(bank.calls)) == (400, said, 1)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_to_a_declared_host_is_followed_with_the_question(bank: Bank, clock: Clock, status: int):
    bank.faults = [Answer(status, headers={"Location": f"{bank.address}/api/v2/tables/07459/data"})]
    asked = b'{"selection": [{"variableCode": "ContentsCode", "valueCodes": ["Personer1"]}]}'
    with pytest.raises(RefusedError, match="mandantory"):
        web(bank, clock).ask(f"{bank.address}/old", MARK, asked)
    assert [path for path, _ in bank.calls] == ["/old", "/api/v2/tables/07459/data"]
    assert bank.asked[0] == bank.asked[1]


@pytest.mark.parametrize("location", ["https://elsewhere.example/x", "http://127.0.0.1:1/x", "ftp://127.0.0.1/x"])
def test_a_redirect_elsewhere_is_not_followed(bank: Bank, clock: Clock, location: str):
    bank.always = Answer(302, headers={"Location": location})
    with pytest.raises(UnansweredError, match="which is not among the hosts that this project may ask"):
        web(bank, clock).ask(config(bank), MARK)
    assert len(bank.calls) == 1


def test_a_redirect_to_a_file_is_no_answer(bank: Bank, clock: Clock):
    bank.always = Answer(302, headers={"Location": "file:///etc/passwd"})
    with pytest.raises(UnansweredError, match="has a fault of its own: status 302"):
        web(bank, clock).ask(config(bank), MARK)


def test_redirects_in_a_circle_end(bank: Bank, clock: Clock):
    bank.always = Answer(302, headers={"Location": "/api/v2/config"})
    with pytest.raises(UnansweredError, match="has a fault of its own: status 302"):
        web(bank, clock).ask(config(bank), MARK)
    assert len(bank.calls) < 10


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("https://data.ssb.no/api", ""),
        ("https://DATA.SSB.NO:443/api", ""),
        ("http://localhost:8000/api", ""),
        (
            "https://www.scb.se/api",
            "www.scb.se is not among the hosts that this project may ask [host-not-declared]\n"
            "  if it is to be asked, write in deckgen.yaml: hosts: [data.ssb.no, localhost:8000, www.scb.se]",
        ),
        (
            "https://data.ssb.no:8443/api",
            "data.ssb.no:8443 is not among the hosts that this project may ask [host-not-declared]\n"
            "  if it is to be asked, write in deckgen.yaml: hosts: [data.ssb.no, localhost:8000, data.ssb.no:8443]",
        ),
        ("http://data.ssb.no/api", "the address http://data.ssb.no/api cannot be asked: it does not begin with https://"),
        ("file:///etc/passwd", "the address file:///etc/passwd cannot be asked: it does not begin with https://"),
        ("data.ssb.no/api", "the address data.ssb.no/api cannot be asked: it does not begin with https://"),
        ("https:///api", "the address https:///api cannot be asked: it names no host"),
        ("https://data.ssb.no:port/api", "the address https://data.ssb.no:port/api cannot be asked: it is no web address"),
        (
            "https://ola:hemmelig@data.ssb.no/api",
            "the address https://data.ssb.no/api cannot be asked: it holds a user name or password, "
            "which would be kept in the file [api-address]",
        ),
        (
            "https://data.ssb.no/æ",
            "the address https://data.ssb.no/æ cannot be asked: it holds a character that no web address has",
        ),
        (
            "https://data.ssb.no/a b",
            "the address https://data.ssb.no/a b cannot be asked: it holds a character that no web address has",
        ),
    ],
)
def test_only_declared_hosts_are_asked_and_only_securely(address: str, message: str):
    hosts = ["data.ssb.no", "localhost:8000"]
    if not message:
        check_address(address, hosts, MARK)
        return
    with pytest.raises(DeckgenError) as refused:
        check_address(address, hosts, MARK)
    assert str(refused.value).startswith(f"deck.yaml:4:10: error: {message}")


def test_certificates_are_verified(tmp_path, clock: Clock):
    import ssl
    from http.server import BaseHTTPRequestHandler, HTTPServer
    from threading import Thread

    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout"
    try:
        command = ["openssl", *made.split(), str(key), "-out", str(certificate)]
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no openssl to make a certificate with")

    class Quiet(HTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """That the other side hangs up is what is tested: nothing to print."""

    server = Quiet(("127.0.0.1", 0), BaseHTTPRequestHandler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    host = f"localhost:{server.server_address[1]}"
    try:
        with pytest.raises(UnansweredError, match=r"does not prove who it is: self.signed certificate"):
            Web([host], clock, clock.sleep).ask(f"https://{host}/api/v2", MARK)
    finally:
        server.shutdown()
        server.server_close()


def test_a_proxy_of_the_environment_is_used(bank: Bank, clock: Clock, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("http_proxy", bank.address)
    monkeypatch.setenv("no_proxy", "")
    Web(["localhost:9"], clock, clock.sleep).ask("http://localhost:9/api/v2/config", MARK)
    assert bank.calls[0][0] == "http://localhost:9/api/v2/config"


def test_who_asks_nobody_imports_nothing_of_the_web():
    imports = "import sys, deckgen.compose, deckgen.data.files.json_stat"
    script = f"{imports}; print('urllib.request' in sys.modules, 'ssl' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout == "False False\n"
