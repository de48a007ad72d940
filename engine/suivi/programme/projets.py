"""The trial households' projects and agreements, once their paths have been played.

The forms that were answered have made the drafts, and marked as signed those whose task was done.
Here the caseworker adds what no form asks: what each one does and how far it is, the papers of a
few households (each costs the making of a PDF), and the agreements that are asked in an interview.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from uuid import UUID

from engine.bpm.instances.models import Instance
from engine.core.calendar import add_ouvres, paris_day
from engine.core.errors import EngineError
from engine.core.transaction import Transaction
from engine.suivi.consentements.codes import Finalite, Mode
from engine.suivi.consentements.collect import AccordGiven, collect_accord
from engine.suivi.programme.households import Household
from engine.suivi.programme.motion import Motion
from engine.suivi.projets.codes import ModeSignature, Partie, StatutAction, StatutObjectif
from engine.suivi.projets.given import ActionGiven, ObjectifGiven
from engine.suivi.projets.keep_action import add_action
from engine.suivi.projets.keep_objectif import keep_objectif
from engine.suivi.projets.lire_objectifs import ObjectifLu
from engine.suivi.projets.prepare import prepare_projet
from engine.suivi.projets.read import ProjetsLus, read_projet
from engine.suivi.projets.sign import SignatureGiven, sign_projet
from engine.suivi.projets.write_draft import start_draft

WAITING, SIGNED = 2, 1
"""How many households have the paper of a version to be signed, and of a signed avenant."""
AGO = timedelta(days=12)
DONE = 0.4
ASKED = ((Finalite.CONTACT_SMS, 0.7), (Finalite.SUIVI_POST_SORTIE, 0.8))
ACTIONS = {
    "LOGEMENT": (("MENAGE", "Réunir les pièces du dossier"), ("MDL", "Relire le dossier avec lui")),
    "BUDGET": (("MENAGE", "Payer le loyer à date"), ("MDL", "Faire le point chaque mois")),
    "DROITS": (("MDL", "Faire la demande avec lui"), ("TIERS", "Instruire la demande")),
    "EMPLOI": (("MENAGE", "Prendre rendez-vous avec le conseiller"),),
    "PARENTALITE": (("TIERS", "Trouver une place d’accueil"),),
    "VOISINAGE": (("XLH", "Proposer une rencontre"), ("MENAGE", "Venir à la rencontre")),
    "SECURITE": (("MDL", "Faire le point à chaque visite"),),
}
GOALS = {
    "LOGEMENT": "Préparer un dossier de demande de logement complet",
    "BUDGET": "Payer le loyer chaque mois, à la date prévue",
    "DROITS": "Faire valoir tous ses droits",
    "EMPLOI": "Reprendre un emploi ou une formation",
    "PARENTALITE": "Organiser la garde ou l’école des enfants",
    "VOISINAGE": "Retrouver des relations apaisées avec le voisinage",
}
WORKER, LANDLORD = "MDL_TS", "XLH_IS"


def settle_projets(motion: Motion) -> None:
    """Projects and agreements of every household whose file was not closed to its worker.

    A refusal (a file that is restricted, a household that no one follows) leaves that one.
    """
    papers = Papers()
    for case, followed in motion.followed.items():
        household = followed.household
        with _acting(motion, household, WORKER) as tx:
            reference = tx.session.get_one(Instance, case).reference
            _agree(tx, household, reference)
            read = read_projet(tx, reference)
            if not read.versions:
                continue
            _act(tx, household, reference, read)
            if papers.waiting < WAITING and _prepare(tx, reference, read):
                papers.waiting += 1
            elif papers.signed < SIGNED and (projet := _avenant(tx, reference, read)):
                papers.signed += 1
                papers.to_sign.append((household, reference, projet))
    for household, reference, projet_id in papers.to_sign:
        with _acting(motion, household, LANDLORD) as tx:
            sign_projet(tx, reference, projet_id, _screen(tx, Partie.BAILLEUR))


@dataclass
class Papers:
    """How many papers were made, and what the landlord is still to sign."""

    waiting: int = 0
    signed: int = 0
    to_sign: list[tuple[Household, str, UUID]] = field(default_factory=list)


@contextmanager
def _acting(motion: Motion, household: Household, group: str) -> Iterator[Transaction]:
    """A transaction of the household's person of that group; a refusal leaves nothing."""
    person = motion.people[household.team[group].login]
    with suppress(EngineError), motion.database.transaction(person, at=motion.until) as tx:
        yield tx


