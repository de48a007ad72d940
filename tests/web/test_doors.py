"""Deny by default, the same 404 for all, and what every answer tells the browser."""

import re
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from engine.core.transaction import Transaction
from engine.migrations.metadata import metadata
from tests.house import PARTAGE
from tests.web.office import Office, without_token
from web.app import PUBLIC, Door


def addresses(app: Door) -> list[tuple[str, str, str]]:
    """Every route as (endpoint, method, an address it answers to)."""
    found = []
    for rule in app.url_map.iter_rules():
        values: dict[str, object] = {
            name: uuid4() if name.endswith("_id") else "x" for name in rule.arguments
        }
        _, address = rule.build(values) or ("", "")
        methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        found += [(rule.endpoint, method, address) for method in sorted(methods)]
    return found


def test_every_route_but_the_public_ones_asks_who_is_there(office: Office) -> None:
    office.app.config["WTF_CSRF_ENABLED"] = False  # what is behind the token must be closed too
    asked = [row for row in addresses(office.app) if row[0] not in PUBLIC]
    assert len(asked) > 15
    for endpoint, method, address in asked:
        answer = office.app.test_client().open(address, method=method)
        if method == "PUT":  # a script of ours, which would follow the way to a page of sign-in
            assert answer.status_code == 401, endpoint
            continue
        assert answer.status_code == 302, endpoint
        assert answer.headers["Location"].startswith("/connexion"), endpoint


def test_the_public_routes_are_few(office: Office) -> None:
    pages = {"static", "connexion.show", "connexion.create", "sante"}
    assert pages | {"echeances.read_agenda"} == PUBLIC  # by its secret alone
    told = office.desk().get("/sante").json
    assert told == {"etat": "dégradé", "base": "répond", "file": "absente", "balayage": None}


def test_a_stranger_to_a_circle_gets_the_page_of_what_does_not_exist(office: Office) -> None:
    case, address = office.assessed()
    task = office.house.task(case, "avis_mdl").id
    answer = office.answer(case, "prediagnostic").id
    stranger = office.desk("REFERENTE_VVC")
    pairs = [
        (address, "/dossiers/2026-9999"),
        (f"/taches/{task}", f"/taches/{uuid4()}"),
        (f"{address}/reponses/{answer}", f"{address}/reponses/{uuid4()}"),
        (f"{address}/diagrammes/entree_dispositif.bpmn", "/dossiers/2026-9999/diagrammes/x.bpmn"),
        (f"{address}/evenements/demande_abandon", "/dossiers/2026-9999/evenements/x"),
    ]
    for hidden, missing in pairs:
        one, other = stranger.get(hidden), stranger.get(missing)
        assert (one.status_code, other.status_code) == (404, 404), hidden
        assert without_token(one.text) == without_token(other.text), hidden


def test_nor_can_a_stranger_act(office: Office) -> None:
    case, address = office.assessed()
    task = office.house.task(case, "avis_mdl").id
    answer = office.answer(case, "prediagnostic").id
    stranger = office.desk("REFERENTE_VVC")
    for act in (
        f"/taches/{task}/prise-en-charge",
        f"/taches/{task}/remise",
        f"/taches/{task}/realisation",
        f"{address}/evenements/demande_abandon",
        f"{address}/reponses/{answer}",
        f"{address}/blocages/{uuid4()}/reprise",
    ):
        assert stranger.post(act, {}).status_code == 404, act
    assert stranger.keep(task, {"reponses": {}}).status_code == 404
    assert stranger.get("/dossiers").text.count("2026-0001") == 0


@pytest.mark.parametrize("address", ["/taches", "/dossiers", "/inconnu", "/connexion", "/sante"])
def test_every_answer_says_what_the_browser_may_do(office: Office, address: str) -> None:
    headers = office.desk("MDL_TS").get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_inline_style_is_allowed_on_form_and_diagram_pages_alone(office: Office) -> None:
    case, address = office.assessed()
    desk = office.desk("MDL_TS")
    task, answer = office.house.task(case, "avis_mdl").id, office.answer(case, "prediagnostic").id
    with_style = ["/taches", f"/taches/{task}", address]
    with_style.append(f"{address}/reponses/{answer}")
    for page in with_style:
        policy = desk.get(page).headers["Content-Security-Policy"]
        assert "style-src 'self' 'unsafe-inline';" in policy, page
    plain = ["/dossiers", "/dossiers/nouveau", "/messages", "/inconnu", "/connexion"]
    for page in (*plain, "/dossiers/2026-9999"):
        assert "unsafe" not in desk.get(page).headers["Content-Security-Policy"], page


def test_no_page_carries_a_script_or_a_style_of_its_own(office: Office) -> None:
    case, address = office.assessed()
    desk = office.desk("MDL_TS")
    task = office.house.task(case, "avis_mdl").id
    for page in ("/taches", f"/taches/{task}", "/dossiers", address, "/dossiers/nouveau"):
        text = desk.read(page)
        inline = [tag for tag in re.findall(r"<script[^>]*>", text) if "src=" not in tag]
        assert all('type="application/json"' in tag for tag in inline), page
        assert not re.search(r'<style|\sstyle="|\son\w+="', text), page


