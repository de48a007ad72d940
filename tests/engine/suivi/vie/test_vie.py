"""The life of a dossier as rows: référents by date, suspensions, exemptions, how it ended."""

import json
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from engine.bpm.timers.models import Timer
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.derogations.ask import ask_derogation, withdraw_derogation
from engine.suivi.derogations.errors import DerogationClose, DerogationFermee
from engine.suivi.derogations.models import Derogation, SignatureDerogation
from engine.suivi.derogations.sign import read_derogations, sign_derogation
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.motifs import MOTIFS, Nature, nature_of
from engine.suivi.dossiers.statut import StatutDossier, statut_of
from engine.suivi.menages.name_referent import name_referent
from engine.suivi.referents.models import Referent
from engine.suivi.referents.read import read_referents
from engine.suivi.regles.models import Regle
from engine.suivi.suspensions.suspend import cancel, read_suspensions, resume, suspend
from tests.engine.suivi.menages.homes import DANGER, agree, open_for, shared
from tests.house import DAY, House
from tests.stories import ACCORD, AVIS, PREDIAGNOSTIC, let_in

ASKED = {"nouvelle_date": "07/12/2027", "motif": "LOGEMENT_ATTENDU", "situation": "En attente."}


def entered(house: House, prediagnostic: dict[str, Any] = PREDIAGNOSTIC) -> tuple[UUID, str]:
    reference = open_for(house)
    case = agree(house, reference)
    house.do(case, "prediagnostic", prediagnostic)
    let_in(house, case)
    return case, reference


def open_the_rule(house: House) -> None:
    with house.system() as tx:
        rule = update(Regle).where(Regle.code == "DEROGATION_DUREE")
        tx.session.execute(rule.values(valeur="OUVERTE"))


def statut(house: House, case: UUID, group: str = "MDL_TS") -> str:
    with house.acting(group) as tx:
        return statut_of(tx, tx.session.get_one(Dossier, house.dossier(case).id))


def ask(house: House, reference: str, **typed: str) -> UUID:
    with house.acting() as tx:
        return ask_derogation(tx, reference, {**ASKED, **typed}).id


def sign(house: House, row_id: UUID, group: str, *, accepts: bool = True) -> None:
    with house.acting(group) as tx:
        sign_derogation(tx, row_id, accepts=accepts)


def test_whoever_opens_then_whoever_is_named_follow_each_other(house: House) -> None:
    reference = shared(house)
    other = house.hire("COLLEGUE")
    house.at += 3 * DAY
    with house.acting("MDL_CHEF") as tx:
        name_referent(tx, reference, str(other), "CHARGE")
    with house.acting() as tx:
        rows = read_referents(tx, tx.session.get_one(Dossier, house.rows(Dossier)[0].id))
    told = [(one.nom, one.motif, one.du.day, one.au and one.au.day) for one in rows]
    assert told == [
        ("Collegue", "CHARGE", 10, None),
        ("Travailleur social MDL", "OUVERTURE", 7, 9),
    ]
    assert rows[0].nomme_par == "Chef de service MDL"


def test_by_the_landlord_s_door_each_side_has_its_own(house: House) -> None:
    reference = open_for(house, "XLH_IS")
    case = agree(house, reference)
    house.do(case, "prediagnostic", PREDIAGNOSTIC)
    rows = house.rows(Referent)
    told = {row.role: (row.motif, row.person_id) for row in rows}
    assert told == {
        "BAILLEUR": ("OUVERTURE", house.people["XLH_IS"]),
        "MDL": ("PREDIAGNOSTIC", house.people["MDL_TS"]),
    }


def test_a_suspension_holds_on_its_days_and_moves_nothing(house: House) -> None:
    case, reference = entered(house)
    before = house.dossier(case).date_fin_max
    with house.acting() as tx:
        row = suspend(tx, reference, {"du": "07/09/2026", "motif": "HOSPITALISATION"})
    assert statut(house, case) == StatutDossier.SUSPENDU
    assert statut(house, case, "XLH_PILOTE") == StatutDossier.SUSPENDU
    house.at += 10 * DAY
    with house.acting() as tx:
        resume(tx, reference, row.id, {"reprise": "17/09/2026"})
    assert statut(house, case) == StatutDossier.EN_COURS
    assert house.dossier(case).date_fin_max == before


