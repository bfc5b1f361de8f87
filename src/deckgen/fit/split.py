"""Units that keep together, and what fits on a slide → the fewest slides, filled as evenly as they can be."""

from collections.abc import Callable

Fits = Callable[[int, int], bool]  # whether units first … end - 1 fit on one slide
Height = Callable[[int, int], float]  # of the same


class Partition:
    """How ``count`` units come on slides, in order. What fits must fit with fewer units too.

    ``slides`` is the fewest slides; None where a unit, number ``too_high``, does not fit on one alone.
    """

    def __init__(self, count: int, fits: Fits) -> None:
        self.count = count
        self.slides: int | None = None
        self.too_high: int | None = None
        self._last = [0] * count  # from a unit on: the end of what one slide holds
        end = 0
        for at in range(count):
            end = max(end, at)
            while end < count and fits(at, end + 1):
                end += 1
            if end == at:
                self.too_high = at
                return
            self._last[at] = end
        self._need = [0] * (count + 1)  # from a unit on: the fewest slides
        for at in range(count - 1, -1, -1):
            self._need[at] = 1 + self._need[self._last[at]]
        self.slides = self._need[0]

    def ends(self, height: Height) -> list[int]:
        """Where each slide ends, the heights as near their mean as the fewest slides allow."""
        at, ends = 0, list[int]()
        for left in range(self.slides or 0, 0, -1):
            mean = height(at, self.count) / left
            possible = [end for end in range(at + 1, self._last[at] + 1) if self._need[end] == left - 1]
            at = min(possible, key=lambda end, at=at, mean=mean: (abs(height(at, end) - mean), -end))
            ends.append(at)
        return ends
