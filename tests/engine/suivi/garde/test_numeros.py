"""Numbers that must not be written are found; the numbers of our work are left alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.suivi.garde.iban import IBAN_LENGTHS
from engine.suivi.garde.numeros import Kind, forbidden_numbers

PLAIN_GAPS = ("", " ", ".", "\u00a0", "\u202f", "-", "  ", ". ", "   ")
ODD_GAPS = (
    "\r\n",
    "/",
    "_",
    "\u2003",
    "\u200b",
    "\u2060",
    "\u00ad",
    "\u2010",
    "\u2013",
    " \u2014 ",
)
GAPS = st.sampled_from(PLAIN_GAPS + ODD_GAPS)
AROUND = st.sampled_from(["", "Son numéro : ", "appelé le 05 58 12 34 56, puis ", "n°", "(", "« "])
AFTER = st.sampled_from(["", ".", ", vu avec elle", " et la suite", ")", " »", "\n12 rue"])


def kinds(text: str) -> list[Kind]:
    return [found.kind for found in forbidden_numbers(text)]


def luhn(digits: str) -> str:
    """The digits with the last one that makes them a card's."""
    for last in "0123456789":
        full = [int(d) for d in digits + last][::-1]
        if sum(full[::2] + [d * 2 - 9 * (d > 4) for d in full[1::2]]) % 10 == 0:
            return digits + last
    raise AssertionError


@st.composite
def nirs(draw: st.DrawFn) -> str:
    """A NIR of thirteen characters, as INSEE gives them."""
    sex = draw(st.sampled_from("12"))
    year, month = draw(st.integers(0, 99)), draw(st.integers(1, 12))
    place = draw(st.sampled_from(["01", "40", "64", "2A", "2B", "75", "97", "99"]))
    rest = f"{draw(st.integers(1, 990)):03}{draw(st.integers(1, 999)):03}"
    return f"{sex}{year:02}{month:02}{place}{rest}"


def key(nir: str) -> str:
    number = nir.replace("2A", "19").replace("2B", "18") if nir[5:7] in ("2A", "2B") else nir
    return f"{97 - int(number) % 97:02}"


@st.composite
def ibans(draw: st.DrawFn) -> str:
    country = draw(st.sampled_from(["FR", "ES", "BE", "DE", "PT", "MC"]))
    length = IBAN_LENGTHS[country] - 4
    account = draw(st.text("0123456789", min_size=length, max_size=length))
    rest = int("".join(str(int(c, 36)) for c in f"{account}{country}00")) % 97
    return f"{country}{98 - rest:02}{account}"


@st.composite
def cards(draw: st.DrawFn) -> str:
    start, length = draw(
        st.sampled_from([("4970", 16), ("5135", 16), ("2300", 16), ("6759", 16), ("37", 15)])
    )
    size = length - 1 - len(start)
    return luhn(start + draw(st.text("0123456789", min_size=size, max_size=size)))


@given(nirs(), GAPS, AROUND, AFTER)
def test_a_nir_with_its_key_is_found_however_it_is_spaced(
    nir: str, gap: str, before: str, after: str
) -> None:
    text = before + gap.join(nir + key(nir)) + after
    assert Kind.NIR in kinds(text), text


@given(nirs(), st.sampled_from(["", " ", ".", "\u00a0"]), AFTER)
def test_a_nir_without_its_key_is_found_in_its_usual_shape(nir: str, gap: str, after: str) -> None:
    shape = (nir[0], nir[1:3], nir[3:5], nir[5:7], nir[7:10], nir[10:])
    assert kinds(f"Sécu {gap.join(shape)}{after}") == [Kind.NIR]


@given(ibans(), GAPS, AROUND, AFTER)
def test_an_iban_is_found_however_it_is_spaced(
    iban: str, gap: str, before: str, after: str
) -> None:
    text = before + gap.join(iban) + after
    assert Kind.IBAN in kinds(text), text
    assert Kind.IBAN in kinds(text.lower())


@given(cards(), GAPS, AFTER)
def test_a_bank_card_is_found_in_one_block_or_by_fours(card: str, gap: str, after: str) -> None:
    fours = gap.join(card[i : i + 4] for i in range(0, len(card), 4))
    for text in (f"Carte {card}{after}", f"Carte {fours}{after}"):
        assert kinds(text), text  # fifteen digits may have the key of a NIR as well