def test_titles_and_addresses_hold_a_reference_and_no_person(office: Office) -> None:
    case, address = office.assessed(atouts="Mme Marqueur")
    desk = office.desk("MDL_TS")
    task, answer = office.house.task(case, "avis_mdl").id, office.answer(case, "prediagnostic").id
    for page in (address, f"/taches/{task}", f"{address}/reponses/{answer}", "/taches"):
        text = desk.read(page)
        seen = re.findall(r"<title>.*?</title>|(?:href|action|hx-get)=\"[^\"]*\"", text)
        assert not [s for s in seen if re.search("Marqueur|Travailleur|mdl_ts", s)], page


def test_reading_changes_nothing(each_office: Office) -> None:
    case, address = each_office.entered()
    desk = each_office.desk("MDL_TS")
    task = each_office.house.task(case, "diagnostic").id
    answer = each_office.answer(case, "prediagnostic").id
    before = everything(each_office)
    for page in (
        "/taches",
        f"/taches/{task}",
        "/messages",
        "/dossiers",
        "/dossiers/nouveau",
        address,
        f"{address}/diagrammes/parcours_acces.bpmn",
        f"{address}/evenements/loyer_impaye",
        f"{address}/reponses/{answer}?corriger=1",
        "/connexion",
    ):
        assert desk.get(page).status_code == 200, page
    assert everything(each_office) == before


def test_a_view_that_would_write_while_reading_cannot(
    each_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from engine.bpm.tasks.claim import claim_task

    case, _ = each_office.open_dossier()
    task = each_office.house.task(case, "information_partage").id

    def write(tx: Transaction, task_id: UUID) -> object:
        return claim_task(tx, task_id)

    monkeypatch.setattr("web.taches.find_task", write)
    assert each_office.desk("MDL_TS").get(f"/taches/{task}").status_code == 500
    assert each_office.house.task(case, "information_partage").claimed_by is None


def everything(office: Office) -> dict[str, list[str]]:
    """Every row of every table."""
    with office.house.system() as tx:
        return {
            table.name: sorted(map(repr, tx.session.execute(select(table)).all()))
            for table in metadata.sorted_tables
            if tx.session.scalar(select(func.count()).select_from(table))
        }


# --- errors ------------------------------------------------------------------


def test_a_page_that_does_not_exist_leads_back(office: Office) -> None:
    answer = office.desk("MDL_TS").get("/inconnu")
    assert answer.status_code == 404
    assert "Cette page n’existe pas, ou vous n’y avez pas accès." in answer.text
    assert "Se déconnecter" in answer.text
    assert office.desk().get("/inconnu").status_code == 404


def test_a_fault_of_ours_tells_nothing_of_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret-interne")

    monkeypatch.setattr("web.dossiers.menage.liste.list_dossiers", broken)
    answer = office.desk("MDL_TS").get("/dossiers")
    assert answer.status_code == 500
    assert "Une erreur est survenue. Rien n’a été enregistré" in answer.text
    assert "secret-interne" not in answer.text


@pytest.mark.parametrize("body", ["[", "[1]", '"x"', "NaN", "[" * 5_000, "{" + '"a":{' * 3_000])
def test_answers_that_are_not_answers_are_refused(office: Office, body: str) -> None:
    case, _ = office.open_dossier()
    task = office.house.task(case, "information_partage").id
    desk = office.desk("MDL_TS")
    fields = {"csrf_token": desk.csrf(), "reponses": body}
    answer = desk.client.post(f"/taches/{task}/realisation", data=fields)
    assert answer.status_code == 400
    assert office.house.tasks(case) == ["information_partage"]


@pytest.mark.parametrize("body", [[1], {"reponses": [1]}, {"reponses": "x"}, 3, {}])
def test_a_draft_that_is_no_draft_is_refused(office: Office, body: object) -> None:
    case, _ = office.open_dossier()
    task = office.house.task(case, "information_partage").id
    assert office.desk("MDL_TS").keep(task, body).status_code == 400


def test_an_enormous_form_is_refused(office: Office) -> None:
    case, _ = office.open_dossier()
    task = office.house.task(case, "information_partage").id
    answer = office.desk("MDL_TS").post(f"/taches/{task}/realisation", {"note": "x" * 2_100_000})
    assert answer.status_code == 413
    assert office.house.tasks(case) == ["information_partage"]


def test_nothing_strange_in_an_address_breaks_the_search(each_office: Office) -> None:
    desk = each_office.desk("MDL_TS")
    for text in ("%25", "_", "'%20OR%201=1", "%00", "%F0%9F%8F%A0", "x" * 3_000, "\\"):
        assert desk.get(f"/dossiers?recherche={text}").status_code in (200, 400), text
        assert desk.get(f"/taches?recherche={text}&vue={text}").status_code in (200, 400), text
        assert desk.get(f"/dossiers/{text}").status_code in (400, 404), text


def test_a_shared_task_keeps_its_answers_for_who_does_it(office: Office) -> None:
    case, _ = office.open_dossier()
    task = office.house.task(case, "information_partage").id
    office.desk("MDL_TS").keep(task, {"reponses": {**PARTAGE, "mode_information": "MARQUEUR"}})
    assert "MARQUEUR" in office.desk("MDL_TS").read(f"/taches/{task}")
    for group in ("XLH_PILOTE", "MDL_CHEF"):
        assert "MARQUEUR" not in office.desk(group).read(f"/taches/{task}")
