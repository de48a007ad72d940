"""The landlord's reference of a tenant: how it is read, marked, and what is not one.

Domain 3.8: a social security number (NIR) has no place here, and is refused wherever it comes.
"""

import re
import unicodedata

from engine.core.sealed import blind
from engine.core.transaction import Transaction
from engine.suivi.garde.numeros import looks_like_nir

PURPOSE = "reference_locataire"
FORM = re.compile(r"[A-Z0-9][A-Z0-9./_-]{2,39}")
SHORTENED = re.compile(r"\d([.,]\d+)?E\+\d+")


def canonical(text: str) -> str:
    """The same reference however it was typed: no spaces, capitals, and without leading zeros.

    Excel takes the zeros before a number away: « 000123 » and « 123 » are one tenant.
    """
    plain = unicodedata.normalize("NFKC", text).strip().lstrip("'’")
    joined = "".join(plain.split()).upper()
    return joined.lstrip("0") or joined if joined.isdigit() else joined


def problem_of(text: str) -> str:
    """Why this is not a tenant's reference, in French; nothing when it may be one."""
    reference = canonical(text)
    if not reference:
        return "La référence du locataire manque."
    if looks_like_nir(text):
        return "Ce nombre ressemble à un numéro de sécurité sociale : il n’a pas sa place ici."
    if SHORTENED.fullmatch(reference):
        return "Excel a abrégé la référence (« E+ ») : mettez la colonne au format Texte."
    if not FORM.fullmatch(reference):
        return "La référence a de 3 à 40 caractères : lettres, chiffres, point, tiret ou barre."
    return ""


def mark_of(tx: Transaction, text: str) -> str:
    """The blind mark by which a line of a file is recognised."""
    return blind(tx, PURPOSE, canonical(text))
