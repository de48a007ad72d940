"""Sign in, sign out, and nothing in between for strangers."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy import update

from engine.core.audit.models import AuditEntry
from engine.core.identity.attempts import MAX_FAILURES, WITHIN
from engine.core.identity.models import Person, SignInFailure
from tests.house import DAY, MONDAY
from tests.web.office import Desk, Office

PASSWORD = f"MDL_TS-{MONDAY - DAY}"
ELSEWHERE = [
    "//ailleurs.example",
    "/\\ailleurs.example",
    "https://ailleurs.example/",
    "javascript:alert(1)",
    "ailleurs.example",
    "/\t/ailleurs.example",
    "/\n/ailleurs.example",
    "\\\\ailleurs.example",
]


def sign_in(desk: Desk, password: str = PASSWORD, wanted: str = "") -> str:
    """Try the password; where one is sent, or nothing when refused."""
    query = f"?suite={quote(wanted)}" if wanted else ""
    answer = desk.post(f"/connexion{query}", identifiant=" MDL_TS", mot_de_passe=password)
    return str(answer.headers["Location"]) if answer.status_code == 302 else ""


def test_a_worker_signs_in_and_finds_their_tasks(office: Office) -> None:
    desk = office.desk()
    assert sign_in(desk) == "/"
    assert "Travailleur social MDL" in desk.read("/taches")
    assert len(office.house.rows(AuditEntry, AuditEntry.tag == "person:signed_in")) == 1


@pytest.mark.parametrize(
    ("login", "password"),
    [("mdl_ts", "faux"), ("personne", PASSWORD), ("", ""), ("mdl_ts' OR 1=1 --", PASSWORD)],
)
def test_a_refusal_does_not_say_which_of_the_two_is_wrong(
    office: Office, login: str, password: str
) -> None:
    answer = office.desk().post("/connexion", identifiant=login, mot_de_passe=password)
    assert answer.status_code == 401
    assert "L’identifiant ou le mot de passe est inconnu." in answer.text
    assert password not in answer.text or not password


def test_after_signing_in_one_goes_where_one_wanted_to_go(office: Office) -> None:
    desk = office.desk()
    sent = desk.get("/dossiers?recherche=2026")
    assert sent.headers["Location"] == "/connexion?suite=/dossiers?recherche%3D2026"
    assert sign_in(desk, wanted="/dossiers?recherche=2026") == "/dossiers?recherche=2026"
    assert desk.get("/dossiers").status_code == 200
    plain = office.desk().get("/messages").headers["Location"]
    assert plain == "/connexion?suite=/messages"


@pytest.mark.parametrize("wanted", ELSEWHERE)
def test_but_never_to_another_site(office: Office, wanted: str) -> None:
    place = sign_in(office.desk(), wanted=wanted)
    assert place.startswith("/")
    assert place[1:2] not in ("/", "\\", "\t", "\n")


def test_signing_out_closes_the_desk(office: Office) -> None:
    desk = office.desk("MDL_TS")
    assert desk.get("/taches").status_code == 200
    assert desk.post("/deconnexion").headers["Location"] == "/connexion"
    assert desk.get("/taches").status_code == 302


def test_a_link_signs_nobody_out(office: Office) -> None:
    desk = office.desk("MDL_TS")
    assert desk.get("/deconnexion").status_code == 405
    assert desk.get("/taches").status_code == 200


def test_a_closed_account_is_out_at_once(office: Office) -> None:
    desk = office.desk("MDL_TS")
    with office.house.system() as tx:
        person = office.house.people["MDL_TS"]
        tx.session.execute(update(Person).where(Person.id == person).values(closed_at=tx.now))
    assert desk.get("/taches").headers["Location"].startswith("/connexion")
    assert sign_in(desk) == ""


def test_the_cookie_is_not_for_scripts_nor_for_other_sites(office: Office) -> None:
    desk = office.desk()
    fields = {"identifiant": "mdl_ts", "mot_de_passe": PASSWORD, "csrf_token": desk.csrf()}
    cookie = desk.client.post("/connexion", data=fields).headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert office.app.permanent_session_lifetime == timedelta(hours=12)


def test_over_https_the_browser_is_told_to_stay_there(office: Office) -> None:
    assert "Strict-Transport-Security" not in office.desk().get("/connexion").headers
    office.app.config["SESSION_COOKIE_SECURE"] = True
    answer = office.desk().get("/connexion")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "; Secure;" in answer.headers["Set-Cookie"]


def test_a_forged_form_is_refused(office: Office) -> None:
    desk = office.desk("MDL_TS")
    case, _ = office.open_dossier()
    task = office.house.task(case, "information_partage").id
    for fields in ({}, {"csrf_token": "faux"}, {"csrf_token": office.desk().csrf()}):
        answer = desk.client.post(f"/taches/{task}/prise-en-charge", data=fields)
        assert answer.status_code == 400
        assert "Votre session a expiré" in answer.text
    assert office.house.task(case, "information_partage").claimed_by is None


def test_a_part_of_a_page_is_not_replaced_by_the_sign_in_page(office: Office) -> None:
    case, _ = office.open_dossier()
    task = office.house.task(case, "information_partage").id
    answer = office.desk().get(f"/taches/{task}", **{"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (401, "")


@pytest.mark.parametrize("login", [" MDL_TS", "personne"])
def test_a_password_is_not_guessed_by_trying_for_long(office: Office, login: str) -> None:
    desk = office.desk()
    for _ in range(MAX_FAILURES):
        answer = desk.post("/connexion", identifiant=login, mot_de_passe="faux")
        assert answer.status_code == 401
    answer = desk.post("/connexion", identifiant=login, mot_de_passe=PASSWORD)
    assert answer.status_code == 429
    assert "Trop d’essais pour cet identifiant. Réessayez dans un quart d’heure." in answer.text
    kept = str(vars(office.house.rows(SignInFailure)[0]))
    assert login.strip().lower() not in kept


def test_after_a_quarter_of_an_hour_one_may_try_again(office: Office) -> None:
    desk = office.desk()
    for _ in range(MAX_FAILURES + 1):
        assert sign_in(desk, "faux") == ""
    assert sign_in(desk) == ""
    office.house.at += WITHIN
    assert sign_in(desk) == "/"


def test_what_failed_is_forgotten_after_a_day(office: Office) -> None:
    desk = office.desk()
    sign_in(desk, "faux")
    office.house.at += 2 * DAY
    sign_in(desk, "faux")
    assert len(office.house.rows(SignInFailure)) == 1


def test_a_copied_cookie_opens_nothing_after_signing_out(office: Office) -> None:
    desk, thief = office.desk(), office.desk()
    sign_in(desk)
    copied = desk.client.get_cookie("palier")
    assert copied is not None
    thief.client.set_cookie("palier", copied.value)
    assert thief.get("/taches").status_code == 200
    office.house.at += timedelta(minutes=1)
    desk.token = ""  # the one of before was the stranger's
    assert desk.post("/deconnexion").headers["Location"] == "/connexion"
    assert thief.get("/taches").status_code == 302
    office.house.at += timedelta(minutes=1)
    desk.token = ""
    assert sign_in(desk) == "/"
    assert desk.get("/taches").status_code == 200
