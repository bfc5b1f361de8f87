"""``python -m deckgen``: the same as ``deckgen``, for PCs that block programs they do not know."""

from deckgen.cli import main

if __name__ == "__main__":
    main(prog_name="deckgen")
