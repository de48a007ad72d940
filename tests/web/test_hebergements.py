"""Hosted people: from a file to a repérage that is filled already."""

from io import BytesIO

import pytest

from tests.house import REPERAGE
from tests.web.office import Desk, Office, block, flashes

FILE = (
    "Numéro;Nom;Prénom;Civilité;Né(e) le;Lien;Établissement\r\n"
    "H-1;Dupin;Marie;Mme;12/03/1985;titulaire;CHRS Les Pins\r\n"
    "H-1;Dupin;Léo;;01/09/2016;enfant;CHRS Les Pins\r\n"
    "H-2;Sarrade;Paul;M.;30/11/1979;;Résidence sociale\r\n"
)


def send(desk: Desk, text: str = FILE) -> str:
    """The address of the preview."""
    data = {"csrf_token": desk.csrf(), "fichier": (BytesIO(text.encode("cp1252")), "liste.csv")}
    sent = desk.client.post("/hebergements/import", data=data)
    assert sent.status_code == 302, sent.text
    return str(sent.location)


def test_a_picked_household_opens_a_dossier_without_typing(office: Office) -> None:
    agnes = office.desk("MDL_TS")
    preview = send(agnes)
    page = agnes.read(preview)
    assert "Marie Dupin" in page and "Paul Sarrade" in page
    agnes.post(f"{preview}/choix", retenir="0")
    kept = agnes.read("/hebergements")
    assert flashes(kept)[0].startswith("1\u00a0ménage retenu")
    assert "Marie Dupin" in kept and "Sarrade" not in kept
    begin = kept.split('href="/dossiers/nouveau?heberge=')[1].split('"')[0]
    who = agnes.read(f"/dossiers/nouveau?heberge={begin}")
    for typed in ("Dupin", "Marie", "12/03/1985", begin):
        assert f'value="{typed}"' in who
    fields = {"nom": "Dupin", "prenom": "Marie", "date_naissance": "12/03/1985", "heberge": begin}
    asked = agnes.post("/dossiers/nouveau", **fields)
    assert 'name="heberge"' in asked.text
    values = block(asked.text, "donnees") if 'id="donnees"' in asked.text else {}
    assert "SORTIE_HEBERGEMENT" in (str(values) if values else asked.text)
    done = agnes.post("/dossiers", REPERAGE, menage="", **fields)
    assert done.status_code == 302
    assert "Léo" in agnes.read(f"{done.location}/menage")
    assert "Marie Dupin" not in agnes.read("/hebergements")


def test_nothing_of_an_unread_file_is_kept(office: Office) -> None:
    agnes = office.desk("MDL_TS")
    data = {"csrf_token": agnes.csrf(), "fichier": (BytesIO(b"PK\x03\x04"), "liste.xlsx")}
    sent = agnes.client.post("/hebergements/import", data=data)
    assert sent.status_code == 422 and "classeur" in sent.text


@pytest.mark.parametrize("group", ["XLH_IS", "XLH_PILOTE", "XLH_PREC", "REFERENTE_VVC"])
def test_it_is_the_mdl_s_alone(office: Office, group: str) -> None:
    assert office.desk(group).get("/hebergements").status_code == 403
