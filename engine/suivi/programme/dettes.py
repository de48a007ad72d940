"""The accounts of the invented tenants, month by month, as their story has them pay.

The plans and the steps of a procedure are there already: the forms that were answered have made
them. What the landlord's software would have sent is added here, the last month by the import
itself, with other tenants' lines that vanish, so that its page and its incidents are true ones.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from engine.bpm.messages.notices import HANDLERS
from engine.core.calendar import add_months, at_paris, paris_day
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import relay
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import Arrete, comptes_of, keep_comptes
from engine.suivi.dettes.importer.importer import confirm_import, preview_import
from engine.suivi.dettes.models import Echeance, LienCompte, Plan, StatutPlan
from engine.suivi.dettes.montants import ZERO
from engine.suivi.dettes.plans import echeances_of, follow_plan, plans_of
from engine.suivi.dettes.references import mark_of
from engine.suivi.dettes.relier import KIND as LIEN
from engine.suivi.dossiers.models import Dossier, DossierInstance, Statut
from engine.suivi.procedures.entendre import add_step
from engine.suivi.procedures.models import TypeEtape
from engine.suivi.procedures.read import KIND as ETAPE
from engine.suivi.programme.households import Household, chance
from engine.suivi.programme.motion import Motion

IMPORTER = "ines"
IMPORTED_BEFORE = timedelta(hours=6)
"""The last file is imported the evening before, after all that the households have lived."""
BEFORE = 1
"""Accounts are imported from the moment when a household is linked: the first is of the month
before it was spotted, and shows the whole debt."""
OTHERS = 380
"""Lines of tenants of no dossier in the last file."""
STOPS = {"expulsion": 3, "contact_rompu": 3, "procedure": 2}
"""Stories that stop paying their plan, and often their rent, so many months after it began."""
STOPS_RENT = frozenset({"expulsion", "contact_rompu"})


@dataclass(frozen=True)
class Tenant:
    """A household with a debt, its dossier, and its reference at the landlord's."""

    household: Household
    dossier: Dossier
    reference: str

    @property
    def story(self) -> str:
        return self.household.story.name

    def amount(self, fact: str) -> Decimal:
        return Decimal(str(self.household.facts[fact])).quantize(Decimal("0.01"))


def settle_dettes(motion: Motion) -> None:
    """Accounts, their links and the first steps for every household of ``motion`` with a debt."""
    database, at = motion.database, motion.until - IMPORTED_BEFORE
    with database.transaction(SYSTEM, at=at) as tx:
        tenants = list(_tenants(tx, motion))
    for tenant in tenants:
        with database.transaction(motion.people[IMPORTER], at=_first_look(tenant)) as tx:
            _note_first_steps(tx, tenant)
    with database.transaction(SYSTEM, at=at) as tx:
        last = [_settle(tx, tenant, paris_day(at)) for tenant in tenants]
    with database.transaction(motion.people[IMPORTER], at=at) as tx:
        import_id = preview_import(tx, _file(motion, tenants, last, paris_day(at)))
        confirm_import(tx, import_id, all_or_nothing=True)
    relay(database, HANDLERS, at=at)


def _tenants(tx: Transaction, motion: Motion) -> Iterator[Tenant]:
    for case, followed in motion.followed.items():
        household = followed.household
        told = household.story.answers
        if "OUI" in (told.get("dette_loyer"), told.get("dette_constatee")):
            yield Tenant(household, _dossier(tx, case), f"L-{4000 + household.number * 37:06d}")


def _dossier(tx: Transaction, case: UUID) -> Dossier:
    linked = select(DossierInstance.dossier_id).where(DossierInstance.instance_id == case)
    return tx.session.scalars(select(Dossier).where(Dossier.id.in_(linked))).one()


def _first_look(tenant: Tenant) -> datetime:
    return tenant.dossier.ouvert_le + timedelta(days=3, hours=1)


def _note_first_steps(tx: Transaction, tenant: Tenant) -> None:
    """What the landlord had sent before the household was spotted."""
    opened = paris_day(tenant.dossier.ouvert_le)
    luck = tenant.household.luck("relances")
    for kind, days in ((TypeEtape.RELANCE, 75), (TypeEtape.MISE_EN_DEMEURE, 40)):
        day = opened - timedelta(days=days + luck.randint(0, 6))
        etape = add_step(tx, tenant.dossier, kind, day)
        if kind is TypeEtape.MISE_EN_DEMEURE:
            number = f"LRAR 2C {luck.randint(100, 999)} {luck.randint(100, 999)} ESSAI"
            etape.preuve = seal(tx, ETAPE, etape.id, {"reference": number})
            etape.has_proof = True


def _settle(tx: Transaction, tenant: Tenant, today: date) -> Arrete | None:
    """Link the account and keep its months but the last one, which comes by the import."""
    dossier = tenant.dossier
    tx.session.add(
        LienCompte(
            dossier_id=dossier.id,
            circle_id=dossier.circle_id,
            marque=mark_of(tx, tenant.reference),
            reference=seal(tx, LIEN, dossier.id, {"reference": tenant.reference}),
            relie_par=None,
            relie_le=tx.now,
        )
    )
    plans = plans_of(tx, dossier.id)
    arretes = list(_months(tx, tenant, plans, today))
    is_open = dossier.statut in (Statut.REPERE, Statut.EN_COURS)
    past, last = (arretes[:-1], arretes[-1]) if is_open and arretes else (arretes, None)
    keep_comptes(tx, [dossier], {dossier.id: past})
    for compte in comptes_of(tx, dossier.id):
        compte.importe_le = at_paris(compte.arrete_au + timedelta(days=4), 10)
    if last is not None:
        _tell_former(tx, dossier, plans, [*past, last])
    return last


