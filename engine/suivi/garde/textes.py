"""What a free text may be: not too long, readable, and without a forbidden number."""

from collections.abc import Mapping

from engine.bpm.forms.guards import guard_texts
from engine.bpm.forms.validate import LONE_SURROGATE
from engine.core.errors import AnswersRefused
from engine.suivi.garde.numeros import Kind, forbidden_numbers

# Shown beside each free text (domain 3.8; rdv-insertion #2011).
CONSIGNE = (
    "Écrivez ce qui sert à l’accompagnement : des faits, objectifs et pertinents. Rien sur la "
    "santé, la vie sexuelle, la justice, la religion ou l’origine. Le ménage peut demander à le "
    "lire."
)
REFUSED: Mapping[Kind, str] = {
    Kind.NIR: "Ce texte contient un numéro de sécurité sociale : retirez-le.",
    Kind.CARTE: "Ce texte contient un numéro de carte bancaire : retirez-le.",
    Kind.IBAN: "Ce texte contient un numéro de compte bancaire (IBAN) : retirez-le.",
}


def number_refusal(text: str) -> str:
    """Why a text is refused for the numbers in it, in French; empty when it is not."""
    kinds = dict.fromkeys(found.kind for found in forbidden_numbers(text))
    return " ".join(REFUSED[kind] for kind in kinds)


def text_problems(text: str, at_most: int) -> list[str]:
    """Everything that is wrong with a free text of at most that many characters, in French."""
    problems = []
    if len(text) > at_most:
        problems.append(f"Écrivez au plus {at_most} caractères.")
    if LONE_SURROGATE.search(text) or "\0" in text:
        problems.append("Le texte contient un caractère illisible.")
    return problems + [told for told in [number_refusal(text)] if told]


def check_texts(texts: Mapping[str, str], at_most: int = 2_000) -> None:
    """AnswersRefused tells each text's problems by the name of its field."""
    problems = {name: text_problems(text, at_most) for name, text in texts.items()}
    if any(problems.values()):
        raise AnswersRefused(errors={name: told for name, told in problems.items() if told})


guard_texts("numeros", number_refusal)
