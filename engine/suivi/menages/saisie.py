"""What was typed in a page, read field by field; what is wrong is told in words, all at once."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from engine.core.errors import AnswersRefused
from engine.suivi.garde.textes import text_problems
from engine.suivi.menages.montants import read_amount

DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})")
DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
OLDEST = date(1900, 1, 1)


class Saisie:
    """Typed fields. Ask for each, then ``refuse()``: AnswersRefused tells what was wrong."""

    def __init__(self, typed: Mapping[str, str], today: date) -> None:
        self.typed, self.today = typed, today
        self.errors: dict[str, list[str]] = {}

    def text(self, key: str, *, most: int = 200, ask: str = "") -> str:
        """A text of at most ``most`` characters; ``ask`` is what to say when it is missing."""
        text = self._typed(key)
        if not text and ask:
            self.wrong(key, ask)
        for problem in text_problems(text, most):
            self.wrong(key, problem)
        return text

    def name(self, key: str, *, ask: str = "") -> str:
        """A name of a person."""
        text = " ".join(self.text(key, most=80, ask=ask).split())
        if text and not any(c.isalpha() for c in text):
            self.wrong(key, "Un nom s’écrit avec des lettres.")
        elif any(c.isdigit() for c in text):
            self.wrong(key, "Un nom ne contient pas de chiffre.")
        return text

    def day(self, key: str, *, ask: str = "", latest: date | None = None) -> date | None:
        """A day typed « 12/03/1985 » (or 1985-03-12), not after ``latest``."""
        text = self._typed(key)
        if not text:
            if ask:
                self.wrong(key, ask)
            return None
        day = read_day(text)
        if day is None or day < OLDEST:
            self.wrong(key, f"« {text[:20]} » n’est pas une date : écrivez par exemple 12/03/1985.")
            return None
        if latest is not None and day > latest:
            self.wrong(key, "Cette date est dans l’avenir.")
        return day

    def amount(self, key: str) -> Decimal | None:
        """An amount in euros, zero or more; nothing typed is None."""
        text = self._typed(key)
        amount = read_amount(text) if text else None
        if text and amount is None:
            self.wrong(key, f"« {text[:20]} » n’est pas un montant : écrivez par exemple 512,34.")
        return amount

    def choice(self, key: str, known: Iterable[str], *, ask: str = "") -> str:
        """One of the known codes, or nothing."""
        code = self._typed(key)
        if not code:
            if ask:
                self.wrong(key, ask)
        elif code not in known:
            self.wrong(key, "Choisissez dans la liste.")
            return ""
        return code

    def tick(self, key: str) -> bool:
        """A box ticked or not."""
        return bool(self._typed(key))

    def wrong(self, key: str, sentence: str) -> None:
        """One more thing wrong with a field."""
        self.errors.setdefault(key, []).append(sentence)

    def refuse(self) -> None:
        """Raise AnswersRefused when something was wrong."""
        if self.errors:
            raise AnswersRefused(errors=self.errors)

    def _typed(self, key: str) -> str:
        return str(self.typed.get(key, "")).strip()


def read_day(text: str) -> date | None:
    """The day of « 12/03/1985 », « 12031985 » or « 1985-03-12 »; None for anything else."""
    found = DAY.fullmatch(text) or DIGITS.fullmatch(text)
    try:
        if found:
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        return date.fromisoformat(text) if ISO.fullmatch(text) else None
    except ValueError:
        return None
