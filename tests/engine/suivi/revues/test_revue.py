"""A review from its convocation to its minutes; its decisions in the dossiers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from engine.bpm.diagrams.models import Release
from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Message
from engine.bpm.tasks.models import Task
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.menages.errors import ChangedMeanwhile
from engine.suivi.revues.carry import carry_decision
from engine.suivi.revues.codes import REVUE, Decision, Etat, RaisonFin, Suite
from engine.suivi.revues.convene import convene, open_due_revue
from engine.suivi.revues.errors import LigneReduite, RevueEnCours, RevueFermee
from engine.suivi.revues.find import find_revue, textes_of
from engine.suivi.revues.models import LigneRevue, Revue
from engine.suivi.revues.read import find_fiche, lignes, totals
from engine.suivi.revues.write import Decide, decide, write_synthese
from tests.engine.suivi.revues.story import (
    accepted,
    convened,
    decided,
    entered,
    held,
    in_three_weeks,
    ligne,
    restricted,
    revue,
)
from tests.house import PARTAGE, House
from tests.stories import PREDIAGNOSTIC


def read(house: House, group: str) -> dict[str, bool]:
    """The references that somebody of a group reads in the review, and whether each is reduced."""
    with house.acting(group) as tx:
        return {one.reference: one.is_reduite for one in lignes(tx, revue(house))}


# --- convened ----------------------------------------------------------------


@pytest.mark.parametrize("group", ["XLH_PILOTE", "MDL_CHEF"])
def test_either_partner_convenes_a_review_and_the_referents_are_told(
    house: House, group: str
) -> None:
    reference = entered(house)
    found = convened(house, group)
    assert (found.numero, found.etat) == ("2026-1", Etat.PREPARATION)
    assert found.prevue_le == in_three_weeks(house)
    assert house.tasks(found.instance_id) == ["preparer_syntheses"]
    assert house.told(found.instance_id) == ["revue_a_preparer"]
    assert list(read(house, "MDL_TS")) == [reference]
    with house.acting("MDL_TS") as tx:
        assert textes_of(tx, found) == {"ordre_du_jour": "Les entrées de l’été"}


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_IS", "XLH_PREC", "XLH_RELOG", "REFERENTE_VVC"])
def test_nobody_else_does(house: House, group: str) -> None:
    with pytest.raises(NotAllowed), house.acting(group) as tx:
        convene(tx, in_three_weeks(house))
    assert house.rows(Revue) == []


def test_there_is_one_review_at_a_time_and_none_in_the_past(house: House) -> None:
    convened(house)
    with pytest.raises(RevueEnCours), house.acting("MDL_CHEF") as tx:
        convene(tx, in_three_weeks(house))
    accepted_after = held_over(house)
    assert accepted_after.etat == Etat.TERMINEE
    with pytest.raises(AnswersRefused), house.acting("MDL_CHEF") as tx:
        convene(tx, date(2026, 9, 6))
    with house.acting("MDL_CHEF") as tx:
        assert convene(tx, in_three_weeks(house)).numero == "2026-2"


def held_over(house: House) -> Revue:
    house.do(revue(house).instance_id, "preparer_syntheses", {"syntheses_pretes": "OUI"})
    return accepted(house)


def test_the_years_dates_open_a_review_once_to_be_convened_by_the_pilote(house: House) -> None:
    assert due(house) == 0  # 7 September: the one of April is too old
    house.at = datetime(2026, 10, 15, 6, tzinfo=UTC)
    assert [due(house) for _ in range(3)] == [1, 0, 0]
    found = revue(house)
    assert (found.etat, found.prevue_le) == (Etat.A_CONVOQUER, None)
    assert house.task(found.instance_id, "convoquer").group_code == "XLH_PILOTE"
    answers = {"date_revue": "2026-11-05", "ordre_du_jour": "Le bilan de l’année"}
    house.do(found.instance_id, "convoquer", answers)
    assert revue(house).prevue_le == date(2026, 11, 5)
    assert revue(house).etat == Etat.PREPARATION


def test_no_review_is_opened_before_its_diagram_is_published(house: House) -> None:
    with house.system() as tx:
        tx.session.execute(update(Release).where(Release.root == REVUE).values(root="autre"))
    house.at = datetime(2026, 10, 15, 6, tzinfo=UTC)
    assert due(house) == 0


def due(house: House) -> int:
    """How many reviews the year's dates open now."""
    return open_due_revue(house.database, at=house.at)


def test_the_session_opens_on_its_day_whatever_is_missing(house: House) -> None:
    entered(house)
    found = convened(house)
    house.time_passes(datetime(2026, 9, 28, 6, tzinfo=UTC))
    assert house.tasks(found.instance_id) == ["tenir_seance"]
    assert revue(house).etat == Etat.SEANCE


