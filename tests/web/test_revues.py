"""The pages of a review, by trade: its list, its preparation, session, minutes and pack."""

from collections.abc import Mapping
from io import BytesIO
from uuid import UUID

import pikepdf
import pytest
from werkzeug.test import TestResponse

from engine.suivi.revues.models import Revue
from tests.engine.suivi.projets.test_imprimer import tags, text_of
from tests.engine.suivi.revues.story import accepted, convened, entered, held, ligne, restricted
from tests.web.office import Desk, Office, flashes

READERS = ("MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_PILOTE")
OTHERS = ("XLH_PREC", "XLH_RELOG", "REFERENTE_VVC", "EDITEUR_PROCESSUS")


@pytest.mark.parametrize("group", READERS)
def test_those_who_review_together_have_the_page_in_their_navigation(
    office: Office, group: str
) -> None:
    page = office.desk(group).read("/revues")
    assert 'href="/revues"' in page and "Aucune revue pour le moment" in page
    assert ("Convoquer une revue" in page) is (group in ("MDL_CHEF", "XLH_PILOTE"))


@pytest.mark.parametrize("group", OTHERS)
def test_the_other_trades_have_not(office: Office, group: str) -> None:
    desk = office.desk(group)
    assert desk.get("/revues").status_code == 403
    assert 'href="/revues"' not in desk.read("/taches")


def test_a_review_is_convened_on_its_page_and_its_task_leads_there(office: Office) -> None:
    pilote = office.desk("XLH_PILOTE")
    answer = pilote.post("/revues", date_revue="2026-09-28", ordre_du_jour="Les entrées")
    assert answer.headers["Location"] == "/revues/2026-1"
    office.house.keep_promises()
    page = pilote.read("/revues/2026-1")
    assert "En préparation" in page and "Les entrées" in page
    inbox = office.desk("MDL_TS").read("/taches")
    assert "Revue 2026-1" in inbox and "Dossier revue" not in inbox
    task = office.house.task(case_of(office), "preparer_syntheses")
    opened = office.desk("MDL_TS").read(f"/taches/{task.id}")
    assert '<a href="/revues/2026-1">Revue 2026-1</a>' in opened
    told = office.desk("MDL_TS").read("/messages")
    assert '<a href="/revues/2026-1">Revue 2026-1</a>' in told


def case_of(office: Office) -> UUID:
    (revue,) = office.house.rows(Revue)
    found: UUID = revue.instance_id
    return found


@pytest.mark.parametrize("day", ["", "2026-09-01", "hier"])
def test_a_day_that_is_missing_past_or_no_day_is_refused_and_the_agenda_stays(
    office: Office, day: str
) -> None:
    answer = office.desk("MDL_CHEF").post("/revues", date_revue=day, ordre_du_jour="À garder")
    assert answer.status_code == 422 and "À garder" in answer.text


def test_a_second_review_waits_for_the_end_of_the_first(office: Office) -> None:
    convened(office.house)
    desk = office.desk("MDL_CHEF")
    assert "Convoquer une revue" not in desk.read("/revues")
    desk.post("/revues", date_revue="2026-10-28")
    assert flashes(desk.read("/taches")) == [
        "Une revue est déjà en cours\u00a0: terminez-la avant d’en convoquer une autre."
    ]


def test_the_referent_corrects_the_synthesis_and_goes_on_to_the_next(office: Office) -> None:
    first, second = entered(office.house), entered(office.house)
    convened(office.house)
    desk = office.desk("MDL_TS")
    assert "2 synthèses à relire" in unspaced(desk.read("/revues/2026-1"))
    page = desk.read(f"/revues/2026-1/syntheses/{first}")
    assert "Mesure en cours depuis le 7 septembre 2026." in page
    answer = desk.post(f"/revues/2026-1/syntheses/{first}", texte="Un T3 est cherché.", version="0")
    assert answer.headers["Location"] == f"/revues/2026-1/syntheses/{second}"
    stale = desk.post(f"/revues/2026-1/syntheses/{first}", texte="Autre texte", version="0")
    assert stale.status_code == 409
    assert "Autre texte" in stale.text and "Un T3 est cherché." in stale.text
    assert office.desk("XLH_PILOTE").get(f"/revues/2026-1/syntheses/{first}").status_code == 403


def test_nobody_watches_the_other_sides_staff(office: Office) -> None:
    entered(office.house)
    convened(office.house)
    assert "À relire" in office.desk("MDL_CHEF").read("/revues/2026-1")
    page = office.desk("XLH_PILOTE").read("/revues/2026-1")
    assert "À relire" not in page and "Référent" not in page


def test_a_decision_is_typed_live_and_a_stale_page_does_not_write_over_it(office: Office) -> None:
    reference = entered(office.house)
    held(office.house)
    pilote, chef = office.desk("XLH_PILOTE"), office.desk("MDL_CHEF")
    place = f"/revues/2026-1/decisions/{reference}"
    sent = {"version": "0", "decision": "AJUSTER", "releve": "Revoir le budget"}
    first = live(pilote, place, sent)
    assert (first.status_code, first.json) == (201, {"version": 1})
    late = live(chef, place, {"version": "0", "decision": "CLORE"})
    assert late.status_code == 409 and "vient de modifier" in str(late.json)
    page = chef.read(f"/revues/2026-1/seance/{reference}")
    assert "Revoir le budget" in page and 'value="AJUSTER" checked' in page
    refused = chef.post(place, version="0", decision="CLORE", releve="Mon texte")
    assert refused.status_code == 409
    assert "Mon texte" in refused.text and "Revoir le budget" in refused.text
    assert ligne(office.house, reference).decision == "AJUSTER"


