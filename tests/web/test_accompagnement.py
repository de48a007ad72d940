"""The pages of the journal: what is read, what is typed again after a refusal, what is told."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.core.calendar import paris_day
from engine.suivi.accompagnement.models import Contact, Note, RendezVous
from engine.suivi.scenarios.read import plain, read_scenario
from tests.web.office import Desk, Office, flashes
from tests.web.stories import SCENARIOS, replay

NIR = "1 85 05 78 006 084 91"


@pytest.fixture
def address(office: Office) -> str:
    """A dossier whose household has agreed to the sharing."""
    return office.assessed()[1]


@pytest.fixture
def followed(office: Office) -> tuple[UUID, str]:
    """A household in its dwelling: « Suivi mensuel » is to be done."""
    return replay(office, "acces_bail_direct", "visite_j45")


def contact(office: Office, **changed: str) -> dict[str, str]:
    day = paris_day(office.house.at).isoformat()
    return {"jour": day, "canal": "VAD", "presence": "HONORE", **changed}


def follow_up(office: Office, case: UUID, **changed: str) -> dict[str, str]:
    """What the visit's page sends for a household that was there."""
    task = office.house.task(case, "suivi_mensuel").id
    answers = {"loyer_paye": "OUI", "prochaine_etape": "CONTINUER"}
    named = {f"tache_{task}_{key}": value for key, value in answers.items()}
    return {**contact(office), "taches": str(task), **named, "numero": "n1", **changed}


# --- contacts and notes ------------------------------------------------------


def test_a_contact_is_noted_and_read_by_its_class(
    office: Office, agnes: Desk, landlord: Desk, address: str
) -> None:
    sent = contact(office, texte_PARTAGE="Point fait.", texte_MDL="Budget serré.")
    assert agnes.post(f"{address}/accompagnement/contacts", **sent).status_code == 302
    page = agnes.read(f"{address}/accompagnement")
    assert flashes(page) == ["Le contact est noté."]
    assert "Point fait." in page and "Budget serré." in page
    theirs = landlord.read(f"{address}/accompagnement")
    assert "Point fait." in theirs and "Budget serré." not in theirs
    assert "Noter un contact" not in theirs


def test_a_forbidden_number_is_refused_in_words_and_what_was_typed_stays(
    office: Office, agnes: Desk, address: str
) -> None:
    sent = contact(office, texte_MDL=f"Sécu {NIR}", duree_min="45", participants="CONJOINT")
    answer = agnes.post(f"{address}/accompagnement/contacts", **sent)
    assert answer.status_code == 422
    assert "numéro de sécurité sociale" in answer.text
    assert 'href="#champ-texte_MDL"' in answer.text
    assert f"Sécu {NIR}" in answer.text
    assert re.search(r'value="CONJOINT" checked', answer.text)
    assert '<option value="45" selected>' in answer.text
    assert office.house.rows(Contact) == []


@pytest.mark.parametrize("classe", ["PARTAGE", "MDL", "VVC", "BROUILLON"])
def test_a_note_says_who_will_read_it(
    office: Office, agnes: Desk, address: str, classe: str
) -> None:
    page = agnes.read(f"{address}/accompagnement/notes")
    assert f'value="{classe}"' in page and "Le ménage peut demander à le lire" in page
    agnes.post(f"{address}/accompagnement/notes", classe=classe, texte="Marqueur")
    assert "Marqueur" in agnes.read(f"{address}/accompagnement")
    for group in ("XLH_IS", "MDL_CHEF"):
        shown = "Marqueur" in office.desk(group).read(f"{address}/accompagnement")
        assert shown is (classe == "PARTAGE" or (classe, group) == ("MDL", "MDL_CHEF"))


def test_a_class_that_is_not_offered_is_refused(agnes: Desk, landlord: Desk, address: str) -> None:
    notes = f"{address}/accompagnement/notes"
    assert 'value="XLH"' not in agnes.read(notes)
    assert agnes.post(notes, classe="XLH", texte="x").status_code == 403
    assert agnes.post(notes, classe="autre", texte="x").status_code == 400
    assert landlord.post(notes, classe="MDL", texte="x").status_code == 403
    answer = agnes.post(notes, classe="MDL", texte=f"IBAN FR76 3000 6000 0112 3456 7890 189 {NIR}")
    assert answer.status_code == 422 and "(IBAN)" in answer.text and "FR76 3000" in answer.text


