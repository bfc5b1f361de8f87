"""``python -m deckgen``: the same as ``deckgen``, for PCs that block programs they do not know."""

from deckgen.cli import run

if __name__ == "__main__":
    run()
