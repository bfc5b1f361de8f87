"""A deck's values → the bytes of a .pptx, by pure functions: shape → XML, slide → part and relationships, parts → package."""

from deckgen.powerpoint.write.writer import Writer

__all__ = ["Writer"]
