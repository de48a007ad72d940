"""Why a form is no JSON, in French: the parser only speaks English."""

import json
from collections.abc import Mapping
from typing import Final

from engine.bpm.dialect.xml import Unreadable

SENTENCES: Final[Mapping[str, str]] = {
    "Expecting value": "une valeur manque, ou une virgule est de trop. Corrigez cet endroit",
    "Expecting property name": (
        "un nom entre guillemets droits manque, ou une virgule est de trop. Corrigez cet endroit"
    ),
    "Expecting ':'": "il manque un deux-points. Ajoutez-le",
    "Expecting ','": "il manque une virgule. Ajoutez-la",
    "Illegal trailing comma": "une virgule est de trop. Retirez-la",
    "Unterminated string": "un texte n’est pas refermé. Ajoutez son guillemet droit",
    "Invalid control character": "un texte passe à la ligne. Refermez-le avant",
    "Invalid \\": "une barre « \\ » est seule. Doublez-la, ou retirez-la",
    "Extra data": "quelque chose suit la fin du formulaire. Retirez-le",
}
ANY: Final = "ce texte n’est pas du JSON. Corrigez-le ici, ou reprenez le fichier d’avant"


def not_json(error: ValueError | RecursionError) -> Unreadable:
    """The refusal, at the line that the parser names."""
    if isinstance(error, json.JSONDecodeError):
        return Unreadable(error.lineno, _told(error))
    if isinstance(error, RecursionError):
        return Unreadable(1, "Le formulaire a trop de groupes l’un dans l’autre : sortez-en.")
    if isinstance(error, UnicodeDecodeError):
        message = "Le formulaire n’est pas un texte en UTF-8 : enregistrez-le de nouveau ainsi."
        return Unreadable(1, message)
    return Unreadable(1, "Un nombre du formulaire est trop long : raccourcissez-le.")


def _told(error: json.JSONDecodeError) -> str:
    if not error.doc.strip():
        return "Le formulaire est vide : prenez un fichier .form."
    why = next((told for words, told in SENTENCES.items() if error.msg.startswith(words)), ANY)
    if error.pos >= len(error.doc.rstrip()):
        why = "le fichier s’arrête trop tôt. Prenez le fichier entier"
    return f"Formulaire illisible, ligne {error.lineno}, colonne {error.colno} : {why}."
