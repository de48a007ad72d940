"""The workshop is for process owners, who find no case in it; reading it changes nothing."""

import re
from uuid import uuid4

import pytest

from tests.web.office import Office
from tests.web.test_atelier import OWNERS, RELAIS, Owner, hugo, ines
from tests.web.test_doors import everything, without_token

__all__ = ["hugo", "ines"]

PAGES = (
    "/atelier",
    "/atelier?recherche=mesure",
    "/atelier/diagrammes/mesure",
    "/atelier/formulaires/diagnostic",
    "/atelier/decisions/D5_MUTATION",
    "/atelier/scenarios/abandon",
    "/atelier/publication",
    "/atelier/publications/1",
)
FILES = (
    "/atelier/fichiers/bpmn/mesure",
    "/atelier/contexte/mesure",
    "/atelier/archives/mesure.zip",
    "/atelier/archive.zip",
)
GROUPS = ("MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_PREC", "XLH_RELOG", "XLH_PILOTE", "REFERENTE_VVC")


def addresses(office: Office) -> list[tuple[str, str]]:
    """Every route of the workshop, as a method and an address that there is."""
    given = {"kind": "form", "name": "relais", "process": "mesure", "number": 1}
    found = []
    for rule in office.app.url_map.iter_rules():
        if rule.rule.startswith("/atelier"):
            values = {key: given.get(key, uuid4()) for key in rule.arguments}
            _, address = rule.build(values) or ("", "")
            methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            found += [(method, address) for method in sorted(methods)]
    return found


def test_every_other_trade_is_refused_at_every_address(office: Office) -> None:
    office.app.config["WTF_CSRF_ENABLED"] = False  # what is behind the token must be closed too
    before = everything(office)
    asked = addresses(office)
    assert len(asked) >= 20
    for group in GROUPS:
        desk = office.desk(group)
        for method, address in asked:
            answer = desk.client.open(address, method=method, headers={"If-Match": '"x"'})
            assert answer.status_code == 403, (group, method, address)
            told = answer.json["message"] if answer.is_json and answer.json else answer.text
            assert "Votre métier ne permet pas de faire cela." in told
    assert everything(office) == before


def test_nobody_comes_in_without_signing_in(office: Office) -> None:
    office.app.config["WTF_CSRF_ENABLED"] = False
    for method, address in addresses(office):
        answer = office.app.test_client().open(address, method=method)
        assert answer.status_code == (401 if method == "PUT" else 302), (method, address)


def test_every_form_needs_its_token(office: Office, hugo: Owner) -> None:
    hugo.desk.csrf()
    before = everything(office)
    for method, address in addresses(office):
        if method != "GET":
            assert hugo.desk.client.open(address, method=method).status_code == 400, address
    assert everything(office) == before


def test_the_way_in_is_shown_to_who_may_take_it(office: Office) -> None:
    for group in GROUPS:
        assert 'href="/atelier' not in office.desk(group).read("/processus"), group
    assert 'href="/atelier"' in office.desk(OWNERS).read("/processus")
    assert office.desk(OWNERS).get("/inconnu").status_code == 404
    assert 'href="/atelier"' in office.desk(OWNERS).get("/inconnu").text


def test_an_owner_sees_no_dossier_and_no_page_of_the_workshop_holds_one(
    office: Office, hugo: Owner
) -> None:
    before = [without_token(hugo.desk.read(page)) for page in PAGES]
    case, address = office.assessed(atouts="Mme Marqueur")
    reference = office.house.instance(case).reference
    assert hugo.desk.get(address).status_code == 404
    assert reference not in hugo.desk.read("/dossiers")
    assert [without_token(hugo.desk.read(page)) for page in PAGES] == before
    told = "".join(hugo.desk.get(file).text for file in FILES[:2]) + "".join(before)
    assert reference not in told
    assert "Marqueur" not in told


def test_reading_the_workshop_changes_nothing(each_office: Office) -> None:
    desk = each_office.desk(OWNERS)
    owner = Owner(desk)
    owner.change(RELAIS, "Relais organisés", "Relais mis en place")
    desk.post("/atelier/epreuves")
    page = desk.read("/atelier/publication")
    proof = re.search(r'hx-get="([^"]+)"', page)
    assert proof
    before = everything(each_office)
    for address in (*PAGES, *FILES, proof[1], "/"):
        assert desk.get(address).status_code in (200, 302), address
    assert everything(each_office) == before


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_whole_and_carry_no_script_of_their_own(hugo: Owner, address: str) -> None:
    page = hugo.desk.read(address)
    inline = [tag for tag in re.findall(r"<script[^>]*>", page) if "src=" not in tag]
    assert all('type="application/json"' in tag for tag in inline)
    assert not re.search(r'<style|\sstyle="|\son\w+="', page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= {*ids, "contenu"}
    assert set(re.findall(r'(?:labelledby|describedby)="([^" ]+)', page)) <= set(ids)
    assert page.count("<table") == page.count("<caption")
    assert len(re.findall(r"<h1[ >]", page)) == 1
    for label in re.findall(r'<label[^>]* for="([^"]+)"', page):
        assert label in ids


@pytest.mark.parametrize("address", PAGES)
def test_sentences_keep_their_french_spaces(hugo: Owner, address: str) -> None:
    page = hugo.desk.read(address)
    main = re.sub(
        r"<(script|textarea|code).*?</\1>|<[^>]*>", "", page[page.index("<main") :], flags=re.S
    )
    assert re.findall(r"[^\n]{0,30}\w [;:!?»][^\n]{0,10}|« [^\n]{0,20}|\w'\w+", main) == []


def test_inline_style_is_allowed_to_the_editors_alone(hugo: Owner) -> None:
    for address in PAGES:
        policy = hugo.desk.get(address).headers["Content-Security-Policy"]
        is_editor = re.search("/(diagrammes|formulaires|decisions)/", address)
        assert ("unsafe-inline" in policy) is bool(is_editor), address