def _months(
    tx: Transaction, tenant: Tenant, plans: Sequence[Plan], today: date
) -> Iterator[Arrete]:
    """An account at the end of each month, from before the household was spotted to its exit."""
    plan = next((one for one in plans if one.etabli_le is not None), None)
    dues = echeances_of(tx, plan) if plan else []
    owed = plan.montant if plan else tenant.amount("dette")
    opened = paris_day(tenant.dossier.ouvert_le)
    solde, begun = ZERO, 0
    for rank, day in enumerate(month_ends(add_months(opened, -BEFORE), _end(tenant, today))):
        began = plan is not None and plan.etabli_le is not None and day > plan.etabli_le
        if not began:
            grown = (owed * min(rank + 1, BEFORE) / BEFORE).quantize(Decimal("0.01"))
            yield _account(tenant, day, grown, grown - solde)
            solde = grown
            continue
        begun += 1
        paid = _paid(tenant, plan, dues, day, begun)
        change = ZERO if paid is None else -paid
        if paid is None:
            change = tenant.amount("loyer_net")
        solde = max(solde + change, ZERO)
        yield _account(tenant, day, solde, change)


def _paid(
    tenant: Tenant, plan: Plan | None, dues: Sequence[Echeance], day: date, begun: int
) -> Decimal | None:
    """What the month's payments take off the debt; None: not even the rent was paid."""
    stops = STOPS.get(tenant.story)
    if stops is not None and begun > stops:
        return None if tenant.story in STOPS_RENT else ZERO
    frozen = plan.gele_le if plan is not None and plan.statut == StatutPlan.SUSPENDU else None
    if frozen is not None and day >= frozen:
        return ZERO  # the current rent alone: the former debts are frozen
    month = [one for one in dues if (one.jour.year, one.jour.month) == (day.year, day.month)]
    late = add_months(day.replace(day=1), -1)
    before = [one for one in dues if (one.jour.year, one.jour.month) == (late.year, late.month)]
    missed = [one for one in month if one.incident_le is not None]
    caught_up = [one for one in before if one.incident_le is not None]
    kept = [one for one in month if one not in missed]
    return sum((one.montant for one in (*kept, *caught_up)), ZERO)


def _account(tenant: Tenant, day: date, solde: Decimal, change: Decimal) -> Arrete:
    """The account whose balance went up by ``change`` in the month (down when negative)."""
    rent, net = tenant.amount("loyer_brut"), tenant.amount("loyer_net")
    paid = max(net - change, ZERO)
    luck = tenant.household.luck("versements", day)
    rent_day, plan_day = day.replace(day=luck.randint(4, 9)), day.replace(day=luck.randint(10, 16))
    more = max(paid - net, ZERO)
    parts = [(rent_day, paid - more), (plan_day, more)]
    payments = tuple(part for part in parts if part[1] > ZERO)
    return Arrete(day, solde, rent, paid, rent - net, payments)


def month_ends(first: date, last: date) -> Iterator[date]:
    """The last day of each month from that of ``first`` on, those past ``last`` left out."""
    month = first.replace(day=1)
    while (end := add_months(month, 1) - timedelta(days=1)) <= last:
        yield end
        month = add_months(month, 1)


def _end(tenant: Tenant, today: date) -> date:
    return min(tenant.dossier.date_sortie or today, today)


def _tell_former(
    tx: Transaction, dossier: Dossier, plans: Sequence[Plan], arretes: Sequence[Arrete]
) -> None:
    """Former accounts have told the late échéances of before: the last file tells the last one."""
    plan = next((one for one in plans if one.is_alive), None)
    if plan is None:
        return
    rows, comptes = echeances_of(tx, plan), comptes_of(tx, dossier.id)
    followed = follow_plan(tx, plan, rows, comptes, arretes[-1].arrete_au)
    for row, one in zip(rows, followed, strict=True):
        if one.is_late and row.incident_le is None:
            row.incident_le = row.jour + timedelta(days=26)


def _file(
    motion: Motion, tenants: Sequence[Tenant], last: Sequence[Arrete | None], today: date
) -> bytes:
    """The landlord's file of the last month: our tenants among many others."""
    lines = ["reference_locataire;date_arrete;solde_du;loyer_charges;paye;apl_versee"]
    for tenant, arrete in zip(tenants, last, strict=True):
        if arrete is not None:
            figures = (arrete.solde, arrete.loyer, arrete.paye, arrete.apl)
            lines.append(f"{tenant.reference};{arrete.arrete_au:%d/%m/%Y};{_french(figures)}")
    day = today.replace(day=1) - timedelta(days=1)
    luck = chance("autres locataires", len(motion.followed))
    for rank in range(OTHERS):
        figures = (Decimal(luck.choice((0, 0, 0, luck.randint(20, 900)))), Decimal(480), None, None)
        lines.append(f"A-{rank:05d};{day:%d/%m/%Y};{_french(figures)}")
    return "\r\n".join(lines).encode()


def _french(figures: Sequence[Decimal | None]) -> str:
    return ";".join("" if one is None else f"{one:.2f}".replace(".", ",") for one in figures)
