"""What a form says of a project is its project: nobody types it twice."""

from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.models import Answer
from engine.suivi.prefill import prefilled
from engine.suivi.projets.given import ObjectifGiven
from engine.suivi.projets.keep_objectif import keep_objectif
from engine.suivi.projets.models import Objectif, Projet, Signature
from engine.suivi.projets.prepare import prepare_projet
from tests.engine.suivi.projets.conftest import at
from tests.engine.suivi.projets.desk import drafted, prepared, read
from tests.house import House

DRAFTED = {
    "themes_projet": ["LOGEMENT", "BUDGET"],
    "objectifs": "- Trouver un T3\n- Tenir un budget\n",
    "engagements": "Un rendez-vous par mois.",
    "langue_simple": "OUI",
}


def test_the_drafting_makes_a_draft_and_its_objectives(house: House) -> None:
    case = at(house, "diagnostic")
    house.do(case, "redaction_ppal", DRAFTED)
    found = read(house, house.instance(case).reference)
    assert [(one.row.theme, one.libelle) for one in found.objectifs] == [
        ("LOGEMENT", "Trouver un T3"),
        ("BUDGET", "Tenir un budget"),
    ]
    draft = found.en_cours("PPAL")
    assert draft is not None and draft.row.is_draft and draft.row.langue_simple
    assert draft.contenu.engagements == "Un rendez-vous par mois."


def test_what_the_page_holds_already_is_left_as_it_is(house: House) -> None:
    case = at(house, "diagnostic")
    drafted(house, house.instance(case).reference)
    house.do(case, "redaction_ppal", DRAFTED)
    assert len(house.rows(Objectif)) == len(house.rows(Projet)) == 1


def test_the_drafting_is_filled_with_what_the_page_holds(house: House) -> None:
    case = at(house, "diagnostic")
    reference = house.instance(case).reference
    drafted(house, reference, engagements_menage="Venir aux rendez-vous.")
    with house.acting() as tx:
        known = prefilled(tx, reference, "redaction_ppal")
    assert known == {
        "themes_projet": ["LOGEMENT"],
        "objectifs": "Préparer un dossier de demande complet",
        "engagements": "Le ménage : Venir aux rendez-vous.",
    }
    with house.acting("XLH_PREC") as tx:
        assert prefilled(tx, reference, "redaction_ppal") == {}


def test_the_signature_of_the_task_marks_the_prepared_version_signed(house: House) -> None:
    case = at(house, "redaction_ppal")
    reference = house.instance(case).reference
    draft = read(house, reference).en_cours("PPAL")
    assert draft is not None
    with house.acting() as tx:
        prepare_projet(tx, reference, draft.row.id)
    told = {"date_signature": "2026-10-05", "mode_signature": "PAPIER"}
    house.do(case, "signature_ppal", {**told, "signataires": ["MENAGE", "MDL"]})
    projet = house.row(Projet, draft.row.id)
    assert (projet.statut, projet.signe_le.isoformat()) == ("SIGNE", "2026-10-05")
    assert sorted(one.partie for one in house.rows(Signature)) == ["MDL", "MENAGE"]


def test_a_corrected_date_moves_the_signatures_that_the_task_told(house: House) -> None:
    case = at(house, "redaction_ppal")
    told = {"signataires": ["MENAGE"], "mode_signature": "PAPIER"}
    house.do(case, "signature_ppal", {**told, "date_signature": "2026-10-05"})
    (answer,) = house.rows(Answer, Answer.element == "signature_ppal")
    with house.acting() as tx:
        again = {**told, "date_signature": "2026-10-02"}
        correct_answer(tx, answer.id, again, "Une erreur de date")
    assert [one.jour.isoformat() for one in house.rows(Signature)] == ["2026-10-02"]


def test_without_the_household_nothing_is_signed(house: House) -> None:
    case = at(house, "redaction_ppal")
    told = {"date_signature": "2026-10-05", "mode_signature": "PAPIER"}
    house.do(case, "signature_ppal", {**told, "signataires": ["MDL"]})
    assert [one.statut for one in house.rows(Projet)] == ["BROUILLON"]


def test_a_maintien_has_its_own_project(house: House) -> None:
    at(house, "signature_maintien", "maintien_sans_dette")
    (projet,) = house.rows(Projet)
    assert (projet.type, projet.statut) == ("PPML", "SIGNE")


def test_a_draft_prepared_for_the_drafting_task_keeps_its_text(house: House) -> None:
    case = at(house, "diagnostic")
    reference = house.instance(case).reference
    projet_id = prepared(house, reference, presentation="Un T3")
    with house.acting() as tx:
        keep_objectif(tx, reference, ObjectifGiven("BUDGET", "Plus tard"))
    house.do(case, "redaction_ppal", DRAFTED)
    (version,) = read(house, reference).versions
    assert version.row.id == projet_id and version.contenu.engagements == ""
