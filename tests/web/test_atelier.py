"""A process owner's day: the overview, what an editor saves, what a colleague is told."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.web.office import Desk, Office, block, flashes

OWNERS = "EDITEUR_PROCESSUS"
FILE = "/atelier/fichiers"
RELAIS = f"{FILE}/form/relais"
MESURE = f"{FILE}/bpmn/mesure"


@dataclass
class Owner:
    """A process owner with an editor open: what the page would send."""

    desk: Desk

    def load(self, address: str) -> tuple[bytes, str]:
        """The text of a file, and the ETag that guards its saving."""
        answer = self.desk.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.data, answer.headers["ETag"]

    def save(self, address: str, data: bytes, etag: str | None) -> TestResponse:
        """Send the text as saving.js does."""
        headers = {"X-CSRFToken": self.desk.csrf(), "Content-Type": "application/octet-stream"}
        headers |= {"If-Match": etag} if etag is not None else {}
        return self.desk.client.put(address, data=data, headers=headers)

    def change(self, address: str, old: str, new: str) -> dict[str, Any]:
        """Replace a text that must be there, once, and save; what the editor is told."""
        data, etag = self.load(address)
        assert data.decode().count(old) == 1, (address, old)
        answer = self.save(address, data.replace(old.encode(), new.encode()), etag)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json
        return told

    def overview(self) -> str:
        return self.desk.read("/atelier")


def words(page: str) -> str:
    """The text of a page, spaces joined."""
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", main)).split())


def etag_of(page: str, path: str) -> str:
    """The hidden ETag of the form that posts to that path."""
    form = page[page.index(f'action="{path}"') :]
    found = re.search(r'name="etag" value="([^"]*)"', form)
    assert found
    return found[1]


@pytest.fixture
def hugo(office: Office) -> Iterator[Owner]:
    yield Owner(office.desk(OWNERS))


@pytest.fixture
def ines(office: Office) -> Owner:
    """Another process owner."""
    return Owner(office.colleague(OWNERS, "Inès"))


# --- the overview ------------------------------------------------------------


def test_who_only_edits_processes_arrives_in_the_workshop(office: Office) -> None:
    assert office.desk(OWNERS).get("/").headers["Location"] == "/atelier"
    assert office.desk("MDL_TS").get("/").headers["Location"] == "/taches"


def test_the_overview_says_that_nothing_is_being_changed_and_lists_every_file(
    office: Office, hugo: Owner
) -> None:
    page = hugo.overview()
    assert "Aucun brouillon\u00a0: tous les fichiers" in page
    for file in office.house.folder.files:
        place = {
            "bpmn": "diagrammes",
            "form": "formulaires",
            "dmn": "decisions",
            "message": "messages",
        }
        assert f'href="/atelier/{place.get(file.kind, "scenarios")}/{file.name}"' in page
    told = words(page)
    for title in (
        "Le ménage demande à arrêter",
        "Pertinence d’une mutation",
        "Bilan intermédiaire",
    ):
        assert title in told, title
    assert "n° 1 En vigueur 6 septembre 2026 à 9 h le programme Essai" in told


def test_a_search_keeps_what_it_names_of_every_kind(hugo: Owner) -> None:
    page = hugo.desk.read("/atelier?recherche=mutation")
    assert 'href="/atelier/scenarios/mutation_acceptee"' in page
    assert 'href="/atelier/decisions/D5_MUTATION"' in page
    assert 'href="/atelier/scenarios/abandon"' not in page
    assert "Aucun ne répond à «\u00a0zzz\u00a0»" in hugo.desk.read("/atelier?recherche=zzz")


def test_a_draft_is_told_first_with_its_author_its_hour_and_its_problems(hugo: Owner) -> None:
    hugo.change(RELAIS, '"label": "Relais organisés"', '"label": "Relais mis en place"')
    told = words(hugo.overview())
    start, end = told.index("Brouillons"), told.index("Fichiers Chercher")
    mine = told[start:end]
    for part in ("1 fichier en cours", "Éditeur de processus, 7 septembre 2026 à 9 h", "Aucun"):
        assert part in mine.replace("\u00a0", " "), part
    assert "Préparer la publication" in mine
    hugo.change(MESURE, 'formId="bilan_intermediaire"', 'formId="bilan_perdu"')
    assert "1 problème" in words(hugo.overview()).replace("\u00a0", " ")


# --- an editor ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "kind", "entry"),
    [
        ("/atelier/diagrammes/mesure", "bpmn", "editor_diagram"),
        ("/atelier/formulaires/relais", "form", "editor_form"),
        ("/atelier/decisions/D5_MUTATION", "dmn", "editor_decision"),
    ],
)
def test_the_page_of_an_editor_gives_it_its_file_its_context_and_its_problems(
    hugo: Owner, address: str, kind: str, entry: str
) -> None:
    answer = hugo.desk.get(address)
    page, name = answer.text, address.rsplit("/", 1)[1]
    assert f'data-kind="{kind}" data-file="/atelier/fichiers/{kind}/{name}"' in page
    context = re.search(r'data-context="([^"]+)"', page)
    assert context
    assert hugo.desk.get(unescape(context[1])).status_code == 200
    assert block(page, "problemes") == []
    assert f"bundle/{entry}.js" in page
    assert f"bundle/{entry}.css" in page
    assert "style-src 'self' 'unsafe-inline';" in answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "<noscript>" in page
    assert hugo.desk.get(f"{address}x").status_code == 404


def test_a_diagram_leads_to_the_files_that_it_uses(hugo: Owner) -> None:
    page = hugo.desk.read("/atelier/diagrammes/impaye_constitue")
    for used in ("formulaires/etat_compte", "decisions/D3_IMPAYE_CONSTITUE",
                 "diagrammes/rappels_avant_limite"):  # fmt: skip
        assert f'href="/atelier/{used}"' in page
    assert 'href="/processus/impaye_constitue"' in page


def test_a_file_is_read_as_it_is_and_saved_as_a_draft(office: Office, hugo: Owner) -> None:
    data, etag = hugo.load(MESURE)
    assert data == (office.house.folder.path / "diagrammes/mesure.bpmn").read_bytes()
    told = hugo.change(
        MESURE, 'id="definitions_mesure" name="', 'id="definitions_mesure" name="La '
    )
    assert (told["draft"], told["saved"]) == (True, "9\u00a0h")
    assert told["problems"] == told["elsewhere"] == []
    again, new = hugo.load(MESURE)
    assert new == f'"{told["etag"]}"' != etag
    back = hugo.save(MESURE, data, new)
    assert back.json is not None
    assert (back.json["draft"], back.headers["ETag"]) == (False, etag)
    assert again != data


def test_a_saved_file_tells_its_problems_by_the_names_of_its_elements_and_those_of_others(
    hugo: Owner,
) -> None:
    told = hugo.change(MESURE, 'formId="bilan_intermediaire"', 'formId="bilan_perdu"')
    assert [(p["name"], p["advice"]) for p in told["problems"]] == [("Bilan intermédiaire", False)]
    assert told["problems"][0]["line"] > 1
    assert "bilan_perdu" in told["problems"][0]["message"]
    assert told["elsewhere"] == []
    decision = f"{FILE}/dmn/D5_MUTATION"
    told = hugo.change(decision, '<decision id="D5_MUTATION"', '<decision id="D5_AUTRE"')
    rows = {row["address"]: row for row in told["elsewhere"]}
    assert rows["/atelier/diagrammes/parcours_maintien"]["count"] >= 1
    assert rows["/atelier/diagrammes/mesure"]["count"] == 1
    assert all(row["file"] for row in rows.values())


def test_a_second_editor_is_told_and_nothing_is_overwritten(
    office: Office, hugo: Owner, ines: Owner
) -> None:
    data, etag = hugo.load(RELAIS)
    assert ines.load(RELAIS) == (data, etag)
    ines.change(RELAIS, '"label": "Commentaire"', '"label": "Commentaires"')
    kept, _ = ines.load(RELAIS)
    office.house.at += timedelta(minutes=5)
    refused = hugo.save(RELAIS, data.replace(b"CCAS", b"CIAS"), etag)
    assert refused.status_code == 412
    assert refused.json == {
        "message": "Inès a enregistré ce fichier à 9\u00a0h. Téléchargez votre version, "
        "rechargez la page, puis reportez vos changements."
    }
    assert hugo.load(RELAIS)[0] == kept
    office.house.at += timedelta(days=1)
    told = hugo.save(RELAIS, data, etag).json
    assert told is not None
    assert told["message"].startswith(
        "Inès a enregistré ce fichier le 7 septembre 2026 à 9\u00a0h."
    )


def test_a_file_whose_draft_was_given_up_meanwhile_is_not_overwritten_either(
    hugo: Owner, ines: Owner
) -> None:
    hugo.change(RELAIS, '"label": "Commentaire"', '"label": "Commentaires"')
    data, etag = ines.load(RELAIS)
    give_up(hugo, "form/relais")
    refused = ines.save(RELAIS, data + b"\n", etag)
    assert refused.status_code == 412
    assert refused.json is not None
    assert "son brouillon a été publié ou abandonné" in refused.json["message"]


def give_up(owner: Owner, file: str) -> Any:
    path = f"{FILE}/{file}/abandon"
    return owner.desk.post(path, etag=etag_of(owner.overview(), path))


@pytest.mark.parametrize("etag", [None, "*", "", "abc", 'W/"abc"', '"a", "b"'])
def test_a_saving_says_what_it_read(hugo: Owner, etag: str | None) -> None:
    data, _ = hugo.load(RELAIS)
    answer = hugo.save(RELAIS, data + b"\n", etag)
    assert answer.status_code in (412, 428)
    assert answer.json is not None
    assert answer.json["message"]
    assert hugo.load(RELAIS)[0] == data


@pytest.mark.parametrize(
    ("address", "data", "told"),
    [
        (RELAIS, b"{", "illisible"),
        (RELAIS, b"", "Rien n’est enregistré."),
        (MESURE, b"<a>", "XML"),
        (MESURE, b"\xff\xfe\x00", "UTF-8"),
        (MESURE, b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
        (f"{FILE}/yaml/abandon", b"a: &b 1\nc: *b\n", "ancres"),
    ],
)
def test_what_cannot_be_read_is_not_kept(hugo: Owner, address: str, data: bytes, told: str) -> None:
    before, etag = hugo.load(address)
    answer = hugo.save(address, data, etag)
    assert answer.status_code == 422
    assert answer.json is not None
    assert told in answer.json["message"]
    assert hugo.load(address) == (before, etag)


def test_a_file_too_large_is_refused_in_words(hugo: Owner) -> None:
    _, etag = hugo.load(MESURE)
    answer = hugo.save(MESURE, b"<" * 2_100_000, etag)
    assert (answer.status_code, answer.json) == (413, {"message": "L’envoi est trop volumineux."})


def test_an_editor_whose_session_has_ended_is_told_so_and_keeps_its_text(
    office: Office, hugo: Owner
) -> None:
    data, etag = hugo.load(RELAIS)
    token = hugo.desk.csrf()
    for session in ("lost", "signed out"):
        stranger = office.desk()
        if session == "signed out":
            stranger.csrf()
        headers = {"X-CSRFToken": token, "If-Match": etag}
        answer = stranger.client.put(RELAIS, data=data + b"\n", headers=headers)
        assert answer.status_code == 401, session
        assert answer.json is not None
        assert answer.json["message"].startswith("Votre session a expiré. Reconnectez-vous dans")
    hugo.desk.post("/deconnexion")
    assert hugo.save(RELAIS, data + b"\n", etag).status_code == 401


def test_an_editor_that_stayed_open_is_given_the_token_of_the_next_session(
    office: Office, hugo: Owner
) -> None:
    data, etag = hugo.load(RELAIS)
    again = office.desk(OWNERS)
    headers = {"X-CSRFToken": hugo.desk.csrf(), "If-Match": etag}
    again.csrf()
    refused = again.client.put(RELAIS, data=data + b"\n", headers=headers)
    assert refused.status_code == 400
    headers["X-CSRFToken"] = refused.headers["X-CSRFToken"]
    assert again.client.put(RELAIS, data=data + b"\n", headers=headers).status_code == 200
    assert again.get("/atelier/contexte/mesure").headers["X-CSRFToken"]


def test_panels_choose_from_what_there_is(hugo: Owner) -> None:
    told = hugo.desk.get("/atelier/contexte/mesure").json
    assert told is not None
    assert {"code": "MDL_TS", "label": "Travailleur social MDL"} in told["groups"]
    relais = next(row for row in told["forms"] if row["id"] == "relais")
    assert relais["address"] == "/atelier/formulaires/relais"
    assert relais["title"] == "Organiser les relais"
    assert {"D3_IMPAYE_CONSTITUE", "D3_LOYER_REFERENCE"} <= {row["id"] for row in told["decisions"]}
    assert {row["id"] for row in told["processes"]} >= {"mesure", "parcours_acces"}
    assert {row["id"] for row in told["templates"]} >= {"rappel_limite"}
    assert "demande_abandon" in told["messages"]
    clore = next(row for row in told["actions"] if row["name"] == "dossier.clore")
    assert clore["label"] == "Clore le dossier" and clore["does"]
    assert clore["inputs"] == ["motif_sortie", "reference"]
    assert clore["words"]["motif_sortie"]["label"] == "Motif de sortie"
    assert {"name": "date_fin_max", "label": "la fin de la mesure"} in told["variables"]
    assert "ajouter jours ouvres" in told["functions"]
    form = hugo.desk.get("/atelier/contexte/etat_compte?sorte=form").json
    assert form is not None
    assert "date_fait" in {row["name"] for row in form["variables"]}
    unknown = hugo.desk.get("/atelier/contexte/inconnu").json
    assert unknown is not None
    assert unknown["variables"] == []


# --- new, given up, removed --------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "title", "name"),
    [
        ("bpmn", "Reprise d’un dossier", "reprise_d_un_dossier"),
        ("form", "Cœur & « dossier » été", "coeur_dossier_ete"),
        ("dmn", "Barème d’aide <2027>", "BAREME_D_AIDE_2027"),
        ("yaml", 'Un ménage "pressé" : 12 mois', "un_menage_presse_12_mois"),
    ],
)
def test_a_new_file_is_named_after_its_title_and_has_no_problem(
    hugo: Owner, kind: str, title: str, name: str
) -> None:
    answer = hugo.desk.post("/atelier/fichiers", sorte=kind, titre=title)
    assert answer.status_code == 302
    page = unescape(hugo.desk.read(answer.headers["Location"]))
    assert answer.headers["Location"].endswith(f"/{name}")
    assert "Nouveau" in page
    if kind != "form":
        assert f'<h1 class="m-0">{title}</h1>' in page.replace("\u00a0", " ")
    told = hugo.save(f"{FILE}/{kind}/{name}", *hugo.load(f"{FILE}/{kind}/{name}")).json
    assert told is not None
    assert (told["draft"], told["problems"], told["elsewhere"]) == (True, [], [])


@pytest.mark.parametrize(
    ("fields", "field", "told"),
    [
        ({"titre": " ", "nom": "x"}, "titre", "Donnez un titre"),
        ({"titre": "Relais", "nom": "relais"}, "nom", "porte déjà ce nom"),
        ({"titre": "Été", "nom": "été"}, "nom", "sans accent"),
        ({"titre": "Vers", "nom": "../x"}, "nom", "sans accent"),
        ({"titre": "¿?"}, "nom", "sans accent"),
    ],
)
def test_a_new_file_that_cannot_be_is_refused_beside_its_field(
    hugo: Owner, fields: dict[str, str], field: str, told: str
) -> None:
    answer = hugo.desk.post("/atelier/fichiers", sorte="form", **fields)
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    refusal = re.search(rf'id="{field}-refus">([^<]*)<', answer.text)
    assert refusal
    assert told in refusal[1]
    assert f'value="{fields["titre"].strip()}"' in answer.text
    assert "Aucun brouillon" in hugo.overview()


def test_a_kind_of_file_that_there_is_not_is_not_found(hugo: Owner) -> None:
    assert hugo.desk.post("/atelier/fichiers", sorte="exe", titre="x").status_code == 404
    assert hugo.desk.get(f"{FILE}/exe/x").status_code == 404
    assert hugo.desk.get(f"{FILE}/form/inconnu").status_code == 404
    assert hugo.save(f"{FILE}/form/inconnu", b"{}", '"x"').status_code == 404


def test_a_draft_that_is_given_up_leaves_what_is_in_force(hugo: Owner, ines: Owner) -> None:
    data, _ = hugo.load(RELAIS)
    hugo.change(RELAIS, '"label": "Commentaire"', '"label": "Commentaires"')
    path = f"{RELAIS}/abandon"
    seen = etag_of(hugo.overview(), path)
    ines.change(RELAIS, "Relais organisés", "Relais mis en place")
    late = hugo.desk.post(path, etag=seen)
    assert late.headers["Location"] == "/atelier"
    assert "Inès a enregistré ce fichier" in flashes(hugo.overview())[0]
    give_up(hugo, "form/relais")
    page = hugo.overview()
    assert "est abandonné." in flashes(page)[0]
    assert "Aucun brouillon" in page
    assert hugo.load(RELAIS)[0] == data


def test_a_file_is_removed_at_the_next_publication_and_that_can_be_given_up(hugo: Owner) -> None:
    page = hugo.desk.read("/atelier/formulaires/relais")
    path = f"{RELAIS}/retrait"
    hugo.desk.post(path, etag=etag_of(page, path))
    page = hugo.overview()
    assert "sera retiré à la prochaine publication" in flashes(page)[0]
    assert "À retirer" in page
    assert hugo.desk.get(RELAIS).status_code == 404
    answer = hugo.desk.get("/atelier/formulaires/relais")
    assert answer.headers["Location"] == "/atelier"
    give_up(hugo, "form/relais")
    assert hugo.desk.get(RELAIS).status_code == 200


def test_a_new_file_that_is_removed_goes_with_its_draft(hugo: Owner) -> None:
    hugo.desk.post("/atelier/fichiers", sorte="form", titre="Essai")
    page = hugo.desk.read("/atelier/formulaires/essai")
    path = f"{FILE}/form/essai/retrait"
    hugo.desk.post(path, etag=etag_of(page, path))
    assert "n’avait pas été publié" in flashes(hugo.overview())[0]
    assert hugo.desk.get(f"{FILE}/form/essai").status_code == 404
