"""A scenario written in a page without scripts."""

import re
from html import unescape
from typing import Any

from tests.web.office import flashes
from tests.web.test_atelier import Owner, etag_of, hugo, ines, words

__all__ = ["hugo", "ines"]

PAGE = "/atelier/scenarios/refus_partage"
FILE = "/atelier/fichiers/yaml/refus_partage"


def text_of(page: str, name: str = "texte") -> str:
    """What a browser would show in the field: a first line end is not part of it."""
    found = re.search(rf'<textarea[^>]* id="{name}"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return unescape(found[1])


def send(owner: Owner, text: str, etag: str) -> Any:
    """Send the form as a browser does: its line ends are those of the network."""
    return owner.desk.post(PAGE, texte=text.replace("\n", "\r\n"), etag=etag)


def test_a_scenario_that_is_saved_unchanged_is_no_draft(hugo: Owner) -> None:
    page = hugo.desk.read(PAGE)
    data, _ = hugo.load(FILE)
    assert text_of(page).encode() == data
    assert send(hugo, text_of(page), etag_of(page, PAGE)).headers["Location"] == PAGE
    page = hugo.desk.read(PAGE)
    assert "il n’y a pas de brouillon" in flashes(page)[0]
    assert hugo.load(FILE)[0] == data
    assert "Aucun brouillon" in hugo.overview()


def test_a_change_is_a_draft_and_its_slips_are_told_by_line(hugo: Owner) -> None:
    page = hugo.desk.read(PAGE)
    text = text_of(page) + "  - verifierr:\n      taches: []\n"
    send(hugo, text, etag_of(page, PAGE))
    page = hugo.desk.read(PAGE)
    assert flashes(page) == ["Brouillon enregistré à 9\u00a0h."]
    line = text.count("\n") - 1
    assert f"Ligne {line} : " in words(page).replace("\u00a0", " ")
    assert text_of(page) == text
    assert 'aria-describedby="soucis"' in page


def test_what_is_no_yaml_is_not_saved_and_not_lost(hugo: Owner) -> None:
    page = hugo.desk.read(PAGE)
    text = text_of(page) + "  : [\n"
    answer = send(hugo, text, etag_of(page, PAGE))
    assert answer.status_code == 422
    assert text_of(answer.text) == text
    assert 'aria-invalid="true"' in answer.text
    assert re.search(r'<a href="#texte">Ligne \d+\u00a0: ', answer.text)
    assert "Aucun brouillon" in hugo.overview()
    assert send(hugo, text_of(page), etag_of(answer.text, PAGE)).status_code == 302


def test_of_two_who_write_neither_loses_a_word(hugo: Owner, ines: Owner) -> None:
    seen = hugo.desk.read(PAGE)
    theirs, mine = text_of(seen) + "# Inès\n", text_of(seen) + "# Hugo </textarea>\n"
    send(ines, theirs, etag_of(seen, PAGE))
    answer = send(hugo, mine, etag_of(seen, PAGE))
    assert answer.status_code == 412
    assert "Inès a enregistré ce fichier à 9\u00a0h. Rien n’a été remplacé." in answer.text
    assert text_of(answer.text) == mine
    assert text_of(answer.text, "autre") == theirs
    assert hugo.load(FILE)[0].decode() == theirs
    assert send(hugo, mine, etag_of(answer.text, PAGE)).status_code == 302
    assert hugo.load(FILE)[0].decode() == mine


def test_a_text_written_while_the_file_was_given_up_is_kept_too(hugo: Owner, ines: Owner) -> None:
    seen = hugo.desk.read(PAGE)
    before = text_of(seen)
    send(ines, before + "# un\n", etag_of(seen, PAGE))
    page = hugo.desk.read(PAGE)
    path = f"{FILE}/retrait"
    ines.desk.post(path, etag=etag_of(ines.desk.read(PAGE), path))
    answer = send(hugo, before + "# deux\n", etag_of(page, PAGE))
    assert answer.status_code == 412
    assert text_of(answer.text) == before + "# deux\n"
    assert "à retirer" in answer.text
    assert send(hugo, before + "# deux\n", etag_of(answer.text, PAGE)).status_code == 302
    assert hugo.load(FILE)[0].decode() == before + "# deux\n"


def test_line_ends_of_a_file_are_kept(hugo: Owner) -> None:
    data, etag = hugo.load(FILE)
    windows = data.replace(b"\n", b"\r\n")
    hugo.save(FILE, windows, etag)
    page = hugo.desk.read(PAGE)
    send(hugo, text_of(page).replace("\r", "") + "# fin\n", etag_of(page, PAGE))
    assert hugo.load(FILE)[0] == windows + b"# fin\r\n"


def test_a_scenario_is_removed_from_its_page(hugo: Owner) -> None:
    path = f"{FILE}/retrait"
    hugo.desk.post(path, etag=etag_of(hugo.desk.read(PAGE), path))
    assert "sera retiré à la prochaine publication" in flashes(hugo.overview())[0]
    assert hugo.desk.get(PAGE).headers["Location"] == "/atelier"
    assert hugo.desk.get("/atelier/scenarios/inconnu").status_code == 404
