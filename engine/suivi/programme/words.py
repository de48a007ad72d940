"""What is usually answered, by the key of the field: tables, and nothing that decides a way.

A field that is not here is answered too, by any answer that its form accepts.
"""

from collections.abc import Mapping

Days = tuple[int, int]

# Weights of the options; those that are not named come only where nothing else is left.
USUAL: Mapping[str, Mapping[str, float]] = {
    "accord_partage": {"OUI": 1},
    "adhesion": {"OUI": 1},
    "territoire": {"DANS": 1},
    "danger": {"NON_ABORDE": 3, "AUCUN": 4},
    "avis_mdl": {"ENTREE": 1},
    "avis_bailleur": {"ENTREE": 1},
    "decision": {"ENTREE": 1},
    "accord": {"OUI": 1},
    "accord_plan": {"OUI": 9, "NON": 1},
    "accord_sortie": {"OUI": 8, "AVEC_RESERVES": 2},
    "accord_referente": {"OUI": 1},
    "accompagnement_specifique": {"NON": 1},
    "arret_confirme": {"NON": 1},
    "avis_prediagnostic": {"FAVORABLE": 4, "RESERVE": 1},
    "bilan_remis": {"OUI": 1},
    "cercle_verifie": {"OUI": 1},
    "conditions_remplies": {"OUI": 1},
    "constitue_vu": {"OUI": 1, "NON": 1},
    "contact_repris": {"REPRIS": 1},
    "contact_sur": {"OUI": 4, "NON": 1},
    "decision_jugement": {"DELAIS": 1},
    "dette_constatee": {"NON": 1},
    "dette_locative": {"NON": 1},
    "dette_loyer": {"NON": 1},
    "dette_soldee": {"OUI": 1},
    "echeance_reglee": {"OUI": 1},
    "experience_locative": {"OUI": 1},
    "intensite": {"LEGERE": 3, "MOYENNE": 2},
    "issue_mediation": {"ACCORD": 3, "PARTIEL": 1},
    "langue_simple": {"NON": 4, "OUI": 1},
    "logement_inadapte": {"NON": 1},
    "loyer_courant_repris": {"OUI": 4, "NON": 1},
    "loyer_paye": {"OUI": 8, "PARTIEL": 1, "NON": 1},
    "mediation_utile": {"NON": 4, "OUI": 1},
    "menage_informe": {"OUI": 1},
    "menage_joint": {"OUI": 4, "NON": 1},
    "mode_accord": {"ECRIT": 3, "ORAL": 1},
    "mode_information": {"ENTRETIEN": 3, "VISITE": 1},
    "mode_occupation": {"BAIL_DIRECT": 1},
    "mode_signature": {"PAPIER": 1},
    "motif_sortie": {"AUTONOMIE_ATTEINTE": 1},
    "motifs": {"SORTIE_HEBERGEMENT": 1},
    "mutation_engagee": {"NON": 1},
    "objectifs_atteints": {"ATTEINT": 3, "PARTIEL": 2},
    "occupation": {"ADAPTEE": 1},
    "organisme": {"CAF": 5, "MSA": 1},
    "origine": {"CHRS": 3, "RESIDENCE_SOCIALE": 2, "PARC_XLH": 1},
    "ouvrir_maintien": {"NON": 1},
    "place_disponible": {"OUI": 1},
    "plan_a_ouvrir": {"NON": 1},
    "plan_tenable": {"OUI": 1},
    "plan_tenu": {"TENU": 1},
    "poursuivre": {"OUI": 1},
    "presence": {"HONORE": 6, "REPORTE": 1, "ABSENT": 1},
    "reponse": {"ACCEPTE": 3, "REFUSE": 1},
    "service_utile": {"NON": 3, "OUI": 1},
    "situation_locative": {"SANS_DIFFICULTE": 3, "A_SURVEILLER": 1},
    "situation_logement": {"CHRS": 3, "RESIDENCE_SOCIALE": 2, "HEBERGE_TIERS": 1},
    "situation_sortie": {"LOCATAIRE": 1},
    "suite_plan": {"REECHELONNER": 1},
    "suite_referente": {"SUIVI": 1},
    "suite_sans_partage": {"CONTINUER": 1},
    "suivi_apres_sortie": {"OUI": 4, "NON": 1},
    "tiers_payant": {"OUI": 4, "NON": 1},
    "urgence": {"NON": 5, "OUI": 1},
    "motif_refus": {"HORS_PUBLIC": 1},
    "motif_securite": {"NON": 1},
    "delai_commandement": {"P6W": 1},
    "volet_ajoute": {"MAINTIEN": 1},
}

# Days from the act; a field that is not here is answered by the day of the act.
DATES: Mapping[str, Days] = {
    "a_revoir_le": (20, 35),
    "date_revue": (25, 35),
    "compte_arrete_au": (-2, -1),
    "date_arrete": (-3, 0),
    "date_audience": (62, 75),
    "date_caleol": (8, 20),
    "date_echeance_manquee": (-9, -5),
    "date_expulsion": (40, 60),
    "date_fait": (-20, -5),
    "date_fin_max": (180, 300),
    "date_fin_protocole": (690, 730),
    "date_jugement": (-12, -3),
    "date_nouveau_bail": (20, 40),
    "date_premiere": (15, 35),
    "date_recevabilite": (-6, -1),
    "dernier_contact": (-40, -22),
    "mois_impaye": (-25, -8),
    "prochain_rendez_vous": (14, 28),
    "prochaine_echeance": (12, 28),
}
NUMBERS: Mapping[str, Days] = {
    "jour_prelevement": (5, 10),
    "mois_depuis_defaut": (3, 6),
    "montant_versement": (40, 120),
    "reste_du": (80, 300),
    "taux_effort_pourcent": (36, 42),
    "tentatives": (3, 5),
}
# No name, no address: sentences that any household could have.
TEXTS: Mapping[str, tuple[str, ...]] = {
    "objectifs": (
        "Trouver un logement adapté aux ressources et s’y installer.",
        "Rester dans le logement, loyer payé chaque mois.",
        "Stabiliser le budget et faire valoir les droits.",
    ),
    "engagements": (
        "Un rendez-vous par mois ; la MDL aide aux démarches, le ménage prévient d’un imprévu.",
        "Le ménage transmet ses justificatifs ; la MDL l’accompagne aux rendez-vous.",
    ),
    "explication": ("Le plan est tenu mais la situation reste fragile ; à voir en comité.",),
    "atouts": ("Suivi régulier, démarches engagées.", "Entourage présent, emploi à temps partiel."),
    "bilan": ("La situation est stable ; les démarches sont à jour.",),
    "synthese": (
        "Loyer et charges passés en revue ; démarches à jour.",
        "Le ménage s’approprie le logement ; prochain point dans un mois.",
    ),
    "logement_reference": ("LOT-118", "LOT-204", "LOT-087", "LOT-311"),
    "strategie": ("Demande de logement à jour, secteurs élargis avec le ménage.",),
}
ANY_TEXT = ("Vu avec le ménage.", "Rien à signaler.", "Point fait en rendez-vous.")
# For a text with a pattern: the first that it accepts.
SAMPLES = ("A1", "40100", "0558000000", "2026", "essai@exemple.fr", "essai", "ESSAI-1", "1")
EXCLUSIVE = ("AUCUN", "AUCUNE", "AUCUNES", "RIEN")
"""Options of a checklist that go with no other."""
