"""An address on a host that the project declares → the bytes that it answers with: bounded, patient, and never from elsewhere.

Certificates are verified, proxies are the system's own (``HTTPS_PROXY``), and nothing is sent but the question.
"""

from __future__ import annotations

import ssl
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPMessage
from typing import IO, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from deckgen import __version__
from deckgen.errors import DeckgenError, Mark, Problem, fail

CALLS, MINUTE = 30, 60.0  # calls to a host in any minute, as Statistics Norway allows
TRIES = 3
WAITS = (1.0, 4.0)  # seconds before a question is asked again that the host failed to answer
LONGEST_WAIT = 120.0  # seconds; a host that wants a longer one is told of instead
SILENCE = 60.0  # seconds without a byte
PATIENCE = 300.0  # seconds for a whole answer
MOST_BYTES = 200_000_000  # of an answer; 800 000 figures are some 10 MB
MOST_SAID = 300  # characters of what a host says of a question that it refuses

_LOOPBACK = ("localhost", "127.0.0.1", "::1")
_STANDARD_PORTS = {"https": 443, "http": 80}
_CHUNK = 1 << 16
_A_DAY = 86_400.0  # seconds, longer than anybody waits


class UnansweredError(DeckgenError):
    """A host did not answer, or not with what can be used. It may another time."""


class RefusedError(Exception):
    """The host answered that the question cannot be answered: a status from 400 to 499, and what it said, cut short."""

    def __init__(self, status: int, said: str) -> None:
        self.status = status
        self.said = said
        super().__init__(status, said)


@dataclass
class Pace:
    """At most so many calls to a host in any stretch of so many seconds.

    A bucket of tokens that fills as it is emptied would let twice as many through in the first minute, so the times of the
    last calls are kept instead.
    """

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    calls: int = CALLS
    seconds: float = MINUTE
    _times: dict[str, deque[float]] = field(default_factory=dict[str, deque[float]], repr=False)

    def wait(self, host: str) -> None:
        """Return when the host may be called again, counting the call."""
        times = self._times.setdefault(host, deque(maxlen=self.calls))
        if len(times) == self.calls:
            left = times[0] + self.seconds - self.clock()
            if left > 0:
                self.sleep(left)
        times.append(self.clock())


