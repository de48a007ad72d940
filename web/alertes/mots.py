"""An alert in French: what about, how late, what was done then."""

from engine.core.french import plural
from engine.suivi.escalades.chercher import Sorte
from engine.suivi.escalades.lire import AlerteLue
from engine.suivi.escalades.suites import Fait
from web.dossiers.journal import SENTENCES

SUITES = {"attendue": "Attendues", "faite": "Suivies", "toutes": "Toutes"}
QUOI: dict[str, str] = {
    Sorte.RETARD: "Tâches en retard",
    Sorte.RAPPEL: "Dates du dossier",
    Sorte.PARCOURS: "Limites du parcours",
}
ORGANISATIONS = {"MDL": "la MDL", "XLH": "XL Habitat", "CIDFF40": "le CIDFF"}


def when(one: AlerteLue) -> str:
    """How late it was, or how far from its date; empty for what a diagram told."""
    if one.jours is None:
        return ""
    if one.is_late_task:
        late = "1 jour ouvré" if one.jours == 1 else f"{one.jours} jours ouvrés"
        return f"{late} de retard"
    if one.jours == 0:
        return "le jour même"
    days = plural(abs(one.jours), "jour")
    return f"{days} {'après' if one.jours > 0 else 'avant'}"


def done(one: AlerteLue) -> str:
    """What those who were told did, in one sentence without its date."""
    who = ORGANISATIONS.get(one.suite.par, one.suite.par)
    if one.suite.fait is Fait.RIEN:
        return "Rien encore"
    if one.suite.fait is Fait.FAITE:
        return f"Tâche faite par {who}" if who else "Tâche faite"
    if one.suite.fait is Fait.PRISE:
        return f"Tâche prise en charge par {who}"
    if one.suite.fait is Fait.SANS_OBJET:
        return "Tâche devenue sans objet"
    if one.suite.fait is Fait.TERMINE:
        return "Le parcours, ou la conservation, a pris fin"
    if not one.suite.tag:
        return f"Un acte de {who} sur le dossier"
    said = SENTENCES[one.suite.tag]
    return f"{who} {said}".replace(" « {} »", " une étape")
