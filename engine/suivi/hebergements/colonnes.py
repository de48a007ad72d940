"""The columns that the MDL's list of hosted people may have."""

from engine.suivi.menages.models import Lien
from engine.suivi.tableaux.colonnes import Colonne, plain

COLONNES = (
    Colonne(
        "reference",
        ("numero", "n°", "numero menage", "reference menage", "code menage", "dossier", "menage"),
        "Le numéro du ménage dans votre logiciel : une ligne par personne, le numéro répété.",
        "H-0217",
        True,
    ),
    Colonne("nom", ("nom d’usage", "nom usage", "nom de famille"), "Le nom.", "Dupin", True),
    Colonne("prenom", ("prénoms", "prenoms"), "Le prénom.", "Marie", True),
    Colonne("civilite", ("civ", "titre"), "Madame ou Monsieur.", "Mme"),
    Colonne(
        "nom_naissance", ("nom de naissance", "nom de jeune fille"), "S’il diffère.", "Lartigue"
    ),
    Colonne(
        "date_naissance",
        ("naissance", "date de naissance", "ne le", "né(e) le", "nee le"),
        "jj/mm/aaaa.",
        "12/03/1985",
    ),
    Colonne(
        "lien",
        ("lien de parente", "parente", "role"),
        "Titulaire (ou vide), conjoint, enfant, enfant majeur, parent, autre.",
        "enfant",
    ),
    Colonne(
        "structure",
        ("etablissement", "hebergement", "lieu", "service"),
        "Le CHRS, la résidence sociale ou l’autre structure.",
        "CHRS Les Pins",
    ),
    Colonne("telephone", ("tel", "portable", "mobile"), "Gardé avec le ménage.", "06 00 00 00 00"),
    Colonne("courriel", ("email", "mail", "e-mail"), "Gardé avec le ménage.", "marie@exemple.fr"),
)
MODELE = (
    "reference;nom;prenom;civilite;nom_naissance;date_naissance;lien;structure;telephone;courriel",
    "H-0217;Essai;Marie;Mme;;12/03/1985;titulaire;CHRS Les Pins;;",
    "H-0217;Essai;Léo;;;01/09/2016;enfant;CHRS Les Pins;;",
    "H-0218;Essai;Paul;M;;30/11/1979;titulaire;Résidence sociale;;",
)
CIVILITES = {
    **dict.fromkeys(("m", "mr", "monsieur"), "M"),
    **dict.fromkeys(("mme", "mlle", "madame", "mademoiselle"), "MME"),
}
LIENS = {
    "": "",
    "titulaire": Lien.TITULAIRE,
    "chef de famille": Lien.TITULAIRE,
    "cotitulaire": Lien.COTITULAIRE,
    **dict.fromkeys(
        ("conjoint", "conjointe", "partenaire", "concubin", "concubine"), Lien.CONJOINT
    ),
    **dict.fromkeys(("enfant", "fils", "fille", "enfant mineur"), Lien.ENFANT_MINEUR),
    "enfant majeur": Lien.ENFANT_MAJEUR,
    **dict.fromkeys(("parent", "ascendant", "mere", "pere", "grand parent"), Lien.ASCENDANT),
    "autre": Lien.AUTRE,
}


def origine(structure: str) -> str:
    """Where the household comes from, in the codes of the repérage; empty when nothing is said."""
    words = plain(structure)
    if not words:
        return ""
    if "chrs" in words.split():
        return "CHRS"
    return "RESIDENCE_SOCIALE" if "residence" in words else "AUTRE_STRUCTURE_MDL"
