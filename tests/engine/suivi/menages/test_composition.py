"""Who is of the household: people come, leave, are corrected; nothing is erased."""

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from engine.bpm.instances.models import Instance
from engine.core.audit.models import AuditEntry
from engine.core.audit.verify import is_intact
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.errors import ChangedMeanwhile
from engine.suivi.menages.history import read_history
from engine.suivi.menages.keep_personne import (
    add_personne,
    correct_personne,
    leave,
    put_back,
    withdraw,
)
from engine.suivi.menages.models import EtatAnterieur, Personne
from engine.suivi.menages.read import read_menage
from tests.engine.suivi.menages.homes import JEAN, LEA, MARIE, agree, open_for, read, shared
from tests.house import House


def add(
    house: House, reference: str, who: dict[str, str], group: str = "MDL_TS", **more: str
) -> Any:
    with house.acting(group) as tx:
        return add_personne(tx, reference, {**who, **more})


def at(house: House, reference: str, day: date) -> list[str]:
    with house.acting() as tx:
        read = read_menage(tx, find_dossier(tx, reference)[0], day)
        assert read is not None
        return [person.prenom for person in read.composition]


def test_a_dossier_opens_with_its_household(house: House) -> None:
    menage = read(house, open_for(house))
    assert menage is not None
    (marie,) = menage.composition
    assert (marie.nom, marie.prenom, marie.nom_naissance) == ("Dupin", "Marie", "Lartigue")
    assert marie.date_naissance == date(1985, 3, 12)
    assert marie.age(date(2026, 3, 11)) == 40
    assert marie.age(date(2026, 3, 12)) == 41
    assert (menage.nom_court, menage.nom_long) == ("Mme Dupin", "Mme Marie Dupin")


def test_the_titulaires_are_listed_first_then_the_children_by_age(house: House) -> None:
    reference = open_for(house)
    add(house, reference, LEA)
    add(house, reference, LEA, prenom="Noé", date_naissance="01/02/2015")
    add(house, reference, JEAN)
    menage = read(house, reference)
    assert menage is not None
    assert [p.prenom for p in menage.composition] == ["Marie", "Jean", "Noé", "Léa"]
    assert [p.prenom for p in menage.titulaires] == ["Marie", "Jean"]
    assert menage.nom_court == "M. et Mme Dupin"


def test_the_composition_is_that_of_the_day_that_is_asked(house: House) -> None:
    reference = open_for(house)
    jean = add(house, reference, JEAN, entree="01/03/2024")
    with house.acting() as tx:
        leave(tx, reference, jean, {"sortie": "01/09/2025"})
    add(house, reference, LEA, entree="01/09/2026", date_naissance="01/09/2026")
    assert at(house, reference, date(2024, 2, 29)) == ["Marie"]
    assert at(house, reference, date(2024, 3, 1)) == ["Marie", "Jean"]
    assert at(house, reference, date(2025, 8, 31)) == ["Marie", "Jean"]
    assert at(house, reference, date(2025, 9, 1)) == ["Marie"]
    assert at(house, reference, date(2026, 9, 1)) == ["Marie", "Léa"]
    menage = read(house, reference)
    assert menage is not None
    assert [person.prenom for person in menage.absents] == ["Jean"]


def test_who_had_the_lease_still_names_a_household_that_everybody_has_left(house: House) -> None:
    reference = open_for(house)
    menage = read(house, reference)
    assert menage is not None
    with house.acting() as tx:
        leave(tx, reference, menage.personnes[0].id, {"sortie": "01/09/2026"})
    menage = read(house, reference)
    assert menage is not None
    assert (list(menage.composition), menage.nom_court) == ([], "Mme Dupin")


def test_a_correction_keeps_what_was_said_before(house: House) -> None:
    reference = open_for(house, prenom="Mari")
    menage = read(house, reference)
    assert menage is not None
    (marie,) = menage.personnes
    typed = {**MARIE, "lien": "TITULAIRE", "langue": "basque", "besoin_interprete": "1"}
    with house.acting() as tx:
        correct_personne(tx, reference, marie.id, marie.version, typed)
    menage = read(house, reference)
    assert menage is not None
    (now,) = menage.personnes
    assert (now.prenom, now.langue, now.version) == ("Marie", "basque", 2)
    assert now.besoin_interprete
    with house.acting() as tx:
        (before,) = read_history(tx, find_dossier(tx, reference)[0])
    assert before.avant is not None
    assert (before.objet, before.avant["prenom"], before.auteur) == (
        "personne",
        "Mari",
        "Travailleur social MDL",
    )


def test_who_corrects_what_a_colleague_has_just_corrected_is_told(house: House) -> None:
    reference = open_for(house)
    menage = read(house, reference)
    assert menage is not None
    (marie,) = menage.personnes
    typed = {**MARIE, "lien": "TITULAIRE"}
    with house.acting() as tx:
        correct_personne(tx, reference, marie.id, 1, typed)
    with pytest.raises(ChangedMeanwhile), house.acting("MDL_CHEF") as tx:
        correct_personne(tx, reference, marie.id, 1, {**typed, "prenom": "Maria"})
    assert len(house.rows(EtatAnterieur)) == 1


