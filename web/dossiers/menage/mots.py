"""The household's codes in French, in the order of the lists."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.core.french import plural
from engine.suivi.menages.coordonnees import CoordonneeLue
from engine.suivi.menages.personnes import PersonneLue

Choices = Mapping[str, str]

LIENS: Choices = {
    "TITULAIRE": "Titulaire du bail",
    "COTITULAIRE": "Cotitulaire du bail",
    "CONJOINT": "Conjoint ou partenaire",
    "ENFANT_MINEUR": "Enfant mineur",
    "ENFANT_MAJEUR": "Enfant majeur",
    "ASCENDANT": "Parent ou grand-parent",
    "AUTRE": "Autre occupant",
}
CIVILITES: Choices = {"MME": "Madame", "M": "Monsieur"}
NATIONALITES: Choices = {
    "FR": "Française",
    "UE": "Union européenne",
    "HUE": "Hors Union européenne",
}
PROTECTIONS: Choices = {
    "SAUVEGARDE": "Sauvegarde de justice",
    "CURATELLE": "Curatelle",
    "TUTELLE": "Tutelle",
    "HABILITATION": "Habilitation familiale",
    "MASP": "Accompagnement social personnalisé (MASP)",
    "MAJ": "Accompagnement judiciaire (MAJ)",
}
COORDONNEES: Choices = {
    "TELEPHONE": "Téléphone",
    "EMAIL": "Courriel",
    "ADRESSE": "Adresse postale",
    "AUTRE": "Autre",
}
RESSOURCES: Choices = {
    "SALAIRE": "Salaire",
    "RSA": "RSA",
    "PRIME_ACTIVITE": "Prime d’activité",
    "ARE": "Allocation chômage (ARE)",
    "AAH": "Allocation adulte handicapé (AAH)",
    "RETRAITE": "Retraite",
    "ASPA": "Minimum vieillesse (ASPA)",
    "PENSION_INVALIDITE": "Pension d’invalidité",
    "IJ": "Indemnités journalières",
    "PENSION_ALIMENTAIRE": "Pension alimentaire reçue",
    "PF": "Prestations familiales",
    "AUTRE": "Autre ressource",
}
CHARGES: Choices = {
    "LOYER": "Loyer principal",
    "ANNEXES": "Loyer des annexes (garage…)",
    "CHARGES": "Charges récupérables",
    "ENERGIE": "Énergie",
    "EAU": "Eau",
    "ASSURANCE": "Assurances",
    "CREDIT": "Crédits",
    "PENSION_VERSEE": "Pension versée",
    "TRANSPORT": "Transport",
    "AUTRE": "Autre charge",
}
MOTIFS: Choices = {
    "AUTEUR_VICTIME": "Auteur et victime",
    "VOISINAGE": "Conflit de voisinage",
    "FAMILLE": "Même famille",
}
MOTS = {
    "liens": LIENS,
    "civilites": CIVILITES,
    "nationalites": NATIONALITES,
    "protections": PROTECTIONS,
    "coordonnees": COORDONNEES,
    "ressources": RESSOURCES,
    "charges": CHARGES,
    "motifs": MOTIFS,
}


def age(person: PersonneLue, on: date) -> str:
    """« 41 ans », « moins d’un an »; nothing when the birth date is not known."""
    years = person.age(on)
    if years is None:
        return ""
    return "moins d’un an" if years < 1 else plural(years, "an")


def typed_day(day: date | None) -> str:
    """A day as it is typed."""
    return day.strftime("%d/%m/%Y") if day else ""


def typed_personne(person: PersonneLue) -> dict[str, str]:
    """A person as the form would have sent it."""
    return {
        "civilite": person.civilite,
        "nom": person.nom,
        "prenom": person.prenom,
        "nom_naissance": person.nom_naissance,
        "date_naissance": typed_day(person.date_naissance),
        "langue": person.langue,
        "nationalite": person.nationalite,
        "protection": person.protection,
        "lien": person.lien,
        "entree": typed_day(person.entree),
        "sortie": typed_day(person.sortie),
        "besoin_interprete": "1" if person.besoin_interprete else "",
    }


def typed_coordonnee(one: CoordonneeLue) -> dict[str, str]:
    """The same for a way to reach somebody."""
    return {
        "type": one.type,
        "valeur": one.valeur,
        "consigne": one.consigne,
        "plages": one.plages,
        "personne": str(one.personne_id or ""),
        "protegee": "1" if one.protegee else "",
        "canal_sur": "1" if one.canal_sur else "",
        "valide_du": typed_day(one.valide_du),
        "valide_au": typed_day(one.valide_au),
    }


def told_before(objet: str, before: Mapping[str, Any]) -> str:
    """What a corrected row said, in one line: what was known of it, in the order of its form."""
    codes = {**LIENS, **COORDONNEES, **PROTECTIONS, **NATIONALITES, **CIVILITES}
    if objet == "situation":
        told = [f"{RESSOURCES[r['type']]} {r['montant']} €" for r in before["ressources"]]
        told += [f"{CHARGES[code]} {amount} €" for code, amount in before["charges"].items()]
        return f"au {before['au']} : {', '.join([*told, 'aide ' + before['aide'] + ' €'])}"
    values = [value for value in before.values() if isinstance(value, str) and value]
    return ", ".join(codes.get(value, value) for value in values)
