"""What is wrong with a FEEL text, and why an answer is empty, told in French.

The sentences are for someone who does not write programs.
"""

from collections.abc import Mapping
from typing import Final

from engine.feel.errors import FeelError, Reason

SENTENCES: Final[Mapping[str, str]] = {
    # The text is not FEEL.
    "unexpected_end": "La formule s’arrête trop tôt : il manque la suite.",
    "unexpected_token": "{found} n’a pas sa place ici. Corrigez cet endroit, ou juste avant.",
    "unknown_phrase": (
        "{found} n’a pas sa place ici. Un nom en plusieurs mots s’écrit entre accents graves : "
        "« `date de naissance` »."
    ),
    "missing_token": "Il manque {expected} ; à sa place, {found}.",
    "missing_closing": "Il manque {expected}.",
    "unclosed_string": 'Un texte commence par un guillemet (") qui n’est pas refermé.',
    "unclosed_comment": "Un commentaire commence par « /* » et n’est pas refermé par « */ ».",
    "unclosed_name": "Un nom entre accents graves (`) n’est pas refermé, ou il est vide.",
    "wrong_quote": 'Un texte s’écrit entre guillemets droits : "comme ceci".',
    "foreign_sign": "Au lieu de {found}, écrivez {expected}.",
    "decimal_comma": "Les décimales d’un nombre suivent un point : écrivez 450.5, et non 450,5.",
    "number_spaced": "Un nombre s’écrit sans espace : écrivez 1000, et non 1 000.",
    "unexpected_character": "Le signe {found} n’existe pas dans une formule : retirez-le.",
    "name_expected": "Un nom est attendu ici, pas {found}.",
    "name_twice": "Le nom « {name} » est donné deux fois : changez l’un des deux.",
    "key_expected": "Chaque élément entre accolades s’écrit « nom : valeur ».",
    "argument_unnamed": "Nommez toutes les valeurs données à une fonction, ou aucune.",
    "external_function": (
        "Les fonctions d’un autre langage (« external ») sont refusées : retirez-les."
    ),
    "unknown_type": "Le type « {name} » n’existe pas : prenez number, string, boolean ou date.",
    # The text asks for too much.
    "text_too_long": "La formule est trop longue : coupez-la en plusieurs étapes.",
    "too_deep": (
        "La formule a trop de parenthèses ou de listes les unes dans les autres : "
        "coupez-la en plusieurs étapes."
    ),
    "calls_too_deep": "Une fonction s’appelle elle-même trop de fois.",
    "too_many_steps": "La formule demande trop de calculs.",
    "string_too_long": "La formule fabrique un texte trop long.",
    "list_too_long": "La formule fabrique une liste trop longue.",
    "number_too_large": "Un nombre est trop grand.",
    "exponent_too_large": "L’exposant d’une puissance est trop grand.",
    "pattern_too_long": "Le modèle de texte à reconnaître est trop long.",
    "value_too_deep": "Une valeur contient trop de listes les unes dans les autres.",
    "result_too_large": "Le résultat est trop volumineux.",
    # The program did not give what the text needs.
    "no_clock": "La date du jour et l’heure ne sont pas disponibles ici.",
    "naive_clock": "L’heure donnée n’a pas de fuseau horaire.",
    "foreign_value": "Une des valeurs données n’est pas utilisable dans une formule.",
    # Why an answer is empty.
    "unknown_name": "« {name} » n’existe pas ici.",
    "unknown_function": "La fonction « {name} » n’existe pas.",
    "null_operand": "{operator} porte sur une valeur vide.",
    "null_path": "« {name} » est demandé à une valeur vide.",
    "wrong_kinds": "{operator} ne s’applique pas à {left} et {right}.",
    "division_by_zero": "Une division par zéro n’a pas de résultat.",
    "no_result": "{function} n’a pas de résultat pour ces valeurs.",
    "not_readable": "Le texte donné n’est pas {wanted}.",
    "wrong_arguments": "{function} ne s’utilise pas avec ces valeurs.",
    "no_function": "{found} ne s’utilise pas comme une fonction.",
    "null_condition": "Une condition est vide : elle n’est ni vraie ni fausse.",
    "no_condition": "Une condition doit être vraie ou fausse : ici, c’est {found}.",
    "no_such_entry": "« {name} » n’est pas renseigné.",
    "no_such_property": "{found} n’a pas de « {name} ».",
    "no_such_position": "La liste n’a pas d’élément à cette position.",
    "entry_twice": "Un même nom est donné deux fois entre accolades.",
    "wrong_range": "Les bornes d’un intervalle sont dans le mauvais ordre, ou pas comparables.",
    "wrong_steps": "On ne peut parcourir qu’une liste, des nombres entiers ou des dates.",
    "wrong_type": "La valeur devrait être {expected}, et c’est {found}.",
    "not_allowed": "La valeur n’est pas parmi celles qui sont permises.",
}

