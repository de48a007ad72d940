"""« Vie du dossier »: who follows it, suspensions, a longer measure; by trade."""

import pytest
from sqlalchemy import update

from engine.suivi.regles.models import Regle
from tests.web.office import Office, flashes


def opened(office: Office) -> None:
    """The partners have opened exemptions."""
    with office.house.system() as tx:
        change = update(Regle).where(Regle.code == "DEROGATION_DUREE").values(valeur="OUVERTE")
        tx.session.execute(change)


def test_a_suspension_shows_in_the_head_and_leaves_the_end_where_it_is(office: Office) -> None:
    case, address = office.entered()
    agnes = office.desk("MDL_TS")
    before = office.house.dossier(case).date_fin_max
    sent = agnes.post(
        f"{address}/vie/suspensions/nouvelle", du="07/09/2026", motif="HOSPITALISATION"
    )
    assert sent.status_code == 302
    page = agnes.read(f"{address}/vie")
    assert "Suspendu" in page and "Hospitalisation" in page
    assert office.house.dossier(case).date_fin_max == before
    landlord = office.desk("XLH_PILOTE").read(f"{address}/vie")
    assert "Suspendu" in landlord and "ospitalisation" not in landlord


def test_what_was_typed_survives_a_refusal(office: Office) -> None:
    _, address = office.entered()
    agnes = office.desk("MDL_TS")
    sent = agnes.post(f"{address}/vie/suspensions/nouvelle", du="01/01/2020", motif="AUTRE")
    assert sent.status_code == 422 and "01/01/2020" in sent.text
    assert "La mesure n’avait pas commencé" in sent.text


def test_an_exemption_is_closed_until_the_partners_open_it(office: Office) -> None:
    _, address = office.entered()
    agnes = office.desk("MDL_TS")
    assert "La dérogation est <strong>fermée</strong>" in agnes.read(f"{address}/vie")
    asked = {"nouvelle_date": "07/12/2027", "motif": "AUTRE", "situation": "Attente."}
    agnes.post(f"{address}/vie/derogations/nouvelle", **asked)
    assert "n’est pas ouverte par les partenaires" in agnes.read(f"{address}/vie")
    opened(office)
    assert agnes.post(f"{address}/vie/derogations/nouvelle", **asked).status_code == 302
    assert "Attend les signatures" in agnes.read(f"{address}/vie")


@pytest.mark.parametrize(
    ("group", "status"),
    [("MDL_TS", 200), ("MDL_CHEF", 200), ("XLH_IS", 200), ("XLH_PILOTE", 200), ("XLH_PREC", 404)],
)
def test_who_reads_the_life_of_a_dossier(office: Office, group: str, status: int) -> None:
    _, address = office.entered()
    assert office.desk(group).get(f"{address}/vie").status_code == status


def test_the_landlord_is_told_of_no_sous_volet(office: Office) -> None:
    _, address = office.entered()
    agnes, pilote = office.desk("MDL_TS"), office.desk("XLH_PILOTE")
    sent = agnes.post(f"{address}/vie/sous-volet", sous_volet="VVC")
    assert sent.status_code == 302
    assert "Accompagnement spécifique" in agnes.read(address)
    assert "spécifique" not in pilote.read(address) + pilote.read(f"{address}/vie")
    reference = address.rsplit("/", 1)[1]
    assert reference in agnes.read("/dossiers?sous_volet=VVC")
    assert reference in pilote.read("/dossiers")
    assert reference not in pilote.read("/dossiers?sous_volet=VVC")


def test_the_list_is_narrowed_by_where_dossiers_stand(office: Office) -> None:
    _, entered = office.entered()
    _, waiting = office.assessed()
    agnes = office.desk("MDL_TS")
    page = agnes.read("/dossiers?statut=ARBITRAGE")
    assert waiting.rsplit("/", 1)[1] in page and entered.rsplit("/", 1)[1] not in page


def test_the_pilote_names_who_follows_for_the_landlord(office: Office) -> None:
    _, address = office.entered()
    pilote = office.desk("XLH_PILOTE")
    person = str(office.house.people["XLH_IS"])
    page = f"{address}/vie/referents/bailleur"
    assert pilote.post(page, person=person, motif="CHARGE").status_code == 302
    told = pilote.read(f"{address}/vie")
    assert flashes(told) == ["La personne est désignée."]
    assert "Intervenant social XL Habitat" in told and "charge de travail" in told
    assert office.desk("MDL_TS").post(page, person=person, motif="CHARGE").status_code == 403