def test_the_landlord_reads_the_days_and_neither_why_nor_the_pen(house: House) -> None:
    _, reference = entered(house)
    with house.acting() as tx:
        suspend(tx, reference, {"du": "07/09/2026", "motif": "HOSPITALISATION"})
    with house.acting("XLH_IS") as tx:
        dossier = house.rows(Dossier)[0]
        assert [one.motif for one in read_suspensions(tx, dossier)] == [""]
        with pytest.raises(NotAllowed):
            suspend(tx, reference, {"du": "07/10/2026", "motif": "AUTRE"})


def test_suspensions_do_not_cross_and_a_mistake_is_taken_back(house: House) -> None:
    case, reference = entered(house)
    with house.acting() as tx:
        row = suspend(tx, reference, {"du": "07/09/2026", "motif": "AUTRE"})
    with pytest.raises(AnswersRefused), house.acting() as tx:
        suspend(tx, reference, {"du": "20/09/2026", "motif": "AUTRE"})
    with house.acting() as tx:
        cancel(tx, reference, row.id)
    assert statut(house, case) == StatutDossier.EN_COURS


def test_a_measure_not_begun_is_not_suspended(house: House) -> None:
    reference = shared(house)
    with pytest.raises(AnswersRefused), house.acting() as tx:
        suspend(tx, reference, {"du": "07/09/2026", "motif": "AUTRE"})


def test_closed_by_the_rule_nothing_is_asked(house: House) -> None:
    _, reference = entered(house)
    with pytest.raises(DerogationFermee):
        ask(house, reference)
    assert house.rows(Derogation) == []


@pytest.mark.parametrize("order", [("MDL_CHEF", "XLH_PILOTE"), ("XLH_PILOTE", "MDL_CHEF")])
def test_both_signatures_move_the_end_and_its_timers(house: House, order: tuple[str, str]) -> None:
    open_the_rule(house)
    case, reference = entered(house)
    row_id = ask(house, reference)
    sign(house, row_id, order[0])
    assert house.dossier(case).date_fin_max == date(2027, 9, 7)
    sign(house, row_id, order[1])
    assert house.dossier(case).date_fin_max == date(2027, 12, 7)
    (timer,) = house.rows(Timer, Timer.element == "seuil_j15")
    assert timer.due_at.date() == date(2027, 11, 22)
    assert house.row(Derogation, row_id).statut == "ACCORDEE"


def test_one_refusal_closes_it(house: House) -> None:
    open_the_rule(house)
    case, reference = entered(house)
    row_id = ask(house, reference)
    sign(house, row_id, "XLH_PILOTE", accepts=False)
    with pytest.raises(DerogationClose):
        sign(house, row_id, "MDL_CHEF")
    assert house.dossier(case).date_fin_max == date(2027, 9, 7)
    assert ask(house, reference) != row_id, "another one may be asked"


def test_nobody_signs_twice_nor_for_another_trade(house: House) -> None:
    open_the_rule(house)
    _, reference = entered(house)
    row_id = ask(house, reference)
    sign(house, row_id, "MDL_CHEF")
    with pytest.raises(DerogationClose):
        sign(house, row_id, "MDL_CHEF")
    for group in ("MDL_TS", "XLH_IS"):
        with pytest.raises(NotAllowed):
            sign(house, row_id, group)
    assert len(house.rows(SignatureDerogation)) == 1


def test_a_request_is_given_up_and_another_waits_for_nobody(house: House) -> None:
    open_the_rule(house)
    _, reference = entered(house)
    row_id = ask(house, reference)
    with pytest.raises(DerogationClose):
        ask(house, reference)
    with house.acting() as tx:
        withdraw_derogation(tx, reference, row_id)
    with pytest.raises(DerogationClose):
        sign(house, row_id, "MDL_CHEF")


