"""Building: what is made, what stands in the way, and nothing half-written."""

from deckgen.build.batch import Outcome, Task, chosen, in_folder, make_all
from deckgen.build.run import Built, Plan, build, composed, default_target, make, prepare

__all__ = [
    "Built",
    "Outcome",
    "Plan",
    "Task",
    "build",
    "chosen",
    "composed",
    "default_target",
    "in_folder",
    "make",
    "make_all",
    "prepare",
]
