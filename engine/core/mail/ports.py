"""How letters leave: by an SMTP server, or as files when none is set; text messages as files."""

import os
import smtplib
import ssl
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

from engine.core.config import Settings
from engine.core.mail.letter import Letter, Sms, mime

SECONDS: Final = 15.0
"""How long a server may keep silent."""
PERMANENT: Final = 500
SUBMISSION, OVER_TLS = 587, 465


class Refused(Exception):
    """Nobody is at that address, says the server: trying again is of no use."""


class Silent(Exception):
    """The server does not answer, or takes nothing now: whatever else waits, waits too."""


class Mailer(Protocol):
    """Takes letters; leaves when the block ends. Refused, Silent; any other error is a letter's."""

    def send(self, letter: Letter, at: datetime) -> None: ...

    def close(self) -> None: ...


class SmsPort(Protocol):
    """Takes text messages. A gateway is one more class like `SmsFiles`."""

    def send(self, sms: Sms, at: datetime) -> None: ...


class MailFiles:
    """Each letter is an .eml file, written whole; sent again it is the same file."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder, self.sender = folder, sender

    def send(self, letter: Letter, at: datetime) -> None:
        _keep(self.folder, f"{letter.id}.eml", mime(letter, self.sender, at).as_bytes())

    def close(self) -> None:
        """Nothing is open."""


class SmsFiles:
    """Each text message is a file: the number, an empty line, the text."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, sms: Sms, at: datetime) -> None:
        _keep(self.folder, f"{sms.id}.txt", f"{sms.to}\n\n{sms.text}\n".encode())


class Smtp:
    """One connection for as many letters as there are; opened by the first of them."""

    def __init__(self, url: str, sender: str, context: ssl.SSLContext | None = None) -> None:
        """``url``: smtp://[user:password@]host[:port] (STARTTLS if offered, required with a

        password), or smtps:// for TLS from the first byte. ValueError for anything else.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
            raise ValueError("PALIER_SMTP_URL: smtp://host:port or smtps://host:port is expected")
        self.over_tls = parts.scheme == "smtps"
        self.host = parts.hostname
        self.port = parts.port or (OVER_TLS if self.over_tls else SUBMISSION)
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.sender = sender
        self.context = context or ssl.create_default_context()
        self.server: smtplib.SMTP | None = None

    def send(self, letter: Letter, at: datetime) -> None:
        """Returns once the server has taken the letter: from then on it is its to deliver."""
        message = mime(letter, self.sender, at)
        try:
            self.server = self.server or self._connected()
            self.server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            self._reset()
            if all(code >= PERMANENT for code, _ in error.recipients.values()):
                raise Refused from error
            raise Silent from error
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused):
            self._reset()
            raise
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise Silent from error

    def close(self) -> None:
        """Say good-bye; a server that has gone already is not waited for."""
        server, self.server = self.server, None
        if server is not None:
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def _connected(self) -> smtplib.SMTP:
        if self.over_tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=SECONDS, context=self.context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=SECONDS)
        try:
            server.ehlo()
            if not self.over_tls and (server.has_extn("starttls") or self.user):
                server.starttls(context=self.context)
                server.ehlo()
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _reset(self) -> None:
        """Ready for the next letter; a connection that is lost is opened again by it."""
        if self.server is not None:
            try:
                self.server.rset()
            except (smtplib.SMTPException, OSError):
                self.close()


class Post:
    """Both ways out, while something goes; use it in a ``with``."""

    def __init__(self, mailer: Mailer, sms: SmsPort, address: str) -> None:
        self.mailer, self.sms = mailer, sms
        self.address = address
        """How people reach the program, without a final slash."""

    def __enter__(self) -> "Post":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.mailer.close()


def post_of(config: Settings) -> Post:
    """As the settings say: an SMTP server, or files in ``var/courriels`` and ``var/sms``."""
    mailer: Mailer
    if config.smtp_url:
        mailer = Smtp(config.smtp_url, config.mail_from)
    else:
        mailer = MailFiles(config.var / "courriels", config.mail_from)
    return Post(mailer, SmsFiles(config.var / "sms"), config.address)


def _keep(folder: Path, name: str, data: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f".{name}.part"
    partial.write_bytes(data)
    os.chmod(partial, 0o600)
    partial.replace(folder / name)
