"""What a rehearsed household costs, among 35, 350 and 1,000: the same.

Statements are counted at the driver, seconds are of this process; both by household, over 36
months. What does not depend on households (the absences of the team, the sweep of each working
day, the reviews) weighs on the few most. `make bench ARGS=rehearsals` takes half an hour.
"""

import time
from dataclasses import dataclass

from sqlalchemy import event

from engine.bpm.dialect.folder import Folder, read_folder
from engine.core.identity.actor import SYSTEM
from engine.core.memory import settle_memory
from engine.suivi.aside import throw_away
from engine.suivi.repetition.chemins import draw_menages
from engine.suivi.repetition.controle import count_seuils
from engine.suivi.repetition.controle_contacts import count_contacts, read_rencontres
from engine.suivi.repetition.controle_courriels import count_courriels
from engine.suivi.repetition.controle_retards import count_retards
from engine.suivi.repetition.gens import draw_absences
from engine.suivi.repetition.jouer import Joueur
from engine.suivi.repetition.periode import Periode
from engine.suivi.repetition.releve import read_releves
from engine.suivi.repetition.releve_retards import read_retards
from engine.suivi.repetition.scene import NAME, settle_scene
from engine.suivi.repetition.veilles import VEILLES

COUNTS, MONTHS, SEED = (35, 350, 1_000), 36, 1
MAX_RATIO, MAX_SECONDS = 1.3, 60.0


@dataclass(frozen=True)
class Cost:
    """Of one rehearsal: by household, and the thresholds that it came to."""

    statements: float
    seconds: float
    thresholds: int
    late: int
    """Tasks that came to a degree of lateness, each degree counted."""
    mailed: int
    """Messages owed an e-mail, once a person."""
    faults: list[str]


def bench() -> bool:
    """Print the table; whether each household costs as much among many as among few."""
    folder = read_folder()
    settle_memory()
    costs = {count: measure(folder, count) for count in COUNTS}
    print(
        f"{'ménages':>8}{'requêtes/ménage':>18}{'CPU s/ménage':>15}{'douze mois':>12}"
        f"{'retards':>9}{'à écrire':>10}{'manquements':>13}"
    )
    for count, cost in costs.items():
        print(
            f"{count:>8}{cost.statements:>18.0f}{cost.seconds:>15.3f}"
            f"{cost.thresholds:>12}{cost.late:>9}{cost.mailed:>10}{len(cost.faults):>13}"
        )
        print(*cost.faults, sep="\n", end="\n" if cost.faults else "")
    few, *many = costs.values()
    statements = max(cost.statements / few.statements for cost in many)
    seconds = max(cost.seconds / few.seconds for cost in many)
    whole = few.seconds * COUNTS[0]
    print(
        f"\nau plus {statements:.2f} fois les requêtes et {seconds:.2f} fois le temps de "
        f"{COUNTS[0]} ménages (promis {MAX_RATIO}) ; {COUNTS[0]} ménages en {whole:.0f} s de CPU "
        f"(promis {MAX_SECONDS:.0f})\n"
    )
    is_flat = max(statements, seconds) <= MAX_RATIO and whole <= MAX_SECONDS
    return is_flat and not any(cost.faults for cost in costs.values())


def measure(folder: Folder, count: int) -> Cost:
    """Play so many households, and count."""
    periode, statements = Periode(MONTHS), [0]

    def add(*_: object) -> None:
        statements[0] += 1

    with throw_away(NAME) as database:
        gens = settle_scene(database, folder, periode)
        event.listen(database.engine, "before_cursor_execute", add)
        absences = draw_absences(periode, SEED)
        joueur = Joueur(database, gens, periode.finit, absences, veilles=VEILLES)
        menages = draw_menages(count, periode, SEED)
        began = time.process_time()
        joueur.play(menages, lambda _: None)
        spent, sent = time.process_time() - began, statements[0]
        with database.transaction(SYSTEM, read_only=True) as tx:
            releves, lus = read_releves(tx), read_retards(tx)
            comptes = count_seuils(releves, periode.finit)
            retards = count_retards(lus, periode.finit)
            contacts = count_contacts(releves, read_rencontres(tx), periode.finit)
            courriels = count_courriels(tx, lus, periode.finit)
    return Cost(
        sent / count,
        spent / count,
        sum(compte.dossiers for compte in comptes),
        sum(compte.dossiers for compte in retards),
        courriels.messages,
        [fault for compte in (*comptes, *retards, *contacts) for fault in compte.manquements]
        + courriels.manquements,
    )
