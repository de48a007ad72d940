"""What leaves the program, as a mail program and a telephone read it."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from uuid import UUID

LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3."""
# Plain addresses alone: no comment, no quoted part, no blank, nothing that ends a header.
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
NUMBER = re.compile(r"\+?[0-9]{10,15}")


@dataclass(frozen=True)
class Letter:
    """An e-mail: the same in plain text and in HTML. Its id makes its Message-ID."""

    id: UUID
    to: str
    subject: str
    text: str
    html: str


@dataclass(frozen=True)
class Sms:
    """A text message of one page at most (160 signs)."""

    id: UUID
    to: str
    text: str


def is_address(text: str) -> bool:
    """Whether ``text`` is one e-mail address, and nothing beside it."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None


def number_of(text: str) -> str:
    """A telephone number without its blanks, dots and dashes; empty when it is none."""
    bare = re.sub(r"[\s.()-]", "", text)
    return bare if NUMBER.fullmatch(bare) else ""


def message_id(letter_id: UUID, sender: str) -> str:
    """The same each time that this letter is sent: who gets it twice keeps it once."""
    return f"<{letter_id}@{sender.rpartition('@')[2]}>"


def mime(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    """The e-mail as it travels.

    ValueError for an address that is none, and for a line break in a header: nothing that is
    typed can add one (the policy of the standard library refuses it).
    """
    if not is_address(letter.to) or not is_address(sender):
        raise ValueError("not an e-mail address")
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = message_id(letter.id, sender)
    message["Date"] = format_datetime(at)
    message["From"] = Address("Palier", addr_spec=sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no absence answers it
    message["Content-Language"] = "fr"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    return message
