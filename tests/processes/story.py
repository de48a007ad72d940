"""One short story, for tests that change it: its beginning is six lines long."""

STORY = """
scenario: Le ménage refuse
processus: entree_dispositif
debut: 2026-09-01 09:00
donnees: {origine: CHRS, volet: ACCES, motifs: [SORTIE_HEBERGEMENT], date_reperage: "2026-09-01"}
etapes:
"""
REFUSAL = (
    "  - realiser: information_partage\n"
    "    reponses:\n"
    "      {accord_partage: NON, date_information: 2026-09-02, mode_information: ENTRETIEN}\n"
)