# --- who reads what ----------------------------------------------------------


def test_a_restricted_dossier_is_said_to_be_followed_and_to_those_of_its_list_alone(
    house: House,
) -> None:
    ordinary, hidden = entered(house), restricted(house)
    convened(house)
    assert read(house, "MDL_CHEF") == {ordinary: False, hidden: True}
    assert read(house, "XLH_PILOTE") == {ordinary: False, hidden: True}
    assert read(house, "XLH_IS") == {ordinary: False}
    house.hire("colleague")
    assert read(house, "colleague") == {ordinary: False}
    with house.acting("XLH_IS") as tx:
        assert sum(totals(lignes(tx, revue(house)))["volet"].values()) == 1
    with pytest.raises(NotFound), house.acting("colleague") as tx:
        find_fiche(tx, revue(house), hidden)
    with house.acting("MDL_CHEF") as tx:
        _, fiche = find_fiche(tx, revue(house), hidden)
        assert (fiche.chiffres, fiche.ligne.synthese) == (None, "Suivi en cours.")


def test_a_synthesis_written_before_the_dossier_was_restricted_is_not_read_any_more(
    house: House,
) -> None:
    case = house.open_dossier()
    reference = house.instance(case).reference
    convened(house)
    with house.acting() as tx:
        write_synthese(tx, "2026-1", reference, 0, "Un rendez-vous est pris.")
    house.do(case, "information_partage", PARTAGE)
    house.do(case, "prediagnostic", {**PREDIAGNOSTIC, "danger": "AVERE"})
    for group in ("MDL_CHEF", "XLH_PILOTE"):
        with house.acting(group) as tx:
            _, fiche = find_fiche(tx, revue(house), reference)
            assert fiche.ligne.synthese == "Suivi en cours."
    with pytest.raises(LigneReduite), house.acting() as tx:
        write_synthese(tx, "2026-1", reference, 1, "Encore")


@pytest.mark.parametrize("group", ["XLH_PREC", "XLH_RELOG", "REFERENTE_VVC", "EDITEUR_PROCESSUS"])
def test_other_trades_do_not_learn_of_a_review(house: House, group: str) -> None:
    convened(house)
    with pytest.raises(NotFound), house.acting(group) as tx:
        find_revue(tx, "2026-1")


# --- written -----------------------------------------------------------------


def test_the_synthesis_writes_itself_from_what_is_shared_and_the_referent_corrects_it(
    house: House,
) -> None:
    reference = entered(house)
    convened(house)
    with house.acting() as tx:
        read_lines, fiche = find_fiche(tx, revue(house), reference)
        assert [one.is_missing for one in read_lines] == [True]
        assert fiche.brouillon.startswith("Mesure en cours depuis le 7 septembre 2026.")
        assert "Il reste 365\u00a0jours." in fiche.brouillon
        write_synthese(tx, "2026-1", reference, 0, "Le ménage cherche un T3.")
    with house.acting("XLH_PILOTE") as tx:
        read_lines, fiche = find_fiche(tx, revue(house), reference)
        assert fiche.ligne.synthese == "Le ménage cherche un T3."
        assert [one.is_missing for one in read_lines] == [False]
    kept = ligne(house, reference)
    assert kept.synthese is not None and b"T3" not in kept.synthese


def test_the_landlord_writes_no_synthesis_and_a_referent_no_decision(house: House) -> None:
    reference = entered(house)
    held(house)
    for group in ("XLH_PILOTE", "XLH_IS"):
        with pytest.raises(NotAllowed), house.acting(group) as tx:
            write_synthese(tx, "2026-1", reference, 0, "Non")
    for group in ("MDL_TS", "XLH_IS"):
        with pytest.raises(NotAllowed), house.acting(group) as tx:
            decide(tx, "2026-1", reference, 0, Decide(Decision.CONTINUER))


def test_two_partners_on_the_same_page_do_not_write_over_each_other(house: House) -> None:
    reference = entered(house)
    held(house)
    decided(house, reference, Decide(Decision.CONTINUER, releve="On continue."), "XLH_PILOTE")
    with pytest.raises(ChangedMeanwhile), house.acting("MDL_CHEF") as tx:
        decide(tx, "2026-1", reference, 0, Decide(Decision.CLORE))
    kept = ligne(house, reference)
    assert (kept.decision, kept.version) == (Decision.CONTINUER, 1)


def test_of_a_restricted_dossier_the_decision_alone_is_written(house: House) -> None:
    reference = restricted(house)
    held(house)
    with pytest.raises(LigneReduite), house.acting("MDL_CHEF") as tx:
        decide(tx, "2026-1", reference, 0, Decide(Decision.CONTINUER, releve="Un mot"))
    decided(house, reference, Decide(Decision.CONTINUER), "XLH_PILOTE")
    assert ligne(house, reference).decision == Decision.CONTINUER