def test_a_note_is_corrected_and_withdrawn_by_its_page(
    office: Office, agnes: Desk, address: str
) -> None:
    agnes.post(f"{address}/accompagnement/notes", classe="MDL", texte="Deux enfants.")
    (note,) = office.house.rows(Note)
    page = f"{address}/accompagnement/notes/{note.id}"
    assert "Deux enfants." in agnes.read(page)
    office.house.at += timedelta(hours=2)
    agnes.post(page, texte="Trois enfants.")
    read = agnes.read(f"{address}/accompagnement")
    assert "Trois enfants." in read
    assert "Modifié le 7 septembre 2026 à 11" in read and "Deux enfants." in read
    assert agnes.post(f"{page}/retrait", motif=NIR).status_code == 422
    agnes.post(f"{page}/retrait", motif="Erreur de dossier")
    read = agnes.read(f"{address}/accompagnement")
    assert "Note retirée le" in read and "Erreur de dossier" in read
    assert "Trois enfants." not in read and "Deux enfants." not in read


def test_a_note_of_another_class_has_no_page(office: Office, agnes: Desk, address: str) -> None:
    agnes.post(f"{address}/accompagnement/notes", classe="BROUILLON", texte="Pour moi.")
    (note,) = office.house.rows(Note)
    for group in ("MDL_CHEF", "XLH_IS", "XLH_PILOTE"):
        desk, page = office.desk(group), f"{address}/accompagnement/notes/{note.id}"
        assert desk.get(page).status_code == 404
        assert desk.post(page, texte="x").status_code == 404
        assert desk.post(f"{page}/retrait", motif="x").status_code == 404
    colleague = office.colleague("MDL_TS", "Bruno")
    assert colleague.get(f"{address}/accompagnement/notes/{note.id}").status_code == 404


def test_the_filters_say_when_they_are_the_cause(agnes: Desk, address: str) -> None:
    journal = f"{address}/accompagnement"
    assert "Rien n’est encore écrit" in agnes.read(journal)
    agnes.post(f"{journal}/notes", classe="MDL", texte="Deux enfants.")
    assert "Deux enfants." in agnes.read(f"{journal}?type=note&classe=MDL&du=2026-09-07")
    for query in ("type=contact", "classe=PARTAGE", "du=2026-09-08", "au=2026-09-06"):
        assert "Rien ne correspond à ces filtres" in agnes.read(f"{journal}?{query}"), query
    assert "Deux enfants." in agnes.read(f"{journal}?type=x&classe=y&du=hier&au=")


def test_the_tab_is_there_for_those_who_read_a_class(office: Office, address: str) -> None:
    for group, tabs in (
        ("MDL_TS", {"Accompagnement", "Documents"}),
        ("XLH_RELOG", set()),
        ("XLH_PILOTE", {"Accompagnement", "Documents"}),
    ):
        page = office.desk(group).read(address)
        nav = page[page.index('class="onglets') : page.index("</nav>", page.index("onglets"))]
        assert set(re.findall(r">([^<>]+)</a>", nav)) & KEPT == tabs, group
        for tab in KEPT - tabs:
            assert office.desk(group).get(f"{address}/{tab.lower()}").status_code == 403


KEPT = {"Accompagnement", "Documents"}


# --- visits ------------------------------------------------------------------


def test_a_visit_fills_everything_without_a_script(
    office: Office, agnes: Desk, followed: tuple[UUID, str]
) -> None:
    case, address = followed
    page = agnes.read(f"{address}/visite")
    assert "Loyer du mois payé" in page and "Date du suivi" not in page
    assert 'name="jour" type="date" value="2027-01-18"' in page
    sent = follow_up(
        office,
        case,
        texte_PARTAGE="Tout va bien.",
        prochain_jour="2027-02-09",
        prochain_heure="14:30",
        prochain_duree="60",
        prochain_lieu="DOMICILE",
    )
    assert agnes.post(f"{address}/visite", **sent).status_code == 302
    assert office.house.tasks(case) == []
    page = agnes.read(f"{address}/accompagnement")
    assert flashes(page) == ["La visite est enregistrée. « Suivi mensuel » est réalisée."]
    assert "Tout va bien." in page and "mardi 9 février 2027" in page


def test_a_refused_visit_comes_back_as_it_was_typed(
    office: Office, agnes: Desk, followed: tuple[UUID, str]
) -> None:
    case, address = followed
    sent = follow_up(office, case, texte_MDL=NIR, prochain_heure="14:30", prochain_lieu="BUREAU")
    task = sent["taches"]
    del sent[f"tache_{task}_loyer_paye"]
    answer = agnes.post(f"{address}/visite", **sent)
    assert answer.status_code == 422
    for field in ("texte_MDL", f"tache_{task}_loyer_paye", "prochain_debut"):
        assert f'href="#champ-{field}"' in answer.text, field
    assert NIR in answer.text and 'value="14:30"' in answer.text
    assert re.search(r'value="CONTINUER" checked', answer.text)
    assert office.house.tasks(case) == ["suivi_mensuel"]


