"""The catalogue of messages → the page about them, by the stage that gives them."""

import re
from functools import cache
from pathlib import Path

from deckgen.messages import catalogue

SOURCE = Path(__file__).resolve().parent.parent.parent / "src" / "deckgen"
# What a reader looks under, and where in the code its messages come from. A code is listed once, under the first that has it.
STAGES = {
    "The file itself": ("fields",),
    "The spec and its slides": ("spec", "kinds", "compose", "project.py"),
    "Texts and what fills them": ("text",),
    "Data": ("data",),
    "Pictures": ("pictures.py", "plot.py"),
    "What does not fit": ("fit",),
    "Templates and presentations": ("template", "powerpoint"),
    "Writing the deck": ("build", "cli"),
    "Where a number comes from": ("trace",),
    "What is wrong in a deck's file": ("check",),
}

TOP = """\
# Messages

A message says where (file, line, column), what, and the way on; its code stands in brackets at the end. All that is wrong is
told at once. What a message fills in is shown here as ‹name›. A **warning** stops nothing, unless `--strict` is given.

"""


def errors_page() -> str:
    parts = [TOP]
    left = dict(catalogue())
    for stage, places in STAGES.items():
        text = "\n".join(path.read_text("utf-8") for place in places for path in _modules(SOURCE / place))
        codes = sorted(code for code in left if f'"{code}"' in text)
        if codes:
            parts.append(f"## {stage}\n")
            parts += [_entry(code, left.pop(code)) for code in codes]
    if left:
        parts += ["## Other\n", *(_entry(code, left[code]) for code in sorted(left))]
    return "\n".join(parts)


def _modules(place: Path) -> list[Path]:
    return sorted(place.rglob("*.py")) if place.is_dir() else [place] if place.is_file() else []


def _entry(code: str, wording: dict[str, str]) -> str:
    lines = [f"{_severity(code)}: {_shown(wording['says'])} [{code}]"]
    if "help" in wording:
        lines.append("  " + _shown(wording["help"]))
    about = re.sub(r"(?<!`)\{\{.*?\}\}(?!`)", r"`\g<0>`", wording.get("about", ""))
    return f"### {code}\n\n```text\n" + "\n".join(lines) + f"\n```\n\n{about}\n"


def _severity(code: str) -> str:
    return "warning" if code in _warnings() else "error"


@cache
def _warnings() -> frozenset[str]:
    source = "\n".join(path.read_text("utf-8") for path in _modules(SOURCE))
    return frozenset(re.findall(r'\.warning\(\s*"([a-z0-9-]+)"', source))


def _shown(wording: str) -> str:
    """The holes as ‹name›, and brackets as they are printed."""
    named = re.sub(r"(?<!\{)\{([a-z_]+)\}(?!\})", r"‹\1›", wording)
    return named.replace("{{", "{").replace("}}", "}")
