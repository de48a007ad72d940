"""What a person does with a page: sign in, open a task, fill its form as it is labelled, end it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.house import DAY, MONDAY

Field = Mapping[str, Any]


@dataclass
class Person:
    """Somebody at a browser."""

    page: Page
    group: str

    def sign_in(self) -> None:
        self.page.goto("/taches")
        self.page.get_by_label("Identifiant").fill(self.group.lower())
        self.page.get_by_label("Mot de passe").fill(f"{self.group}-{MONDAY - DAY}")
        self.page.get_by_role("button", name="Se connecter").click()
        expect(self.page.get_by_role("heading", name="Mes tâches", exact=True)).to_be_visible()

    def say_who(self, nom: str, prenom: str, born: str = "") -> None:
        """The first page of « Ouvrir un dossier »."""
        self.page.goto("/dossiers/nouveau")
        self.page.get_by_label("Nom", exact=True).fill(nom)
        self.page.get_by_label("Prénom").fill(prenom)
        self.page.get_by_label("Date de naissance").fill(born)
        self.press("Continuer")

    def open_dossier(
        self, answers: Mapping[str, Any], nom: str = "Dupin", prenom: str = "Marie"
    ) -> None:
        """Who it is, then the repérage."""
        self.say_who(nom, prenom, "12/03/1985")
        self.fill(answers)
        self.press("Ouvrir le dossier")
        expect(self.page.get_by_role("status")).to_contain_text("est ouvert.")

    def open_task(self, name: str) -> None:
        """By the list, as people do."""
        self.page.goto("/taches")
        self.page.locator("a.tache", has_text=name).first.click()
        expect(self.page.get_by_role("heading", name=name, exact=True)).to_be_focused()

    def do(self, name: str, answers: Mapping[str, Any]) -> None:
        """Open a task, answer, end it, and read that it is done."""
        self.open_task(name)
        self.fill(answers)
        self.press("Terminer la tâche")
        expect(self.page.get_by_role("status")).to_contain_text(f"« {name} » est réalisée.")

    def tell(self, reference: str, event: str, answers: Mapping[str, Any]) -> None:
        """Report an event, by the page of the dossier."""
        self.page.goto(f"/dossiers/{reference}")
        link = self.page.locator(f'a[href$="/evenements/{event}"]')
        if not link.is_visible():  # many events are folded
            self.page.get_by_text("événements peuvent être signalés").click()
        link.click()
        self.fill(answers)
        self.press("Signaler")
        expect(self.page.get_by_role("status")).to_contain_text("est signalé.")

    def fill(self, answers: Mapping[str, Any]) -> None:
        """Answer the questions of the form on the page, in its order."""
        expect(self.page.locator(".fjs-form-field").first).to_be_visible()
        schema = json.loads(self.page.locator("#schema").text_content() or "")
        for field in fields(schema["components"]):
            if field["key"] in answers:
                self._answer(field, answers[field["key"]])

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def _answer(self, field: Field, value: Any) -> None:
        label = field.get("dateLabel") or field["label"]
        if field["type"] in ("radio", "checklist"):
            role: Any = "radiogroup" if field["type"] == "radio" else "group"
            group = self.page.get_by_role(role, name=called(label))
            for chosen in value if isinstance(value, list) else [value]:
                group.get_by_label(option(field, chosen), exact=True).check()
        elif field["type"] == "select":
            self._labelled(label).select_option(label=option(field, value))
        elif field["type"] == "checkbox":
            self._labelled(label).check()
        else:
            self._labelled(label).fill(as_typed(field, value))

    def _labelled(self, label: str) -> Locator:
        return self.page.locator(".fjs").get_by_label(called(label))


def fields(components: list[Field]) -> Iterator[Field]:
    """Every question of a form."""
    for component in components:
        yield from fields(component.get("components", []))
        if "key" in component:
            yield component


def called(label: str) -> re.Pattern[str]:
    """A label, with or without the star of what must be answered."""
    words = r"\s".join(map(re.escape, label.split()))
    return re.compile(rf"^\s*{words}\s*\*?\s*$")


def option(field: Field, value: Any) -> str:
    """The words of a choice."""
    return next(str(each["label"]) for each in field["values"] if each["value"] == value)


def as_typed(field: Field, value: Any) -> str:
    """A date and a number as they are typed in France."""
    if field["type"] == "datetime":
        return date.fromisoformat(str(value)).strftime("%d/%m/%Y")
    return str(value).replace(".", ",") if field["type"] == "number" else str(value)
