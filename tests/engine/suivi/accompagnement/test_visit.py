"""One screen for a visit: the contact, the follow-up task and the next rendez-vous, or nothing."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.models import Answer
from engine.bpm.tasks.claim import claim_task
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused, NotAllowed, TaskAlreadyClosed
from engine.suivi.accompagnement.given import ContactGiven, RendezVousGiven
from engine.suivi.accompagnement.models import AncienEcrit, Contact, Note, RendezVous
from engine.suivi.accompagnement.offline import offline_key
from engine.suivi.accompagnement.open_visit import open_visit
from engine.suivi.accompagnement.opening import open_journal
from engine.suivi.accompagnement.plan_rendez_vous import plan_rendez_vous
from engine.suivi.accompagnement.radar import quiet_dossiers
from engine.suivi.accompagnement.visit import VisitGiven, VisitTaskClosed, record_visit
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe
from tests.house import DAY, House
from tests.web.office import open_office
from tests.web.stories import replay

TEXTS = {Classe.PARTAGE: "Tout va bien.", Classe.MDL: "Budget à revoir."}
FOLLOW_UP = {"loyer_paye": "OUI", "themes": ["ENERGIE"], "prochaine_etape": "CONTINUER"}


@pytest.fixture
def case(house: House, tmp_path: Path) -> UUID:
    """A household in its dwelling: « Suivi mensuel » is to be done."""
    case, _ = replay(open_office(house, tmp_path), "acces_bail_direct", "visite_j45")
    return case


def contact(house: House, **changed: object) -> ContactGiven:
    sound = {"jour": paris_day(house.at), "canal": "VAD", "presence": "HONORE", "textes": TEXTS}
    return ContactGiven(**{**sound, **changed})


def visit(house: House, case: UUID, **changed: object) -> VisitGiven:
    task = house.task(case, "suivi_mensuel").id
    following = RendezVousGiven(house.at + 21 * DAY, 60, "DOMICILE")
    sound = {"contact": contact(house), "taches": {task: FOLLOW_UP}, "prochain": following}
    return VisitGiven(**{**sound, **changed})


def test_one_act_fills_everything(house: House, case: UUID, reference: str) -> None:
    before = len(house.rows(Contact))
    with house.acting() as tx:
        done = record_visit(tx, reference, visit(house, case))
    assert [task.name for task in done.done] == ["Suivi mensuel"]
    assert house.tasks(case) == []
    (answer,) = house.rows(Answer, Answer.element == "suivi_mensuel")
    kept = house.row(Contact, done.contact.id)
    assert (kept.canal, kept.answer_id) == ("VAD", answer.id)
    assert len(house.rows(Contact)) == before + 1, "the task's answer made no second contact"
    assert len(house.rows(Note, Note.contact_id == kept.id)) == 2
    assert len(house.rows(RendezVous)) == 1


def test_what_the_screen_knows_is_not_asked_again(house: House, reference: str) -> None:
    with house.acting() as tx:
        page = open_visit(tx, reference)
        (one,) = page.tasks
        assert [field.key for field in one.asked] == ["loyer_paye", "themes", "prochaine_etape"]
        assert page.last and page.last.contact and page.last.contact.canal == "VAD"


def test_every_problem_is_told_at_once_and_nothing_is_written(
    house: House, case: UUID, reference: str
) -> None:
    before = len(house.rows(Contact))
    task = house.task(case, "suivi_mensuel").id
    wrong = visit(
        house,
        case,
        contact=contact(house, canal="x", textes={Classe.MDL: "x" * 501}),
        taches={task: {"themes": ["INCONNU"]}},
        prochain=RendezVousGiven(None, 60, "DOMICILE"),
    )
    with pytest.raises(AnswersRefused) as refused, house.acting() as tx:
        record_visit(tx, reference, wrong)
    assert refused.value.errors.keys() == {
        "canal",
        "texte_MDL",
        "prochain_debut",
        f"tache_{task}_loyer_paye",
        f"tache_{task}_themes",
        f"tache_{task}_prochaine_etape",
    }
    assert len(house.rows(Contact)) == before
    assert house.tasks(case) == ["suivi_mensuel"]


def test_sent_twice_it_is_kept_once(house: House, case: UUID, reference: str) -> None:
    given = visit(house, case, contact=contact(house, numero=uuid4().hex))
    with house.acting() as tx:
        first = record_visit(tx, reference, given)
    with house.acting() as tx:
        again = record_visit(tx, reference, given)
    assert (again.contact.id, again.is_new) == (first.contact.id, False)
    assert len(house.rows(RendezVous)) == 1


def test_a_task_done_meanwhile_is_a_conflict_that_loses_nothing(
    house: House, case: UUID, reference: str
) -> None:
    given = visit(house, case)
    house.do(case, "suivi_mensuel", {"date_suivi": str(paris_day(house.at)), **FOLLOW_UP})
    before = len(house.rows(Contact))
    with pytest.raises(VisitTaskClosed), house.acting() as tx:
        record_visit(tx, reference, given)
    assert len(house.rows(Contact)) == before
    with house.acting() as tx:
        record_visit(tx, reference, VisitGiven(given.contact, {}, given.prochain))
    assert len(house.rows(Contact)) == before + 1


def test_a_colleagues_task_is_shown_and_not_done(house: House, case: UUID, reference: str) -> None:
    house.hire("bruno")
    with house.acting("bruno") as tx:
        claim_task(tx, house.task(case, "suivi_mensuel").id)
    with house.acting() as tx:
        (one,) = open_visit(tx, reference).tasks
        assert (one.is_mine, one.holder) == (False, "Bruno")
    with pytest.raises(VisitTaskClosed), house.acting() as tx:
        record_visit(tx, reference, visit(house, case))


def test_the_rendez_vous_that_it_was_is_settled_with_it(
    house: House, case: UUID, reference: str
) -> None:
    with house.acting() as tx:
        planned = plan_rendez_vous(tx, reference, RendezVousGiven(house.at + DAY, 60, "DOMICILE"))
    house.at += 2 * DAY
    with house.acting() as tx:
        page = open_visit(tx, reference)
        assert page.was_planned and page.was_planned.row.id == planned.id
        given = contact(house, presence="ABSENT", rendez_vous_id=planned.id)
        record_visit(tx, reference, VisitGiven(given))
    assert house.row(RendezVous, planned.id).statut == "ABSENT"
    assert house.tasks(case) == ["suivi_mensuel"]


def test_the_landlords_pilote_writes_no_visit(house: House, case: UUID, reference: str) -> None:
    with pytest.raises(NotAllowed), house.acting("XLH_PILOTE") as tx:
        record_visit(tx, reference, VisitGiven(contact(house, textes={})))


def test_a_class_not_ones_own_is_refused_whole(house: House, case: UUID, reference: str) -> None:
    before = len(house.rows(Contact))
    with pytest.raises(NotAllowed), house.acting("XLH_IS") as tx:
        record_visit(tx, reference, VisitGiven(contact(house)))  # with a note of the MDL
    assert len(house.rows(Contact)) == before


# --- by « Mes tâches » -------------------------------------------------------


def test_a_follow_up_answered_in_my_tasks_is_in_the_journal_too(
    house: House, case: UUID, reference: str
) -> None:
    day = str(paris_day(house.at))
    answers = {**FOLLOW_UP, "date_suivi": day, "synthese": "Vu.", "note_mdl": "À revoir."}
    house.do(case, "suivi_mensuel", answers)
    (answer,) = house.rows(Answer, Answer.element == "suivi_mensuel")
    (heard,) = house.rows(Contact, Contact.answer_id == answer.id)
    assert (heard.canal, heard.presence, str(heard.jour)) == (None, "HONORE", day)
    assert {n.classe for n in house.rows(Note, Note.contact_id == heard.id)} == {"PARTAGE", "MDL"}


def test_correcting_the_answer_corrects_the_journal_within_its_history(
    house: House, case: UUID, reference: str
) -> None:
    before = {**FOLLOW_UP, "date_suivi": str(paris_day(house.at)), "synthese": "Vu."}
    house.do(case, "suivi_mensuel", before)
    (answer,) = house.rows(Answer, Answer.element == "suivi_mensuel")
    earlier = paris_day(house.at - DAY)
    with house.acting() as tx:
        after = {**before, "date_suivi": str(earlier), "synthese": "Vu hier.", "note_mdl": "RAS"}
        correct_answer(tx, answer.id, after, "Erreur de jour")
    (correction,) = house.rows(Answer, Answer.corrects_id == answer.id)
    (heard,) = house.rows(Contact, Contact.answer_id == correction.id)
    assert heard.jour == earlier and heard.modifie_le == house.at
    assert len(house.rows(AncienEcrit)) == 2  # the day, and the text
    assert len(house.rows(Note, Note.contact_id == heard.id)) == 2


# --- the radar, and the key of the offline draft -----------------------------


def test_a_dossier_without_contact_for_21_days_is_told_to_the_mdl_alone(
    house: House, case: UUID, reference: str
) -> None:
    dossier = house.dossier(case)

    def quiet(group: str = "MDL_TS") -> dict[UUID, int]:
        with house.acting(group) as tx:
            return quiet_dossiers(tx, [tx.session.get_one(Dossier, dossier.id)])

    house.at += timedelta(days=20)
    assert quiet() == {}
    house.at += DAY
    assert (quiet(), quiet("MDL_CHEF")) == ({dossier.id: 21}, {dossier.id: 21})
    assert quiet("XLH_IS") == quiet("XLH_PILOTE") == {}
    with house.acting() as tx:
        absent = contact(house, presence="ABSENT", textes={})
        record_visit(tx, reference, VisitGiven(absent))
    assert quiet() == {dossier.id: 21}, "an absence is no contact"
    with house.acting() as tx:
        record_visit(tx, reference, VisitGiven(contact(house)))
    assert quiet() == {}


def test_each_person_has_a_key_of_their_own_for_each_dossier(house: House, reference: str) -> None:
    other = house.instance(house.open_dossier()).reference
    keys = set()
    for group in ("MDL_TS", "MDL_CHEF"):
        for name in (reference, other):
            with house.acting(group) as tx:
                dossier = open_journal(tx, name)
                found = offline_key(tx, dossier)
                assert found == offline_key(tx, dossier), "the same after signing in again"
                assert len(found.key) == 32 and found.mark not in found.key.hex()
                keys.add((found.key, found.mark))
    assert len(keys) == 4


def test_two_at_once_complete_the_task_once(house: House, case: UUID, reference: str) -> None:
    given = visit(house, case)
    with house.acting() as tx:
        record_visit(tx, reference, given)
    with pytest.raises((VisitTaskClosed, TaskAlreadyClosed)), house.acting() as tx:
        record_visit(tx, reference, given)