def test_a_script_is_answered_in_its_own_words(
    office: Office, agnes: Desk, followed: tuple[UUID, str]
) -> None:
    case, address = followed

    def send(**changed: str) -> tuple[int, dict[str, object]]:
        fields = [[name, value] for name, value in follow_up(office, case, **changed).items()]
        headers = {"X-CSRFToken": agnes.csrf()}
        answer = agnes.client.post(f"{address}/visite", json={"champs": fields}, headers=headers)
        return answer.status_code, answer.json

    status, told = send(texte_MDL=NIR)
    assert status == 422 and list(told["refus"]) == ["texte_MDL"]
    sent = follow_up(office, case)
    assert send() == (201, {"adresse": f"{address}/accompagnement"})
    fields = [[name, value] for name, value in {**sent, "numero": "n2"}.items()]
    headers = {"X-CSRFToken": agnes.csrf()}
    conflict = agnes.client.post(f"{address}/visite", json={"champs": fields}, headers=headers)
    assert conflict.status_code == 409 and "Rien n’est perdu" in conflict.json["message"]
    fields = [[name, value] for name, value in {**sent, "numero": "n1"}.items()]
    again = agnes.client.post(f"{address}/visite", json={"champs": fields}, headers=headers)
    assert again.status_code == 201, "the answer to the first was lost: it is kept once"
    assert len(office.house.rows(Contact, Contact.numero.is_not(None))) == 1


@pytest.mark.parametrize("body", [[], {"champs": 3}, {"champs": [["a"]]}, {"champs": [[1, 2]]}])
def test_what_is_no_visit_is_refused(agnes: Desk, address: str, body: object) -> None:
    headers = {"X-CSRFToken": agnes.csrf()}
    answer = agnes.client.post(f"{address}/visite", json=body, headers=headers)
    assert answer.status_code == 400


def test_what_two_follow_ups_ask_alike_is_asked_once(office: Office, agnes: Desk) -> None:
    case, address = replay(office, "deux_volets", "etat_compte")
    story = read_scenario(SCENARIOS / "deux_volets.yaml").steps
    for name in ("diagnostic_maintien", "redaction_maintien", "signature_maintien", "acces_droits"):
        step = next(s for s in story if s.verb == "realiser" and s.about == name)
        office.house.do(case, name, plain(step.content))
    office.house.time_passes(office.house.at + timedelta(days=40))
    both = {"suivi_budget", "suivi_mensuel"}
    assert both <= set(office.house.tasks(case))

    page = agnes.read(f"{address}/visite")
    assert page.count("Loyer du mois payé") == 1 and 'name="commun_loyer_paye"' in page
    monthly, budget = (
        office.house.task(case, name).id for name in ("suivi_mensuel", "suivi_budget")
    )
    sent = [
        *contact(office).items(),
        ("taches", str(monthly)),
        ("taches", str(budget)),
        (f"tache_{monthly}_prochaine_etape", "CONTINUER"),
        (f"tache_{budget}_plan_tenu", "SANS"),
        (f"tache_{budget}_prochaine_etape_budget", "CONTINUER"),
    ]
    headers = {"X-CSRFToken": agnes.csrf()}

    def send(*more: tuple[str, str]) -> Any:
        body = {"champs": [[*pair] for pair in (*sent, *more)]}
        return agnes.client.post(f"{address}/visite", json=body, headers=headers)

    assert list(send().json["refus"]) == ["commun_loyer_paye"]
    assert send(("commun_loyer_paye", "PARTIEL")).status_code == 201
    assert not both & set(office.house.tasks(case))


def test_the_page_kept_for_without_network_says_nothing(agnes: Desk, address: str) -> None:
    page = agnes.read("/dossiers/visite")
    assert "2026-" not in page and "Travailleur" not in page and "csrf" not in page
    with agnes.get("/static/bundle/visite_worker.js") as worker:
        assert worker.headers["Service-Worker-Allowed"] == "/"
    with agnes.get("/static/bundle/app.js") as other:
        assert "Service-Worker-Allowed" not in other.headers
    policy = agnes.get(f"{address}/visite").headers["Content-Security-Policy"]
    assert "unsafe" not in policy and "worker-src" not in policy, "script-src 'self' covers it"


def test_the_visit_is_closed_to_those_who_write_none(office: Office, address: str) -> None:
    for group, status in (("XLH_PILOTE", 403), ("XLH_RELOG", 403), ("REFERENTE_VVC", 404)):
        assert office.desk(group).get(f"{address}/visite").status_code == status
        assert office.desk(group).post(f"{address}/visite").status_code == status


# --- rendez-vous, and what goes on paper -------------------------------------


def plan(agnes: Desk, address: str, **changed: str) -> None:
    sent = {"jour": "2026-09-15", "heure": "14:30", "duree": "60", "lieu": "DOMICILE", **changed}
    assert agnes.post(f"{address}/rendez-vous", **sent).status_code == 302