def live(desk: Desk, place: str, sent: Mapping[str, str]) -> TestResponse:
    return desk.client.post(place, json=sent, headers={"X-CSRFToken": desk.csrf()})


def test_what_cannot_be_kept_is_said_to_the_live_page(office: Office) -> None:
    reference = entered(office.house)
    held(office.house)
    place, chef = f"/revues/2026-1/decisions/{reference}", office.desk("MDL_CHEF")
    assert live(chef, place, {"version": "0", "a_revoir_le": "demain"}).status_code == 422
    assert live(chef, place, {"version": "0", "decision": "EXCLURE"}).status_code == 400
    assert live(office.desk("MDL_TS"), place, {"version": "0"}).status_code == 403
    nir = live(chef, place, {"version": "0", "releve": "2 85 03 40 088 123 72"})
    assert nir.status_code == 422 and "sécurité sociale" in str(nir.json)


def test_without_a_script_a_decision_leads_to_the_next_dossier(office: Office) -> None:
    first, second = entered(office.house), entered(office.house)
    held(office.house)
    chef = office.desk("MDL_CHEF")
    assert chef.get("/revues/2026-1/seance").headers["Location"].endswith(first)
    place = f"/revues/2026-1/decisions/{first}"
    answer = chef.post(place, version="0", decision="CONTINUER")
    assert answer.headers["Location"] == f"/revues/2026-1/seance/{second}"
    assert chef.get("/revues/2026-1/seance").headers["Location"].endswith(second)


def test_the_minutes_tell_the_decisions_and_what_became_of_them(office: Office) -> None:
    reference = entered(office.house)
    held(office.house)
    chef = office.desk("MDL_CHEF")
    place = f"/revues/2026-1/decisions/{reference}"
    sent = {"version": "0", "decision": "CLORE", "raison": "OBJECTIFS_ATTEINTS"}
    live(chef, place, {**sent, "releve": "Fin en octobre"})
    accepted(office.house)
    page = unspaced(office.desk("XLH_PILOTE").read("/revues/2026-1"))
    for told in ("Terminée", "Fin en octobre", "Fin de mesure signalée", "Chef de service MDL"):
        assert told in page
    late = live(chef, place, {"version": "1", "decision": "CONTINUER"})
    assert late.status_code == 409


def test_a_restricted_dossier_says_nothing_on_the_page_nor_on_paper(office: Office) -> None:
    ordinary, hidden = entered(office.house), restricted(office.house)
    held(office.house)
    office.house.hire("colleague")
    for group in ("MDL_CHEF", "XLH_PILOTE"):
        page = office.desk(group).read(f"/revues/2026-1/seance/{hidden}")
        assert "Suivi en cours." in page and "releve" not in page and "Étapes" not in page
    colleague = office.desk("colleague")
    assert colleague.get(f"/revues/2026-1/seance/{hidden}").status_code == 404
    overview = unspaced(colleague.read("/revues/2026-1"))
    assert hidden not in overview and "1 dossier que" in overview
    texts = {who: pack(office, who) for who in ("MDL_CHEF", "colleague")}
    assert hidden in texts["MDL_CHEF"] and "Suivi en cours." in texts["MDL_CHEF"]
    assert ordinary in texts["colleague"] and hidden not in texts["colleague"]


def pack(office: Office, group: str) -> str:
    """What the PDF that somebody asks for says."""
    answer = office.desk(group).get("/revues/2026-1/support.pdf")
    assert answer.mimetype == "application/pdf"
    return text_of(answer.data)


def test_the_pack_is_tagged_has_a_page_a_dossier_and_reads_text_as_text(office: Office) -> None:
    reference = entered(office.house)
    entered(office.house)
    held(office.house)
    wild = '#read("/etc/passwd") *gras* $x$ 😀 \\ <script>'
    live(office.desk("MDL_CHEF"), f"/revues/2026-1/decisions/{reference}", {
        "version": "0", "decision": "CONTINUER", "releve": wild,
    })  # fmt: skip
    answer = office.desk("MDL_CHEF").get("/revues/2026-1/support.pdf")
    with pikepdf.open(BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) == 3
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang).startswith("fr")
        assert {"/Document", "/H1", "/H2", "/Table"} <= set(tags(pdf.Root.StructTreeRoot))
    assert '#read("/etc/passwd") *gras*' in pack(office, "MDL_CHEF")


def unspaced(page: str) -> str:
    return page.replace("\u00a0", " ")


def test_process_owners_read_the_catalogue_of_actions_and_events(office: Office) -> None:
    page = unspaced(office.desk("EDITEUR_PROCESSUS").read("/atelier/actions"))
    for told in ("Clore le dossier", "dossier.clore", "Motif de sortie", "demande_abandon"):
        assert told in page
    assert office.desk("MDL_TS").get("/atelier/actions").status_code == 403
