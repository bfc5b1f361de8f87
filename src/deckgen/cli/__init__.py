"""Words on a command line → calls of the library, and its results → words."""

import gc

# A command makes a hundred thousand objects that stay, most of them while modules are imported: looking through them for
# garbage again and again takes a tenth of its time.
gc.set_threshold(100_000, 50, 50)

from deckgen.cli.lean import end_quickly, import_openpyxl_lean  # noqa: E402
from deckgen.cli.main import main  # noqa: E402

import_openpyxl_lean()


def run() -> None:
    """``deckgen`` as a process of its own."""
    try:
        main(prog_name="deckgen")
    except SystemExit as end:
        end_quickly(end.code)
        raise


__all__ = ["main", "run"]
