"""A template's folder → ``Template``: which layout serves for what, by which rules its texts step down, and its symbols.

The folder holds a PowerPoint file, which says how everything looks, and ``template.yaml``, which says what is what in it.
"""

from deckgen.template.load import find_template, load_template
from deckgen.template.rules import FitRule
from deckgen.template.template import Role, Symbol, Template

__all__ = ["FitRule", "Role", "Symbol", "Template", "find_template", "load_template"]
