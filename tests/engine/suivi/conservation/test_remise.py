"""What is given to a person: theirs, whole, and nobody else's."""

import io
import json
from datetime import timedelta
from uuid import UUID

import pikepdf
import pytest

from engine.core.audit.models import AuditEntry
from engine.core.errors import AnswersRefused, NotAllowed
from engine.suivi.accompagnement.given import RendezVousGiven
from engine.suivi.accompagnement.plan_rendez_vous import plan_rendez_vous
from engine.suivi.accompagnement.write_note import write_note
from engine.suivi.conservation.remise.remettre import give, people_of, print_remise
from engine.suivi.garde.classes import Classe
from engine.suivi.menages.coordonnees import add_coordonnee
from engine.suivi.menages.keep_personne import add_personne
from tests.engine.suivi.conservation.story import NOM, planted
from tests.engine.suivi.menages.homes import dossier_of, open_for, restrict, shared
from tests.house import House


def person(house: House, reference: str, prenom: str) -> UUID:
    with house.acting("MDL_CHEF") as tx:
        return next(one.id for one in people_of(tx, reference) if one.prenom == prenom)


def given(house: House, reference: str, prenom: str = "Marie") -> str:
    """The JSON that the chef de service gives."""
    who = person(house, reference, prenom)
    with house.acting("MDL_CHEF") as tx:
        return give(tx, reference, who).as_json().decode()


def test_a_person_is_given_what_is_kept_of_them_with_its_source_and_its_end(house: House) -> None:
    reference = planted(house)
    told = json.loads(given(house, reference))
    assert told["personne"] == f"Mme Marie {NOM}"
    titles = {section["titre"] for section in told["sections"]}
    assert titles >= {
        "Qui vous êtes",
        "Comment vous joindre",
        "Vos ressources et vos charges",
        "Ce qui a été noté à chaque étape",
        "Les contacts",
        "Les notes",
        "Les rendez-vous",
        "Les documents",
        "Le compte locatif importé",
    }
    assert all(section["source"] and section["conservation"] for section in told["sections"])
    (notes,) = (one for one in told["sections"] if one["titre"] == "Les notes")
    assert any("Brouillon personnel" in one["titre"] for one in notes["elements"])
    assert notes["conservation"].startswith("24\xa0mois après le dernier contact")


def test_the_other_partner_s_own_notes_are_not_in_it(house: House) -> None:
    reference = shared(house)
    with house.acting("XLH_IS") as tx:
        write_note(tx, reference, Classe.XLH, "vu par le bailleur seul")
    with house.acting("MDL_TS") as tx:
        write_note(tx, reference, Classe.MDL, "vu par la MDL")
        write_note(tx, reference, Classe.VVC, "à ne dire à personne")
    told = given(house, reference)
    assert "vu par la MDL" in told
    assert "bailleur seul" not in told and "à ne dire" not in told


def test_one_adult_is_given_nothing_of_the_other(house: House) -> None:
    reference = shared(house)
    with house.acting("MDL_TS") as tx:
        jean = {"civilite": "M", "nom": "Dupin", "prenom": "Jean", "lien": "COTITULAIRE"}
        add_personne(tx, reference, jean)
    his, hers = person(house, reference, "Jean"), person(house, reference, "Marie")
    with house.acting("MDL_TS") as tx:
        for who, where in ((hers, "chez sa mère"), (his, "au chantier")):
            way = {"type": "ADRESSE", "valeur": where, "personne": str(who), "protegee": "1"}
            add_coordonnee(tx, reference, way)
        both = {"type": "ADRESSE", "valeur": "lieu caché", "protegee": "1"}
        add_coordonnee(tx, reference, both)
    told = given(house, reference, "Jean")
    assert "au chantier" in told
    assert not [text for text in ("chez sa mère", "lieu caché", "Marie") if text in told]


def test_nor_is_told_when_the_other_meets_somebody_at_a_place_kept_secret(house: House) -> None:
    reference = shared(house)
    with house.acting("MDL_TS") as tx:
        jean = {"civilite": "M", "nom": "Dupin", "prenom": "Jean", "lien": "COTITULAIRE"}
        add_personne(tx, reference, jean)
        known = RendezVousGiven(tx.now + timedelta(days=2), 30, "BUREAU")
        hidden = RendezVousGiven(tx.now + timedelta(days=9), 30, "AUTRE", lieu_sensible=True)
        plan_rendez_vous(tx, reference, known)
        plan_rendez_vous(tx, reference, hidden)
    sections = json.loads(given(house, reference, "Jean"))["sections"]
    (planned,) = (one["elements"] for one in sections if one["titre"] == "Les rendez-vous")
    assert len(planned) == 1 and planned[0]["titre"].startswith("9 septembre 2026")


def test_nothing_says_that_violences_were_ever_spoken_of(house: House) -> None:
    reference = open_for(house)
    from tests.engine.suivi.menages.homes import agree

    agree(house, reference)
    restrict(house, reference)
    told = given(house, reference).lower()
    words = ("danger", "violence", "avéré", "restreint", "cidff", "référente")
    assert [word for word in words if word in told] == []


def test_a_restricted_dossier_with_other_adults_is_not_given(house: House) -> None:
    reference = shared(house)
    with house.acting("MDL_TS") as tx:
        jean = {"civilite": "M", "nom": "Dupin", "prenom": "Jean", "lien": "CONJOINT"}
        add_personne(tx, reference, jean)
    restrict(house, reference)
    with pytest.raises(AnswersRefused):
        given(house, reference)


def test_only_the_direction_gives_it_and_the_journal_says_so(house: House) -> None:
    reference = planted(house)
    who = person(house, reference, "Marie")
    for group in ("MDL_TS", "XLH_PILOTE", "DPO"):
        with pytest.raises(NotAllowed), house.acting(group) as tx:
            give(tx, reference, who)
    given(house, reference)
    circle = dossier_of(house, reference).circle_id
    (entry,) = house.rows(AuditEntry, AuditEntry.tag == "personne:informed")
    assert (entry.circle_id, entry.subject, entry.fields) == (circle, str(who), [])


def test_it_is_given_on_paper_that_is_read_aloud(house: House) -> None:
    reference = planted(house)
    who = person(house, reference, "Marie")
    with house.acting("MDL_CHEF") as tx:
        paper = print_remise(tx, give(tx, reference, who))
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) and "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).lower().startswith("fr")
