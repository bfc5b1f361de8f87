"""A language of the model → its proofing tag in a file, and its locale in Babel."""

from typing import get_args

from deckgen.model import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)
TAGS: dict[Language, str] = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
LOCALES: dict[Language, str] = {"nb": "nb_NO", "nn": "nn_NO", "en": "en_GB"}
