"""What was answered to forms, as far as it may be given: nothing about danger or violences."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from engine.bpm.diagrams.load import Compiled, compiled
from engine.bpm.forms.read import Field, Form
from engine.bpm.instances.answers import open_answers
from engine.bpm.instances.look import name_of
from engine.bpm.instances.models import Answer
from engine.core.french import day_fr
from engine.core.transaction import Transaction
from engine.suivi.conservation.classes import Classe
from engine.suivi.conservation.remise.forme import Element, Section, dit
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance

# Domain 0.1, point 3: of violences nothing is given, nor that anybody spoke of them.
TUES = frozenset({"danger", "sous_volet", "consigne_contact"})
FORMULAIRES_TUS = frozenset(
    {
        "violence_revelee",
        "dossier_restreint",
        "evaluer_securite",
        "proteger_personne",
        "verifier_cercle",
    }
)
MOTS_TUS = ("violence", "danger", "vvc", "cidff")
COMMUNIQUEES: Mapping[str, frozenset[str]] = {
    "MDL": frozenset({"partage", "mdl", "code"}),
    "XLH": frozenset({"partage"}),
}
"""The classes of fields that the MDL gives, by whose answer it is."""


def answer_section(tx: Transaction, dossier: Dossier) -> Section:
    """Every answer of the dossier's own case, the oldest first."""
    instance = entry_instance(tx, dossier.id)
    release = compiled(tx, instance.release_id)
    query = select(Answer).where(Answer.instance_id == instance.id).order_by(Answer.at, Answer.id)
    rows = tx.session.scalars(query).all()
    corrected = {row.corrects_id for row in rows}
    told = [
        one for row in rows if (one := _told(tx, release, row, row.id in corrected)) is not None
    ]
    source = "Noté au cours de votre accompagnement par la Maison du Logement ou XL Habitat"
    return Section("Ce qui a été noté à chaque étape", Classe.SOCIAL, source, told)


def _told(tx: Transaction, release: Compiled, row: Answer, is_corrected: bool) -> Element | None:
    form = release.forms.get(row.form)
    if form is None or form.id in FORMULAIRES_TUS or is_hushed(form.id):
        return None
    title = f"{name_of(release, row.element)}, le {day_fr(row.at)}"
    fields = list(_fields(form, open_answers(tx, row), row.organisation))
    suffix = " (corrigé depuis)" if is_corrected else ""
    return Element(f"{title}{suffix}", fields) if fields else None


def _fields(form: Form, given: Mapping[str, Any], side: str) -> Iterator[tuple[str, str]]:
    classes = COMMUNIQUEES.get(side, frozenset({"partage"}))
    for field in form.fields:
        if field.key in TUES or field.classe not in classes or is_hushed(field.key):
            continue
        told = dit(_in_words(field, given.get(field.key)))
        if told:
            yield field.label or field.key, told


def _in_words(field: Field, value: Any) -> Any:
    """The words of the options that were chosen, but those that must not be told."""
    options = dict(field.options)
    if isinstance(value, list):
        return [options.get(str(one), str(one)) for one in value if not is_hushed(str(one))]
    if is_hushed(str(value)) and options:
        return None
    return options.get(str(value), value)


def is_hushed(word: str) -> bool:
    """Whether a code speaks of violences."""
    return any(tu in word.lower() for tu in MOTS_TUS)
