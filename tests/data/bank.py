"""A statistics bank that speaks PxWeb 1 and 2 on this computer, as Statistics Norway's does, with faults when they are wanted.

/api/v2/config, /api/v2/tables/{id}/metadata, POST /api/v2/tables/{id}/data
/api/v0/no/table/{id}: GET its variables, POST a query;  /api/v0/no/?config
"""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from math import prod
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Labels = dict[str, str]


@dataclass
class Table:
    """A table of a bank: its variables' values, and a figure for each combination; None is missing, and ``symbol`` says why."""

    variables: dict[str, Labels]
    names: Labels
    figure: Callable[[Labels], float | None]
    optional: tuple[str, ...] = ()
    time: str = "Tid"
    metric: str = "ContentsCode"
    symbol: str = ":"
    codelists: dict[str, dict[str, dict[str, list[str]]]] = field(default_factory=dict)  # variable → list → code → its codes
    title: str = "07459: Befolkning"
    updated: str = "2013-02-20T07:00:00Z"

    def document(self, chosen: dict[str, list[str]], codelists: dict[str, str]) -> dict[str, Any]:
        """The figures chosen, in JSON-stat 2; a variable that is left out is added up."""
        names = [name for name in self.variables if name in chosen]
        values = [self._figure(dict(zip(names, codes, strict=True)), codelists) for codes in product(*chosen.values())]
        status = {str(place): self.symbol for place, value in enumerate(values) if value is None}
        return {**self.head(chosen), "value": values, **({"status": status} if status else {})}

    def _figure(self, codes: Labels, codelists: dict[str, str]) -> float | None:
        parts = {name: [code] for name, code in codes.items()}
        parts |= {name: self.codelists[name][used][codes[name]] for name, used in codelists.items()}
        parts = {name: parts.get(name, list(labels)) for name, labels in self.variables.items()}
        figures = [self.figure(dict(zip(parts, each, strict=True))) for each in product(*parts.values())]
        return None if None in figures else sum(figure for figure in figures if figure is not None)

    def head(self, chosen: dict[str, list[str]]) -> dict[str, Any]:
        names = list(chosen)
        return {
            "version": "2.0",
            "class": "dataset",
            "label": self.title,
            "source": "Statistisk sentralbyrå",
            "updated": self.updated,
            "role": {role: [name] for role, name in (("time", self.time), ("metric", self.metric)) if name in names},
            "id": names,
            "size": [len(codes) for codes in chosen.values()],
            "dimension": {name: self._dimension(name, codes) for name, codes in chosen.items()},
            "extension": {"px": {"tableid": self.title[:5]}},
        }

    def _dimension(self, name: str, codes: list[str]) -> dict[str, Any]:
        labels = {code: self.variables[name].get(code, f"group {code}") for code in codes}
        category: dict[str, Any] = {"index": {code: place for place, code in enumerate(codes)}, "label": labels}
        if name == self.metric:
            category["unit"] = {code: {"base": "personer", "decimals": 0} for code in codes}
        told = {"elimination": name in self.optional, "codelists": [{"id": each} for each in self.codelists.get(name, {})]}
        return {"label": self.names[name], "category": category, "extension": told}


@dataclass
class Answer:
    """An answer in place of the right one. ``change`` makes it from what would have been sent."""

    status: int = 200
    body: bytes = b""
    headers: Labels = field(default_factory=dict)
    change: Callable[[bytes], bytes] | None = None
    announced: int | None = None  # as the length, whatever is sent
    hang_up: bool = False


