"""What an import of the landlord's accounts takes: 5,000 lines, previewed then confirmed.

Once as it is (a few tenants of ours among the others), once at its worst (every line is kept),
once more of the same: nothing changes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from engine.bpm.dialect.folder import read_folder
from engine.core.access import widen_circle
from engine.migrations import upgrade
from engine.suivi.dettes.importer.importer import confirm_import, look_at_import, preview_import
from engine.suivi.dettes.models import LienCompte
from engine.suivi.dettes.references import mark_of
from tests.house import House, furnish, read_people

LINES, TENANTS, MOST_SECONDS = 5_000, 40, 10.0
HEAD = "reference_locataire;date_arrete;solde_du;loyer_charges;paye;apl_versee;nom;adresse"
LAST = date(2026, 8, 31)


def bench() -> bool:
    """Print what each import takes; whether all of them keep the promise."""
    with _house() as house:
        ours = [_line(f"L-{n:06d}", LAST) for n in range(TENANTS)]
        others = [_line(f"A-{n:06d}", LAST) for n in range(LINES - TENANTS)]
        days = [LAST - timedelta(days=n) for n in range(LINES // TENANTS)]
        worst = [_line(f"L-{n:06d}", day) for n in range(TENANTS) for day in days]
        print(f"{'import de 5 000 lignes':<28}{'aperçu s':>10}{'lecture s':>11}{'confirmé s':>12}")
        files = (("quarante des nôtres", ours + others), ("toutes", worst), ("les mêmes", worst))
        kept = [_import(house, name, lines) for name, lines in files]
        house.database.dispose()
    print(f"\npromis : {MOST_SECONDS:.0f} s en tout\n")
    return all(kept)


def _import(house: House, name: str, lines: list[str]) -> bool:
    data = "\r\n".join([HEAD, *lines]).encode()
    spent = [monotonic()]
    with house.acting("XLH_PREC") as tx:
        import_id = preview_import(tx, data)
    spent.append(monotonic())
    with house.acting("XLH_PREC") as tx:
        look_at_import(tx, import_id)
    spent.append(monotonic())
    with house.acting("XLH_PREC") as tx:
        confirm_import(tx, import_id, all_or_nothing=True)
    spent.append(monotonic())
    read, shown, done = (b - a for a, b in pairwise(spent))
    print(f"{name:<28}{read:>10.2f}{shown:>11.2f}{done:>12.2f}")
    return spent[-1] - spent[0] < MOST_SECONDS


def _line(reference: str, day: date) -> str:
    return f"{reference};{day:%d/%m/%Y};1 240,50;520,00;310,00;210,00;Nom inventé;1 rue inventée"


@contextmanager
def _house() -> Iterator[House]:
    """A house with its linked tenants, whose précontentieux sees every dossier."""
    with TemporaryDirectory(prefix="palier-imports-") as place:
        url = f"sqlite:///{Path(place) / 'house.sqlite'}"
        upgrade(url)
        house = House(url, read_people(furnish(url)), read_folder())
        dossiers = [house.dossier(house.open_dossier()) for _ in range(TENANTS)]
        with house.system() as tx:
            for number, dossier in enumerate(dossiers):
                widen_circle(tx, dossier.circle_id, "XLH_PREC")
                tx.session.add(
                    LienCompte(
                        dossier_id=dossier.id,
                        circle_id=dossier.circle_id,
                        marque=mark_of(tx, f"L-{number:06d}"),
                        reference=b"",
                        relie_par=None,
                        relie_le=tx.now,
                    )
                )
        yield house
