"""The real application on a house: people at their desks, at the house's time."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.test import TestResponse

from engine.bpm.instances.models import Answer
from engine.core.config import Settings
from engine.core.identity.accounts import open_account
from engine.core.identity.actor import Actor
from engine.core.transaction import Database, Transaction
from tests.house import PARTAGE, House
from tests.stories import PREDIAGNOSTIC, let_in
from web.app import Door, create_app


class Compiled(BytecodeCache):
    """The templates that an earlier office of this process has compiled."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if known := self.known.get(f"{bucket.key} {bucket.checksum}"):
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


COMPILED = Compiled()


class HouseDatabase(Database):
    """A house's database, whose clock is the house's."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.engine, self.keys = house.database.engine, house.database.keys
        self.transaction_memory = house.database.transaction_memory

    @contextmanager
    def transaction(
        self, actor: Actor | UUID, *, read_only: bool = False, at: datetime | None = None
    ) -> Iterator[Transaction]:
        """A transaction at the house's time."""
        at = at or self.house.at
        with super().transaction(actor, read_only=read_only, at=at) as tx:
            yield tx


@dataclass
class Desk:
    """A browser without JavaScript: what it asks is what a page of ours would send."""

    client: FlaskClient
    token: str = ""

    def get(self, address: str, **headers: str) -> TestResponse:
        return self.client.get(address, headers=headers)

    def read(self, address: str) -> str:
        """The text of a page that must be there."""
        answer = self.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.text

    def post(self, address: str, answers: Mapping[str, Any] | None = None, **fields: str) -> Any:
        """Send a form with its token, the answers as form.js sends them."""
        if answers is not None:
            fields["reponses"] = json.dumps(answers)
        sent = self.client.post(address, data={"csrf_token": self.csrf(), **fields})
        sent.request.environ["wsgi.input"].close()  # a large one was written to a file
        return sent

    def keep(self, task: object, body: Any) -> TestResponse:
        """Send a draft as draft.js does."""
        token = {"X-CSRFToken": self.csrf()}
        return self.client.post(f"/taches/{task}/brouillon", json=body, headers=token)

    def csrf(self) -> str:
        self.token = self.token or token_in(self.client.get("/connexion").text)
        return self.token


@dataclass
class Office:
    """A house with its doors open."""

    house: House
    app: Door

    def desk(self, group: str = "") -> Desk:
        """The desk of a person of that group, signed in; a stranger's without one."""
        return self._desk_of(self.house.people[group]) if group else Desk(self.app.test_client())

    def colleague(self, group: str, name: str) -> Desk:
        """The desk of somebody else of that group, newly come."""
        organisation = self.house.folder.groups[group]["organisation"]
        with self.house.system() as tx:
            person = open_account(tx, name.lower(), name, organisation, [group], "essai").id
        return self._desk_of(person)

    def _desk_of(self, person: UUID) -> Desk:
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["person"] = str(person)
        return Desk(client)

    # What the stories begin with.

    def open_dossier(self, **answers: Any) -> tuple[UUID, str]:
        """A case and the address of its dossier."""
        case = self.house.open_dossier(**answers)
        return case, f"/dossiers/{self.house.instance(case).reference}"

    def assessed(self, **answers: Any) -> tuple[UUID, str]:
        """A dossier after its pre-diagnostic, answered also with ``answers``."""
        case, address = self.open_dossier()
        self.house.do(case, "information_partage", PARTAGE)
        self.house.do(case, "prediagnostic", {**PREDIAGNOSTIC, **answers})
        return case, address

    def entered(self, **answers: Any) -> tuple[UUID, str]:
        """A household in the programme, its accord answered also with ``answers``."""
        case, address = self.assessed()
        let_in(self.house, case, **answers)
        return case, address

    def answer(self, case: UUID, element: str) -> Answer:
        """The first answers given at that element."""
        found = self.house.rows(Answer, Answer.instance_id == case, Answer.element == element)
        answer: Answer = min(found, key=lambda answer: answer.corrects_id is not None)
        return answer


def open_office(house: House, var: Path) -> Office:
    """The application as `palier serve` makes it, on the house's database."""
    config = Settings(
        var=var,
        database_url=house.url,
        redis_url=None,
        keys_file=var / "keys.json",
        apart_keys_file=var / "keys-apart.json",
        host="127.0.0.1",
        port=0,
        is_https=False,
    )
    app = create_app(config, HouseDatabase(house), house.folder)
    app.jinja_env.bytecode_cache = COMPILED
    return Office(house, app)


def token_in(page: str) -> str:
    """The token that a page gives to its scripts and forms."""
    found = re.search(r'name="csrf-token" content="([^"]+)"', page)
    assert found
    return unescape(found[1])


def without_token(page: str) -> str:
    """A page as it is whenever it is asked: its token says the second of its making."""
    return re.sub(r'(csrf[-_]token" (?:content|value)=)"[^"]+"', r"\1", page)


def block(page: str, name: str) -> Any:
    """The content of a JSON block of a page: what the form is shown with."""
    found = re.search(rf'id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found, name
    return json.loads(found[1])


def flashes(page: str) -> list[str]:
    """The sentences shown above a page after an act."""
    return [unescape(text) for text in re.findall(r'role="status">(.*?)</p>', page)]
