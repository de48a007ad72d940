"""What a rehearsal supposes: all that a director must know not to read it as a forecast."""

from collections.abc import Mapping, Sequence
from typing import Any

from engine.suivi.programme.households import SHARE_ACCES
from engine.suivi.programme.people import COLLEAGUES, FORGOTTEN
from engine.suivi.repetition.chemins import CHEMINS, DEBT, UPSETS
from engine.suivi.repetition.gens import ILLNESS_DAYS, ILLNESSES, LEAVE_DAYS, LEAVES, WITHOUT_TASKS
from engine.suivi.repetition.jouer import HEEDED, REMINDED, TAKEN
from engine.suivi.repetition.veilles import LAISSEES

AVERTISSEMENT = (
    "Une répétition montre ce que les diagrammes, les délais et les alertes font de ménages "
    "inventés. Elle ne prévoit pas ce qui arrivera : la part de chaque parcours, donc les sorties "
    "et une bonne part des durées, est une hypothèse."
)


def tell_hypotheses() -> dict[str, Any]:
    """The warning, how often each way is drawn (weights and shares of its volet), the rest."""
    return {
        "avertissement": AVERTISSEMENT,
        "tirage": {volet: _drawn(volet) for volet in CHEMINS},
        "menages": list(_households()),
        "gens": list(_people()),
        "non_joue": list(_left_out()),
    }


def _drawn(volet: str) -> Sequence[Mapping[str, Any]]:
    whole = sum(one.weight for one in CHEMINS[volet])
    return [
        {
            "chemin": one.libelle,
            "poids": one.weight,
            "part": round(one.weight / whole, 3),
            "suivis_mensuels": list(one.months) if one.months else None,
        }
        for one in CHEMINS[volet]
    ]


def _households() -> Sequence[str]:
    upsets = (
        f"{_percent(share)} {'des ménages qui ont une dette' if owed == DEBT else 'des ménages'}"
        f" : {told}"
        for share, owed, _, told in UPSETS
    )
    return (
        f"{round(SHARE_ACCES * 35)} ménages sur 35 entrent par l’accès, comme la fiche projet ; "
        "ils sont repérés à intervalles réguliers, du premier au dernier mois. Chaque parcours est "
        "tiré selon son poids, à confirmer par les partenaires : la fiche projet n’en dit rien.",
        "Le nombre de suivis mensuels avant la sortie est tiré dans une fourchette, choisie pour "
        "que la durée moyenne tombe entre 4 et 6 mois : les durées ne se vérifient donc pas ici.",
        f"Imprévus tirés en plus : {' ; '.join(upsets)}.",
        "Aucun ménage ne reste en liste d’attente, et aucun ne revient.",
    )


def _people() -> Sequence[str]:
    acting = [one for one in COLLEAGUES if not WITHOUT_TASKS.issuperset(one.groups)]
    late, forgets = [one.late for one in acting], [one.forgets for one in acting]
    return (
        f"{len(acting)} personnes inventées, toujours les mêmes, tiennent les postes des métiers ; "
        "elles font leurs tâches entre 9 h et 18 h, les jours ouvrés, quel que soit leur nombre : "
        "personne n’est débordé, et la charge se lit à part.",
        f"Selon la personne, de {_percent(min(late))} à {_percent(max(late))} des tâches sont "
        f"faites de 1 à 6 jours ouvrés trop tard, et de {_percent(min(forgets))} à "
        f"{_percent(max(forgets))} sont oubliées, au moins {FORGOTTEN} jours ouvrés.",
        f"Une tâche oubliée est reprise {REMINDED[0]} à {REMINDED[1]} jours ouvrés après un rappel "
        f"du parcours ou une alerte à un responsable ; une alerte de retard aux autres est suivie "
        f"{_percent(HEEDED)} du temps. {_percent(TAKEN)} des tâches sont prises en charge "
        "avant d’être faites.",
        f"Chacun s’absente {LEAVES} fois par an de {LEAVE_DAYS[0]} à {LEAVE_DAYS[1]} jours ouvrés, "
        f"et tombe malade {ILLNESSES} fois, de {ILLNESS_DAYS[0]} à {ILLNESS_DAYS[1]} jours ; un "
        "collègue du même métier remplace, s’il y en a un de présent.",
        "Les revues partenariales s’ouvrent à leurs dates et se tiennent ; aucune décision n’y est "
        "prise sur un dossier.",
    )


def _left_out() -> Sequence[str]:
    return (
        "Les retards et les rappels sont regardés une fois par jour ouvré, à 8 h, quand le "
        "programme regarde tous les quarts d’heure : ce qui naît déjà en retard dans la journée "
        "est dit le lendemain.",
        "Entre deux formulaires, rien n’est saisi : ni contact, ni rendez-vous, ni démarche, ni "
        "compte importé du bailleur. Les rappels « sans contact » et de démarche sont donc plus "
        "nombreux que dans la vie, et aucune échéance n’est dite non réglée par un compte.",
        "Les fins de conservation sont annoncées, chaque lundi, et rappelées ; rien n’est effacé, "
        "car ce qui est compté ici disparaîtrait.",
        "Chaque courriel est composé et remis à personne. Nul n’ouvre la cloche avant : celui du "
        "matin dit donc plus de choses que dans la vie.",
        *LAISSEES.values(),
    )


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"