def test_on_a_restricted_file_the_pilote_signs_and_reads_no_reason(house: House) -> None:
    open_the_rule(house)
    case, reference = entered(house, DANGER)
    assert house.dossier(case).is_restreint
    row_id = ask(house, reference)
    with house.acting("XLH_PILOTE") as tx:
        (told,) = read_derogations(tx)
        assert (told.reference, told.motif, told.situation) == (reference, "", "")
        assert told.is_mine_to_sign
    with house.acting("XLH_IS") as tx:
        assert read_derogations(tx) == []
    with pytest.raises(NotFound):
        sign(house, row_id, "XLH_IS")
    sign(house, row_id, "XLH_PILOTE")
    sign(house, row_id, "MDL_CHEF")
    assert house.dossier(case).date_fin_max == date(2027, 12, 7)


def test_what_was_written_of_it_is_sealed(house: House) -> None:
    open_the_rule(house)
    _, reference = entered(house)
    ask(house, reference, situation="Le bébé naît en mai.")
    (row,) = house.rows(Derogation)
    assert "bébé" not in row.contenu.decode("latin-1")


def test_where_a_dossier_stands_is_read_from_its_open_steps(house: House) -> None:
    reference = open_for(house)
    (dossier,) = house.rows(Dossier, Dossier.reference == reference)
    seen = []

    def look() -> None:
        with house.acting() as tx:
            seen.append(statut_of(tx, tx.session.get_one(Dossier, dossier.id)).value)

    look()
    case = agree(house, reference)
    look()
    house.do(case, "prediagnostic", PREDIAGNOSTIC)
    look()
    for who in ("mdl", "bailleur"):
        house.do(case, f"avis_{who}", {f"avis_{who}": "ATTENTE", **AVIS})
    look()
    house.time_passes(house.at + 32 * DAY)
    look()
    house.do(case, "revue_attente", {"place_disponible": "OUI"})
    look()
    house.do(case, "accord_menage", {**ACCORD, "date_accord": "2026-10-09"})
    look()
    told = "REPERE PREDIAGNOSTIC ARBITRAGE LISTE_ATTENTE LISTE_ATTENTE EN_ATTENTE_ACCORD EN_COURS"
    assert seen == told.split()


def test_refused_by_the_partners_is_not_without_follow_up(house: House) -> None:
    case = agree(house, open_for(house))
    house.do(case, "prediagnostic", PREDIAGNOSTIC)
    refusal = {"avis_mdl": "REFUS", "motif_refus": "HORS_PUBLIC", **AVIS}
    house.do(case, "avis_mdl", refusal)
    told = {"avis_bailleur": "REFUS", "motif_refus_bailleur": "HORS_PUBLIC", **AVIS}
    house.do(case, "avis_bailleur", told)
    assert statut(house, case) == StatutDossier.REFUSE
    other = open_for(house, nom="Autre")
    case = agree(house, other, "NON")
    (dossier,) = house.rows(Dossier, Dossier.reference == other)
    with house.acting() as tx:
        assert statut_of(tx, tx.session.get_one(Dossier, dossier.id)) == StatutDossier.SANS_SUITE


def test_every_reason_of_the_form_has_a_nature(house: House) -> None:
    form = json.loads(house.folder.path.joinpath("formulaires/motif_sortie.form").read_text())
    (field,) = [one for one in form["components"] if one.get("key") == "motif_sortie"]
    assert {one["value"] for one in field["values"]} == MOTIFS.keys()


def test_another_landlord_is_a_success_in_acces_alone() -> None:
    def ended(volet: str) -> Nature | None:
        motif = "RELOGEMENT_AUTRE_BAILLEUR"
        return nature_of(Dossier(volet=volet, statut="CLOS", motif_sortie=motif))

    assert ended("ACCES") is Nature.POSITIVE
    assert ended("MAINTIEN") is Nature.NEUTRE
    assert nature_of(Dossier(volet="ACCES", statut="EN_COURS")) is None
