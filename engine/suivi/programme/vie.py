"""The life of the trial dossiers: another référent, an absence, a suspension, an exemption asked.

Through the use cases of the pages, once all is played, by who would do it.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.calendar import next_ouvre, paris_day
from engine.core.errors import EngineError
from engine.core.identity.actor import SYSTEM
from engine.suivi.derogations.ask import ask_derogation
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.hebergements.importer import confirm_import, preview_import
from engine.suivi.menages.name_referent import name_referent
from engine.suivi.programme.motion import Motion
from engine.suivi.referents.enter_absence import enter_absence
from engine.suivi.referents.models import MotifReferent
from engine.suivi.regles.models import Regle
from engine.suivi.suspensions.suspend import suspend

AGNES, BRUNO, NADIA, CLAIRE = "agnes", "bruno", "nadia", "claire"
SINCE = timedelta(days=20)
FILE = (
    "reference;nom;prenom;civilite;date_naissance;lien;structure",
    "H-0301;Hontang;Élodie;Mme;14/02/1991;titulaire;CHRS Les Pins",
    "H-0301;Hontang;Tom;;03/06/2018;enfant;CHRS Les Pins",
    "H-0302;Lesbats;Karim;M;22/08/1986;titulaire;Résidence sociale",
    "H-0303;Darroze;Lucie;Mme;05/11/1997;titulaire;CHRS Les Pins",
)


def settle_vie(motion: Motion) -> None:
    """One of each, on dossiers in progress; nothing where there is none."""
    with motion.database.transaction(SYSTEM, read_only=True, at=motion.until) as tx:
        rows = tx.session.scalars(
            select(Dossier)
            .where(Dossier.statut == Statut.EN_COURS, Dossier.is_restreint.is_(False))
            .order_by(Dossier.reference)
        ).all()
    mine = list(_of_each(motion, list(rows)))
    _pick_hosted(motion)
    for act, dossier in zip((_rename, _suspend, _ask), mine, strict=False):
        with suppress(EngineError):
            act(motion, dossier)
    with suppress(EngineError):
        _leave(motion)


def _of_each(motion: Motion, dossiers: list[Dossier]) -> Iterator[Dossier]:
    """The last ones that Bruno or Agnès follows: the others keep their whole history."""
    people = {motion.people[AGNES], motion.people[BRUNO], motion.people[NADIA]}
    yield from reversed([one for one in dossiers if one.referent_id in people])


def _rename(motion: Motion, dossier: Dossier) -> None:
    """Another référent: the former one had too much to do."""
    other = NADIA if dossier.referent_id != motion.people[NADIA] else AGNES
    wanted = str(motion.people[other])
    with motion.database.transaction(motion.people[CLAIRE], at=motion.until) as tx:
        name_referent(tx, dossier.reference, wanted, MotifReferent.CHARGE)


def _suspend(motion: Motion, dossier: Dossier) -> None:
    """The household waits for a home."""
    assert dossier.date_entree is not None
    day = max(dossier.date_entree, paris_day(motion.until - SINCE))
    typed = {"du": f"{day:%d/%m/%Y}", "motif": "ATTENTE_LOGEMENT"}
    with motion.database.transaction(_referent(dossier), at=motion.until) as tx:
        suspend(tx, dossier.reference, typed)


def _ask(motion: Motion, dossier: Dossier) -> None:
    """The partners try exemptions out since last week: one is asked, none is signed."""
    with motion.database.transaction(SYSTEM, at=motion.until) as tx:
        _open_the_rule(tx.session, paris_day(motion.until) - timedelta(days=7))
    assert dossier.date_fin_max is not None
    day = dossier.date_fin_max + timedelta(days=60)
    typed = {
        "nouvelle_date": f"{day:%d/%m/%Y}",
        "motif": "LOGEMENT_ATTENDU",
        "situation": "Un logement est proposé, l’entrée tombe après la fin prévue.",
    }
    with motion.database.transaction(_referent(dossier), at=motion.until) as tx:
        ask_derogation(tx, dossier.reference, typed)


def _open_the_rule(session: Session, since: date) -> None:
    """A version that is open from that day on, as the page of rules would show it."""
    (rule,) = session.scalars(select(Regle).where(Regle.code == "DEROGATION_DUREE"))
    kept = {c.key: getattr(rule, c.key) for c in Regle.__mapper__.columns}
    rule.valide_au = since - timedelta(days=1)
    said = {"source": "données d’essai", "valide_du": since, "valide_au": None}
    session.add(Regle(**{**kept, **said, "id": uuid4(), "valeur": "OUVERTE"}))
    session.flush()


def _leave(motion: Motion) -> None:
    """Bruno is away since yesterday, for a week; Nadia stands in, else the team."""
    first = paris_day(motion.until)
    days = {"du": f"{first:%d/%m/%Y}", "au": f"{next_ouvre(first + timedelta(days=7)):%d/%m/%Y}"}
    with motion.database.transaction(motion.people[BRUNO], at=motion.until) as tx:
        try:
            with tx.attempt():
                enter_absence(tx, {**days, "remplacant": str(motion.people[NADIA])})
        except EngineError:
            enter_absence(tx, days)


def _pick_hosted(motion: Motion) -> None:
    """A list of the MDL was read; two households were picked."""
    data = "\r\n".join(FILE).encode("utf-8-sig")
    with motion.database.transaction(motion.people[AGNES], at=motion.until) as tx:
        confirm_import(tx, preview_import(tx, data), {0, 1})


def _referent(dossier: Dossier) -> UUID:
    assert dossier.referent_id is not None
    return dossier.referent_id
