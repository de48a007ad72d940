"""`palier rehearse`: the whole programme on a moved clock, told as its page tells it."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

from engine.bpm.dialect.folder import SHIPPED, Folder, read_folder
from engine.core.calendar import paris_day
from engine.core.errors import DiagramRefused
from engine.core.memory import settle_memory
from engine.suivi.repetition.jouer import Tell
from engine.suivi.repetition.periode import Periode
from engine.suivi.repetition.repeter import CLES, rehearse
from workers.rehearsed import show

MOST_MENAGES, MOST_MOIS = 5_000, 120
INTERRUPTED = 130
EPILOG = "Clés de --json. " + " ".join(f"{key} : {what}." for key, what in CLES.items())


@click.command("rehearse", epilog=EPILOG)
@click.option("--menages", default=35, show_default=True, help="Combien de ménages inventés.")
@click.option("--mois", default=36, show_default=True, help="Combien de mois.")
@click.option("--graine", default=1, show_default=True, help="La même graine, le même résultat.")
@click.option("--json", "is_json", is_flag=True, help="Le résultat en JSON, rien d’autre.")
@click.option(
    "--processus",
    "place",
    type=click.Path(path_type=Path),
    default=SHIPPED,
    help="Un autre dossier de processus : ce que vos changements feraient.",
)
def command(menages: int, mois: int, graine: int, is_json: bool, place: Path) -> None:
    """Répéter le programme : des ménages inventés, les vrais diagrammes, une horloge avancée.

    Rien n’est écrit dans la base du programme : la répétition a la sienne, jetée à la fin.
    """
    _require(menages, 1, MOST_MENAGES, "ménages (--menages)")
    _require(mois, 1, MOST_MOIS, "mois (--mois)")
    folder = _read(place)
    settle_memory()
    # Told to stop as well as interrupted by a key: the base is thrown away either way.
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with _progress(mois) as tell:
            found = rehearse(folder, menages, mois, graine, tell)
    except KeyboardInterrupt:
        click.echo("Répétition interrompue : rien n’en est gardé.", err=True)
        sys.exit(INTERRUPTED)
    except DiagramRefused as error:
        raise click.ClickException(_refused(error)) from error
    finally:
        signal.signal(signal.SIGTERM, before)
    if is_json:
        click.echo(found.as_json())
    else:
        show(found, Console())
    sys.exit(0 if found.is_kept else 1)


def _require(given: int, least: int, most: int, what: str) -> None:
    if not least <= given <= most:
        raise click.ClickException(f"De {least} à {most} {what} : {given} ne se répète pas.")


def _read(place: Path) -> Folder:
    if not (place / "groupes.yaml").is_file():
        raise click.ClickException(
            f"« {place} » n’est pas un dossier de processus : groupes.yaml y manque."
        )
    return read_folder(place)


def _refused(error: DiagramRefused) -> str:
    problems = [
        f"{name}:{one.line}: {one.element}: {one.message}"
        for name, found in error.context.get("problems", {}).items()
        for one in found
    ]
    return "\n".join(["Ces fichiers doivent être corrigés avant la répétition.", *problems])


@contextmanager
def _progress(mois: int) -> Iterator[Tell]:
    """A bar of the months played, on the error output: what is printed stays clean."""
    periode = Periode(mois)
    whole = (periode.finit - periode.commence).total_seconds()
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True) as progress:
        bar = progress.add_task("Répétition", total=whole)

        def tell(at: datetime) -> None:
            done = (at - periode.commence).total_seconds()
            progress.update(bar, completed=done, description=f"Répétition, {paris_day(at):%m/%Y}")

        yield tell