def test_a_forbidden_number_is_refused_and_nothing_is_kept(house: House) -> None:
    reference = entered(house)
    held(house)
    with pytest.raises(AnswersRefused), house.acting("MDL_CHEF") as tx:
        decide(tx, "2026-1", reference, 0, Decide(releve="NIR 2 85 03 40 088 123 72"))
    assert ligne(house, reference).version == 0


# --- carried -----------------------------------------------------------------


def suites(house: House) -> list[str]:
    """The open tasks that reviews have asked for, by element."""
    found = house.rows(DossierInstance, DossierInstance.role == "revue")
    return sorted(e for link in found for e in house.tasks(link.instance_id))


def test_nothing_reaches_a_dossier_before_both_sides_accept_the_minutes(house: House) -> None:
    reference = entered(house)
    held(house)
    decided(house, reference, Decide(Decision.AJUSTER))
    found = accepted(house, bailleur="NON")
    assert (found.etat, found.accepte_mdl_le) == (Etat.SEANCE, None)
    assert suites(house) == []
    decided(house, reference, Decide(Decision.AJUSTER, a_revoir_le=date(2026, 10, 30)))
    found = accepted(house)
    assert found.etat == Etat.TERMINEE and found.presents == ["MDL_CHEF", "XLH_PILOTE"]
    assert suites(house) == ["ajuster_projet"]
    (task,) = house.rows(Task, Task.element == "ajuster_projet")
    assert (task.group_code, task.due_on) == ("MDL_TS", date(2026, 10, 30))
    assert ligne(house, reference).suite == Suite.TACHE


def test_to_close_ends_the_measure_by_its_own_event_once(house: House) -> None:
    reference = entered(house)
    held(house)
    decided(house, reference, Decide(Decision.CLORE, RaisonFin.OBJECTIFS_ATTEINTS))
    accepted(house)
    (case,) = house.rows(Instance, Instance.reference == reference)
    assert "annoncer_fin" in house.tasks(case.id)
    assert ligne(house, reference).suite == Suite.SIGNALEE
    with house.system() as tx:  # the promise kept twice
        carry_decision(tx, tx.session.scalars(select(LigneRevue)).one())
        found = tx.session.scalar(select(func.count(Message.id)).where(Message.id.like("revue:%")))
        assert found == 1


def test_to_close_what_is_no_measure_yet_asks_the_chef(house: House) -> None:
    case = house.open_dossier()
    reference = house.instance(case).reference
    held(house)
    decided(house, reference, Decide(Decision.CLORE))
    accepted(house)
    assert suites(house) == ["arreter_suivi"]


def test_to_continue_asks_nothing_and_a_dossier_closed_since_is_left_in_peace(
    house: House,
) -> None:
    first, second = entered(house), entered(house)
    held(house)
    decided(house, first, Decide(Decision.CONTINUER))
    decided(house, second, Decide(Decision.AJUSTER))
    with house.system() as tx:
        tx.session.scalars(select(Dossier).where(Dossier.reference == second)).one().statut = "CLOS"
        tx.session.flush()
    accepted(house)
    assert suites(house) == []
    assert [ligne(house, one).suite for one in (first, second)] == [Suite.AUCUNE, Suite.SANS_OBJET]


def test_a_decision_about_a_restricted_dossier_is_carried_whoever_accepts_last(
    house: House,
) -> None:
    reference = restricted(house)
    held(house)
    decided(house, reference, Decide(Decision.DEROGER))
    accepted(house)
    (link,) = house.rows(DossierInstance, DossierInstance.role == "revue")
    (task,) = house.rows(Task, Task.instance_id == link.instance_id)
    assert task.element == "demander_derogation"
    assert task.circle_id == ligne(house, reference).circle_id


def test_a_closed_review_is_not_written_any_more(house: House) -> None:
    reference = entered(house)
    held(house)
    house.do(revue(house).instance_id, "tenir_seance", {
        "date_seance": "2026-09-28", "presents_revue": ["MDL_CHEF"],
    })  # fmt: skip
    with pytest.raises(RevueFermee), house.acting("MDL_CHEF") as tx:
        decide(tx, "2026-1", reference, 0, Decide(Decision.CONTINUER))
    with pytest.raises(RevueFermee), house.acting("MDL_CHEF") as tx:
        write_synthese(tx, "2026-1", reference, 0, "Trop tard")


def test_a_dossier_opened_since_has_its_line_when_the_session_opens(house: House) -> None:
    found = convened(house)
    assert read(house, "MDL_CHEF") == {}
    reference = entered(house)
    house.at += timedelta(days=1)
    house.do(found.instance_id, "preparer_syntheses", {"syntheses_pretes": "OUI"})
    house.keep_promises()
    assert list(read(house, "MDL_CHEF")) == [reference]
