"""People, their organisation and the groups (BPMN lanes) that they belong to."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column


class Organisation(Base):
    """A partner of the programme."""

    __tablename__ = "organisation"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Group(Base):
    """A trade: what a lane of a diagram stands for. ``name`` is the lane's French label."""

    __tablename__ = "staff_group"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    organisation_code: Mapped[str] = mapped_column(ForeignKey("organisation.code"))


class Person(Base):
    """Somebody with an account. Its own audit chain keeps sign-ins."""

    __tablename__ = "person"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    organisation_code: Mapped[str] = mapped_column(ForeignKey("organisation.code"))
    password_hash: Mapped[str]
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    signed_out_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """Sessions begun before then are over, wherever their cookie is."""
    audit_head: Mapped[bytes] = mapped_column(default=b"")
    audit_length: Mapped[int] = mapped_column(default=0)


class Membership(Base):
    """A person works in a group."""

    __tablename__ = "membership"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    group_code: Mapped[str] = mapped_column(ForeignKey("staff_group.code"), primary_key=True)


class SignInFailure(Base):
    """A refused sign-in. ``login_key`` is a keyed hash, so that nothing typed is kept."""

    __tablename__ = "sign_in_failure"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    login_key: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Preference(Base):
    """How one person wants to be told things outside the program. No row: as `Wishes` says."""

    __tablename__ = "preference"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    reach: Mapped[bytes] = sealed_column("preference")
    """Their e-mail address and telephone number."""
    has_address: Mapped[bool]
    wants_mail: Mapped[bool]
    wants_sms: Mapped[bool]
    """A text message beside the e-mail, for dangers alone."""
    wants_digest: Mapped[bool]
    mail_hour: Mapped[int]
    """When the one e-mail of a day goes, in Paris."""
    quiet_from: Mapped[int]
    quiet_until: Mapped[int]
    """Hours between which nothing goes but a danger; equal: no such hours."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The account was closed then: the address goes with the logs of that time."""
