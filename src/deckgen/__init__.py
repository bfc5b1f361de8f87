"""PowerPoint decks from a YAML spec, the department's own template, and data."""

__version__ = "0.1.0"
