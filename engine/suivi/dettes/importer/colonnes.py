"""The columns that a landlord's file may have, in words: what the page shows is what is read."""

from collections.abc import Mapping, Sequence

from engine.suivi.tableaux.colonnes import Colonne, places_of

COLONNES = (
    Colonne(
        "reference_locataire",
        ("reference", "locataire", "numero locataire", "n° locataire", "code locataire", "compte"),
        "La référence du locataire dans votre logiciel.",
        "L-004512",
        True,
    ),
    Colonne(
        "date_arrete",
        ("arrete au", "compte arrete au", "date d’arrêté", "date arrêté", "date"),
        "Le jour où le compte est arrêté : jj/mm/aaaa.",
        "31/10/2026",
        True,
    ),
    Colonne(
        "solde_du",
        ("solde", "solde debiteur", "dette", "montant du", "reste du"),
        "Ce que le locataire doit ce jour-là ; négatif s’il est en avance.",
        "1 240,50",
        True,
    ),
    Colonne(
        "loyer_charges",
        ("loyer", "loyer et charges", "loyer charges", "quittance", "loyer du"),
        "Loyer et charges appelés pour le mois de l’arrêté, aide non déduite.",
        "512,34",
    ),
    Colonne(
        "paye",
        ("payé", "paye dans le mois", "regle", "encaisse", "paiements"),
        "Ce que le locataire a payé dans ce mois, en tout.",
        "281,34",
    ),
    Colonne(
        "apl_versee",
        ("apl", "al", "aide", "aide au logement", "tiers payant"),
        "L’aide au logement reçue par le bailleur pour ce mois ; vide ou zéro sans tiers payant.",
        "291,00",
    ),
    Colonne(
        "versement_le",
        ("date versement", "date de versement", "date du versement"),
        "Un versement : son jour. Une ligne par versement, le reste répété.",
        "12/10/2026",
    ),
    Colonne(
        "versement_montant",
        ("montant versement", "versement", "montant du versement"),
        "Le montant de ce versement.",
        "150,00",
    ),
)
MODELE = (
    "reference_locataire;date_arrete;solde_du;loyer_charges;paye;apl_versee;"
    "versement_le;versement_montant",
    "ESSAI-0001;30/09/2026;1 240,50;512,34;221,34;291,00;08/09/2026;221,34",
    "ESSAI-0001;31/10/2026;1 155,50;512,34;306,34;291,00;07/10/2026;221,34",
    "ESSAI-0001;31/10/2026;1 155,50;512,34;306,34;291,00;19/10/2026;85,00",
    "ESSAI-0002;31/10/2026;0,00;438,10;438,10;;;",
)


def places(headings: Sequence[str]) -> tuple[Mapping[str, int], list[str], list[str]]:
    """Where each known column stands; what is missing; which headings are not read."""
    return places_of(headings, COLONNES)
