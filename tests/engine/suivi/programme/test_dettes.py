"""The invented accounts agree with the stories, the plans and the import's own page."""

from datetime import date

from engine.core.identity.actor import SYSTEM
from engine.suivi.dettes.models import Compte, ImportComptes, LienCompte
from engine.suivi.dettes.read import DetteLue, read_dette
from engine.suivi.procedures.models import Etape
from tests.engine.suivi.conftest import NOW, TODAY, Played


def dette(played: Played, story: str) -> DetteLue:
    dossier = played.dossier(story)
    with played.database.transaction(SYSTEM, read_only=True, at=NOW) as tx:
        found = read_dette(tx, tx.session.merge(dossier, load=False))
    assert found is not None
    return found


def test_only_households_with_a_debt_have_an_account(played: Played) -> None:
    linked = {row.dossier_id for row in played.rows(LienCompte)}
    owing = {played.dossier(story).id for story in ("deux_volets", "surendettement", "hors_delai")}
    assert linked == owing


def test_each_account_is_that_of_the_end_of_a_month_and_comes_after_it(played: Played) -> None:
    comptes = played.rows(Compte)
    assert comptes
    for compte in comptes:
        assert compte.arrete_au < compte.importe_le.date() <= TODAY
        assert (compte.solde, compte.paye, compte.apl) >= (0, 0, 0)


def test_a_frozen_plan_has_no_late_echeance_and_the_rent_goes_on(played: Played) -> None:
    told = dette(played, "surendettement")
    assert told.plan is not None
    assert told.plan.retards == []
    assert told.loyer_repris is True


def test_a_plan_that_is_kept_is_shown_as_kept_by_its_accounts(played: Played) -> None:
    told = dette(played, "hors_delai")
    assert told.plan is not None and told.dernier is not None
    past = [one for one in told.plan.suivis if one.due.jour <= told.dernier.arrete_au]
    assert past
    assert all(one.statut == "PAYEE" for one in past)
    assert told.dette == told.plan.due_by(told.dernier.arrete_au)


def test_the_last_month_was_imported_among_other_tenants_lines(played: Played) -> None:
    (row,) = played.rows(ImportComptes)
    assert row.brouillon is None
    assert row.comptes["lues"] > row.comptes["ignorees"] > 300
    assert row.comptes["refusees"] == 0


def test_what_the_landlord_had_sent_before_is_noted(played: Played) -> None:
    steps = [one for one in played.rows(Etape) if one.type == "MISE_EN_DEMEURE"]
    assert len(steps) == 3
    assert all(date(2023, 1, 1) < one.jour < TODAY for one in steps)
    assert all(one.preuve and b"LRAR" not in one.preuve for one in steps)