def test_somebody_written_by_mistake_is_of_no_composition_and_can_be_put_back(house: House) -> None:
    reference = open_for(house)
    jean = add(house, reference, JEAN)
    with house.acting() as tx:
        withdraw(tx, reference, jean)
        withdraw(tx, reference, jean)  # a double click
    assert at(house, reference, date(2026, 9, 7)) == ["Marie"]
    with house.acting() as tx:
        put_back(tx, reference, jean)
    assert at(house, reference, date(2026, 9, 7)) == ["Marie", "Jean"]
    assert len(house.rows(EtatAnterieur)) == 2


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"nom": " "}, "nom", "Indiquez le nom."),
        ({"prenom": "7"}, "prenom", "Un nom s’écrit avec des lettres."),
        ({"lien": ""}, "lien", "Dites quel est son lien avec le logement."),
        ({"lien": "COUSIN"}, "lien", "Choisissez dans la liste."),
        ({"civilite": "DR"}, "civilite", "Choisissez dans la liste."),
        ({"nationalite": "MARS"}, "nationalite", "Choisissez dans la liste."),
        ({"date_naissance": "12/03/2027"}, "date_naissance", "Cette date est dans l’avenir."),
        (
            {"date_naissance": "hier"},
            "date_naissance",
            "« hier » n’est pas une date : écrivez par exemple 12/03/1985.",
        ),
        (
            {"entree": "01/02/2024", "sortie": "31/01/2024"},
            "sortie",
            "Le départ est avant l’arrivée.",
        ),
        (
            {"date_naissance": "01/02/2024", "entree": "31/01/2024"},
            "entree",
            "L’arrivée est avant la naissance.",
        ),
        (
            {"date_naissance": "01/02/2000", "lien": "ENFANT_MINEUR"},
            "lien",
            "Cette personne est majeure : choisissez « Enfant majeur ».",
        ),
        ({"nom": "x" * 81}, "nom", "Écrivez au plus 80 caractères."),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    sqlite_house: House, typed: dict[str, str], field: str, sentence: str
) -> None:
    reference = open_for(sqlite_house)
    with pytest.raises(AnswersRefused) as refused:
        add(sqlite_house, reference, JEAN, **typed)
    assert refused.value.errors == {field: [sentence]}
    assert len(sqlite_house.rows(Personne)) == 1


def test_a_person_of_another_household_is_not_touched_by_this_dossiers_address(
    sqlite_house: House,
) -> None:
    one, other = open_for(sqlite_house), open_for(sqlite_house, prenom="Anne")
    theirs = read(sqlite_house, other)
    assert theirs is not None
    for row_id in (theirs.personnes[0].id, uuid4()):
        with pytest.raises(NotFound), sqlite_house.acting() as tx:
            leave(tx, one, row_id, {"sortie": "01/09/2026"})


@pytest.mark.parametrize("group", ["XLH_RELOG", "XLH_PILOTE", "XLH_PREC"])
def test_trades_that_do_not_write_the_composition_may_not(sqlite_house: House, group: str) -> None:
    reference = shared(sqlite_house)
    with pytest.raises((NotAllowed, NotFound)):
        add(sqlite_house, reference, JEAN, group)


def test_the_landlords_social_worker_writes_it_and_no_measure_of_protection(
    sqlite_house: House,
) -> None:
    house, reference = sqlite_house, shared(sqlite_house)
    jean = add(house, reference, JEAN, protection="CURATELLE")
    seen = {p.id: p for p in (read(house, reference) or pytest.fail()).personnes}
    assert seen[jean].protection == "CURATELLE"
    theirs = {p.id: p for p in (read(house, reference, "XLH_IS") or pytest.fail()).personnes}
    assert theirs[jean].protection == ""
    with house.acting("XLH_IS") as tx:
        correct_personne(tx, reference, jean, 1, {**JEAN, "prenom": "Jehan", "protection": "MASP"})
    seen = {p.id: p for p in (read(house, reference) or pytest.fail()).personnes}
    assert (seen[jean].prenom, seen[jean].protection) == ("Jehan", "CURATELLE")
    lea = add(house, reference, LEA, "XLH_IS", protection="TUTELLE")
    seen = {p.id: p for p in (read(house, reference) or pytest.fail()).personnes}
    assert seen[lea].protection == ""


def test_the_journal_keeps_fields_and_no_value_and_its_chain_holds(house: House) -> None:
    reference = open_for(house)
    case = agree(house, reference)
    add(house, reference, {**JEAN, "Marie Dupin": "1"}, entree="01/03/2024")
    entries = [e for e in house.rows(AuditEntry) if e.tag == "personne:added"]
    assert [sorted(entry.fields) for entry in entries] == [
        ["civilite", "entree", "lien", "nom", "prenom"]
    ]
    told = str([(e.subject, e.fields) for e in house.rows(AuditEntry)])
    assert not re.search("Jean|Marie|Dupin", told)
    with house.system() as tx:
        assert is_intact(tx, tx.session.get_one(Instance, case))
