"""A spec's file → ``Spec``: every field typed, every slide of a known kind, or all its errors at once."""

from deckgen.spec.read import Repeat, SlideSpec, Spec, load_spec

__all__ = ["Repeat", "SlideSpec", "Spec", "load_spec"]
