"""« Arbitrages » in a browser without JavaScript, by trade; exemptions are signed there."""

import pytest
from sqlalchemy import update

from engine.suivi.regles.models import Regle
from tests.stories import AVIS
from tests.web.office import Office, flashes


def test_the_pilote_answers_from_the_page_and_comes_back_to_it(office: Office) -> None:
    case, address = office.assessed()
    reference = address.rsplit("/", 1)[1]
    pilote = office.desk("XLH_PILOTE")
    page = pilote.read("/arbitrages")
    assert reference in page and "l’entrée" in page and "une place est libre" in page
    task = office.house.task(case, "avis_bailleur").id
    assert f"/taches/{task}?retour=arbitrages" in page
    form = pilote.read(f"/taches/{task}?retour=arbitrages")
    assert f"/taches/{task}/realisation?retour=arbitrages" in form
    answers = {"avis_bailleur": "ENTREE", **AVIS}
    sent = pilote.post(f"/taches/{task}/realisation?retour=arbitrages", answers)
    assert sent.location == "/arbitrages"
    assert "Attendu" in pilote.read("/arbitrages")


def test_the_other_s_avis_stays_folded_until_one_s_own(office: Office) -> None:
    case, _ = office.assessed()
    given = {"avis_mdl": "ATTENTE", "motif_ecart": "Priorité ailleurs.", **AVIS}
    office.house.do(case, "avis_mdl", given)
    pilote = office.desk("XLH_PILOTE").read("/arbitrages")
    assert "Priorité ailleurs" not in pilote and "lu quand le vôtre l’est aussi" in pilote
    assert "Priorité ailleurs" in office.desk("MDL_CHEF").read("/arbitrages")


def test_a_restricted_file_is_a_reference_to_the_pilote_and_nothing_to_others(
    office: Office,
) -> None:
    _, address = office.assessed(danger="AVERE")
    reference = address.rsplit("/", 1)[1]
    page = office.desk("XLH_PILOTE").read("/arbitrages")
    assert reference in page
    assert "danger" not in page and "restreint" not in page and "protéger" not in page
    assert reference not in office.desk("XLH_IS").read("/arbitrages")
    assert reference not in office.colleague("MDL_TS", "Nadia").read("/arbitrages")
    assert "un danger est avéré" in office.desk("MDL_CHEF").read("/arbitrages")


@pytest.mark.parametrize(
    ("group", "status"),
    [
        *((group, 200) for group in ("MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_PILOTE")),
        *((group, 403) for group in ("XLH_PREC", "XLH_RELOG", "REFERENTE_VVC")),
        ("EDITEUR_PROCESSUS", 403),
    ],
)
def test_who_has_the_page(office: Office, group: str, status: int) -> None:
    desk = office.desk(group)
    assert desk.get("/arbitrages").status_code == status
    assert ('href="/arbitrages"' in desk.read("/dossiers")) == (status == 200)


def test_two_signatures_move_the_end(office: Office) -> None:
    case, address = office.entered()
    with office.house.system() as tx:
        rule = update(Regle).where(Regle.code == "DEROGATION_DUREE")
        tx.session.execute(rule.values(valeur="OUVERTE"))
    asked = {"nouvelle_date": "07/12/2027", "motif": "AUTRE", "situation": "Logement attendu."}
    office.desk("MDL_TS").post(f"{address}/vie/derogations/nouvelle", **asked)
    for group in ("MDL_CHEF", "XLH_PILOTE"):
        desk = office.desk(group)
        page = desk.read("/arbitrages")
        assert "Logement attendu." in page
        action = page.split('action="/arbitrages/derogations/')[1].split('"')[0]
        sent = desk.post(f"/arbitrages/derogations/{action}", accord="OUI")
        assert sent.location == "/arbitrages"
        told = flashes(desk.read("/arbitrages"))
    assert told[0].startswith("Les deux partenaires ont signé")
    assert office.house.dossier(case).date_fin_max.isoformat() == "2027-12-07"
    assert "7 décembre 2027" in office.desk("MDL_TS").read(address)
