"""Of a person's household: who they are, how they are reached, what they live on, their dossier."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from engine.core.french import day_fr
from engine.core.identity.models import Person
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.conservation.classes import Classe
from engine.suivi.conservation.remise.forme import Element, Section, champs, dit, libelle
from engine.suivi.conservation.remise.qui import Demandeur
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.coordonnees import CoordonneeLue, read_coordonnees
from engine.suivi.menages.models import EtatAnterieur
from engine.suivi.menages.situations import SituationLue, read_situations

DITES = "Dit par vous, ou noté avec vous par la personne qui vous accompagne"


def household_sections(tx: Transaction, dossier: Dossier, who: Demandeur) -> Iterator[Section]:
    """The sections of the household, the dossier first."""
    yield Section("Votre dossier", Classe.COMMUN, "Tenu par le programme", [_dossier(tx, dossier)])
    identity = [Element("Vous", _identity(who)), *_formers(tx, dossier, who)]
    yield Section("Qui vous êtes", Classe.COMMUN, DITES, identity)
    reached = [_way(one) for one in read_coordonnees(tx, dossier) if _may_have(one, who)]
    yield Section("Comment vous joindre", Classe.COMMUN, DITES, reached)
    budgets = [_budget(one, who) for one in read_situations(tx, dossier)]
    yield Section("Vos ressources et vos charges", Classe.SOCIAL, DITES, budgets)


def _dossier(tx: Transaction, dossier: Dossier) -> Element:
    referent = tx.session.get(Person, dossier.referent_id) if dossier.referent_id else None
    return Element(
        f"Dossier {dossier.reference}",
        champs(
            volet=dossier.volet.capitalize(),
            statut=libelle(dossier.statut),
            ouvert_le=day_fr(dossier.ouvert_le),
            entrée_le=dossier.date_entree,
            fin_au_plus_tard_le=dossier.date_fin_max,
            sortie_le=dossier.date_sortie,
            motif_de_sortie=libelle(dossier.motif_sortie or ""),
            référent=referent.name if referent else "",
            destinataires="La Maison du Logement ; XL Habitat, pour ce qui est partagé avec lui",
        ),
    )


def _identity(who: Demandeur) -> list[tuple[str, str]]:
    one = who.personne
    return champs(
        civilité=one.civilite.capitalize(),
        nom=one.nom,
        prénom=one.prenom,
        nom_de_naissance=one.nom_naissance,
        date_de_naissance=one.date_naissance,
        langue=one.langue,
        besoin_d_un_interprète=one.besoin_interprete,
        nationalité=one.nationalite,
        mesure_de_protection=libelle(one.protection),
        lien_avec_le_logement=libelle(one.lien),
        arrivée_dans_le_ménage=one.entree,
        départ_du_ménage=one.sortie,
    )


def _formers(tx: Transaction, dossier: Dossier, who: Demandeur) -> Iterator[Element]:
    """What was written of the person before a correction."""
    mine = (EtatAnterieur.objet == "personne", EtatAnterieur.objet_id == who.id)
    rows = tx.session.scalars(select(EtatAnterieur).where(*mine).order_by(EtatAnterieur.le))
    for row in rows:
        before: dict[str, Any] = unseal(tx, "etat_anterieur", row.id, row.etat)
        told = [(libelle(name), said) for name, value in before.items() if (said := dit(value))]
        yield Element(f"Avant la correction du {day_fr(row.le)}", told)


def _may_have(one: CoordonneeLue, who: Demandeur) -> bool:
    """Their own; the household's, but what is protected where another adult is of it."""
    if one.personne_id is not None:
        return one.personne_id == who.id
    return who.is_alone or not one.protegee


def _way(one: CoordonneeLue) -> Element:
    return Element(
        libelle(one.type),
        champs(
            valeur=one.valeur,
            consigne=one.consigne,
            plages=one.plages,
            canal_sûr=one.canal_sur,
            du=one.valide_du,
            au=one.valide_au,
        ),
    )


def _budget(one: SituationLue, who: Demandeur) -> Element:
    """Their own ressources and the household's, never another person's."""
    mine = [
        (libelle(r.type), f"{dit(r.montant)} €")
        for r in one.ressources
        if r.personne_id in (None, who.id)
    ]
    charges = [(libelle(code), f"{dit(amount)} €") for code, amount in one.charges.items()]
    aid = [("Aide au logement", f"{dit(one.aide)} €")] if one.aide else []
    return Element(f"Au {day_fr(one.au)}", [*mine, *charges, *aid])
