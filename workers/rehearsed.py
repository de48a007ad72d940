"""What a rehearsal prints: tables that a director reads from top to bottom."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from engine.suivi.repetition.repeter import Repetition

NAMES = {"ENSEMBLE": "Ensemble", "ACCES": "Accès", "MAINTIEN": "Maintien"}
NATURES = {"POSITIVE": "positives", "NEUTRE": "neutres", "NEGATIVE": "autres sorties"}
TRADES = {
    "MDL_TS": "travailleurs sociaux MDL",
    "MDL_CHEF": "chef de service MDL",
    "XLH_IS": "intervenants sociaux XL Habitat",
    "XLH_PREC": "précontentieux",
    "XLH_RELOG": "relogement",
    "XLH_PILOTE": "pilote XL Habitat",
    "REFERENTE_VVC": "référente unique",
}
WIDTH = 24
MOST_LISTED = 20


def show(found: Repetition, console: Console) -> None:
    """Everything, then whether each threshold had its escalation."""
    said = found.resultat
    asked = said["parametres"]
    console.print(
        f"\n[bold]{asked['menages']} ménages inventés, {asked['mois']} mois "
        f"(du {_day(asked['debut'])} au {_day(asked['fin'])}), graine {asked['graine']}[/bold]\n"
    )
    console.print(Padding(said["hypotheses"]["avertissement"], (0, 0, 1, 0)))
    console.print(_volets(said), "")
    console.print(_sorties(said["sorties"]["ENSEMBLE"]["motifs"], found.libelles), "")
    console.print(_plafond(said["plafond"]), "")
    console.print(_retards(said["retards"]), "")
    console.print(_contacts(said["contacts"]), "")
    console.print(_rappels(said["rappels"]), "")
    console.print(_courriels(said["courriels"]), "")
    _show_cost(said["cout"], console)
    console.print(_charge(said["charge"]))
    _show_load(said["charge"], said["gens"], console)
    _show_hypotheses(said["hypotheses"], console)
    _show_checks(said, console)


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", caption_justify="left")
    for rank, column in enumerate(columns):
        table.add_column(column, justify="right" if rank else "left")
    return table


def _volets(said: Mapping[str, Any]) -> Table:
    table = _table("Ménages, durées et sorties, par volet d’entrée", "", *NAMES.values())
    volets = said["volets"]
    for key, name in (
        ("reperes", "Ménages repérés"),
        ("entres", "Entrés dans la mesure"),
        ("sans_suite", "Sans suite avant l’entrée"),
        ("avant_entree", "Pas encore entrés à la fin"),
        ("en_cours", "En cours à la fin"),
        ("sortis", "Sortis"),
    ):
        counts = [volets[volet][key] for volet in ("ACCES", "MAINTIEN")]
        table.add_row(name, str(sum(counts)), *map(str, counts))
    table.add_section()
    for key, name in (("moyenne", "Durée moyenne (mois)"), ("mediane", "Durée médiane (mois)")):
        table.add_row(name, *(_number(said["durees"][one][key], 1) for one in NAMES))
    for key, name in (("plus_de_6_mois", "Plus de 6 mois"), ("plus_de_12_mois", "Plus de 12 mois")):
        table.add_row(name, *(_share(said["durees"][one][key]) for one in NAMES))
    table.add_section()
    for nature, name in NATURES.items():
        counts = [said["sorties"][one]["natures"][nature] for one in NAMES]
        table.add_row(f"Sorties {name}" if nature != "NEGATIVE" else "Autres sorties",
                      *map(str, counts))  # fmt: skip
    table.caption = "La fiche projet : 18 accès, 17 maintien, 4 à 6 mois en moyenne, 12 au plus."
    return table


def _sorties(motifs: Mapping[str, int], labels: Mapping[str, str]) -> Table:
    table = _table("Motifs de sortie", "Motif", "Mesures")
    for motif, count in motifs.items():
        table.add_row(labels.get(motif, motif), str(count))
    return table


def _plafond(seuils: Sequence[Mapping[str, Any]]) -> Table:
    columns = ("Seuil", "Dossiers", "Rappels", "Déjà passé", "Manquements")
    table = _table("Les douze mois : chaque dossier parvenu à un seuil", *columns)
    for seuil in seuils:
        table.add_row(
            seuil["libelle"],
            str(seuil["dossiers"]),
            str(seuil["rappels"]),
            str(seuil["deja_passes"]),
            _faults(seuil["manquements"]),
        )
    table.caption = "Compté à part des diagrammes : messages, tâches, étapes et journal d’audit."
    return table


def _retards(degres: Sequence[Mapping[str, Any]]) -> Table:
    columns = ("Degré", "Tâches", "Personnes prévenues", "Tous déjà prévenus", "Manquements")
    table = _table("Les tâches en retard, et qui en a été prévenu", *columns)
    for degre in degres:
        counts = (degre["dossiers"], degre["rappels"], degre["deja_passes"])
        table.add_row(degre["libelle"], *map(str, counts), _faults(degre["manquements"]))
    table.caption = (
        "En jours ouvrés, moitié moins à partir de l’assignation ; chacun une seule fois. "
        "Compté à part de la table D6, sur les messages, leurs lecteurs et le journal d’audit."
    )
    return table


def _contacts(attentes: Sequence[Mapping[str, Any]]) -> Table:
    columns = ("Délai", "Fois", "Transmis", "Manquements")
    table = _table("Les ménages que nul ne rencontre plus", *columns)
    for one in attentes:
        counts = (one["dossiers"], one["rappels"])
        table.add_row(one["libelle"], *map(str, counts), _faults(one["manquements"]))
    table.caption = "Compté à part de la table D7, sur les rencontres notées et les messages."
    return table


def _faults(found: Sequence[str]) -> str:
    return f"[bold red]{len(found)}[/bold red]" if found else "0"


def _show_hypotheses(said: Mapping[str, Any], console: Console) -> None:
    for volet, ways in said["tirage"].items():
        table = _table(f"Parcours tirés, {NAMES[volet].lower()}", "Parcours", "Poids", "Part")
        table.add_column("Suivis mensuels")
        for way in ways:
            months = " à ".join(map(str, way["suivis_mensuels"] or ())) or "—"
            weight = f"{way['poids']:g}".replace(".", ",")
            table.add_row(way["chemin"], weight, _share(way["part"]), months)
        console.print(table, "")
    for key, title in (
        ("menages", "Ce qui est supposé des ménages"),
        ("gens", "Ce qui est supposé des gens"),
        ("non_joue", "Ce qui n’est pas joué"),
    ):
        console.print(f"[bold]{title}[/bold]")
        _list(said[key], console)


def _rappels(rappels: Mapping[str, Any]) -> Table:
    table = _table("Messages transmis", "Message", "Nombre")
    for model in sorted(rappels["modeles"].values(), key=lambda one: -one["nombre"]):
        table.add_row(model["libelle"], str(model["nombre"]))
    table.add_section()
    table.add_row("Ensemble", str(rappels["total"]))
    table.add_row("Tâches annoncées (à part)", str(rappels["taches_annoncees"]))
    return table


def _courriels(courriels: Mapping[str, Any]) -> Table:
    table = _table("Courriels partis", "Courriel", "Nombre")
    for kind in courriels["envoyes"].values():
        table.add_row(kind["libelle"], str(kind["nombre"]))
    table.add_section()
    table.add_row("Messages que ces courriels devaient dire", str(courriels["messages"]))
    table.add_row("Manquements", _faults(courriels["manquements"]))
    table.caption = (
        "Composés pour de bon, remis à personne. Compté à part de ce qui les prévoit : un par "
        "matin ouvré, une échéance légale dans le quart d’heure, un danger aussitôt."
    )
    return table


def _show_cost(cout: Mapping[str, Any], console: Console) -> None:
    table = _table("Coût d’un parcours", "", "Part de 70 %", "Coût complet")
    for one, name in (("menage", "Par ménage repéré"), ("mesure", "Par mesure commencée")):
        table.add_row(name, _euros(cout[f"par_{one}"]), _euros(cout[f"complet_par_{one}"]))
    console.print(table)
    _list([cout["formule"].capitalize() + ".", *cout["hypotheses"]], console)


def _charge(charge: Mapping[str, Any]) -> Table:
    columns = ("Mois", "Mesures", "Actes", "Heures", "Part")
    table = _table("Charge des 1,5 poste, mois par mois", *columns)
    table.add_column("", justify="left")
    for month in charge["mois"]:
        filled = "█" * min(WIDTH, round(month["part"] * WIDTH))
        more = "+" if month["part"] > 1 else ""
        table.add_row(
            month["mois"],
            str(month["mesures"]),
            str(month["actes"]),
            _number(month["heures"], 0),
            _share(month["part"]),
            f"{filled:<{WIDTH}}{more}",
        )
    return table


def _show_load(charge: Mapping[str, Any], gens: Mapping[str, int], console: Console) -> None:
    trades = charge["heures_par_metier"].items()
    hours = [f"{TRADES.get(trade, trade)} {_number(count, 0)} h" for trade, count in trades]
    absent = (
        f"{gens['absences']} absences, dont {gens['absences_remplacees']} remplacées ; "
        f"{gens['oublis']} tâches oubliées, dont {gens['oublis_rappeles']} reprises après un rappel"
    )
    _list([*charge["hypotheses"], f"Heures d’actes : {', '.join(hours)}.", f"{absent}."], console)


def _show_checks(said: Mapping[str, Any], console: Console) -> None:
    controle = said["controle"]
    for key, what in (
        ("manquements", "seuils sans leur alerte"),
        ("blocages", "dossiers bloqués"),
        ("refus", "actes refusés"),
    ):
        if controle[key]:
            console.print(f"[bold]{len(controle[key])} {what} :[/bold]")
            _list(controle[key][:MOST_LISTED], console)
            if len(controle[key]) > MOST_LISTED:
                console.print(f"  … et {len(controle[key]) - MOST_LISTED} autres (--json les dit)")
    passed = sum(one["dossiers"] for one in (*said["plafond"], *said["retards"]))
    if passed and not controle["manquements"]:
        console.print(f"[bold]{passed} passages de seuil, chacun avec son alerte.[/bold]")


def _list(lines: Sequence[str], console: Console) -> None:
    for line in lines:
        console.print(Padding(f"· {line}", (0, 0, 0, 2)))
    console.print()


def _day(written: str) -> str:
    year, month, day = written.split("-")
    return f"{day}/{month}/{year}"


def _number(value: float | None, digits: int) -> str:
    return "—" if value is None else f"{value:.{digits}f}".replace(".", ",")


def _share(value: float | None) -> str:
    return "—" if value is None else f"{value * 100:.0f} %"


def _euros(value: int | None) -> str:
    return "—" if value is None else f"{value:,} €".replace(",", "\u202f")
