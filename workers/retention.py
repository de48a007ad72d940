"""`palier conservation`: what comes to its end, said without doing it, or done."""

import sys

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from engine.core.config import settings
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.suivi.conservation.annoncer import coming, notice
from engine.suivi.conservation.classes import TABLES
from engine.suivi.conservation.conduire import Bilan, run

NOMS = {
    "SOCIAL": "suivi social de la MDL",
    "SUIVI_BAILLEUR": "suivi social de XL Habitat",
    "PRECONTENTIEUX": "précontentieux",
}


@click.command("conservation")
@click.option("--a-blanc", "is_dry", is_flag=True, help="Dire ce qui finirait, sans rien faire.")
def conservation(is_dry: bool) -> None:
    """Annoncer ce qui arrive à sa fin de conservation, et faire ce qui est dû."""
    database = Database.of(settings())
    try:
        if is_dry:
            _say_coming(database)
        else:
            _say_done(_with_progress(database))
    finally:
        database.dispose()


def _say_coming(database: Database) -> None:
    """References, dates and codes; nothing is written."""
    with database.transaction(SYSTEM, read_only=True) as tx:
        found = coming(tx)
        for one in found:
            told = f"{one.jour:%d/%m/%Y}  {one.dossier.reference}  {NOMS[one.classe]}"
            click.echo(f"{told} (depuis le {one.depart:%d/%m/%Y}, {one.regle})")
        days = notice(tx).days
    number = f"{len(found)} fin{'s' if len(found) > 1 else ''} de conservation"
    click.echo(f"{number} dans les {days} jours. Rien n’a été changé.")


def _with_progress(database: Database) -> Bilan:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, transient=True) as progress:
        bar = progress.add_task("Fins de conservation", total=None, visible=False)

        def tell(done: int, total: int) -> None:
            progress.update(bar, completed=done, total=total, visible=True)

        return run(database, tell)


def _say_done(bilan: Bilan) -> None:
    click.echo(
        f"{bilan.annonces} annoncées, {bilan.finies} faites, "
        f"{bilan.retenues} retenues, {len(bilan.echecs)} en échec."
    )
    for table, count in bilan.anciens.items():
        click.echo(f"{TABLES[table].quoi} : {count} lignes anciennes effacées ou vidées.")
    sys.exit(1 if bilan.echecs else 0)
