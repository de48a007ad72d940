"""A stage settled once, and emptied before each rehearsal."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event

from engine.bpm.dialect.folder import Folder, read_folder
from engine.core.copy import copy_into
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.suivi.aside import throw_away
from engine.suivi.programme.households import Household, make_households
from engine.suivi.programme.stories import STORIES, Story
from engine.suivi.repetition.controle import Compte, count_seuils
from engine.suivi.repetition.controle_retards import count_retards
from engine.suivi.repetition.gens import Delai, Presence, usual
from engine.suivi.repetition.jouer import Joueur
from engine.suivi.repetition.periode import Periode
from engine.suivi.repetition.releve import Releve, read_releves
from engine.suivi.repetition.releve_retards import read_retards
from engine.suivi.repetition.scene import NAME, settle_scene
from engine.suivi.repetition.veilles import Veille

PERIODE = Periode(mois=15)


@dataclass(repr=False)
class Scene:
    """A base where rehearsals are played one after the other, each on an empty one."""

    database: Database
    gens: dict[str, UUID]
    periode: Periode
    empty: Callable[[], None] = lambda: None
    statements: list[str] = field(default_factory=list, repr=False)
    until: datetime = PERIODE.finit

    def play(
        self,
        menages: Sequence[Household],
        delai: Delai = usual,
        presence: Presence | None = None,
        until: datetime | None = None,
        veilles: Sequence[Veille] = (),
    ) -> Joueur:
        """Play these on the empty base; what was sent to the driver is counted.

        Without ``veilles`` nothing but the diagrams' own timers tells anybody anything.
        """
        self.empty()
        self.statements.clear()
        self.until = until or self.periode.finit
        joueur = Joueur(
            self.database, self.gens, self.until, presence or Presence(), delai, veilles=veilles
        )
        joueur.play(menages, lambda _: None)
        return joueur

    def releves(self) -> Sequence[Releve]:
        with self.database.transaction(SYSTEM, read_only=True) as tx:
            return read_releves(tx)

    def comptes(self) -> dict[str, Compte]:
        """The independent count, by threshold."""
        return {one.code: one for one in count_seuils(self.releves(), self.until)}

    def retards(self) -> dict[str, Compte]:
        """The independent count of late tasks, by degree."""
        with self.database.transaction(SYSTEM, read_only=True) as tx:
            lus = read_retards(tx)
        return {one.code: one for one in count_retards(lus, self.until)}


def manquements(comptes: dict[str, Compte]) -> list[str]:
    return [one for compte in comptes.values() for one in compte.manquements]


def menages(scene: Scene, *stories: Story, graine: int = 1) -> list[Household]:
    return make_households(stories, scene.periode.mois, graine, scene.periode.dernier)


def story(name: str, opened: date, scene: Scene, **changes: Any) -> Story:
    """A story of the trial data, whose household is spotted on that day."""
    told = next(one for one in STORIES if one.name == name)
    age = (scene.periode.dernier - opened).days
    known = {"left": (), **changes}
    return Story(**{**told.__dict__, **known, "age": (age, age)})


@pytest.fixture(scope="session")
def folder() -> Folder:
    return read_folder()


@pytest.fixture(scope="session")
def scene(folder: Folder) -> Iterator[Scene]:
    with settled(folder, PERIODE) as made:
        yield made


@contextmanager
def settled(folder: Folder, periode: Periode) -> Iterator[Scene]:
    """A stage with that folder in force since the week before the period."""
    with throw_away(NAME) as database, throw_away(NAME) as kept:
        made = Scene(database, settle_scene(database, folder, periode), periode)
        copy_into(database, kept)
        made.empty = lambda: copy_into(kept, database)

        def count(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
            made.statements.append(statement)

        event.listen(database.engine, "before_cursor_execute", count)
        yield made
