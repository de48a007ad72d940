"""The load of the programme's posts, month by month, from what was done; hours are assumptions."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.core.calendar import add_months, paris_day
from engine.suivi.repetition.periode import Periode
from engine.suivi.repetition.releve import Releve

POSTES = 1.5
"""Fiche projet: MDL operates with « 1,5 ETP »."""
HEURES_PAR_AN = 1607
"""A full post, as the Code du travail counts a year (L.3121-41)."""
CAPACITE = POSTES * HEURES_PAR_AN / 12
METIER = "MDL_TS"
"""Whose hours weigh on these posts; the others' are told as totals by trade."""
MINUTES: Mapping[str, int] = {
    "prediagnostic": 120,
    "diagnostic": 150,
    "diagnostic_maintien": 150,
    "redaction_ppal": 120,
    "redaction_maintien": 120,
    "signature_ppal": 60,
    "strategie_recherche": 90,
    "acces_droits": 120,
    "compte_rendu_visite": 120,
    "demarches_installation": 180,
    "remise_cles": 120,
    "suivi_mensuel": 90,
    "suivi_budget": 90,
    "plan_apurement": 120,
    "mediation": 180,
    "bilan_intermediaire": 90,
    "bilan_sortie": 120,
    "entretien_fin": 90,
    "preparer_audience": 120,
    "preparer_sortie": 60,
}
"""By form, travel and writing included. To be confirmed by the MDL."""
AUTRE_ACTE = 30
"""Minutes of any other form."""
HEURES_DE_FOND = 4.0
"""Hours a month and measure between the forms: calls, visits with the household, partners."""
HYPOTHESES = (
    f"Un poste compte 1 607 heures par an ; 1,5 poste, {CAPACITE:.0f} heures par mois.",
    f"Chaque acte d’un travailleur social vaut de {min(MINUTES.values())} à "
    f"{max(MINUTES.values())} minutes selon son formulaire, trajet et écrits compris ; "
    f"{AUTRE_ACTE} minutes s’il n’est pas listé.",
    f"S’y ajoutent {HEURES_DE_FOND:.0f} heures par mois et par mesure en cours : appels, "
    "démarches avec le ménage, partenaires.",
    "Ces durées sont des hypothèses, à confirmer par la MDL ; réunions, congés et autres "
    "dispositifs ne sont pas comptés.",
)


@dataclass(frozen=True)
class Mois:
    """A month: measures under way in it, acts of the social workers, their hours."""

    mois: str
    mesures: int
    actes: int
    heures: float

    @property
    def part(self) -> float:
        """Of the posts' hours; 1.0 is full."""
        return self.heures / CAPACITE


def count_load(releves: Sequence[Releve], periode: Periode) -> list[Mois]:
    """Every month of the period, the first one on."""
    minutes: defaultdict[str, int] = defaultdict(int)
    acts: Counter[str] = Counter()
    under_way: Counter[str] = Counter()
    for releve in releves:
        for fait in releve.faits:
            if fait.done and fait.group == METIER:
                month = f"{paris_day(fait.done):%Y-%m}"
                acts[month] += 1
                minutes[month] += MINUTES.get(fait.form, AUTRE_ACTE)
        under_way.update(_months(releve, periode))
    return [
        Mois(
            month,
            under_way[month],
            acts[month],
            minutes[month] / 60 + HEURES_DE_FOND * under_way[month],
        )
        for month in _all_months(periode)
    ]


def hours_by_trade(releves: Sequence[Releve]) -> dict[str, float]:
    """Hours of the forms done by each trade over the whole period; no person is told apart."""
    minutes: Counter[str] = Counter()
    for releve in releves:
        for fait in releve.faits:
            if fait.done:
                minutes[fait.group] += MINUTES.get(fait.form, AUTRE_ACTE)
    return {trade: count / 60 for trade, count in sorted(minutes.items())}


def _all_months(periode: Periode) -> list[str]:
    first = periode.debut.replace(day=1)
    found, month = [], 0
    while (day := add_months(first, month)) < periode.dernier:
        found.append(f"{day:%Y-%m}")
        month += 1
    return found


def _months(releve: Releve, periode: Periode) -> list[str]:
    """The months in which the measure was under way, even a day."""
    if releve.date_entree is None:
        return []
    last = f"{releve.date_sortie:%Y-%m}" if releve.date_sortie else ""
    first = f"{releve.date_entree:%Y-%m}"
    return [m for m in _all_months(periode) if first <= m and (not last or m <= last)]
