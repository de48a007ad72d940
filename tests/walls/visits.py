"""Every page and every act of the application, asked by everybody, for two files.

Nothing is kept of what is asked: each request's transaction is undone after its answer.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import select
from werkzeug.routing import Rule

from engine.bpm.instances.models import Instance
from engine.core.identity.actor import Actor
from engine.core.transaction import Transaction
from engine.migrations.metadata import metadata
from engine.suivi.dossiers.models import Dossier, DossierInstance
from tests.walls.planted import COLLEAGUE, Planted
from tests.web.office import HouseDatabase
from web.app import Door

ROLES: Mapping[str, str] = {
    "Référent": "MDL_TS",
    "Autre TS": COLLEAGUE,
    "Chef MDL": "MDL_CHEF",
    "IS": "XLH_IS",
    "Précont.": "XLH_PREC",
    "Relogement": "XLH_RELOG",
    "Pilote": "XLH_PILOTE",
    "Référente unique": "REFERENTE_VVC",
    "Éditeur": "EDITEUR_PROCESSUS",
    "DPO": "DPO",
    "Personne": "",
}
STRANGERS = ("Autre TS", "IS", "Précont.", "Relogement", "Éditeur", "DPO")
"""Of no list of the victim's file: for them it must be exactly as if it did not exist."""
ABSENT, NO_ID = "2026-9999", UUID(int=0)
TABLES: Mapping[str, str] = {
    "task_id": "task",
    "answer_id": "answer",
    "document_id": "document",
    "contact_id": "contact",
    "note_id": "note",
    "rendez_vous_id": "rendez_vous",
    "personne_id": "personne",
    "coordonnee_id": "coordonnee",
    "situation_id": "situation",
    "projet_id": "projet",
    "objectif_id": "objectif",
    "revue_id": "revue",
    "import_id": "import_comptes",
    "acces_id": "acces_exceptionnel",
    "notice_id": "notice",
}
"""Of which row an address takes the id; any other is an id of nothing."""
OF_THE_CASES: Mapping[str, str] = {
    "consentement_id": "consentement",
    "etape_id": "etape_procedure",
    "logement_id": "logement",
    "abri_id": "mise_a_l_abri",
    "signature_id": "signature_projet",
    "action_id": "action_projet",
    "/propositions/": "proposition_logement",
    "/occupations/": "occupation",
    "/examens/": "examen_glissement",
    "/suppleants/": "suppleant",
    "/suspensions/": "suspension",
    "/vie/derogations/": "derogation_duree",
}
"""The same, of the dossier's list or its volet's; a « row_id » is known by what is before it."""
ORDER = (
    *("classe", "type", "element", "lien", "jour", "finalite", "partie"),
    *("template", "group_code", "at"),
)
"""Which of several rows: always the same, whatever their ids."""
VALUES: Mapping[str, str] = {"element": "demande_abandon", "process": "entree_dispositif"}
HARMLESS = re.compile(r'(?:content|value)="[^"]+\.[^"]+\.[^"]+"|nonce-[\w-]+')
"""Tokens against forgery: new at each answer."""


class Undone(Exception):
    """Raised to leave nothing behind."""


class ForgetfulDatabase(HouseDatabase):
    """Every transaction ends well, and is rolled back."""

    @contextmanager
    def transaction(
        self, actor: Actor | UUID, *, read_only: bool = False, at: datetime | None = None
    ) -> Iterator[Transaction]:
        try:
            with super().transaction(actor, read_only=read_only, at=at) as tx:
                yield tx
                tx.flush()
                raise Undone
        except Undone:
            return


@dataclass(frozen=True)
class Said:
    """All that an answer says, without its tokens (they are as long each time)."""

    status: int
    mimetype: str | None
    text: str
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Route:
    """A method of an address, and which parts of it name something."""

    rule: Rule
    method: str

    @property
    def name(self) -> str:
        return f"{self.method} {re.sub('<[a-z]+:', '<', self.rule.rule)}"

    @property
    def is_of_a_file(self) -> bool:
        names = {name for name in self.rule.arguments if name.endswith("_id")}
        return bool(names or "reference" in self.rule.arguments)

    def address(self, ids: Mapping[str, Any]) -> str:
        values = {name: ids.get(name, VALUES.get(name, "x")) for name in self.rule.arguments}
        for name in self.rule.arguments:
            if name.endswith("_id"):
                before = (part for part in ids if part.startswith("/") and part in self.rule.rule)
                known = next(before, name) if name == "row_id" else name
                values[name] = ids.get(known, NO_ID)
        built = self.rule.build(values)
        assert built is not None, self.rule
        return built[1]


