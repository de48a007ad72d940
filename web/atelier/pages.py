"""The overview: what is being changed, then every file, then what was published."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from engine.bpm.diagrams.inforce import process_in_force, releases_in_force
from engine.bpm.dialect.sources import Key, SourceKind
from engine.bpm.workshop.history import publications
from engine.bpm.workshop.shelf import Item, files_in_force, shelf
from web.atelier.examen import Examined, examine
from web.atelier.room import KINDS, address_of, blueprint, house
from web.atelier.titres import title_of, titles


@dataclass(frozen=True)
class Row:
    """One file of the overview. ``read_at``: where it is read in words, if it is in force."""

    item: Item
    title: str
    address: str
    blocking: int
    advice: int
    is_readable: bool = False

    def answers(self, wanted: str) -> bool:
        """Whether a search finds it, by its title or by its name."""
        return wanted.casefold() in f"{self.title} {self.item.name}".casefold()


@dataclass(frozen=True)
class Wanted:
    """A new file as it was asked for, and what is wrong with that."""

    kind: str = SourceKind.DIAGRAM
    title: str = ""
    name: str = ""
    errors: Mapping[str, str] | None = None


@blueprint.get("")
def index() -> ResponseReturnValue:
    return overview(Wanted())


def overview(new: Wanted) -> str:
    """The page, with the form of a new file as it was filled."""
    wanted = request.args.get("recherche", "").strip()
    rows = rows_of(shelf(g.tx), examine(None))
    found = [row for row in rows if row.answers(wanted)]
    return render_template(
        "atelier.html",
        drafts=[row for row in rows if row.item.draft],
        kinds=[(kind, KINDS[kind], [r for r in found if r.item.kind is kind]) for kind in KINDS],
        totals={kind: sum(row.item.kind is kind for row in rows) for kind in KINDS},
        wanted=wanted,
        history=publications(g.tx),
        new=new,
        errors=new.errors or {},
    )


def rows_of(items: list[Item], examined: Examined) -> list[Row]:
    """Each file with its title and its problems."""
    known = titles_of_all(examined, items)
    releases = releases_in_force(g.tx)
    return [
        Row(
            item,
            title_of(known, item.key),
            address_of(item.key),
            len(examined.blocking(item.key)),
            len(examined.advice(item.key)),
            item.kind is SourceKind.DIAGRAM and process_in_force(releases, item.name) is not None,
        )
        for item in items
    ]


def titles_of_all(examined: Examined, items: list[Item]) -> dict[Key, str]:
    """A title for every file, those that are to be removed included."""
    known = titles(examined.folder)
    if all(item.key in known for item in items):
        return known
    return {**titles(house().holding(files_in_force(g.tx).values())), **known}
