"""Two households with everything that can be kept of them, through the use cases of the doors."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from engine.bpm.tasks.models import Task
from engine.core.access import widen_circle
from engine.core.calendar import paris_day
from engine.suivi.accompagnement.given import ContactGiven, RendezVousGiven
from engine.suivi.accompagnement.plan_rendez_vous import plan_rendez_vous
from engine.suivi.accompagnement.record_contact import record_contact
from engine.suivi.accompagnement.write_note import write_note
from engine.suivi.documents.keep import keep_document
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.garde.classes import Classe
from engine.suivi.menages.coordonnees import add_coordonnee
from engine.suivi.menages.keep_personne import add_personne
from engine.suivi.menages.situations import record_situation
from engine.suivi.referents.name_others import name_suppleant
from tests.engine.suivi.documents.files import pdf
from tests.engine.suivi.menages.homes import agree, open_for, restrict
from tests.house import House

NOM, PRENOM, NEE, ENFANT = "Zabaloetxe", "Philomène", "Oyhenard", "Barnabé"
RUE, TELEPHONE, ECRIT, CONSIGNE = (
    "9 chemin de Tchalabart",
    "06 39 98 00 42",
    "elle dort chez Anatole",
    "ne rien dire à Anatole",
)
PIECE = "certificat-zabaloetxe"
SECRETS = (NOM, NEE, ENFANT, "Tchalabart", TELEPHONE, "0639980042", "Anatole", PIECE, "1977-07-14")
"""Of the victim's file. Nothing of it is read, by anybody who is not on its list, anywhere."""
VOISIN = "Mascaraux"
PROTECT = "proteger_personne"
REPLACED = "SUPPLEANTE"
COLLEAGUE = "COLLEGUE"
WHO = {
    "civilite": "MME",
    "nom": NOM,
    "nom_naissance": NEE,
    "prenom": PRENOM,
    "date_naissance": "14/07/1977",
}


@dataclass(frozen=True)
class Planted:
    """A house with a restricted file (the victim's) and an ordinary one."""

    house: House
    victim: str
    ordinary: str
    document: UUID
    """Of the victim's file, of class VVC."""

    def circle(self, reference: str) -> UUID:
        with self.house.system() as tx:
            return find_dossier(tx, reference)[0].circle_id


def plant(house: House, *, is_told: bool = False) -> Planted:
    """Fill both files; a colleague of the référent and a substitute are of neither list.

    ``is_told``: the victim agrees that the référente unique knows of her file. The ordinary one
    is then of a household that owes: the landlord's précontentieux sees it too.
    """
    house.hire(COLLEAGUE)
    house.hire(REPLACED)
    ordinary = open_for(house, nom=VOISIN)
    agree(house, ordinary)
    _fill(house, ordinary, VOISIN)
    victim = open_for(house, **WHO)
    agree(house, victim)
    document = _fill(house, victim, NOM)
    restrict(house, victim)
    house.keep_promises()
    if is_told:
        with house.system() as tx:
            widen_circle(tx, find_dossier(tx, ordinary)[0].circle_id, "XLH_PREC")
        (case,) = [row.instance_id for row in house.rows(Task, Task.element == PROTECT)]
        house.do(case, PROTECT, {"accord_referente": "OUI", "protections": ["APPEL"]})
        house.keep_promises()
    with house.acting("MDL_CHEF") as tx:
        name_suppleant(tx, victim, str(house.people[REPLACED]))
    return Planted(house, victim, ordinary, document)


def _fill(house: House, reference: str, name: str) -> UUID:
    of_victim = name == NOM

    def told(secret: str, plain: str) -> str:
        return secret if of_victim else plain

    with house.acting() as tx:
        dossier = find_dossier(tx, reference)[0]
        add_personne(
            tx,
            reference,
            {"nom": name, "prenom": told(ENFANT, "Luc"), "lien": "ENFANT_MINEUR",
             "date_naissance": "01/09/2020"},
        )  # fmt: skip
        phone = {"type": "TELEPHONE", "valeur": told(TELEPHONE, "06 39 98 11 11")}
        add_coordonnee(tx, reference, {**phone, "consigne": told(CONSIGNE, ""), "protegee": "1"})
        street = {"type": "ADRESSE", "valeur": f"{told(RUE, '1 rue Droite')}, Dax"}
        add_coordonnee(tx, reference, street)
        record_situation(tx, reference, {"au": "07/09/2026", "aide": "1313,13"})
    with house.acting() as tx:
        text = told(ECRIT, "tout va bien")
        given = ContactGiven(
            jour=paris_day(tx.now),
            canal="TELEPHONE",
            presence="HONORE",
            textes={Classe.PARTAGE: text, Classe.MDL: text},
        )
        record_contact(tx, reference, given)
        write_note(tx, reference, Classe.VVC, text)
        plan_rendez_vous(
            tx,
            reference,
            RendezVousGiven(
                debut=tx.now + timedelta(days=3),
                duree_min=45,
                lieu="DOMICILE",
                precision=told(RUE, "au bureau"),
                lieu_sensible=of_victim,
                rappel="LETTRE",
            ),
        )
    with house.acting() as tx:
        dossier = find_dossier(tx, reference)[0]
        file, data = f"{told(PIECE, 'bail')}.pdf", pdf(b"<</Type /Catalog>>", body=text.encode())
        keep_document(tx, dossier, "COURRIER", Classe.PARTAGE, file, data)
        kept = keep_document(tx, dossier, "COURRIER", Classe.VVC, file, data)
        return kept.id
