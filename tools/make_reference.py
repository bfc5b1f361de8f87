"""The code → ``docs/reference/`` and ``schema/deck.schema.json``: what is documented is what there is.

``python tools/make_reference.py`` writes the files that differ; with ``--check`` it writes nothing, names them and exits 1.
"""

import sys
from pathlib import Path

from reference.commands import commands_page
from reference.errors import errors_page
from reference.kinds import charts_page, kinds_page
from reference.spec import spec_page
from reference.texts import texts_page

from deckgen.spec.schema import schema_text

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "commands": ("Commands", "every command and its options", commands_page),
    "spec": ("The spec", "every field of a deck, its datasets, repetitions and settings", spec_page),
    "kinds": ("Slide kinds", "every kind of slide, its fields and an example", kinds_page),
    "charts": ("Charts", "every kind of chart, with an example", charts_page),
    "text": ("Texts", "Markdown, holes, expressions and filters", texts_page),
    "errors": ("Messages", "every error and warning, and what to do", errors_page),
}
MADE = "<!-- Made by tools/make_reference.py from the code. Change the code, then run it. -->\n\n"


def files() -> dict[Path, str]:
    """Every file that is made, and what belongs in it."""
    made = {ROOT / "docs" / "reference" / f"{name}.md": MADE + make() for name, (_, _, make) in PAGES.items()}
    index = "# Reference\n\n" + "".join(f"- [{title}]({name}.md): {about}\n" for name, (title, about, _) in PAGES.items())
    made[ROOT / "docs" / "reference" / "README.md"] = MADE + index
    made[ROOT / "schema" / "deck.schema.json"] = schema_text()
    return made


def differing() -> list[Path]:
    """The files that are missing or say something else than the code; and those that nothing makes any more."""
    made = files()
    stray = set((ROOT / "docs" / "reference").glob("*")) - set(made)
    wrong = [path for path, text in made.items() if not path.is_file() or path.read_bytes() != text.encode()]
    return sorted([*wrong, *stray])


def main(arguments: list[str]) -> int:
    """Exit status 1 where ``--check`` finds a difference."""
    wrong = differing()
    for path in wrong:
        print(path.relative_to(ROOT).as_posix())
    if arguments == ["--check"]:
        return 1 if wrong else 0
    made = files()
    for path in wrong:
        if path in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made[path].encode())
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
