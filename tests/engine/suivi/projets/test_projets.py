"""A project is written, prepared, signed by all; what is signed never changes."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from engine.core.audit.models import AuditEntry
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.documents.models import Document
from engine.suivi.documents.read import content_of, find_document
from engine.suivi.dossiers.models import Dossier
from engine.suivi.projets.codes import StatutProjet, TypeProjet
from engine.suivi.projets.conclude import complete_signature
from engine.suivi.projets.given import ActionGiven, BrouillonGiven, ObjectifGiven
from engine.suivi.projets.keep_action import correct_action, withdraw_action
from engine.suivi.projets.keep_objectif import (
    keep_objectif,
    put_back_objectif,
    withdraw_objectif,
)
from engine.suivi.projets.models import Action, Objectif, Projet, Signature
from engine.suivi.projets.prepare import (
    ProjetNotAwaiting,
    prepare_projet,
    refuse_projet,
    take_back,
)
from engine.suivi.projets.settle import Avancee, settle_projet
from engine.suivi.projets.sign import AlreadySigned
from engine.suivi.projets.write_draft import (
    ProjetAlreadyBegun,
    ProjetNotDraft,
    start_draft,
    write_draft,
)
from engine.suivi.regles.models import Regle
from tests.engine.suivi.projets.conftest import at
from tests.engine.suivi.projets.desk import GOAL, drafted, paper, prepared, read, sign
from tests.house import House


def tags(house: House) -> list[str]:
    return [row.tag for row in house.rows(AuditEntry) if ":" in row.tag]


def test_an_objective_and_what_each_one_does_are_kept_sealed(house: House, reference: str) -> None:
    drafted(house, reference)
    (goal,) = read(house, reference).objectifs
    assert (goal.libelle, [a.libelle for a in goal.actions]) == (GOAL, ["Réunir les pièces"])
    (row,) = house.rows(Objectif)
    assert GOAL.encode() not in row.corps
    assert {"objectif:added", "action:added", "projet:begun", "projet:written"} <= set(tags(house))


def test_an_objective_is_corrected_taken_away_and_put_back(house: House, reference: str) -> None:
    drafted(house, reference)
    (row,), (action,) = house.rows(Objectif), house.rows(Action)
    with house.acting() as tx:
        keep_objectif(tx, reference, ObjectifGiven("BUDGET", "Autre", statut="EN_COURS"), row.id)
        correct_action(tx, reference, action.id, ActionGiven("MDL", "Relire", statut="FAITE"))
    (goal,) = read(house, reference).objectifs
    assert (goal.libelle, goal.row.theme, goal.row.statut) == ("Autre", "BUDGET", "EN_COURS")
    assert goal.actions[0].libelle == "Relire"
    with house.acting() as tx:
        withdraw_objectif(tx, reference, row.id)
    assert read(house, reference).objectifs == []
    with house.acting() as tx:
        put_back_objectif(tx, reference, row.id)
    assert [len(one.actions) for one in read(house, reference).objectifs] == [1]
    with house.acting() as tx:
        withdraw_action(tx, reference, action.id)
    assert [len(one.actions) for one in read(house, reference).objectifs] == [0]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (ObjectifGiven("SANTE", "Se soigner"), "theme"),
        (ObjectifGiven("BUDGET", "  "), "libelle"),
        (ObjectifGiven("BUDGET", "x" * 301), "libelle"),
        (ObjectifGiven("BUDGET", "Tenir", cible="2 85 05 78 006 084 91"), "cible"),
        (ObjectifGiven("BUDGET", "Tenir", is_day_read=False), "echeance"),
        (ObjectifGiven("BUDGET", "Tenir", statut="FINI"), "statut"),
    ],
)
def test_an_objective_that_is_wrong_is_refused_by_its_field(
    sqlite_house: House, given: ObjectifGiven, field: str
) -> None:
    case = sqlite_house.open_dossier()
    reference = sqlite_house.instance(case).reference
    with sqlite_house.acting() as tx, pytest.raises(AnswersRefused) as refusal:
        keep_objectif(tx, reference, given)
    assert field in refusal.value.errors
    assert sqlite_house.rows(Objectif) == []


def test_statuses_are_ticked_together_and_told_once(house: House, reference: str) -> None:
    drafted(house, reference)
    (goal,), (action,) = house.rows(Objectif), house.rows(Action)
    ticked = Avancee({goal.id: "EN_COURS"}, {action.id: "FAITE"})
    with house.acting() as tx:
        assert settle_projet(tx, reference, ticked) == 2
    with house.acting() as tx:
        assert settle_projet(tx, reference, ticked) == 0
    assert tags(house).count("projet:followed") == 1
    with house.acting() as tx, pytest.raises(AnswersRefused):
        settle_projet(tx, reference, Avancee({goal.id: "FINI"}))


def test_the_prepared_version_is_a_document_whose_fingerprint_is_shown(
    house: House, reference: str
) -> None:
    projet_id = prepared(house, reference, presentation="Un T3 à Dax")
    (document,) = house.rows(Document)
    projet = house.row(Projet, projet_id)
    assert (document.type, document.classe, document.mime) == (
        "PROJET",
        "PARTAGE",
        "application/pdf",
    )
    assert projet.sha256 == document.sha256
    with house.acting() as tx:
        found = find_document(tx, reference, document.id)
        assert found.nom == f"projet-{reference}-v1.pdf"
        assert content_of(tx, found).startswith(b"%PDF")


def test_nothing_is_prepared_without_an_objective_nor_twice(house: House, reference: str) -> None:
    with house.acting() as tx:
        empty = start_draft(tx, reference, TypeProjet.PPAL).id
    with house.acting() as tx, pytest.raises(AnswersRefused):
        prepare_projet(tx, reference, empty)
    assert house.rows(Document) == []
    with house.acting() as tx:
        keep_objectif(tx, reference, ObjectifGiven("LOGEMENT", GOAL))
        prepare_projet(tx, reference, empty)
    with house.acting() as tx, pytest.raises(ProjetNotDraft):
        prepare_projet(tx, reference, empty)
    with house.acting() as tx, pytest.raises(ProjetNotDraft):
        write_draft(tx, reference, empty, BrouillonGiven())
    with house.acting() as tx, pytest.raises(ProjetAlreadyBegun):
        start_draft(tx, reference, TypeProjet.PPAL)
    with house.acting() as tx, pytest.raises(AnswersRefused):
        start_draft(tx, reference, TypeProjet.PPML)  # not a volet of this dossier


def test_what_is_signed_stays_as_it_was_when_an_objective_changes(
    house: House, reference: str
) -> None:
    projet_id = prepared(house, reference)
    (goal,) = house.rows(Objectif)
    with house.acting() as tx:
        keep_objectif(tx, reference, ObjectifGiven("BUDGET", "Tout autre chose"), goal.id)
    (version,) = read(house, reference).versions
    assert [one.libelle for one in version.contenu.objectifs] == [GOAL]
    assert version.row.id == projet_id


def test_all_parties_sign_then_the_version_holds_and_its_task_is_done(house: House) -> None:
    case = at(house, "redaction_ppal")
    reference = house.instance(case).reference
    assert "signature_ppal" in house.tasks(case)
    version = read(house, reference).en_cours("PPAL")
    assert version is not None
    with house.acting() as tx:
        prepare_projet(tx, reference, version.row.id)
    assert sign(house, reference, version.row.id, "MENAGE").statut == StatutProjet.A_SIGNER
    sign(house, reference, version.row.id, "BAILLEUR", "XLH_IS")
    assert "signature_ppal" in house.tasks(case)
    assert sign(house, reference, version.row.id, "MDL").statut == StatutProjet.SIGNE
    assert "signature_ppal" not in house.tasks(case)
    assert len(house.rows(Signature)) == 3


def test_the_landlord_signing_last_leaves_the_task_to_those_whose_it_is(house: House) -> None:
    case = at(house, "redaction_ppal")
    reference = house.instance(case).reference
    version = read(house, reference).en_cours("PPAL")
    assert version is not None
    with house.acting() as tx:
        prepare_projet(tx, reference, version.row.id)
    sign(house, reference, version.row.id, "MENAGE")
    sign(house, reference, version.row.id, "MDL")
    assert sign(house, reference, version.row.id, "BAILLEUR", "XLH_IS").statut == "SIGNE"
    assert "signature_ppal" in house.tasks(case)
    signed = read(house, reference).signe("PPAL")
    assert signed is not None and signed.tache is not None and signed.tache.is_mine
    with house.acting() as tx:
        complete_signature(tx, reference, version.row.id)
    assert "signature_ppal" not in house.tasks(case)


def test_one_does_not_sign_for_the_other_partner_nor_twice(house: House, reference: str) -> None:
    projet_id = prepared(house, reference)
    with pytest.raises(NotAllowed):
        sign(house, reference, projet_id, "BAILLEUR", "MDL_TS")
    with pytest.raises(NotAllowed):
        sign(house, reference, projet_id, "MDL", "XLH_IS")
    sign(house, reference, projet_id, "MENAGE")
    with pytest.raises(AlreadySigned):
        sign(house, reference, projet_id, "MENAGE")
    # The landlord's signature on the common paper may be kept by the MDL.
    sign(house, reference, projet_id, "BAILLEUR", **paper(house))
    kept = [one.mode for one in house.rows(Signature) if one.partie == "BAILLEUR"]
    assert kept == ["MANUSCRITE_SCAN"]


def test_a_signature_without_a_gesture_a_name_or_a_paper_is_refused(
    house: House, reference: str
) -> None:
    projet_id = prepared(house, reference)
    for more, field in (
        ({"is_said": False}, "trace"),
        ({"is_said": False, "trace": b"GIF89a"}, "trace"),
        ({"signataire": " "}, "signataire"),
        (paper(house, fichier=b""), "fichier"),
        (paper(house, jour=house.at.date() + timedelta(days=1)), "jour"),
        (paper(house, jour=house.at.date() - timedelta(days=1)), "jour"),
    ):
        with pytest.raises(AnswersRefused) as refusal:
            sign(house, reference, projet_id, "MENAGE", **more)
        assert field in refusal.value.errors
    assert house.rows(Signature) == []


def test_an_avenant_is_a_new_version_and_replaces_the_signed_one_once_signed(
    house: House, reference: str
) -> None:
    first = prepared(house, reference, presentation="Un T3")
    for partie, group in (("MENAGE", "MDL_TS"), ("MDL", "MDL_TS"), ("BAILLEUR", "XLH_IS")):
        sign(house, reference, first, partie, group)
    with house.acting() as tx:
        second = start_draft(tx, reference, TypeProjet.PPAL)
    assert second.version == 2
    assert house.row(Projet, first).statut == StatutProjet.SIGNE
    drafts = read(house, reference).en_cours("PPAL")
    assert drafts is not None and drafts.contenu.presentation == "Un T3"
    with house.acting() as tx:
        prepare_projet(tx, reference, second.id)
    for partie, group in (("MENAGE", "MDL_TS"), ("MDL", "MDL_TS"), ("BAILLEUR", "XLH_IS")):
        sign(house, reference, second.id, partie, group)
    assert house.row(Projet, first).statut == StatutProjet.AVENANT
    assert house.row(Projet, second.id).statut == StatutProjet.SIGNE


def test_the_household_may_refuse_and_a_new_version_is_written(
    house: House, reference: str
) -> None:
    projet_id = prepared(house, reference)
    with house.acting() as tx, pytest.raises(AnswersRefused):
        refuse_projet(tx, reference, projet_id, "PARCE_QUE")
    with house.acting() as tx:
        refuse_projet(tx, reference, projet_id, "DUREE")
    assert house.row(Projet, projet_id).motif_refus == "DUREE"
    with pytest.raises(ProjetNotAwaiting):
        sign(house, reference, projet_id, "MENAGE")
    with house.acting() as tx:
        assert start_draft(tx, reference, TypeProjet.PPAL).version == 2


def test_a_version_taken_back_is_set_aside_with_its_signatures(
    house: House, reference: str
) -> None:
    projet_id = prepared(house, reference, presentation="Un T3")
    sign(house, reference, projet_id, "MENAGE")
    with house.acting() as tx:
        following = take_back(tx, reference, projet_id)
    assert house.row(Projet, projet_id).statut == StatutProjet.CADUC
    current = read(house, reference).en_cours("PPAL")
    assert current is not None
    assert (current.row.id, current.signatures) == (following.id, [])
    assert current.contenu.presentation == "Un T3"


def test_the_landlord_signs_only_where_the_rule_says_so(house: House, reference: str) -> None:
    with house.system() as tx:
        tx.session.execute(
            update(Regle).where(Regle.code == "SIGNATURE_BAILLEUR_PROJET").values(valeur="NON")
        )
    projet_id = prepared(house, reference)
    sign(house, reference, projet_id, "MENAGE")
    assert sign(house, reference, projet_id, "MDL").statut == StatutProjet.SIGNE


def test_who_does_not_write_the_project_changes_nothing(house: House, reference: str) -> None:
    drafted(house, reference)
    for group in ("XLH_PILOTE", "XLH_PREC", "XLH_RELOG"):
        with house.acting(group) as tx, pytest.raises((NotAllowed, NotFound)):
            keep_objectif(tx, reference, ObjectifGiven("BUDGET", "Autre"))
    assert len(house.rows(Objectif)) == 1
    assert read(house, reference, "XLH_PILOTE").objectifs


def test_before_the_household_agrees_to_share_the_landlord_reads_nothing(house: House) -> None:
    reference = house.instance(house.open_dossier()).reference
    with house.acting() as tx:
        keep_objectif(tx, reference, ObjectifGiven("LOGEMENT", GOAL))
    found = read(house, reference, "XLH_IS")
    assert (found.is_shared, list(found.objectifs)) == (False, [])
    with house.acting("XLH_IS") as tx, pytest.raises(NotFound):
        keep_objectif(tx, reference, ObjectifGiven("LOGEMENT", GOAL))


def test_how_long_the_signatures_have_been_awaited(house: House, reference: str) -> None:
    prepared(house, reference)
    house.at += timedelta(days=31)
    waiting = read(house, reference).en_cours("PPAL")
    assert waiting is not None
    assert (waiting.jours, list(waiting.manquent)) == (31, ["MENAGE", "MDL", "BAILLEUR"])


def test_a_file_restricted_meanwhile_lacks_the_landlord_no_more(
    house: House, case: UUID, reference: str
) -> None:
    projet_id = prepared(house, reference)
    sign(house, reference, projet_id, "MENAGE")
    assert sign(house, reference, projet_id, "MDL").statut == StatutProjet.A_SIGNER
    with house.system() as tx:
        tx.session.get_one(Dossier, house.dossier(case).id).is_restreint = True
    waiting = read(house, reference).en_cours("PPAL")
    assert waiting is not None and list(waiting.manquent) == []
    with house.acting() as tx:
        complete_signature(tx, reference, projet_id)
    assert house.row(Projet, projet_id).statut == StatutProjet.SIGNE
