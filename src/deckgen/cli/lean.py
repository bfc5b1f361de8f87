"""What processes of the command line save at their start and their end; a program that uses deckgen as a library does not.

openpyxl is imported without numpy: it asks for it only to recognise its numbers when it writes workbooks, which no command
does, and numpy would take a seventh of the time of a cold build.

A process ends without taking its objects apart one by one, which would take another tenth, and nothing waits for it.
"""

import atexit
import os
import sys
import threading
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


def end_quickly(status: object) -> None:
    """Ends the process with ``status`` once all is done that was to be done at its end.

    Returns, for Python to end it in its own way, where that is more than an exit status and output to flush: a message, a
    thread that still runs, output that nobody takes.
    """
    if not isinstance(status, int | None) or threading.active_count() > 1:
        return
    atexit._run_exitfuncs()  # pyright: ignore[reportPrivateUsage] # as multiprocessing does where a process of its own ends
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        return
    os._exit(status or 0)