def test_a_rendez_vous_is_fixed_changed_and_settled(
    office: Office, agnes: Desk, address: str
) -> None:
    refused = agnes.post(f"{address}/rendez-vous", jour="2026-09-01", heure="9:00", lieu="BUREAU")
    assert refused.status_code == 422 and "à venir" in refused.text
    plan(agnes, address, langue="uk", rappel="LETTRE")
    page = agnes.read(f"{address}/accompagnement")
    assert "mardi 15 septembre 2026" in page and "interprète : ukrainien" in page
    (planned,) = office.house.rows(RendezVous)
    one = f"{address}/rendez-vous/{planned.id}"
    assert 'value="14:30"' in agnes.read(one)
    agnes.post(one, jour="2026-09-16", heure="10:00", duree="30", lieu="BUREAU", rappel="SMS")
    assert "mercredi 16 septembre 2026" in agnes.read("/dossiers/rendez-vous")
    office.house.at += timedelta(days=12)
    assert "Ont-ils eu lieu" in agnes.read("/dossiers/rendez-vous")
    settled = agnes.post(f"{one}/presence", statut="HONORE")
    assert settled.headers["Location"].startswith(f"{address}/visite")
    assert agnes.get(one).status_code == 302  # settled: another one is to be fixed


def test_the_card_names_neither_the_household_nor_the_programme(
    office: Office, agnes: Desk, address: str
) -> None:
    plan(agnes, address, precision="Bâtiment B")
    (planned,) = office.house.rows(RendezVous)
    card = agnes.read(f"{address}/rendez-vous/{planned.id}/carte")
    body = re.sub(r'<p class="no-print.*?</p>|<head>.*?</head>', "", card, flags=re.DOTALL)
    assert "mardi 15 septembre 2026" in card and "chez vous, Bâtiment B" in card
    assert "Travailleur social MDL" in card, "whom to ask for"
    for hidden in ("Palier", "2026-0001", "Dossier", "Maison du Logement", "XL Habitat", "dette"):
        assert hidden not in body, hidden


@pytest.mark.parametrize("modele", ["rendez-vous", "rappel", "absence"])
def test_letters_and_messages_are_neutral_and_short(
    office: Office, agnes: Desk, address: str, modele: str
) -> None:
    plan(agnes, address)
    (planned,) = office.house.rows(RendezVous)
    page = agnes.read(f"{address}/rendez-vous/{planned.id}/courrier?modele={modele}")
    (sms,) = re.findall(r"data-sms>([^<]+)<", page)
    assert len(sms) <= 160 and "15 septembre" in sms
    letter = page[page.index('class="bloc lettre"') :]
    for hidden in ("Palier", "2026-0001", "Maison du Logement", "dette", "impayé"):
        assert hidden not in letter, hidden
    assert agnes.get(f"{address}/rendez-vous/{planned.id}/courrier?modele=x").status_code == 404


def test_a_place_that_must_not_be_known_is_never_printed(
    office: Office, agnes: Desk, address: str
) -> None:
    plan(agnes, address, precision="12 rue cachée", lieu_sensible="oui")
    (planned,) = office.house.rows(RendezVous)
    one = f"{address}/rendez-vous/{planned.id}"
    for page in ("carte", "courrier", "agenda"):
        assert "cachée" not in agnes.read(f"{one}/{page}"), page
    assert "12 rue cachée" in agnes.read(f"{address}/accompagnement")
    theirs = office.desk("XLH_IS").read(f"{address}/accompagnement")
    assert "Lieu non divulgué" in theirs and "cachée" not in theirs


def test_a_calendar_is_told_the_reference_alone(office: Office, agnes: Desk, address: str) -> None:
    plan(agnes, address, precision="Bâtiment B")
    (planned,) = office.house.rows(RendezVous)
    answer = agnes.get(f"{address}/rendez-vous/{planned.id}/agenda")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    lines = answer.text.split("\r\n")
    assert "SUMMARY:2026-0001" in lines
    assert "DTSTART:20260915T123000Z" in lines and "DTEND:20260915T133000Z" in lines
    assert not [line for line in lines if line.startswith(("LOCATION", "DESCRIPTION", "ATTENDEE"))]
    assert "Travailleur" not in answer.text and "Bâtiment" not in answer.text


def test_the_list_of_dossiers_tells_who_was_not_met_for_three_weeks(
    office: Office, agnes: Desk, landlord: Desk
) -> None:
    office.entered()
    assert "Sans contact" not in agnes.read("/dossiers")
    office.house.at += timedelta(days=25)
    assert "Sans contact depuis 25\xa0jours" in agnes.read("/dossiers")
    assert "Sans contact" not in landlord.read("/dossiers")
