"""The command line: `palier …`."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from engine import feel
from engine.bpm.decisions.decide import decide
from engine.bpm.decisions.given import typed
from engine.bpm.diagrams.publish import last_publication
from engine.bpm.dialect.check import check_sources, unread_by
from engine.bpm.dialect.folder import SHIPPED, read_folder
from engine.bpm.dialect.layout import CROSSES, OVERLAPS
from engine.bpm.dialect.sources import Source, SourceKind, read_sources
from engine.bpm.functions import FUNCTIONS
from engine.core import clock
from engine.core.config import settings
from engine.core.crypto import add_key
from engine.core.identity.accounts import open_account
from engine.core.identity.actor import SYSTEM
from engine.core.reseal import reseal_all
from engine.core.transaction import Database
from engine.feel import evaluation, json_text
from engine.migrations import differences, upgrade
from engine.suivi.scenarios.read import BadScenario, read_scenario
from engine.suivi.scenarios.run import run_scenarios
from engine.suivi.setup import publish_folder, settle_groups
from workers.answers import answering, decision_of, read_model, read_object, tell_reasons
from workers.doctor import doctor
from workers.ready import missing_server, prepare, require_keys
from workers.rehearse import command as rehearse
from workers.retention import conservation
from workers.start import COMMANDS

MIN_PASSWORD = 12


@click.group()
def main() -> None:
    """Palier : les parcours d’un bailleur social et de son association."""


for command in (conservation, doctor, rehearse, *COMMANDS):
    main.add_command(command)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def check(files: tuple[Path, ...]) -> None:
    """Relire des diagrammes, des formulaires et des tables de décision."""
    folder = read_folder(_home_of(files[0]))
    given = {file.resolve(): _source(file) for file in files}
    others = [
        s
        for s in folder.files
        if (s.kind, s.name) not in {(g.kind, g.name) for g in given.values()}
    ]
    sources = read_sources(
        [*others, *given.values()], folder.sources.groups, folder.sources.messages
    )
    problems = check_sources(sources)
    told = [(file, problem) for file in files for problem in problems[given[file.resolve()]]]
    for file, problem in told:
        click.echo(f"{file}:{problem.line}: {problem.element}: {problem.message}")
    unread = unread_by(sources)
    for file in files:
        for problem in unread.get(given[file.resolve()], ()):
            click.echo(f"{file}:{problem.line}: {problem.element}: {problem.message}")
    crossing = sum(problem.message.startswith(CROSSES) for _, problem in told)
    overlapping = sum(problem.message.startswith(OVERLAPS) for _, problem in told)
    click.echo(
        f"{len(files)} fichiers relus, {len(told)} problèmes, "
        f"dont {crossing} flux qui se croisent et {overlapping} formes qui se recouvrent."
    )
    sys.exit(1 if told else 0)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
def scenario(files: tuple[Path, ...]) -> None:
    """Jouer les scénarios ; sans fichier, tous, et chaque flux doit être pris."""
    home = _home_of(files[0]) if files else SHIPPED
    folder = read_folder(home)
    paths = list(files) or sorted((home / "scenarios").glob("*.yaml"))
    try:
        scenarios = [read_scenario(path) for path in paths]
    except BadScenario as error:
        raise click.ClickException(str(error)) from error
    report = run_scenarios(folder, scenarios, _tell)
    missing = [] if files else report.missing
    for process, flow in missing:
        click.echo(f"aucun scénario ne prend le flux {flow} de {process}")
    failed = len(report.failed) + bool(missing)
    click.echo(f"{len(report.passed)} passed, {failed} failed")
    sys.exit(1 if failed else 0)


@main.command("feel")
@click.argument("expression")
@click.option("--context", default="{}", help="Les variables, en JSON.")
def evaluate(expression: str, context: str) -> None:
    """Évaluer une expression FEEL."""
    given = read_object(context, "Les variables (--context)")
    text = expression.replace("=", " ", 1) if expression.startswith("=") else expression
    with answering(), evaluation(now=clock.now(), functions=FUNCTIONS) as run:
        click.echo(json_text(feel.evaluate(text, given)))
        tell_reasons(run.reasons)


@main.command("decide")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("decision")
@click.option("--inputs", default="{}", help="Les entrées, en JSON.")
def consult(file: Path, decision: str, inputs: str) -> None:
    """Prendre une décision d’un fichier DMN, par son identifiant ou son nom."""
    found = decision_of(read_model(file), decision)
    given = read_object(inputs, "Les entrées (--inputs)")
    with answering(f"{file}:{found.line}: {found.id}: "):
        outcome = decide(found, typed(found, given), clock.now(), FUNCTIONS)
        click.echo(json_text({"outputs": outcome.value, "rules": outcome.fired}))
        tell_reasons(outcome.reasons)


@main.command("migrations-check")
def migrations_check() -> None:
    """Comparer les modèles et les migrations."""
    with TemporaryDirectory() as place:
        url = f"sqlite:///{Path(place) / 'check.sqlite'}"
        upgrade(url)
        found = differences(url)
    for difference in found:
        click.echo(difference)
    sys.exit(1 if found else 0)


@main.command()
def setup() -> None:
    """Créer var/ et les clés de chiffrement, si elles manquent."""
    config = settings()
    config.var.mkdir(parents=True, exist_ok=True)
    for keys in (config.keys_file, config.apart_keys_file):
        if not keys.exists():
            add_key(keys)


@main.command()
@click.argument("login")
@click.argument("name")
@click.argument("groups", nargs=-1, required=True)
@click.password_option(prompt="Mot de passe")
def account(login: str, name: str, groups: tuple[str, ...], password: str) -> None:
    """Ouvrir un compte : identifiant, nom, et un métier ou plus (codes de groupes.yaml)."""
    folder = read_folder()
    known = folder.groups
    if unknown := [group for group in groups if group not in known]:
        raise click.ClickException(f"Métier inconnu : {', '.join(unknown)}.")
    if len(password) < MIN_PASSWORD:
        raise click.ClickException(f"Le mot de passe compte au moins {MIN_PASSWORD} caractères.")
    organisation = known[groups[0]]["organisation"]
    with _database() as database, database.transaction(SYSTEM) as tx:
        settle_groups(tx, folder)
        open_account(tx, login, name, organisation, groups, password)
    click.echo(f"Le compte « {login} » est ouvert.")


@main.command()
@click.option("--reason", required=True, help="Pourquoi cette publication.")
@click.option("--replace", is_flag=True, help="Même par-dessus ce que l’atelier a publié.")
def publish(reason: str, replace: bool) -> None:
    """Publier les diagrammes livrés : les nouveaux dossiers les prendront."""
    folder = read_folder()
    with _database() as database, database.transaction(SYSTEM) as tx:
        last = last_publication(tx)
        if last is not None and last.published_by is not None and not replace:
            raise click.ClickException(
                f"La publication n° {last.number} vient de l’atelier : les fichiers livrés la "
                f"remplaceraient. Ajoutez --replace si c’est voulu ; l’atelier permet d’y revenir."
            )
        settle_groups(tx, folder)
        done = publish_folder(tx, folder, reason)
    told = "Rien n’a changé depuis la dernière publication."
    click.echo(f"Publication n° {done.number}." if done else told)


@main.command("keys")
@click.option("--violences", is_flag=True, help="La clé à part de l’accompagnement spécifique.")
def rotate_keys(violences: bool) -> None:
    """Ajouter une clé de chiffrement, et sceller de nouveau tous les textes avec elle."""
    config = settings()
    number = add_key(config.apart_keys_file if violences else config.keys_file)
    with _database() as database:
        count = reseal_all(database)
    click.echo(f"La clé n° {number} scelle désormais ; {count} textes scellés de nouveau.")
    click.echo("Relancez le programme. Les anciennes clés restent nécessaires aux sauvegardes.")


@contextmanager
def _database() -> Iterator[Database]:
    """The configured database: the embedded one is prepared, a server's must be ready."""
    config = settings()
    if config.is_embedded:
        prepare(config)
    else:
        require_keys(config)
        if missing := missing_server(config, broker=False):
            raise click.ClickException(missing)
    database = Database.of(config)
    try:
        yield database
    finally:
        database.dispose()


def _home_of(file: Path) -> Path:
    """The `processes/` folder that a file belongs to, else the one shipped."""
    home = file.resolve().parent.parent
    return home if (home / "groupes.yaml").exists() else SHIPPED


def _source(file: Path) -> Source:
    if file.resolve().parent.name == "messages":
        return Source(SourceKind.MESSAGE, file.stem, file.read_bytes())
    try:
        kind = SourceKind(file.suffix.removeprefix("."))
    except ValueError as error:
        raise click.ClickException(f"{file} : .bpmn, .form ou .dmn attendu.") from error
    return Source(kind, file.stem, file.read_bytes())


def _tell(file: str, failure: str) -> None:
    click.echo(f"{'ÉCHEC' if failure else 'ok   '} {file}{': ' + failure if failure else ''}")
