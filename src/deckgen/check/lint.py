"""A .pptx → what is wrong in it that validators of the format do not see.

Microsoft's validator and its kin check each part against the schema. What holds between parts (ids, references, a chart and
its workbook, a slide and its layout) and what a public body owes those who cannot see a slide is checked here.
"""

from pathlib import Path

from deckgen.check.chart_rules import CHART_RULES
from deckgen.check.package_rules import PACKAGE_RULES
from deckgen.check.rule import File, Page
from deckgen.check.slide_rules import SLIDE_RULES
from deckgen.errors import DeckgenError, Problem
from deckgen.powerpoint.package import Package
from deckgen.powerpoint.read import read_package


def lint(source: Path | bytes, file: str | None = None) -> tuple[Problem, ...]:
    """All problems of a presentation, those of the package first, then slide by slide; () for a good one.

    A file that cannot be read at all gives the one problem that says why.
    """
    try:
        package = Package.open(source, file)
        return lint_package(package)
    except DeckgenError as error:
        return error.problems


def lint_package(package: Package) -> tuple[Problem, ...]:
    """The same of a package that is open already. Raises DeckgenError where it cannot be read."""
    subject = File(package, read_package(package))
    found = [problem for rule in PACKAGE_RULES for problem in rule(subject)]
    for number, slide in enumerate(subject.view.slides, 1):
        page = Page(subject, number, slide, package.xml(slide.part))
        found += [problem for rule in (*SLIDE_RULES, *CHART_RULES) for problem in rule(page)]
    return tuple(found)
