"""The invented households of the programme, years later: nobody is named, and the totals stay."""

from datetime import timedelta
from pathlib import Path

import pytest

from engine.bpm.dialect.folder import Folder
from engine.bpm.instances.models import Instance
from engine.core.audit.verify import is_intact
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.suivi.conservation.annoncer import announce
from engine.suivi.conservation.conduire import run
from engine.suivi.conservation.models import Evenement, StatAnonyme
from engine.suivi.conservation.totaux import published, totals
from engine.suivi.dossiers.models import Dossier
from engine.suivi.programme.conservation import settle_conservation
from engine.suivi.programme.familles import draw_famille
from tests.engine.suivi.conftest import NOW, Played, play
from tests.engine.suivi.conservation.story import clear, opened

TOLD = ("bail_direct", "refus", "danger", "surendettement")


@pytest.fixture(scope="module")
def played(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Played:
    return play(tmp_path_factory.mktemp("conservation"), folder, TOLD)


def names_of(played: Played, *stories: str) -> list[str]:
    """The names, telephones and addresses of these households."""
    found = [f.household for f in played.motion.followed.values()]
    said = [draw_famille(one) for one in found if one.story.name in stories]
    names = {person["nom"] for one in said for person in one.people}
    return sorted(names | {one.phone for one in said} | {one.address for one in said})


def test_years_later_nobody_of_the_programme_is_named_and_the_totals_are_the_same(
    played: Played,
) -> None:
    over = {row.reference for row in played.rows(Dossier) if row.date_sortie}
    stories = {
        f.household.story.name
        for case, f in played.motion.followed.items()
        if played.rows(Instance, Instance.id == case)[0].reference in over
    }
    assert len(over) >= 2
    names = names_of(played, *stories)
    assert set(opened(played.database, *names)) >= {"personne.identite", "coordonnee.contenu"}
    before = _totals(played.database)
    at = NOW
    for _ in range(14 * 4):  # the longest clock is that of a judgement: ten years
        at += timedelta(days=92)
        assert run(played.database, at=at).echecs == []
    left = {row.reference for row in played.rows(Dossier)}
    assert left.isdisjoint(over)
    assert list(opened(played.database, *names)) == []
    assert _totals(played.database) == before
    assert len(played.rows(StatAnonyme)) == len(over)
    with played.database.transaction(SYSTEM, read_only=True) as tx:
        assert all(is_intact(tx, tx.session.merge(row)) for row in played.rows(Instance))
    assert list(clear(played.database, *names)) == []


def _totals(database: Database) -> dict[tuple[str, str], int]:
    with database.transaction(SYSTEM, read_only=True) as tx:
        return dict(totals(tx))


def test_the_trial_programme_has_a_list_to_read(folder: Folder, tmp_path: Path) -> None:
    made = play(tmp_path, folder, ("refus",))
    settle_conservation(made.motion)
    assert made.rows(Evenement, Evenement.execute_le.is_(None))
    with made.database.transaction(SYSTEM, at=NOW) as tx:
        assert announce(tx) == 0  # it is what a run would have announced
    made.database.dispose()


def test_fewer_than_five_are_never_published() -> None:
    assert [published(n) for n in (0, 1, 4, 5, 35)] == ["0", "< 5", "< 5", "5", "35"]