def wide(text: str) -> str:
    """The same in the wide letters and digits of East Asia."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in text)


@given(nirs(), ibans(), cards())
def test_wide_letters_and_what_is_stuck_before_hide_nothing(nir: str, iban: str, card: str) -> None:
    assert Kind.NIR in kinds(wide(nir + key(nir)))
    assert Kind.IBAN in kinds(wide(iban)) and Kind.IBAN in kinds(f"IBAN{iban}")
    assert kinds(wide(card))
    assert Kind.NIR in kinds(f"NIR{nir}{key(nir)}")


@given(nirs(), st.integers(1, 96))
def test_fifteen_digits_with_another_key_are_no_nir(nir: str, off: int) -> None:
    wrong = (int(key(nir)) + off - 1) % 97 + 1
    assert Kind.NIR not in kinds(f"réf. {nir}{wrong:02}")


@given(st.lists(st.integers(100_000_000, 999_999_999), min_size=1, max_size=6), GAPS)
def test_phones_are_left_alone_even_one_after_the_other(numbers: list[int], gap: str) -> None:
    phones = []
    for number in numbers:
        digits = f"0{number}"
        phones.append(gap.join(digits[i : i + 2] for i in range(0, 10, 2)))
    assert forbidden_numbers(" ".join(phones)) == []
    assert forbidden_numbers(", ".join(f"+33 {phone[1:]}" for phone in phones)) == []


@given(st.integers(2015, 2035), st.integers(1, 9999), st.integers(1, 9999))
def test_references_are_left_alone(year: int, one: int, other: int) -> None:
    text = f"{year}-{one:04} {year}-{other:04}, CAF {one:07d}, lot LOT-{other}"
    assert forbidden_numbers(text) == []


@given(st.integers(0, 10**9 - 1), st.integers(0, 99_999))
def test_a_siret_is_left_alone(siren: int, nic: int) -> None:
    siret = f"{siren:09}{nic:05}"
    assert forbidden_numbers(f"SIRET {siret}") == []
    assert forbidden_numbers(f"SIRET {siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}") == []


@given(st.dates(), st.dates(), st.integers(0, 10**7), st.integers(0, 99))
def test_dates_and_amounts_are_left_alone(
    one: object, other: object, euros: int, cents: int
) -> None:
    amount = f"{euros:,}".replace(",", " ")
    assert forbidden_numbers(f"du {one} au {other} : {amount},{cents:02} €, puis {amount} €") == []


DAYS = st.dates(date(1930, 1, 1), date(2049, 12, 31))


@given(DAYS, DAYS, st.integers(0, 10**8 - 1), st.sampled_from([" ", "\n", " – "]))
def test_a_date_beside_a_telephone_is_left_alone(
    one: date, other: date, phone: int, gap: str
) -> None:
    digits = f"06{phone:08}"
    told = " ".join(digits[i : i + 2] for i in range(0, 10, 2))
    for shape in ("%d/%m/%Y", "%d/%m/%y"):
        days = f"{one.strftime(shape)}{gap}{other.strftime(shape)}"
        assert forbidden_numbers(f"{days}{gap}{told}{gap}{told.replace(' ', '/')}") == []


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_is_found_lies_in_it(text: str) -> None:
    ends = 0
    for found in forbidden_numbers(text):
        assert ends <= found.start < found.end <= len(text)
        ends = found.end


@given(st.from_regex(r"([A-Za-zéèà]{2,9}[ ,.]){5,40}", fullmatch=True))
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert forbidden_numbers(text) == []
    assert forbidden_numbers(f"De 12 {text} fr76 {text}") == []


@pytest.mark.parametrize(
    "text",
    [
        "040092500012312345",  # a numéro unique, 18 digits
        "PDL 14 chiffres : 12345678901234",
        "loyers 450, 450, 450, 450, 450 euros",
        "1 200 450 300 780",  # an amount, with the shape of thirteen digits
        "Vu de 9 h à 11 h 30, 12/05/2026, 13/06/2026, 14/07/2026",
        "ISBN 9782070360024",
    ],
)
def test_other_numbers_of_our_work_are_left_alone(text: str) -> None:
    assert forbidden_numbers(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("appeler le 05 58 00 00 00 1 85 05 78 006 084 91", Kind.NIR),
        ("NIR185057800608491", Kind.NIR),
        ("1 85 05 2a 006 084 " + key("185052A006084"), Kind.NIR),
        ("１８５０５７８００６０８４９１", Kind.NIR),
        ("FR76 3000 6000 0112 3456 7890 189", Kind.IBAN),
        ("GB29 NWBK 6016 1331 9268 19", Kind.IBAN),
        ("3782 822463 10005", Kind.CARTE),
    ],
)
def test_they_are_found_where_people_put_them(text: str, kind: Kind) -> None:
    assert kinds(text) == [kind]


def test_what_was_found_carries_no_number() -> None:
    (found,) = forbidden_numbers("1 85 05 78 006 084 91")
    assert "85" not in repr(found)


def test_a_long_text_is_read_at_once() -> None:
    for text in ("1 " * 5_000, "AB12" * 2_500, "1" * 10_000, "4.9" * 3_333, "FR76 " * 2_000):
        forbidden_numbers(text)
