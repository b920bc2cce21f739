"""The charter's articles by number, as far as files can breach them."""

from typing import Final

CONSENT: Final = 1
NO_PENALTY: Final = 2
DOCUMENT: Final = 3
PROTECTED: Final = 4
ENDS: Final = 5
EXPLAINED: Final = 6
DECIDED: Final = 7
ERASED: Final = 9
ARTICLES: Final = range(1, 10)
