"""openpyxl is imported without numpy in processes of the command line.

openpyxl asks for numpy only to recognise its numbers when it writes workbooks, which no command does; numpy would take a
seventh of the time of a cold build. A program that uses deckgen as a library keeps openpyxl as it is.
"""

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from types import ModuleType


def import_openpyxl_lean() -> None:
    """From now on; what was imported before stays."""
    if "openpyxl" not in sys.modules:
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname != "openpyxl":
            return None
        sys.meta_path.remove(self)
        found = PathFinder.find_spec(fullname, path, target)
        if found and type(found.loader) is SourceFileLoader and "numpy" not in sys.modules:
            found.loader = _Loader(found.loader.name, found.loader.path)
        return found


class _Loader(SourceFileLoader):
    """While the package is imported, numpy is as good as not installed: None among the modules says so to Python."""

    def exec_module(self, module: ModuleType) -> None:
        hidden: dict[str, ModuleType | None] = sys.modules  # type: ignore[assignment] # the import system takes None
        hidden["numpy"] = None
        try:
            super().exec_module(module)
        finally:
            del hidden["numpy"]
