"""One household walked through the real doors: what is typed is only what is not known already.

Each act goes as a person's would: the task is found in « Mes tâches », opened, completed with what
the page had filled in and what the person types. Pages are then read as words.
"""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core.calendar import at_paris
from tests.web.office import Desk, Office, block, flashes

SPACES = str.maketrans("\u00a0\u202f", "  ")
NOISE = ("script", "svg", "head", "nav")
"""What nobody reads as a sentence."""


def words(page: str) -> str:
    """The words of a page, without its tags, on one line, spaces made ordinary."""
    for tag in NOISE:
        page = re.sub(rf"<{tag}[ >].*?</{tag}>", " ", page, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]+>", " ", page)).translate(SPACES)
    return re.sub(r" ([,.])", r"\1", re.sub(r"\s+", " ", text)).strip()


def begun(office: Office, group: str, who: Mapping[str, str], **reperage: Any) -> "Walk":
    """The walk of a household whose dossier is opened by somebody of that group."""
    sent = office.desk(group).post("/dossiers", reperage, **who)
    assert sent.status_code == 302, words(sent.text)
    return Walk(office, str(sent.headers["Location"]))


@dataclass
class Walk:
    """A dossier, from its repérage to its end."""

    office: Office
    address: str

    @property
    def reference(self) -> str:
        return self.address.rpartition("/")[2]

    # Time.

    def on(self, day: date, hour: int = 10) -> None:
        """Time passes until that hour of that day; what is due on the way is done at its hour."""
        self.until(at_paris(day, hour))

    def until(self, then: datetime) -> None:
        house = self.office.house
        while house.at.date() < then.date():
            house.time_passes(min(house.at + timedelta(days=1), then))
        house.time_passes(then)
        self.settle()

    def settle(self) -> None:
        """What was promised is kept, and what that promised in turn."""
        while self.office.house.keep_promises():
            pass

    # Acts.

    def does(self, group: str, name: str, **typed: Any) -> dict[str, Any]:
        """Somebody of that group does the task of that name; what its page had filled in."""
        desk = self.office.desk(group)
        page = desk.read(self._found(desk, name))
        known = filled(page)
        again = {key for key, value in typed.items() if known.get(key) == value}
        assert not again, f"{name}: typed twice: {sorted(again)}"
        sent = desk.post(f"{self._found(desk, name)}/realisation", {**known, **typed})
        assert sent.status_code == 302, f"{name}: {words(sent.text)}"
        assert f"« {name} » est réalisée" in words(flashes(desk.read("/taches"))[0])
        self.settle()
        return known

    def reports(self, group: str, element: str, **typed: Any) -> dict[str, Any]:
        """Somebody of that group reports that event; what its page had filled in."""
        desk, place = self.office.desk(group), f"{self.address}/evenements/{element}"
        assert f'href="{place}"' in desk.read(self.address)
        known = filled(desk.read(place))
        sent = desk.post(place, {**known, **typed}, numero=f"{element}-{self.office.house.at}")
        assert sent.status_code == 302, f"{element}: {words(sent.text)}"
        self.settle()
        return known

    def posts(self, group: str, tab: str, **fields: str) -> None:
        """A form of a tab, sent."""
        sent = self.office.desk(group).post(f"{self.address}{tab}", None, **fields)
        assert sent.status_code == 302, f"{tab}: {words(sent.text)}"
        self.settle()

    def imports(self, *lines: str) -> str:
        """The précontentieux imports the landlord's file and confirms; what is told."""
        desk = self.office.desk("XLH_PREC")
        head = "reference_locataire;date_arrete;solde_du;loyer_charges;paye;apl_versee"
        data = ("\ufeff" + "\r\n".join((f"{head};versement_le;versement_montant", *lines))).encode()
        sent = desk.client.post(
            "/comptes/import",
            data={"csrf_token": desk.csrf(), "fichier": (io.BytesIO(data), "comptes.csv")},
        )
        assert sent.status_code == 302, words(sent.text)
        place = str(sent.headers["Location"])
        assert desk.get(place).status_code == 200
        assert desk.post(f"{place}/confirmation", None, mode="tout").status_code == 302
        self.office.house.at += timedelta(seconds=1)
        self.settle()
        return words(flashes(desk.read("/comptes/import"))[0])

    # What is read.

    def reads(self, group: str, tab: str = "") -> str:
        """The words of a page of the dossier."""
        return words(self.office.desk(group).read(f"{self.address}{tab}"))

    def asked(self, group: str) -> list[str]:
        """What « Mes tâches » asks of that group for this dossier, in the order of the page."""
        page = self.office.desk(group).read(f"/taches?recherche={self.reference}")
        return [words(name) for _, name in entries(page)]

    def opened(self, group: str, name: str) -> dict[str, Any]:
        """What the page of that task has filled in."""
        desk = self.office.desk(group)
        return filled(desk.read(self._found(desk, name)))

    def waiting(self) -> list[str]:
        """The names of every open step of the dossier, whoever's, sorted."""
        (case,) = self.office.house.rows(Instance, Instance.reference == self.reference)
        mine = (Task.instance_id == case.id, Task.closed_at.is_(None))
        return sorted(task.name for task in self.office.house.rows(Task, *mine))

    def _found(self, desk: Desk, name: str) -> str:
        """The address of the one task of that name in the inbox."""
        listed = entries(desk.read(f"/taches?recherche={self.reference}"))
        found = [place for place, told in listed if words(told) == name]
        assert len(found) == 1, f"« {name} » is not asked once: {[told for _, told in listed]}"
        return found[0]


def entries(page: str) -> list[tuple[str, str]]:
    """The tasks that « Mes tâches » lists: address, name."""
    link = r'class="tache" href="(/taches/[0-9a-f-]+)[^"]*"[^>]*>\s*<strong>(.*?)</strong>'
    return re.findall(link, page, re.DOTALL)


def filled(page: str) -> dict[str, Any]:
    """What a form's page holds, of the fields that somebody fills in there."""
    schema, values = block(page, "schema"), block(page, "valeurs")
    asked = {
        one["key"]
        for one in schema["components"]
        if "key" in one and not (one.get("disabled") or one.get("readonly"))
    }
    return {key: value for key, value in values.items() if key in asked}
