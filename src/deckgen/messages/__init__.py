"""The wording of every problem, by its code, in one catalogue a language (``en.toml``)."""

from functools import cache
from pathlib import Path

from deckgen.errors import Datum, Problem


@cache
def catalogue(language: str = "en") -> dict[str, dict[str, str]]:
    """Code → ``says`` (one sentence, with holes), ``help`` (what to do; may be absent), ``about`` (for the reference)."""
    import tomllib  # most builds have nothing to say

    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text("utf-8"))


def describe(problem: Problem) -> str:
    """The problem as a person reads it: place, severity and sentence; the line shown; what to do.

    >>> from deckgen.errors import Mark
    >>> mark = Mark("deck.yaml", 3, 9, "  kind: bulets")
    >>> data = (("name", "bulets"), ("nearest", "bullets"), ("possible", ("title", "bullets")))
    >>> print(describe(Problem("unknown-kind", data, mark)))
    deck.yaml:3:9: error: there is no slide kind "bulets" [unknown-kind]
        kind: bulets
              ^
      did you mean "bullets"?
      kinds: title, bullets
    """
    wording = catalogue()[problem.code]
    data = {key: shown(value) for key, value in problem.data}
    place = f"{problem.mark}: " if problem.mark else ""
    lines = [f"{place}{problem.severity}: {wording['says'].format_map(data)} [{problem.code}]"]
    if problem.mark and problem.mark.source:
        lines += excerpt(problem.mark.source, problem.mark.column)
    nearest = data.get("nearest")
    if nearest:
        lines.append(f'  did you mean "{nearest}"?')
    if "help" in wording:
        lines.append("  " + wording["help"].format_map(data))
    return "\n".join(lines)


def sentence(problem: Problem) -> str:
    """What the problem says, without its place and what to do: to be told within another."""
    return catalogue()[problem.code]["says"].format_map({key: shown(value) for key, value in problem.data})


def excerpt(source: str, column: int) -> list[str]:
    """The line, cut to what matters, with a caret under the column."""
    start = max(0, column - 60)
    text = source[start : start + 100].replace("\t", " ")
    indent = len(text) - len(text.lstrip(" ")) if start == 0 else 0
    return ["    " + text[indent:].rstrip(), "    " + " " * max(0, column - 1 - start - indent) + "^"]


def shown(value: Datum) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
