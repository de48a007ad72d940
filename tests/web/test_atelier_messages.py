"""Messages in the workshop: four fields, a preview, refusals in words, drafted and published."""

from dataclasses import replace

from engine.bpm.dialect.sources import SourceKind
from engine.bpm.dialect.templates import Template, read_template
from engine.bpm.messages.inforce import template_in_force
from engine.bpm.workshop.models import Draft
from engine.bpm.workshop.shelf import content
from engine.suivi.setup import publish_folder
from tests.web.office import Desk, Office
from web.atelier.messages import written

KEY = (SourceKind.MESSAGE, "rappel_limite")
ADDRESS = "/atelier/messages/rappel_limite"
TYPED = {
    "libelle": "Rappel avant une date limite",
    "objet": "Une date approche",
    "texte": "Une date approche sur un de vos dossiers.",
    "urgence": "danger",
}


def etag(office: Office) -> str:
    with office.house.acting("EDITEUR_PROCESSUS") as tx:
        return content(tx, KEY)[1]


def save(office: Office, desk: Desk, **more: str):
    return desk.post(ADDRESS, **{"etag": etag(office), **TYPED, **more})


def test_the_shipped_messages_are_written_as_the_workshop_writes_them(office: Office) -> None:
    files = [file for file in office.house.folder.files if file.kind is SourceKind.MESSAGE]
    assert len(files) > 20
    for file in files:
        assert written(read_template(file.name, file.data)[0]) == file.data, file.name


def test_a_message_is_read_and_shown_as_people_get_it(office: Office) -> None:
    page = office.desk("EDITEUR_PROCESSUS").read(ADDRESS)
    assert "Date limite\u00a0: dans le quart d’heure" in page
    assert "Mis en forme" in page and "En texte seul" in page
    assert page.count(">Ouvrir<") == 1
    assert "/taches/00000000-0000-0000-0000-000000000000" in page
    assert office.desk("MDL_CHEF").get(ADDRESS).status_code == 403


def test_it_is_previewed_without_being_kept(office: Office) -> None:
    desk = office.desk("EDITEUR_PROCESSUS")
    page = save(office, desk, apercu="1")
    assert page.status_code == 200
    assert "En SMS" in page.text and "Une date approche sur un de vos dossiers." in page.text
    assert office.house.rows(Draft) == []


def test_it_is_kept_as_a_draft_over_what_was_read_only(office: Office) -> None:
    desk, seen = office.desk("EDITEUR_PROCESSUS"), etag(office)
    assert save(office, desk).status_code == 302
    (draft,) = office.house.rows(Draft)
    assert (draft.kind, draft.name) == ("message", "rappel_limite")
    late = desk.post(ADDRESS, etag=seen, **{**TYPED, "objet": "Le mien"})
    assert late.status_code == 412
    assert 'value="Le mien"' in late.text and "Enregistré entre-temps" in late.text
    with office.house.acting("MDL_CHEF") as tx:  # nothing is published
        assert template_in_force(tx, "rappel_limite").objet == "Une date limite approche"


def test_blanks_names_and_references_are_refused_in_words(office: Office) -> None:
    desk = office.desk("EDITEUR_PROCESSUS")
    shown = save(office, desk, texte="<script>alert(1)</script>", apercu="1").text
    assert "<script>alert(1)" not in shown
    for text, told in (
        ("Bonjour {{ nom }}", "un blanc à remplir"),
        ("Le dossier 2026-0012 attend.", "une référence de dossier"),
        ("Mme Dupin attend.", "un nom de personne"),
        ("Appelez le 06 39 98 12 34.", "un numéro de téléphone"),
        ("Voyez https://exemple.fr", "une adresse de page"),
        ("La MDL attend.", "le nom d’un partenaire"),
        ("", "est vide"),
    ):
        save(office, desk, texte=text)
        page = desk.read(ADDRESS)
        assert told in page, text
    assert "1 problème" in desk.read("/atelier") or "problème" in desk.read("/atelier")


def test_a_new_message_begins_whole(office: Office) -> None:
    desk = office.desk("EDITEUR_PROCESSUS")
    sent = desk.post("/atelier/fichiers", sorte="message", titre="Une « autre » alerte")
    assert sent.headers["Location"] == "/atelier/messages/une_autre_alerte"
    assert "Une «\u00a0autre\u00a0» alerte" in desk.read("/atelier/messages/une_autre_alerte")
    download = desk.get("/atelier/fichiers/message/une_autre_alerte?telecharger=1")
    assert "une_autre_alerte.yaml" in download.headers["Content-Disposition"]


def test_what_is_published_is_what_people_are_told(office: Office) -> None:
    typed = written(Template(**TYPED))
    files = office.house.folder.files
    changed = [replace(file, data=typed) if file.key == KEY else file for file in files]
    folder = office.house.folder.holding(changed)
    with office.house.acting("EDITEUR_PROCESSUS") as tx:
        publish_folder(tx, folder, "Autrement dit")
    with office.house.acting("MDL_CHEF") as tx:
        assert template_in_force(tx, "rappel_limite") == Template(**TYPED)
