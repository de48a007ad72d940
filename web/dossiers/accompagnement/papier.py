"""What a household without e-mail is given: a card of the next rendez-vous, a letter, words to say.

Neutral by design: nothing names the programme, a debt or a reason, and nobody but whom to ask
for. A place that must not be known is never printed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import g, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from engine.core.french import day_fr, hour_fr
from engine.suivi.accompagnement.codes import Lieu
from engine.suivi.accompagnement.read_rendez_vous import RendezVousLu, read_rendez_vous
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.coordonnees import CoordonneeLue, read_coordonnees
from engine.suivi.menages.models import TypeCoordonnee
from engine.suivi.menages.read import read_menage
from web.display import today
from web.dossiers.accompagnement.mots import words
from web.dossiers.room import blueprint


@dataclass(frozen=True)
class Courrier:
    """A letter: its subject and its paragraphs, with {quand}, {ou} and {qui}."""

    objet: str
    paragraphes: tuple[str, ...]
    sms: str
    """The same for a telephone: a message of at most 160 characters."""


COURRIERS: Mapping[str, Courrier] = {
    "rendez-vous": Courrier(
        "Notre rendez-vous",
        (
            "Je vous propose de nous voir {quand}, {ou}.",
            "Si ce jour ou cette heure ne vous convient pas, dites-le-moi : nous en trouverons "
            "un autre. Si une autre langue vous aide, un interprète peut venir : demandez-le-moi.",
        ),
        "Bonjour, rendez-vous {quand}. Un empêchement ? Appelez-moi. {qui}",
    ),
    "rappel": Courrier(
        "Rappel de notre rendez-vous",
        (
            "Nous avons rendez-vous {quand}, {ou}.",
            "En cas d’empêchement, prévenez-moi : nous choisirons un autre moment.",
        ),
        "Bonjour, je vous rappelle notre rendez-vous {quand}. {qui}",
    ),
    "absence": Courrier(
        "Nous ne nous sommes pas vus",
        (
            "Nous avions rendez-vous {quand} et nous ne nous sommes pas vus.",
            "Je reste à votre disposition. Appelez-moi quand vous le pourrez pour que nous "
            "fixions un autre moment.",
        ),
        "Bonjour, nous ne nous sommes pas vus {quand}. Appelez-moi quand vous pourrez. {qui}",
    ),
}
LIEUX_DITS: Mapping[str, str] = {
    Lieu.DOMICILE: "chez vous",
    Lieu.BUREAU: "à mon bureau",
    Lieu.TELEPHONE: "au téléphone : je vous appellerai",
    Lieu.BAILLEUR: "au bureau de votre bailleur",
    Lieu.AUTRE: "au lieu convenu ensemble",
}
TITRES = {"rendez-vous": "Proposer", "rappel": "Rappeler", "absence": "Après une absence"}


@blueprint.get("/<reference>/rendez-vous/<uuid:rendez_vous_id>/carte")
def show_card(reference: str, rendez_vous_id: UUID) -> ResponseReturnValue:
    dossier, read = read_rendez_vous(g.tx, reference, rendez_vous_id)
    place = _place(read, is_card=True)
    return render_template("journal_carte.html", dossier=dossier, read=read, place=place)


@blueprint.get("/<reference>/rendez-vous/<uuid:rendez_vous_id>/courrier")
def show_letter(reference: str, rendez_vous_id: UUID) -> ResponseReturnValue:
    dossier, read = read_rendez_vous(g.tx, reference, rendez_vous_id)
    chosen = request.args.get("modele", "rendez-vous")
    if chosen not in COURRIERS:
        raise NotFound
    courrier = COURRIERS[chosen]
    said = {"quand": quand(read), "ou": _place(read), "qui": read.avec}
    menage = read_menage(g.tx, dossier)
    ways = [way for way in read_coordonnees(g.tx, dossier) if way.is_valid(today())]
    return render_template(
        "journal_courrier.html",
        dossier=dossier,
        read=read,
        chosen=chosen,
        TITRES=TITRES,
        objet=courrier.objet,
        paragraphes=[text.format(**said) for text in courrier.paragraphes],
        sms=courrier.sms.format(**said),
        nom=menage.nom_long if menage else "",
        adresse=_address(dossier, ways),
        ways=[way for way in ways if way.type != TypeCoordonnee.ADRESSE],
        **words(),
    )


def _address(dossier: Dossier, ways: Sequence[CoordonneeLue]) -> str:
    """Where to send a letter; nothing for a file or an address that is protected: by hand then."""
    found = [way for way in ways if way.type == TypeCoordonnee.ADRESSE]
    is_safe = not dossier.is_restreint and not any(way.protegee for way in ways)
    return found[0].valeur if found and is_safe else ""


def quand(read: RendezVousLu) -> str:
    """« mardi 8 décembre à 14 h 30 »."""
    debut = read.row.debut
    return f"le {day_fr(debut, 'EEEE d MMMM')} à {hour_fr(debut)}"


def _place(read: RendezVousLu, is_card: bool = False) -> str:
    """Where, in words; empty on a card, and vague in a letter, for a place not to be told."""
    if read.row.lieu_sensible or not read.lieu:
        return "" if is_card else "au lieu que nous avons convenu"
    said = LIEUX_DITS[read.lieu]
    return f"{said}, {read.precision}" if read.precision else said
