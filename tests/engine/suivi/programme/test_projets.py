"""The trial households have projects, signed or waiting, and agreements."""

from engine.suivi.consentements.models import Consentement
from engine.suivi.documents.models import Document
from engine.suivi.projets.models import Action, Objectif, Projet, Signature
from tests.engine.suivi.conftest import Played


def test_households_beyond_the_drafting_have_a_project(played: Played) -> None:
    projets = played.rows(Projet)
    assert {"SIGNE"} <= {one.statut for one in projets}
    assert len(played.rows(Objectif)) >= len({one.dossier_id for one in projets})
    assert played.rows(Action)


def test_few_papers_are_made_and_the_avenant_is_signed_by_all(played: Played) -> None:
    papers = [one for one in played.rows(Document) if one.type == "PROJET"]
    assert 1 <= len(papers) <= 3
    signed = [one for one in played.rows(Projet) if one.version > 1 and one.statut == "SIGNE"]
    assert len(signed) <= 1
    for one in signed:
        parties = {s.partie for s in played.rows(Signature, Signature.projet_id == one.id)}
        assert parties == {"MENAGE", "MDL", "BAILLEUR"}


def test_every_household_that_was_asked_has_answered(played: Played) -> None:
    kinds = {row.finalite for row in played.rows(Consentement)}
    assert {"PARTAGE_BAILLEUR", "ENTREE_DISPOSITIF", "CONTACT_SMS", "SUIVI_POST_SORTIE"} <= kinds
