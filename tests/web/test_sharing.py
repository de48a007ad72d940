"""What the landlord reads of the MDL's answers, and what is left of a restricted dossier."""

import pytest

from engine.bpm.dialect.sources import SourceKind
from engine.bpm.forms.share import readable_classes
from engine.core.access import widen_circle
from engine.core.identity.actor import Actor
from engine.suivi.partage.reponses import PAR_METIER
from tests.stories import AVIS
from tests.web.office import Desk, Office, block
from tests.web.stories import BEYOND_THE_STAGE

SECRETS = {
    "dette_loyer": "OUI",
    "dette_montant": 4321,
    "echeance_expulsion": "2031-03-13",
    "atouts": "MARQUEUR-MDL",
}
DIAGNOSTIC = {
    "ressources": 98765,
    "charges_menage": 640,
    "autonomie": "A_SOUTENIR",
    "typologie_cible": "T2",
    "conclusion": "MARQUEUR-MDL",
}


@pytest.mark.parametrize("query", ["", "?corriger=1", "?corriger="])
def test_the_landlord_reads_what_is_shared_and_nothing_more(
    office: Office, landlord: Desk, query: str
) -> None:
    case, address = office.assessed(**SECRETS)
    answer = office.answer(case, "prediagnostic").id
    page = landlord.read(f"{address}/reponses/{answer}{query}")
    assert set(block(page, "valeurs")) == {"situation_logement", "avis_prediagnostic"}
    for hidden in ("MARQUEUR", "4321", "2031", "NON_ABORDE", "Danger", "Difficultés", "atouts"):
        assert hidden not in page, hidden
    assert "Vous lisez ce que l’organisation qui a répondu partage avec la vôtre." in page
    assert "data-lecture" in page
    assert "Corriger" not in page


def test_an_answer_with_nothing_to_share_says_so(office: Office, landlord: Desk) -> None:
    case, address = office.open_dossier(commentaire="MARQUEUR-MDL")
    page = landlord.read(f"{address}/reponses/{office.answer(case, 'repere').id}")
    assert block(page, "valeurs") == {}
    assert "MARQUEUR" not in page
    assert "rien dans ces réponses" in page


def test_the_mdl_reads_all_of_its_own(office: Office, agnes: Desk) -> None:
    case, address = office.assessed(**SECRETS)
    page = agnes.read(f"{address}/reponses/{office.answer(case, 'prediagnostic').id}")
    assert block(page, "valeurs")["atouts"] == "MARQUEUR-MDL"
    assert "Vous lisez" not in page


def test_no_page_of_the_landlord_holds_a_secret_of_the_mdl(office: Office, landlord: Desk) -> None:
    case, address = office.entered()
    office.house.do(case, "diagnostic", DIAGNOSTIC)
    answers = [a.id for a in office.house.rows(type(office.answer(case, "diagnostic")))]
    pages = [address, "/taches", "/dossiers", "/messages"]
    pages += [f"{address}/reponses/{answer}" for answer in answers]
    for page in pages:
        text = landlord.read(page)
        assert "MARQUEUR" not in text, page
        assert "98765" not in text, page


def test_a_trade_of_the_landlord_reads_the_answers_of_its_own_part(office: Office) -> None:
    """Domain 4.8: the précontentieux has the debt, the relogement the home; neither the rest."""
    case, address = office.entered()
    house = office.house
    house.do(case, "diagnostic", DIAGNOSTIC)
    with house.system() as tx:
        widen_circle(tx, house.instance(case).circle_id, "XLH_PREC")
    told = {element: office.answer(case, element).id for element in ("prediagnostic", "diagnostic")}
    for group, readable in (
        ("XLH_PREC", set()),
        ("XLH_RELOG", {"diagnostic"}),
        ("XLH_IS", {"prediagnostic", "diagnostic"}),
        ("MDL_TS", {"prediagnostic", "diagnostic"}),
    ):
        desk = office.desk(group)
        page = desk.read(address)
        for element, answer in told.items():
            is_read = element in readable
            assert (f"/reponses/{answer}" in page) is is_read, (group, element)
            status = desk.get(f"{address}/reponses/{answer}").status_code
            assert status == (200 if is_read else 403), (group, element)


