"""Building: what is made, what stands in the way, and nothing half-written."""

from deckgen.build.run import Built, Plan, build, default_target, finish, prepare

__all__ = ["Built", "Plan", "build", "default_target", "finish", "prepare"]