@dataclass
class Visits:
    """The doors of a planted house, for whoever comes."""

    planted: Planted
    app: Door

    said: dict[tuple[str, str, str], "Said"] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.app.database = ForgetfulDatabase(self.planted.house)
        self.app.config["WTF_CSRF_ENABLED"] = False
        self.desks = {role: self._cookie(group) for role, group in ROLES.items()}
        self.client = self.app.test_client(use_cookies=False)
        self.files = {
            "ordinary": self._ids(self.planted.ordinary),
            "victim": self._ids(self.planted.victim),
            "absent": {"reference": ABSENT},
        }

    def routes(self) -> list[Route]:
        """Every one but the files of the browser, in the order of the addresses."""
        rules = [rule for rule in self.app.url_map.iter_rules() if rule.endpoint != "static"]
        return [
            Route(rule, method)
            for rule in sorted(rules, key=lambda rule: rule.rule)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        ]

    def ask(self, role: str, route: Route, file: str) -> "Said":
        """The answer to that role, asked once; a POST sends nothing."""
        key = (role, route.name, file)
        if key not in self.said:
            headers = {"Cookie": self.desks[role]} if self.desks[role] else {}
            address = route.address(self.files[file])
            answer = self.client.open(address, method=route.method, headers=headers)
            known = [(k, v) for k, v in answer.headers if k != "Set-Cookie"]
            text = HARMLESS.sub("", answer.get_data().decode("utf-8", "replace"))
            self.said[key] = Said(answer.status_code, answer.mimetype, text, tuple(known))
            answer.close()
        return self.said[key]

    def _cookie(self, group: str) -> str:
        if not group:
            return ""
        client = self.app.test_client()
        with client.session_transaction() as session:
            session["person"] = str(self.planted.house.people[group])
        cookie = client.get_cookie("palier")
        assert cookie is not None
        return f"palier={cookie.value}"

    def _ids(self, reference: str) -> dict[str, Any]:
        """One row of the file for each part of an address that names one."""
        found: dict[str, Any] = {"reference": reference}
        with self.planted.house.system() as tx:
            dossier = tx.session.scalars(
                select(Dossier).where(Dossier.reference == reference)
            ).one()
            for name, table_name in TABLES.items():
                table = metadata.tables[table_name]
                order = [table.c[name] for name in ORDER if name in table.c]
                query = select(table.c.id).order_by(*order, table.c.id)
                if "closed_at" in table.c:
                    query = query.where(table.c.closed_at.is_(None))
                if "circle_id" in table.c:
                    query = query.where(table.c.circle_id == dossier.circle_id)
                elif "menage_id" in table.c:
                    query = query.where(table.c.menage_id == dossier.menage_id)
                row = tx.session.scalars(query.limit(1)).first()
                if row is not None:
                    found[name] = row
            circles = self._circles(tx, dossier)
            for name, table_name in OF_THE_CASES.items():
                table = metadata.tables[table_name]
                mine = table.c.circle_id.in_(circles)
                order = [table.c[column] for column in ORDER if column in table.c]
                query = select(table.c.id).where(mine).order_by(*order, table.c.id)
                row = tx.session.scalars(query.limit(1)).first()
                if row is not None:
                    found[name] = row
        return found

    def _circles(self, tx: Transaction, dossier: Dossier) -> list[UUID]:
        """The lists of a dossier's cases: its own, its volet's."""
        mine = (
            select(Instance.circle_id)
            .join(DossierInstance, DossierInstance.instance_id == Instance.id)
            .where(DossierInstance.dossier_id == dossier.id)
        )
        return list(tx.session.scalars(mine))


def table_of(visits: Visits) -> Iterator[tuple[Route, dict[str, str]]]:
    """For each route, the status by role: « ordinary file / victim's file » where they differ."""
    for route in visits.routes():
        line = {}
        for role in ROLES:
            files = ("ordinary", "victim") if route.is_of_a_file else ("ordinary",)
            codes = [str(visits.ask(role, route, file).status) for file in files]
            line[role] = " / ".join(code for code, _ in groupby(codes))
        yield route, line


def as_text(lines: list[tuple[str, dict[str, str]]]) -> str:
    """The table as Markdown: what is committed, read and compared."""
    head = ["| Page ou acte | " + " | ".join(ROLES) + " |"]
    head.append("|" + " --- |" * (len(ROLES) + 1))
    rows = [f"| `{name}` | " + " | ".join(cells.values()) + " |" for name, cells in lines]
    return "\n".join([INTRO, *head, *rows, ""])


INTRO = """# Qui voit quoi

Chaque page et chaque acte de l’application, demandés par chaque métier : le statut de la réponse
pour un dossier ordinaire, puis, s’il diffère, pour le dossier restreint d’une victime
(« ordinaire / restreint »). Un acte est demandé sans rien dans son formulaire : 422 ou 302
veut dire qu’il est permis, 403 que le métier ne le permet pas, 404 que cela n’existe pas pour lui.
« Référent » et « Autre TS » sont deux travailleurs sociaux de la MDL ; « Personne » n’est pas
connecté : 302 vers la connexion.

Ce fichier est comparé par `tests/walls/test_matrix.py` ; `PALIER_MATRICE=1` l’écrit de nouveau,
et chaque ligne qui change est à relire avec le tableau 4.8 du domaine.
"""
