"""What is typed is read as people type it in France; what is wrong is said in words."""

from datetime import date
from decimal import Decimal

import pytest

from engine.core.errors import AnswersRefused
from engine.suivi.menages.montants import euros, read_amount
from engine.suivi.menages.saisie import Saisie, read_day

TODAY = date(2026, 9, 7)


@pytest.mark.parametrize(
    "text", ["12/03/1985", "12/3/1985", "12.03.1985", "12-03-1985", "12 3 1985", "12031985",
             "1985-03-12"]
)  # fmt: skip
def test_a_day_is_typed_in_many_ways(text: str) -> None:
    assert read_day(text) == date(1985, 3, 12)


@pytest.mark.parametrize(
    "text",
    ["31/02/1985", "1231985", "85-03-12", "hier", "", "12/03/85", "1985-W11-2", "13/13/2000"],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("512,34", "512.34"),
        ("1 187,50 €", "1187.50"),
        ("1\u202f187.5", "1187.50"),
        ("0", "0.00"),
        ("12345678", "12345678.00"),
    ],
)
def test_an_amount_is_typed_with_a_comma_or_a_point(text: str, amount: str) -> None:
    assert str(read_amount(text)) == amount


@pytest.mark.parametrize("text", ["-5", "1,234", "douze", "1e3", "", "NaN", "123456789", "1,2,3"])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert read_amount(text) is None


def test_an_amount_is_printed_with_spaces_that_do_not_break() -> None:
    assert euros(Decimal("1187.5")) == "1\xa0187,50\xa0€"
    assert euros(Decimal("-20")) == "−20,00\xa0€"


def asked(**typed: str) -> Saisie:
    return Saisie(typed, TODAY)


def test_all_that_is_wrong_is_told_at_once() -> None:
    saisie = asked(nom="4lbert", naissance="demain", montant="beaucoup", lien="COUSIN")
    saisie.name("nom")
    saisie.name("prenom", ask="Indiquez le prénom.")
    saisie.day("naissance")
    saisie.amount("montant")
    saisie.choice("lien", ["TITULAIRE"])
    with pytest.raises(AnswersRefused) as refused:
        saisie.refuse()
    assert refused.value.errors == {
        "nom": ["Un nom ne contient pas de chiffre."],
        "prenom": ["Indiquez le prénom."],
        "naissance": ["« demain » n’est pas une date : écrivez par exemple 12/03/1985."],
        "montant": ["« beaucoup » n’est pas un montant : écrivez par exemple 512,34."],
        "lien": ["Choisissez dans la liste."],
    }


def test_nothing_wrong_refuses_nothing() -> None:
    saisie = asked(nom="  d’Artagnan   Castelmore ")
    assert saisie.name("nom") == "d’Artagnan Castelmore"
    saisie.refuse()


def test_a_day_to_come_is_refused_where_it_cannot_be() -> None:
    saisie = asked(naissance="08/09/2026")
    saisie.day("naissance", latest=TODAY)
    assert saisie.errors == {"naissance": ["Cette date est dans l’avenir."]}


def test_a_social_security_number_is_refused_in_any_text() -> None:
    """Domain 3.8: no NIR outside the registration of a demande (decree 2019-341)."""
    saisie = asked(consigne="NIR 2 85 03 40 088 123 45")
    saisie.text("consigne")
    assert saisie.errors == {
        "consigne": ["Ce texte contient un numéro de sécurité sociale : retirez-le."]
    }