@dataclass
class Bank:
    """``faults`` are given in turn, one for each call, before the right answers come. ``calls`` are those that came."""

    tables: dict[str, Table]
    most: int = 800_000
    says: int = 0  # how many figures it gives out, where that is not so
    faults: list[Answer] = field(default_factory=list)
    always: Answer | None = None
    calls: list[tuple[str, Any]] = field(default_factory=list)
    address: str = ""
    down: Callable[[], None] = lambda: None

    @property
    def host(self) -> str:
        return urlsplit(self.address).netloc

    @property
    def asked(self) -> list[Any]:
        """What was asked for figures, in turn."""
        return [body for _, body in self.calls if body is not None]

    def answer(self, path: str, body: Any) -> Answer:
        """The right answer."""
        url = urlsplit(path)
        parts = unquote(url.path).strip("/").split("/")
        query = {name: values[0] for name, values in parse_qs(url.query, keep_blank_values=True).items()}
        match parts:
            case ["api", "v2", "config"]:
                return _sent({"apiVersion": "2.3.2", "maxDataCells": self.says or self.most, "maxCallsPerTimeWindow": 0})
            case ["api", "v2", "tables", table, what] if table in self.tables:
                return self._version_2(self.tables[table], what, query, body)
            case ["api", "v0", "no"] if "config" in query:
                return _sent({"maxCells": self.says or self.most, "maxValues": 50_000})
            case ["api", "v0", "no", "table", table] if table in self.tables:
                return self._version_1(self.tables[table], body)
            case _:
                return _sent({"type": "Parameter error", "title": "Non-existent table", "status": 404}, 404)

    def _version_2(self, table: Table, what: str, query: Labels, body: Any) -> Answer:
        if what == "metadata":
            used = {name[9:-1]: value for name, value in query.items() if name.startswith("codelist[")}
            chosen = {
                name: list(table.codelists[name][used[name]] if name in used else v) for name, v in table.variables.items()
            }
            return _sent({**table.head(chosen), "value": None})
        selection = {each["variableCode"]: each for each in body["selection"]}
        codelists = {name: each["codelist"] for name, each in selection.items() if each.get("codelist")}
        chosen = {name: selection[name]["valueCodes"] for name in table.variables if name in selection}
        for name, labels in table.variables.items():
            if name not in chosen and name not in table.optional:
                return _refused("Missing selection for mandantory variable")
            known = table.codelists[name][codelists[name]] if name in codelists else labels
            if name in chosen and not set(chosen[name]) <= set(known):
                return _refused("Non-existent value")
            if len(set(chosen.get(name, ()))) < len(chosen.get(name, ())):
                return Answer(500)
        if prod(map(len, chosen.values())) > self.most:
            return _refused("Too many cells selected")
        return _sent(table.document(chosen, codelists))

    def _version_1(self, table: Table, body: Any) -> Answer:
        if body is None:
            told = [
                {
                    "code": name,
                    "text": table.names[name],
                    "values": list(labels),
                    "valueTexts": list(labels.values()),
                    **({"elimination": True} if name in table.optional else {}),
                    **({"time": True} if name == table.time else {}),
                }
                for name, labels in table.variables.items()
            ]
            return _sent({"title": table.title, "variables": told})
        assert body["response"] == {"format": "json-stat2"}
        selection = {each["code"]: each["selection"] for each in body["query"]}
        codelists = {name: s["filter"].replace(":", "_") for name, s in selection.items() if s["filter"] != "item"}
        chosen = {name: selection[name]["values"] for name in table.variables if name in selection}
        if prod(map(len, chosen.values())) > self.most:
            return _sent({"error": "Too many values selected"}, 403)
        return _sent(table.document(chosen, codelists))


def _sent(document: Any, status: int = 200) -> Answer:
    return Answer(status, json.dumps(document, ensure_ascii=False).encode())


def _refused(title: str) -> Answer:
    return _sent({"type": "Parameter error", "title": title, "status": 400}, 400)


@contextmanager
def running(bank: Bank) -> Iterator[Bank]:
    """The bank, answering at its address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body: Any) -> None:
            bank.calls.append((self.path, body))
            wrong = bank.faults.pop(0) if bank.faults else bank.always
            right = bank.answer(self.path, body) if wrong is None or wrong.change else None
            answer = wrong or right
            assert answer is not None
            if answer.hang_up:
                self.close_connection = True
                return
            data = answer.change(right.body) if answer.change and right else answer.body
            self.send_response(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data) if answer.announced is None else answer.announced))
            if answer.announced is not None:
                self.send_header("Connection", "close")
                self.close_connection = True
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    bank.address = f"http://127.0.0.1:{server.server_address[1]}"

    def down() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    bank.down = down
    try:
        yield bank
    finally:
        if thread.is_alive():
            down()


def population(years: int = 3) -> Table:
    """People by region, sex and year: 1000 for each region's place, 10 for each sex's, and the year's last two digits."""
    regions = {"0": "Hele landet", "0301": "Oslo", "1103": "Stavanger", "1711": "Meråker"}
    sexes = {"1": "Menn", "2": "Kvinner"}
    times = {str(2011 + year): str(2011 + year) for year in range(years)}

    def figure(codes: Labels) -> float | None:
        region, year = codes["Region"], codes["Tid"]
        if (region, year) == ("1711", "2011"):
            return None
        change = 0.5 if codes["ContentsCode"] == "Endring" else 0.0
        return [*regions].index(region) * 1000 + int(codes["Kjonn"]) * 10 + int(year) % 100 + change

    return Table(
        {"Region": regions, "Kjonn": sexes, "ContentsCode": {"Personer1": "Personer"}, "Tid": times},
        {"Region": "region", "Kjonn": "kjønn", "ContentsCode": "statistikkvariabel", "Tid": "år"},
        figure,
        optional=("Region", "Kjonn"),
        codelists={"Region": {"agg_Deler": {"S": ["0301", "1103"], "N": ["1711"]}}},
    )
