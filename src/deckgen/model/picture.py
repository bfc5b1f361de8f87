"""A picture and how much of it is shown."""

from dataclasses import dataclass, field

from deckgen.model.chart import Chart


@dataclass(frozen=True, slots=True)
class Media:
    """The bytes of a picture file, as they will lie in the deck. Equal where the digests are.

    ``file`` is where they came from, "" where deckgen drew the picture itself.
    """

    digest: str  # sha-256, hexadecimal
    content_type: str  # "image/png", "image/jpeg"
    width: int  # pixels
    height: int
    data: bytes = field(repr=False, compare=False)
    file: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """``crop`` cuts from left, top, right, bottom, in fractions of the picture's own width and height.

    A negative part leaves room: a picture shown whole in a frame of another shape. ``chart`` is what it was drawn from.
    """

    media: Media
    crop: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    chart: Chart | None = field(default=None, compare=False)
