"""What no form asks of the trial households' homes: addresses, homes of before, démarches ended.

The propositions, the keys, the examens and the transfers are there already: the forms that were
played have made them.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from uuid import UUID

from sqlalchemy import select

from engine.core.calendar import add_months, paris_day, previous_ouvre
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Transaction
from engine.suivi.demarches.codes import INSTALLATION, StatutDemarche, TypeDemarche
from engine.suivi.demarches.ecrire import demarches_of, put_state, row_for
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.logements.codes import Mode
from engine.suivi.logements.glissement import periode_of
from engine.suivi.logements.lieux import add_logement, tell_lieu
from engine.suivi.logements.models import Logement
from engine.suivi.logements.occuper import new_occupation
from engine.suivi.logements.rows import examens_of, lived_in, occupations_of
from engine.suivi.programme.familles import draw_famille
from engine.suivi.programme.households import Household
from engine.suivi.programme.motion import Motion
from engine.suivi.programme.stories import ACCES

ANSWER_DAYS = (18, 45)
"""Days that an aid takes to be answered."""
ANSWERED = (TypeDemarche.CAF_APL, TypeDemarche.FSL_ACCES, TypeDemarche.LOCAPASS)
INSTALLED_AFTER, LEFT, HALF = 60, 0.06, 0.5
OPTIONAL = frozenset(
    {
        TypeDemarche.FSL_ACCES,
        TypeDemarche.LOCAPASS,
        TypeDemarche.EDL_COMPLEMENT,
        TypeDemarche.SCOLARISATION,
    }
)
SURFACES = {"T1": 28, "T2": 46, "T3": 63, "T4": 78, "T5": 92}


def settle_logements(motion: Motion) -> None:
    """Once the story is played: in one transaction, by the program, so that it tells no lie."""
    with motion.database.transaction(SYSTEM, at=motion.until - timedelta(hours=5)) as tx:
        for household, dossier in list(_dossiers(tx, motion)):
            luck = household.luck("logement")
            if household.story.volet != ACCES:
                _live_before(tx, household, dossier, luck)
            _describe(tx, household, dossier, luck)
            _answer(tx, dossier, luck, paris_day(motion.until))
            _settle_installation(tx, dossier, luck, paris_day(motion.until))
            _tell_prefet(tx, dossier, paris_day(motion.until))


def _dossiers(tx: Transaction, motion: Motion) -> Iterator[tuple[Household, Dossier]]:
    rows = tx.session.execute(
        select(DossierInstance.instance_id, Dossier).join(
            Dossier, Dossier.id == DossierInstance.dossier_id
        )
    )
    found: dict[UUID, Dossier] = {case: dossier for case, dossier in rows}
    for case, followed in motion.followed.items():
        if case in found:
            yield followed.household, found[case]


def _live_before(tx: Transaction, household: Household, dossier: Dossier, luck: Random) -> None:
    """The home that a household of the maintien has already; one that has moved has left it."""
    facts = household.facts
    home = add_logement(
        tx,
        dossier,
        {"reference": f"LOT-{luck.randint(100, 999)}", "commune": str(facts["commune"])},
    )
    home.loyer, home.charges = Decimal(facts["loyer"]), Decimal(facts["charges"])
    home.typologie = str(facts["typologie"])
    present = lived_in(tx, dossier.id)
    row = new_occupation(tx, dossier)
    row.mode, row.logement_id, row.note_le = Mode.BAIL_DIRECT, home.id, dossier.ouvert_le
    row.date_bail = row.entree_le = add_months(
        paris_day(dossier.ouvert_le).replace(day=1), -luck.randint(14, 90)
    )
    row.fin = present.entree_le if present else None


def _describe(tx: Transaction, household: Household, dossier: Dossier, luck: Random) -> None:
    """The address of each home lived in, once its keys are given."""
    for row in occupations_of(tx, dossier.id):
        if row.logement_id is None or row.entree_le is None:
            continue
        home = tx.session.get_one(Logement, row.logement_id)
        if row.fin is None:
            tell_lieu(tx, home, {"adresse": draw_famille(household).address})
        home.surface = Decimal(SURFACES.get(home.typologie or "", 50) + luck.randint(-4, 6))
        home.chauffage = luck.choice(("INDIVIDUEL", "COLLECTIF"))
    tx.session.flush()


def _answer(tx: Transaction, dossier: Dossier, luck: Random, today: date) -> None:
    """Aids that were asked long enough ago have been answered."""
    known = demarches_of(tx, dossier.id)
    for kind in ANSWERED:
        row, days = known.get(kind), luck.randint(*ANSWER_DAYS)
        if row is None or row.depose_le is None:
            continue
        answered = previous_ouvre(row.depose_le + timedelta(days=days))
        if answered >= today:
            continue
        asked = Decimal(luck.randrange(180, 660, 10))
        amounts = {"montant_demande": asked, "montant_accorde": asked - luck.choice((0, 0, 50))}
        detail = {} if kind is TypeDemarche.CAF_APL else amounts
        state = {"statut": StatutDemarche.ACCORDEE, "depose_le": row.depose_le}
        put_state(tx, row, {**state, "reponse_le": answered, "detail": detail})


def _settle_installation(tx: Transaction, dossier: Dossier, luck: Random, today: date) -> None:
    """Two months after the keys little is left of the checklist: done, or of no use here."""
    home = lived_in(tx, dossier.id)
    if home is None or home.cles_id is None or home.entree_le is None:
        return
    if home.entree_le + timedelta(days=INSTALLED_AFTER) >= today:
        return
    known = demarches_of(tx, dossier.id)
    for kind in INSTALLATION:
        if kind in known or luck.random() < LEFT:
            continue
        is_of_use = kind not in OPTIONAL or luck.random() < HALF
        statut = StatutDemarche.ACCORDEE if is_of_use else StatutDemarche.SANS_OBJET
        day = previous_ouvre(home.entree_le + timedelta(days=luck.randint(0, 20)))
        state = {"statut": statut, "depose_le": day if is_of_use else None}
        row = row_for(tx, dossier, kind)
        put_state(tx, row, {**state, "reponse_le": None, "detail": {}})


def _tell_prefet(tx: Transaction, dossier: Dossier, today: date) -> None:
    """The préfet is told in time."""
    for row in occupations_of(tx, dossier.id):
        for examen in examens_of(tx, row):
            told = previous_ouvre(periode_of(tx, examen).retenue - timedelta(days=8))
            if examen.prefet_informe_le is None and told < today:
                examen.prefet_informe_le = told
    tx.session.flush()