def _agree(tx: Transaction, household: Household, reference: str) -> None:
    """What is asked in an interview, some days after the household was spotted."""
    luck = household.luck("accords")
    day = min(paris_day(tx.now), add_ouvres(paris_day(household.opens_at), 12))
    for finalite, often in ASKED:
        given = AccordGiven(finalite, luck.random() < often, Mode.ENTRETIEN, day)
        with suppress(EngineError), tx.attempt():
            collect_accord(tx, reference, given)


def _act(tx: Transaction, household: Household, reference: str, read: ProjetsLus) -> None:
    """What each one does for each objective, as far as the household has come."""
    luck = household.luck("projet")
    is_over = read.dossier.date_sortie is not None
    waits = any(one.row.is_draft for one in read.versions)
    statut = StatutObjectif.ATTEINT if is_over else StatutObjectif.EN_COURS
    for theme, known in _themes(luck, read):
        libelle = GOALS.get(theme, known.libelle if known else "")
        given = ObjectifGiven(theme, libelle, statut=StatutObjectif.A_FAIRE if waits else statut)
        kept = keep_objectif(tx, reference, given, known.row.id if known else None)
        for who, what in ACTIONS[theme]:
            done = is_over or (not waits and luck.random() < DONE)
            day = paris_day(tx.now) + timedelta(days=luck.randrange(10, 60, 5))
            state = StatutAction.FAITE if done else StatutAction.PLANIFIEE
            action = ActionGiven(who, what, None if is_over else day, state)
            add_action(tx, reference, kept.id, action)


def _themes(luck: Random, read: ProjetsLus) -> list[tuple[str, ObjectifLu | None]]:
    """The objectives of the drafting in better words, and one that it did not name."""
    known: list[tuple[str, ObjectifLu | None]] = [(o.row.theme, o) for o in read.objectifs]
    others = sorted(GOALS.keys() - {theme for theme, _ in known})
    return [*known, (luck.choice(others), None)]


def _prepare(tx: Transaction, reference: str, read: ProjetsLus) -> bool:
    """The paper of a version that waits, signed by the household alone; False without one."""
    now = next((found for type in read.types if (found := read.en_cours(type))), None)
    if now is None or not now.row.is_draft:
        return False
    projet, _ = prepare_projet(tx, reference, now.row.id)
    projet.prepare_le = max(tx.now - AGO, now.row.ecrit_le)
    sign_projet(tx, reference, projet.id, _screen(tx, Partie.MENAGE))
    return True


def _avenant(tx: Transaction, reference: str, read: ProjetsLus) -> UUID | None:
    """An avenant that the household and the MDL have signed, to a signed version that is alive."""
    signed = next((found for type in read.types if (found := read.signe(type))), None)
    if signed is None or read.dossier.date_sortie is not None or read.dossier.is_restreint:
        return None
    projet = start_draft(tx, reference, signed.row.type)
    prepare_projet(tx, reference, projet.id)
    for partie in (Partie.MENAGE, Partie.MDL):
        sign_projet(tx, reference, projet.id, _screen(tx, partie))
    return projet.id


def _screen(tx: Transaction, partie: Partie) -> SignatureGiven:
    """A signature on the screen, by saying so."""
    who = "Le titulaire" if partie is Partie.MENAGE else tx.actor.name
    return SignatureGiven(partie, ModeSignature.ELECTRONIQUE, who, is_said=True)