@dataclass
class Web:
    """The hosts that may be asked, and how patiently. ``clock`` counts seconds from anywhere, ``today`` since 1970."""

    hosts: Sequence[str]
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    today: Callable[[], float] = time.time
    silence: float = SILENCE
    patience: float = PATIENCE
    most_bytes: int = MOST_BYTES
    _pace: Pace | None = field(default=None, repr=False)
    _opener: OpenerDirector | None = field(default=None, repr=False)

    def __reduce__(self) -> tuple[type[Web], tuple[Sequence[str]]]:
        return Web, (self.hosts,)  # each process opens its own

    def ask(self, address: str, mark: Mark, body: bytes | None = None) -> bytes:
        """What the address answers, to ``body`` as JSON where there is one.

        Raises DeckgenError for an address that may not be asked, UnansweredError where no whole answer comes in the end, and
        RefusedError where the host refuses the question.
        """
        host = host_of(check_address(address, self.hosts, mark))
        self._pace = self._pace or Pace(self.clock, self.sleep)
        for last in (*[False] * (TRIES - 1), True):
            self._pace.wait(host)
            found = self._once(address, mark, body)
            if isinstance(found, bytes):
                return found
            if last or found.wait is None or found.wait > LONGEST_WAIT:
                raise UnansweredError((found.problem,))
            self.sleep(found.wait)
        raise AssertionError  # the last try returns or raises

    def _once(self, address: str, mark: Mark, body: bytes | None) -> bytes | _Failure:
        """One call. What may go better another time is returned as a failure."""
        host = host_of(urlsplit(address))
        headers = {"User-Agent": f"deckgen/{__version__}", "Accept": "application/json"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        opener = self._opener = self._opener or _opener(self.hosts)
        until = self.clock() + self.patience
        try:
            # check_address lets only http and https through
            with opener.open(Request(address, body, headers), timeout=self.silence) as answer:  # noqa: S310
                return self._whole(answer, answer.headers, until, host, mark)
        except HTTPError as error:
            with error:
                return self._failure(error, host, mark)
        except _AstrayError as error:
            _unanswered("api-redirected", mark, host=host, other=error.host)
        except (OSError, HTTPException, UnicodeError) as error:  # the last for a name too long to be looked up
            return _no_connection(error, host, mark)

    def _whole(self, answer: IO[bytes], headers: HTTPMessage, until: float, host: str, mark: Mark) -> bytes | _Failure:
        parts: list[bytes] = []
        size = 0
        while part := answer.read(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > self.most_bytes:
                _unanswered("api-answer-too-large", mark, host=host, megabytes=self.most_bytes // 1_000_000)
            if self.clock() > until:
                return _Failure(_problem("api-unreachable", mark, host=host, why="its answer takes too long"), None)
        announced = headers.get("Content-Length", "")
        if announced.isdecimal() and int(announced) != size:
            why = f"the connection broke after {size} of {announced} bytes"
            return _Failure(_problem("api-unreachable", mark, host=host, why=why), WAITS[0])
        return b"".join(parts)

    def _failure(self, error: HTTPError, host: str, mark: Mark) -> _Failure:
        """Raises RefusedError for what would be refused again."""
        asked = _seconds(error.headers.get("Retry-After", ""), self.today())
        if error.code == 429:
            wait = MINUTE if asked is None else asked
            return _Failure(_problem("api-busy", mark, host=host, seconds=round(wait)), wait)
        if error.code >= 500 or error.code == 408:
            return _Failure(_problem("api-failed", mark, host=host, status=error.code), WAITS[1] if asked is None else asked)
        if error.code >= 400:
            raise RefusedError(error.code, _said(error))
        return _Failure(_problem("api-failed", mark, host=host, status=error.code), None)


@dataclass(frozen=True, slots=True)
class _Failure:
    """What went wrong with a call, and in how many seconds it may go better; None: not soon."""

    problem: Problem
    wait: float | None


class _AstrayError(Exception):
    """The host sent on to another, which is not declared."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(host)


class _Redirects(HTTPRedirectHandler):
    """Follows to declared hosts alone, and asks there what was asked here."""

    max_redirections = 5

    def __init__(self, hosts: Sequence[str]) -> None:
        self._hosts = hosts

    def redirect_request(
        self,
        req: Request,
        fp: IO[bytes],  # noqa: ARG002
        code: int,
        msg: str,  # noqa: ARG002
        headers: HTTPMessage,  # noqa: ARG002
        newurl: str,
    ) -> Request | None:
        try:
            check_address(newurl, self._hosts, Mark(""))
        except DeckgenError:
            raise _AstrayError(urlsplit(newurl).hostname or newurl[:80]) from None
        if code == 303:
            return None
        return Request(newurl, req.data, dict(req.headers), req.origin_req_host, True)  # noqa: S310 - checked above

    http_error_308 = HTTPRedirectHandler.http_error_302


def check_address(address: str, hosts: Sequence[str], mark: Mark) -> SplitResult:
    """The parts of an address that may be asked. Raises DeckgenError for any other."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        _ = parts.port  # raises where it is none
    except ValueError:
        fail("api-address", mark, address=address, why="it is no web address")
    if any(character <= " " or character > "~" for character in address):
        fail("api-address", mark, address=address, why="it holds a character that no web address has")
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _LOOPBACK):
        fail("api-address", mark, address=address, why="it does not begin with https://")
    if not host:
        fail("api-address", mark, address=address, why="it names no host")
    if parts.username is not None or parts.password is not None:
        shown = address.replace(parts.netloc, parts.netloc.rpartition("@")[2])
        fail("api-address", mark, address=shown, why="it holds a user name or password, which would be kept in the file")
    name = host_of(parts)
    if name not in {each.strip().lower() for each in hosts}:
        fail("host-not-declared", mark, host=name, line=f"hosts: [{', '.join([*hosts, name])}]")
    return parts


def host_of(parts: SplitResult) -> str:
    """The host as ``hosts`` declares it: with its port where that is not the usual one."""
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    return host if parts.port in (None, _STANDARD_PORTS.get(parts.scheme)) else f"{host}:{parts.port}"


def _opener(hosts: Sequence[str]) -> OpenerDirector:
    """What can be opened is http and https; ``build_opener`` would add files and FTP."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(context=ssl.create_default_context()),
        _Redirects(hosts),
        HTTPDefaultErrorHandler(),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _no_connection(error: Exception, host: str, mark: Mark) -> _Failure:
    """A name that is not known and a certificate that is not trusted will not be so in some seconds, either."""
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, ssl.SSLCertVerificationError):
        return _Failure(_problem("api-not-trusted", mark, host=host, why=reason.verify_message), None)
    wait: float | None = WAITS[0]
    match reason:
        case TimeoutError():
            why = "it does not answer"
        case ConnectionRefusedError():
            why = "it refuses connections"
        case HTTPException() | ConnectionError():
            why = "the connection broke"
        case OSError() if type(reason).__name__ == "gaierror":
            why, wait = "its name is not known here; there may be no connection to the internet", None
        case _:
            why = str(getattr(reason, "strerror", "") or reason)
    return _Failure(_problem("api-unreachable", mark, host=host, why=why), wait)


def _seconds(retry_after: str, today: float) -> float | None:
    """``Retry-After``, a number of seconds or a date → seconds from now."""
    if retry_after.strip().isdecimal():
        return min(float(retry_after), _A_DAY)
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - today)
    except (TypeError, ValueError, OverflowError):
        return None


def _said(error: HTTPError) -> str:
    """What the host says of its refusal, on one line; "" where that is a page for browsers, or nothing."""
    try:
        text = error.read(10_000).decode("utf-8", "replace")
    except (OSError, HTTPException):
        return ""
    return "" if "<" in text else " ".join("".join(c if c.isprintable() else " " for c in text).split())[:MOST_SAID]


def _problem(code: str, mark: Mark, **data: str | int) -> Problem:
    return Problem(code, tuple(data.items()), mark)


def _unanswered(code: str, mark: Mark, **data: str | int) -> NoReturn:
    raise UnansweredError((_problem(code, mark, **data),))
