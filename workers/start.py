"""The commands that run the program: in one (`serve`), or `web`, `worker` and `beat` apart."""

import os
import sys

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from engine.bpm.dialect.folder import read_folder
from engine.core.config import Settings, settings
from engine.core.transaction import Database
from engine.suivi.demo import PASSWORD, accounts
from engine.suivi.programme.prepare import RealAccounts, prepare_trial
from workers.ready import (
    await_owner,
    await_servers,
    migrate,
    prepare,
    require_keys,
    require_settings,
)
from workers.serve import CannotServe, require_alone
from workers.serve import serve as run_servers

CONCURRENCY = 2


@click.command()
@click.option("--demo", is_flag=True, help="Préparer des personnes et des ménages inventés.")
def serve(demo: bool) -> None:
    """Lancer le programme : pages, minuteries et courrier, en une commande."""
    config = settings()

    def ready(address: str) -> None:
        click.echo(f"\nPalier répond à {address}")
        if demo:
            click.echo(f"Comptes d’essai, mot de passe « {PASSWORD} » :")
            for login, name, groups in accounts():
                click.echo(f"  {login:<8} {name} ({', '.join(groups)})")
        click.echo("Ctrl-C pour arrêter.", nl=True)
        sys.stdout.flush()

    try:
        with require_alone(config):
            if not config.is_embedded:
                require_keys(config)  # a real base has keys somewhere: none are made here
            prepare(config)
            if demo:
                _settle_demo(config)
            run_servers(config, ready)
    except CannotServe as error:
        raise click.ClickException(str(error)) from error


@click.command()
def web() -> None:
    """Servir les pages (PALIER_HOST, PALIER_PORT, PALIER_WEB pour plusieurs processus)."""
    config = settings()
    require_settings(config, broker=False)
    await_servers(config, broker=False)
    os.execv(sys.executable, [sys.executable, "-m", "web"])


@click.command()
@click.option("--concurrency", default=CONCURRENCY, show_default=True, help="Tâches à la fois.")
def worker(concurrency: int) -> None:
    """Faire ce qui est dû : minuteries, courrier, épreuves. Autant qu’on veut, où l’on veut."""
    config = settings()
    require_settings(config)
    await_servers(config)
    # SQLite has one writer: one job at a time, in the process itself.
    pool = ["--pool", "solo"] if config.is_embedded else ["--concurrency", str(concurrency)]
    _celery("worker", *pool, "--without-gossip", "--without-mingle", "--without-heartbeat")


@click.command()
def beat() -> None:
    """Demander toutes les quelques secondes ce qui est dû. Deux ne nuisent pas."""
    config = settings()
    require_settings(config)
    await_servers(config)
    _celery("beat", "--pidfile", "")


@click.command("migrate")
def migrate_database() -> None:
    """Amener la base au dernier schéma (PALIER_OWNER_URL), avant de lancer une autre version."""
    config = settings()
    require_keys(config)
    await_owner(config)
    migrate(config)
    click.echo("La base est à jour.")


COMMANDS = (serve, web, worker, beat, migrate_database)


def _celery(*words: str) -> None:
    from workers.app import app
    from workers.words import speak_french

    speak_french()
    app.start(["--quiet", *words, "--loglevel", "warning"])


def _settle_demo(config: Settings) -> None:
    if not config.is_embedded:
        raise click.ClickException("Les données d’essai ne vont que dans la base embarquée.")
    database = Database.of(config)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    try:
        with Progress(*columns, transient=True) as progress:
            bar = progress.add_task("Ménages d’essai", total=None, visible=False)

            def tell(done: int, total: int) -> None:
                progress.update(bar, completed=done, total=total, visible=True)

            prepare_trial(database, read_folder(), config.var / "preparation", PASSWORD, tell)
    except RealAccounts as error:
        raise click.ClickException(
            "Cette base contient des comptes : les données d’essai n’y vont pas. "
            "Indiquez un autre dossier par PALIER_VAR."
        ) from error
    finally:
        database.dispose()
