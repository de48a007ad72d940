"""Paul's debt and its plan: what the landlord's files say month after month."""

from datetime import date
from typing import Any

from tests.walks.entry import BUDGET, SIGNED, by_the_landlord, enter
from tests.walks.walk import Walk
from tests.web.office import Office

LOCATAIRE = "L-004512"
RENT, AID = 520, 210
OWED = 620


def owing(office: Office) -> Walk:
    """Paul has entered: two rents are unpaid, the landlord's own step is to look at the account."""
    walk = by_the_landlord(office, "IMPAYE")
    enter(walk, "XLH_IS", dette_loyer="OUI", dette_montant=OWED)
    walk.posts("XLH_IS", "/dette/compte", reference=LOCATAIRE)
    told = walk.imports(
        line(date(2026, 7, 31), 310), line(date(2026, 8, 31), OWED), "L-999;31/08/2026;5,00;;;;;"
    )
    assert told.startswith("2 comptes nouveaux. 1 ligne d’un autre locataire, non gardée.")
    return walk


def line(day: date, solde: int, paid: int = 0, on: date | None = None) -> str:
    """An account of Paul's as the landlord's software writes it."""
    payment = f"{on:%d/%m/%Y};{paid},00" if on else ";"
    return f"{LOCATAIRE};{day:%d/%m/%Y};{solde},00;{RENT},00;{paid},00;{AID},00;{payment}"


def the_account_is_looked_at(walk: Walk) -> None:
    """D3 judges by the regime of 2026; what the account says is not typed again."""
    page = walk.reads("MDL_TS", "/dette")
    assert "Compte arrêté au 31 août 2026, importé le 21 septembre 2026" in page
    assert "Dette 620,00 € Impayé Constitué depuis le 31 août 2026" in page
    assert "(régime jusqu’au 31/12/2026)" in page
    assert "À signaler à la CAF ou à la MSA avant le 31 octobre 2026" in page
    known = walk.does("XLH_PREC", "Donner l’état du compte")
    assert (known["dette"], known["date_fait"], known["loyer_net"]) == (OWED, "2026-08-31", 310)
    assert walk.asked("XLH_PREC") == ["Signaler à la CAF ou à la MSA"]
    walk.does(
        "XLH_PREC",
        "Signaler à la CAF ou à la MSA",
        date_signalement="2026-09-21",
        organisme="CAF",
        preuve_gardee=True,
    )
    page = walk.reads("MDL_TS", "/dette")
    assert "Signalé à la CAF ou à la MSA le 21 septembre 2026." in page
    assert "Pas d’assignation avant : 23 novembre 2026" in page  # it is the saisine of the CCAPEX


def his_project(walk: Walk, *, is_owing: bool = True, **needs: str) -> None:
    """The diagnostic and the project; ``needs`` says what the project engages besides the plan."""
    walk.posts("MDL_TS", "/menage/situations/nouveau", **BUDGET)
    debt: dict[str, Any] = {"dette_constatee": "NON"}
    if is_owing:
        debt = {"dette_constatee": "OUI", "origine_dette": "PERTE_RESSOURCES"}
    known = walk.does("MDL_TS", "Diagnostic social", autonomie="A_SOUTENIR", **debt)
    assert (known["ressources"], known["charges_menage"]) == (1390, 560)
    usual = {"mediation_utile": "NON", "service_utile": "NON", "logement_inadapte": "NON"}
    walk.does(
        "MDL_TS",
        "Rédiger le projet personnalisé de maintien",
        themes_projet=["LOGEMENT", "BUDGET"],
        objectifs="Rester dans un logement qui convient.\nReprendre le loyer.",
        engagements="Un rendez-vous par mois.",
        **{**usual, **needs},
    )
    walk.does("MDL_TS", "Signer le projet, avec le ménage", **SIGNED)
    assert "Signée le 21 septembre 2026" in walk.reads("XLH_PILOTE", "/projet")
    walk.does("MDL_TS", "Ouvrir les droits", droits_demandes=["FSL"])
    assert "Déposée le 21 sept. 2026" in walk.reads("MDL_TS", "/logement")  # FSL maintien


def the_plan_is_agreed(walk: Walk) -> None:
    """D4 proposes four échéances from what is left to live on; the landlord agrees."""
    page = walk.reads("MDL_TS", "/dette")
    assert "4 échéances : 3 × 190,00 € + 50,00 €" in page
    assert "Conseil : reprendre d’abord le loyer courant." in page
    walk.on(date(2026, 10, 2))
    walk.imports(line(date(2026, 9, 30), OWED, 310, date(2026, 9, 5)))
    assert "Conseil : reprendre" not in walk.reads("MDL_TS", "/dette")
    known = walk.does("MDL_TS", "Proposer un plan d’apurement")
    assert (known["montant_dette"], known["nb_echeances"], known["mensualite"]) == (OWED, 4, 190)
    assert (known["date_premiere"], known["loyer_courant_repris"]) == ("2026-11-05", "OUI")
    page = walk.reads("XLH_PREC", "/dette")
    assert "620,00 € en 4 échéances de 190,00 €, du 5 novembre 2026 au 5 février 2027" in page
    assert "La dernière est de 50,00 €." in page and "reste à vivre" not in page
    walk.does("XLH_PREC", "Donner l’accord du bailleur", accord_plan="OUI")
    assert "Plan 0 sur 4 échéance réglée. Prochaine : 190,00 €" in walk.reads("MDL_TS", "/dette")
    assert "5 février 2027 à 8 h : Dernière échéance" in walk.reads("MDL_TS")


def month(walk: Walk, to: date, solde: int, paid: int) -> None:
    """The third of the next month: the account of the month that ends ``to`` is imported."""
    following = date(to.year + (to.month == 12), to.month % 12 + 1, 3)
    walk.on(following)
    told = walk.imports(line(to, solde, paid, to.replace(day=6) if paid else None))
    assert told.startswith("1 compte nouveau.")


def follow(walk: Walk, then: str, **wrong: str) -> dict[str, str]:
    """The monthly talk about the budget; what its page knew from the account."""
    return walk.does(
        "MDL_TS",
        "Suivi mensuel du budget",
        date_suivi_budget=walk.office.house.at.date().isoformat(),
        prochaine_etape_budget=then,
        **wrong,
    )
