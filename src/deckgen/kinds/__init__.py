"""The slide kinds: each turns its fields into pages of shapes. Importing this package registers them."""

# They are registered, and listed everywhere, in this order.
from deckgen.kinds import title, section, bullets, text, picture, chart, table, project_list, learning_points, blank  # isort: skip
from deckgen.kinds.common import DataFields, FooterFields, SlideFields
from deckgen.kinds.page import Context, Page
from deckgen.kinds.registry import Kind, kinds

_BUILT_IN = (title, section, bullets, text, picture, chart, table, project_list, learning_points, blank)

__all__ = ["Context", "DataFields", "FooterFields", "Kind", "Page", "SlideFields", "kinds"]
