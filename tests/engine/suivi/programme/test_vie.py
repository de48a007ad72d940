"""The life of the trial dossiers: who follows them, an absence, people hosted by the MDL."""

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.core.audit.verify import is_intact
from engine.core.identity.actor import SYSTEM
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.hebergements.models import Heberge
from engine.suivi.referents.models import Absence, Referent
from engine.suivi.suspensions.models import Suspension
from tests.engine.suivi.conftest import Played


def test_the_history_says_the_same_as_the_dossiers(played: Played) -> None:
    present = played.rows(Referent, Referent.au.is_(None), Referent.role == "MDL")
    by_dossier = {row.dossier_id: row.person_id for row in present}
    assert len(by_dossier) == len(present)
    told = {one.id: one.referent_id for one in played.rows(Dossier) if one.referent_id}
    assert by_dossier == told


def test_one_of_each_is_there_to_be_looked_at(played: Played) -> None:
    (absence,) = played.rows(Absence)
    assert absence.commencee_le is not None and absence.remplacant_id is not None
    assert len(played.rows(Heberge)) == 2
    followed = played.rows(Dossier, Dossier.statut == Statut.EN_COURS, ~Dossier.is_restreint)
    assert len(played.rows(Referent, Referent.au.is_not(None))) == min(1, len(followed))
    assert len(played.rows(Suspension)) == (len(followed) > 1)


def test_every_chain_holds(played: Played) -> None:
    with played.database.transaction(SYSTEM, read_only=True) as tx:
        assert all(is_intact(tx, case) for case in tx.session.scalars(select(Instance)))
