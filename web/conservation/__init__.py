"""Conservation: what comes to its end, the register, and what a person is given of theirs."""

from web.conservation import pages, remise
from web.conservation.pages import blueprint

__all__ = ["blueprint", "pages", "remise"]
