"""How late time is, in words, for those who lead and those who edit processes."""

from datetime import timedelta

from flask import g, render_template

from engine.bpm.timers.lateness import Lateness, broken_timers, read_lateness
from engine.core.french import plural
from web.echeances.room import blueprint

UNITS = (
    (timedelta(days=1), "jour"),
    (timedelta(hours=1), "heure"),
    (timedelta(minutes=1), "minute"),
    (timedelta(seconds=1), "seconde"),
)


@blueprint.get("/echeances/ponctualite")
def show_lateness() -> str:
    lateness = read_lateness(g.tx)
    return render_template(
        "ponctualite.html",
        mesure=lateness,
        phrase=sentence(lateness),
        bloquees=broken_timers(g.tx),
        duree=duration,
    )


def duration(length: timedelta) -> str:
    """« 12 minutes »: the largest unit that it fills."""
    for unit, word in UNITS:
        if length >= unit:
            return plural(length // unit, word)
    return "moins d’une seconde"


def sentence(lateness: Lateness) -> str:
    """What the numbers mean, first of all."""
    if lateness.is_late:
        return (
            f"{plural(lateness.waiting, 'échéance')} à traiter, la plus ancienne depuis "
            f"{duration(lateness.oldest)} : le programme a du retard, ou il est arrêté. "
            "Rien n’est perdu : tout sera fait, dans l’ordre, dès qu’il reprendra."
        )
    if lateness.broken:
        return (
            "Le programme est à l’heure, sauf pour ce qui est bloqué : il réessaie toutes les "
            "cinq minutes, et le blocage technique est dit sur chaque dossier."
        )
    return "Tout est à l’heure : rien n’attend."
