"""The neutral page of « Quitter vite »: a list of public holidays, and nothing else."""

from datetime import date, timedelta

from flask import render_template
from flask.typing import ResponseReturnValue

from engine.core.calendar import is_holiday
from web.display import today


def show() -> ResponseReturnValue:
    """This year's holidays, without the program's name, menu or trial banner."""
    year = today().year
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    found = [day for day in days if is_holiday(day)]
    return render_template("calendrier.html", annee=year, jours=found)
