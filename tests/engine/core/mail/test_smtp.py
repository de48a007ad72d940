"""Letters to a real SMTP server: taken once, encrypted when they may be, no head slipped in."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from uuid import uuid4

import pytest

from engine.core.config import Settings
from engine.core.mail.letter import Letter, Sms, is_address, mime, number_of
from engine.core.mail.ports import MailFiles, Refused, Silent, SmsFiles, Smtp, post_of
from tests.engine.core.mail.sink import Sink, certificate, running

NOW = datetime(2026, 9, 7, 7, tzinfo=UTC)
SENDER = "palier@xlhabitat.example"


def a_letter(to: str = "agnes@example.invalid", subject: str = "Une échéance approche") -> Letter:
    return Letter(uuid4(), to, subject, "Bonjour,\n\nÀ voir.\n", "<p>Bonjour,</p><p>À voir.</p>")


def test_a_letter_arrives_in_plain_text_and_in_html(tmp_path: Path) -> None:
    letter = a_letter()
    with running(Sink()) as sink:
        smtp = Smtp(f"smtp://127.0.0.1:{sink.port}", SENDER)
        smtp.send(letter, NOW)
        smtp.send(a_letter("paul@example.invalid"), NOW)
        smtp.close()
    first, second = sink.taken
    assert first["Subject"] == "Une échéance approche"
    assert first["Message-ID"] == f"<{letter.id}@xlhabitat.example>"
    assert first["From"].addresses[0].addr_spec == SENDER
    assert first["Auto-Submitted"] == "auto-generated"
    plain, html = (first.get_body((kind,)) for kind in ("plain", "html"))
    assert plain is not None and html is not None
    assert "À voir." in plain.get_content() and "<p>À voir.</p>" in html.get_content()
    assert second["To"] == "paul@example.invalid"


def test_the_same_letter_again_has_the_same_name() -> None:
    letter = a_letter()
    ids = {mime(letter, SENDER, moment)["Message-ID"] for moment in (NOW, NOW.replace(year=2027))}
    assert len(ids) == 1


def test_a_password_is_said_only_once_encrypted(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    sink = Sink()
    options = {"authenticator": sink.check, "auth_required": True, "tls_context": server}
    with running(sink, **options):
        url = f"smtp://palier:secret%20p%40ss@localhost:{sink.port}"
        smtp = Smtp(url, SENDER, client)
        smtp.send(a_letter(), NOW)
        smtp.close()
        wrong = Smtp(f"smtp://palier:non@localhost:{sink.port}", SENDER, client)
        with pytest.raises(Silent) as refusal:
            wrong.send(a_letter(), NOW)
        assert type(refusal.value.__cause__).__name__ == "SMTPAuthenticationError"
    assert len(sink.taken) == 1
    with running(Sink()) as plain:  # this one does not encrypt
        smtp = Smtp(f"smtp://palier:secret@127.0.0.1:{plain.port}", SENDER)
        with pytest.raises(Silent):
            smtp.send(a_letter(), NOW)
    assert (plain.taken, plain.signed_in) == ([], [])


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    server, _ = certificate(tmp_path)
    with running(Sink(), tls_context=server) as sink:
        smtp = Smtp(f"smtp://localhost:{sink.port}", SENDER)
        with pytest.raises(Silent):
            smtp.send(a_letter(), NOW)
    assert sink.taken == []


def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    server, client = certificate(tmp_path)
    sink = Sink()
    with running(sink, ssl_context=server):
        smtp = Smtp(f"smtps://localhost:{sink.port}", SENDER, client)
        smtp.send(a_letter(), NOW)
        smtp.close()
    assert len(sink.taken) == 1


def test_an_address_that_does_not_exist_is_told_apart_from_a_server_that_is_down() -> None:
    with running(Sink(refuses="550 no such user")) as sink:
        smtp = Smtp(f"smtp://127.0.0.1:{sink.port}", SENDER)
        with pytest.raises(Refused):
            smtp.send(a_letter(), NOW)
        sink.refuses = "451 later"
        with pytest.raises(Silent):
            smtp.send(a_letter(), NOW)
        sink.refuses, sink.breaks = "", "554 not this text"
        with pytest.raises(Exception, match="not this text") as refusal:
            smtp.send(a_letter(), NOW)
        assert not isinstance(refusal.value, Silent)
        sink.breaks = ""
        smtp.send(a_letter(), NOW)
        smtp.close()
    with pytest.raises(Silent):
        Smtp(f"smtp://127.0.0.1:{sink.port}", SENDER).send(a_letter(), NOW)
    assert len(sink.taken) == 1


def test_a_connection_that_is_lost_is_opened_again() -> None:
    sink = Sink()
    with running(sink):
        smtp = Smtp(f"smtp://127.0.0.1:{sink.port}", SENDER)
        smtp.send(a_letter(), NOW)
    with running(sink):
        with pytest.raises(Silent):
            smtp.send(a_letter(), NOW)
        smtp.send(a_letter(), NOW)
        smtp.close()
    assert len(sink.taken) == 2


@pytest.mark.parametrize(
    "letter",
    [
        a_letter("agnes@example.invalid\r\nBcc: x@example.invalid"),
        a_letter("agnes@example.invalid, x@example.invalid"),
        a_letter("Agnes <agnes@example.invalid>"),
        a_letter(""),
        a_letter(subject="Bonjour\r\nBcc: x@example.invalid"),
        a_letter(subject="Bonjour\nX: y"),
    ],
)
def test_no_head_can_be_slipped_in(letter: Letter) -> None:
    with pytest.raises(ValueError):
        mime(letter, SENDER, NOW)


def test_what_is_an_address_and_a_number() -> None:
    assert is_address("a.dupont+palier@mdl-40.example")
    assert not any(
        map(is_address, ("a", "a@", "@b", "a@b@c", "é@b.fr", "a b@c.fr", f"{'a' * 300}@b.fr"))
    )
    assert number_of("06 39.98-12 34") == "0639981234"
    assert number_of("+33 6 39 98 12 34") == "+33639981234"
    assert number_of("rien") == number_of("06\n12") == ""


def test_without_a_server_letters_are_files_that_a_mail_program_opens(tmp_path: Path) -> None:
    letter, post = a_letter(), MailFiles(tmp_path / "courriels", SENDER)
    post.send(letter, NOW)
    post.send(letter, NOW)
    (path,) = (tmp_path / "courriels").iterdir()
    assert path.suffix == ".eml" and path.stat().st_mode & 0o077 == 0
    read = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert read["Subject"] == letter.subject
    SmsFiles(tmp_path / "sms").send(Sms(uuid4(), "0639981234", "Rappel."), NOW)
    (sms,) = (tmp_path / "sms").iterdir()
    assert sms.read_text() == "0639981234\n\nRappel.\n"


def test_the_settings_choose_the_way(tmp_path: Path) -> None:
    def chosen(url: str) -> object:
        places = {"var": tmp_path, "database_url": "", "redis_url": None, "keys_file": tmp_path}
        return post_of(Settings(**places, host="h", port=1, is_https=False, smtp_url=url)).mailer

    assert isinstance(chosen(""), MailFiles)
    smtp = chosen("smtps://u%40x:p@mail.example")
    assert isinstance(smtp, Smtp)
    assert (smtp.host, smtp.port, smtp.user, smtp.password) == ("mail.example", 465, "u@x", "p")
    for wrong in ("mail.example:25", "http://mail.example", "smtp://"):
        with pytest.raises(ValueError):
            chosen(wrong)