KINDS: Final[Mapping[str, str]] = {
    "number": "un nombre",
    "string": "un texte",
    "boolean": "un oui ou non",
    "date": "une date",
    "time": "une heure",
    "date and time": "une date avec l’heure",
    "days and time duration": "une durée en jours et heures",
    "years and months duration": "une durée en années et mois",
    "list": "une liste",
    "context": "un groupe de valeurs",
    "range": "un intervalle",
    "function": "une fonction",
    "null": "une valeur vide",
    "Null": "une valeur vide",
    "Any": "une valeur",
}
TOKENS: Final[Mapping[str, str]] = {
    "end": "la fin de la formule",
    "string": "un texte entre guillemets",
    "at": "une valeur qui commence par @",
    "quoted": "un nom entre accents graves",
    ")": "une parenthèse fermante",
    "(": "une parenthèse ouvrante",
    "]": "un crochet fermant",
    "[": "un crochet ouvrant",
    "}": "une accolade fermante",
    "{": "une accolade ouvrante",
    ",": "une virgule",
    ":": "un deux-points",
    ".": "un point",
}
OPERATIONS: Final[Mapping[str, str]] = {
    "+": "L’addition",
    "-": "La soustraction",
    "*": "La multiplication",
    "/": "La division",
    "**": "La puissance",
    "in": "La recherche (« in »)",
    "between": "L’encadrement (« between »)",
    "[]": "Le filtre entre crochets",
    "for": "Le parcours d’une liste",
}
READ: Final[Mapping[str, str]] = {
    "date": "une date (« 2026-09-01 »)",
    "time": "une heure (« 08:00:00 »)",
    "date and time": "une date avec l’heure (« 2026-09-01T08:00:00 »)",
    "duration": "une durée (« P9M », « P1DT12H »)",
    "number": "un nombre",
    "range": "un intervalle (« [1..3] »)",
    "@": "une date, une heure ou une durée",
}


def in_french(what: FeelError | Reason) -> str:
    """A sentence without its position; the message itself for a code that the host invented."""
    sentence = SENTENCES.get(what.code)
    if sentence is None:
        return what.message if isinstance(what, FeelError) else what.code
    words = _Words(what.detail)
    return _capital(sentence.format_map(words))


def placed(what: FeelError | Reason) -> str:
    """The sentence after its place: « Impayé, ligne 1, colonne 7 : … »."""
    where = f"{what.where}, " if isinstance(what, Reason) and what.where else ""
    sentence = in_french(what)
    return f"{where}ligne {what.line}, colonne {what.column} : {sentence[:1].lower()}{sentence[1:]}"


class _Words(dict[str, str]):
    """The words of a sentence, each in its French form."""

    def __init__(self, detail: Mapping[str, str]) -> None:
        super().__init__({name: _word(name, word) for name, word in detail.items()})
        self["wanted"] = READ.get(detail.get("function", ""), "lisible")

    def __missing__(self, name: str) -> str:
        return "…"


def _word(name: str, word: str) -> str:
    if name == "operator":
        return OPERATIONS.get(word, f"La comparaison « {word} »")
    if name == "function" and not word:
        return "La fonction"
    if name == "function":
        return OPERATIONS.get(word, f"La fonction « {word} »")
    if name in ("left", "right"):
        return KINDS.get(word, word)
    if name in ("found", "expected"):
        return KINDS.get(word.partition("<")[0]) or TOKENS.get(word) or f"« {word} »"
    return word


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