def test_what_each_trade_reads_is_asked_by_our_diagrams(office: Office) -> None:
    forms = {file.name for file in office.house.folder.files if file.kind == SourceKind.FORM}
    for trade, named in PAR_METIER.items():
        assert named <= forms, trade


def test_of_a_restricted_dossier_the_landlord_sees_its_stage_alone(office: Office) -> None:
    case, address = office.assessed(danger="POSSIBLE", **SECRETS)
    landlord = office.desk("XLH_PILOTE")
    page = landlord.read(address)
    assert "Donner l’avis du bailleur" in page
    for hidden in BEYOND_THE_STAGE:
        assert hidden not in page, hidden
    answer = office.answer(case, "prediagnostic").id
    assert landlord.get(f"{address}/diagrammes/entree_dispositif.bpmn").status_code == 404
    assert landlord.get(f"{address}/reponses/{answer}").status_code == 404


def test_nor_can_its_answers_be_read_by_the_address_of_another_dossier(office: Office) -> None:
    case, _ = office.assessed(danger="POSSIBLE", **SECRETS)
    _, open_address = office.assessed()
    landlord = office.desk("XLH_PILOTE")
    for element in ("prediagnostic", "information_partage"):
        answer = office.answer(case, element).id
        assert landlord.get(f"{open_address}/reponses/{answer}").status_code == 404


def test_nor_corrected_by_the_landlord_who_gave_them(office: Office) -> None:
    case, address = office.assessed(danger="POSSIBLE")
    landlord = office.desk("XLH_PILOTE")
    task = office.house.task(case, "avis_bailleur").id
    assert landlord.post(f"/taches/{task}/realisation", {"avis_bailleur": "ENTREE", **AVIS})
    answer = office.answer(case, "avis_bailleur").id
    refused = landlord.post(f"{address}/reponses/{answer}", {"avis_bailleur": "REFUS"}, motif="x")
    assert refused.status_code == 404


def test_who_is_not_on_its_list_does_not_know_that_it_exists(office: Office) -> None:
    _, address = office.assessed(danger="POSSIBLE")
    reference = address.removeprefix("/dossiers/")
    colleague = office.colleague("MDL_TS", "Bruno Essai")
    for desk in (office.desk("XLH_RELOG"), office.desk("XLH_IS"), colleague):
        assert desk.get(address).status_code == 404
        for page in ("/dossiers", "/taches", "/messages", "/dossiers?recherche=0001"):
            assert reference not in desk.read(page), page
    for group in ("MDL_TS", "MDL_CHEF"):
        assert "Accès restreint" in office.desk(group).read(address)


def test_of_a_restricted_dossier_the_landlord_sees_how_many_steps_not_which(
    office: Office,
) -> None:
    case, address = office.assessed(danger="POSSIBLE", **SECRETS)
    landlord = office.desk("XLH_PILOTE")
    task = office.house.task(case, "avis_bailleur").id
    done = landlord.post(f"/taches/{task}/realisation", {"avis_bailleur": "ENTREE", **AVIS})
    assert done.status_code == 302
    assert "La suite" not in landlord.read("/taches")
    page = landlord.read(address)
    assert "1\xa0étape en cours chez le partenaire." in page
    assert "Donner l’avis de la MDL" not in page
    assert "Signaler un événement</h2>" in page
    assert "evenements/" not in page


def test_what_is_meant_for_the_other_side_is_read_there_whoever_wrote_it() -> None:
    landlord = Actor(None, "d", "D", "XLH", frozenset({"XLH_PILOTE"}))
    caseworker = Actor(None, "a", "A", "MDL", frozenset({"MDL_TS"}))
    assert readable_classes(landlord, "MDL") == {"partage", "xlh"}
    assert readable_classes(caseworker, "XLH") == {"partage", "mdl"}
    assert readable_classes(landlord, "XLH") == {"partage", "xlh", "code"}
    assert readable_classes(caseworker, "MDL") == {"partage", "mdl", "code", "vvc"}
