"""Two partners, two clocks: what each keeps goes at its end, and nothing that was written stays."""

from datetime import timedelta

from sqlalchemy import select

from engine.bpm.instances.models import Answer, Instance
from engine.core import access
from engine.core.access.models import CircleMember
from engine.core.audit.verify import is_intact
from engine.suivi.accompagnement.models import Note
from engine.suivi.conservation.models import Evenement, StatAnonyme
from engine.suivi.conservation.totaux import totals
from engine.suivi.dettes.models import LienCompte
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.models import Menage, Personne
from tests.engine.suivi.conservation.story import (
    AVIS_BAILLEUR,
    AVIS_MDL,
    NOM,
    clear,
    daily,
    days_pass,
    ends,
    opened,
    planted,
)
from tests.engine.suivi.menages.homes import dossier_of
from tests.engine.suivi.violences.kit import PLAN, agreed
from tests.house import House

TWO_YEARS = 24 * 31
SEALED = {
    "personne.identite",
    "coordonnee.contenu",
    "menage_etat_anterieur.etat",
    "answer.body",
    "answer.reason",
    "note.corps",
    "note.motif_retrait",
    "ancien_ecrit.corps",
    "rendez_vous.detail",
    "document.nom",
    "document.motif_retrait",
    "message.payload",
}


def test_nothing_that_anybody_wrote_of_a_household_is_left(house: House) -> None:
    """Every sealed column opened with the keys, every clear one read: no name any more."""
    planted(house)
    assert set(opened(house.database, NOM)) >= SEALED
    with house.system() as tx:
        before = totals(tx)
    # The landlord's follow-up, then the MDL's, then the debt that nobody has settled.
    ends(house, 0, 31, TWO_YEARS, 31, 13 * 31, 31)
    assert list(opened(house.database, NOM)) == []
    assert list(clear(house.database, NOM, NOM.upper()[:6])) == []
    assert house.rows(Dossier) == house.rows(Menage) == house.rows(Personne) == []
    with house.system() as tx:
        assert totals(tx) == before == {("ACCES", "SANS_SUITE"): 1}


def test_the_proof_of_what_was_done_stays_whole(house: House) -> None:
    planted(house)
    ends(house, 0, 31, TWO_YEARS, 31, 13 * 31, 31)
    with house.system() as tx:
        (instance,) = tx.session.scalars(select(Instance)).all()
        assert is_intact(tx, instance)
        assert (instance.reference, instance.state, instance.status) == ("", b"", "ended")


def test_what_is_left_of_a_measure_is_a_row_of_figures(house: House) -> None:
    planted(house)
    ends(house, 0, 31, TWO_YEARS, 31, 13 * 31, 31)
    (row,) = house.rows(StatAnonyme)
    assert (row.volet, row.statut, row.mois_ouverture.isoformat()) == (
        "ACCES",
        "SANS_SUITE",
        "2026-09-01",
    )
    assert row.nombres["personnes"] == 2 and row.nombres["enfants"] == 1
    assert row.nombres["contacts"] == row.nombres["visites"] == 1
    assert row.nombres["dette_entree"] == 1  # 640 €, by steps of 500
    assert all(isinstance(number, int) for number in row.nombres.values())


def test_an_end_is_announced_thirty_days_before_it_is_done(house: House) -> None:
    reference = planted(house)
    daily(house)
    (event,) = house.rows(Evenement)
    assert (event.reference, event.classe, event.organisation) == (
        reference,
        "SUIVI_BAILLEUR",
        "XLH",
    )
    assert (event.prevu_le - event.depart).days == 30
    days_pass(house, 29)
    assert daily(house).finies == 0
    days_pass(house, 1)
    assert daily(house).finies == 1
    assert daily(house).finies == 0  # run again, it changes nothing


def test_the_landlord_keeps_nothing_once_its_follow_up_is_over(house: House) -> None:
    reference = planted(house)
    dossier = dossier_of(house, reference)
    ends(house, 0, 31)
    assert {note.classe for note in house.rows(Note)} == {"PARTAGE", "MDL", "BROUILLON"}
    with house.system() as tx:
        groups = access.groups_of(tx, dossier.circle_id)
    assert not {group for group in groups if group.startswith("XLH_")} - {"XLH_PREC"}
    assert {"MDL_TS", "MDL_CHEF"} <= groups
    # What it answered and shared is still read by the MDL, until the MDL's own end.
    assert {answer.organisation for answer in house.rows(Answer)} == {"MDL", "XLH"}
    assert len(house.rows(LienCompte)) == 1


def test_who_was_let_in_for_some_hours_is_not_let_in_for_good_by_an_end(house: House) -> None:
    """An exceptional access is open, or its row not gone yet, while the list is written anew."""
    reference = planted(house)
    dossier, stranger = dossier_of(house, reference), house.hire("PASSANTE")
    ends(house, 0)
    days_pass(house, 31)
    with house.system() as tx:
        access.admit(tx, dossier.circle_id, stranger, tx.now + timedelta(hours=4))
    assert daily(house).finies == 1
    listed = house.rows(CircleMember, CircleMember.circle_id == dossier.circle_id)
    assert stranger not in {member.person_id for member in listed if member.until is None}


def test_the_debt_outlives_the_accompaniment(house: House) -> None:
    planted(house)
    ends(house, 0, 31, TWO_YEARS, 31)
    assert house.rows(Answer) == house.rows(Note) == []
    assert len(house.rows(LienCompte)) == len(house.rows(Dossier)) == len(house.rows(Menage)) == 1
    done = {event.classe for event in house.rows(Evenement) if event.is_done}
    assert done == {"SUIVI_BAILLEUR", "SOCIAL"}


def test_a_household_stays_as_long_as_another_dossier_needs_it(house: House) -> None:
    from tests.engine.suivi.menages.homes import open_for

    reference = planted(house)
    other = open_for(house, known=reference)
    ends(house, 0, 31, TWO_YEARS, 31, 13 * 31, 31)
    assert [row.reference for row in house.rows(Dossier)] == [other]
    assert len(house.rows(Menage)) == 1 and len(house.rows(Personne)) == 2


def test_nothing_ends_while_a_protection_goes_on(house: House) -> None:
    """The measure is refused, the référente unique follows on: the file is not over."""
    case, volet = agreed(house)
    house.do(volet, "plan_securite", PLAN)
    house.do(volet, "demander_aide", {"auu_demandee": "NON"})
    house.do(volet, "demarches_protection", {"demarches_faites": []})
    housed = {"mode_logement": "BAIL_DIRECT", "adresse_confidentielle": "OUI"}
    house.do(volet, "logement_securise", housed)
    house.do(case, "avis_mdl", AVIS_MDL)
    house.do(case, "avis_bailleur", AVIS_BAILLEUR)
    assert house.dossier(case).statut == "SANS_SUITE"
    assert house.tasks(case) == house.tasks(volet) == []
    ends(house, 0, 31)
    assert house.rows(Evenement) == []
