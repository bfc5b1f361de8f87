"""Words on a command line → calls of the library, and its results → words."""

from deckgen.cli.main import main

__all__ = ["main"]
