"""Import hosted people in two steps: a preview, then only those picked are kept.

Domain 0.1, point 8. Between the two, the lines wait sealed for a day at most; then they are gone.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core import access
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import NotAllowed
from engine.core.identity.models import Person
from engine.core.sealed import blind, seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.hebergements.lire import Lecture, MenageHeberge, read_file
from engine.suivi.hebergements.models import Heberge, ImportHeberges
from engine.suivi.menages.match import Candidat, Cherchee, candidates_of_each
from engine.suivi.menages.saisie import read_day
from engine.suivi.tableaux.brouillons import draft_of, drop_draft, find_import, keep_draft
from engine.suivi.tableaux.colonnes import plain

HEBERGE = "heberge"
TEAM = frozenset({"MDL_TS", "MDL_CHEF"})


@dataclass(frozen=True)
class Propose:
    """A household of a previewed file, as its reader is told of it."""

    rang: int
    menage: MenageHeberge
    candidats: Sequence[Candidat]
    """Known households that look like it, among those that the reader may know."""
    retenu: bool
    """Picked from an earlier file; what has changed is taken from this one."""
    dossier: str
    """The reference of the dossier that it has become."""


@dataclass(frozen=True)
class Apercu:
    """A file that waits for a choice."""

    id: UUID
    lues: int
    erreurs: Sequence[tuple[int, str]]
    colonnes_ignorees: Sequence[str]
    proposes: Sequence[Propose]


def require_team(tx: Transaction) -> None:
    """NotAllowed for anybody but the MDL's team."""
    if not TEAM & tx.actor.groups:
        raise NotAllowed(person=str(tx.actor.id))


def preview_import(tx: Transaction, data: bytes) -> UUID:
    """Read a file; the id of what waits for a choice (FichierRefuse)."""
    require_team(tx)
    lecture = read_file(data, paris_day(tx.now))
    return keep_draft(tx, ImportHeberges, _draft(lecture))


def look_at_import(tx: Transaction, import_id: UUID) -> Apercu:
    """What waits there, for whoever has read the file; NotFound once it is settled."""
    draft = draft_of(tx, _find(tx, import_id))
    menages = [MenageHeberge(**one) for one in draft["menages"]]
    found = candidates_of_each(tx, [_wanted(one) for one in menages])
    known = _known(tx, menages)
    proposes = []
    for rank, (menage, candidats) in enumerate(zip(menages, found, strict=True)):
        kept, reference = known.get(mark_of(tx, menage.reference), (None, ""))
        is_kept = kept is not None and kept.dossier_id is None
        proposes.append(Propose(rank, menage, candidats, is_kept, reference))
    errors = [(line, told) for line, told in draft["erreurs"]]
    return Apercu(import_id, draft["lues"], errors, draft["colonnes"], proposes)


def confirm_import(tx: Transaction, import_id: UUID, picked: Collection[int]) -> dict[str, int]:
    """Keep the households of these ranks and follow those kept already; the others vanish.

    How many were kept, changed, the same, left. Confirmed twice, it is done once.
    """
    row = _find(tx, import_id, is_locked=True)
    if row.confirme_le is not None:
        return dict(row.comptes)
    draft = draft_of(tx, row)
    menages = [MenageHeberge(**one) for one in draft["menages"]]
    known = _known(tx, menages)
    counts = dict.fromkeys(("retenus", "mis_a_jour", "identiques", "laisses"), 0)
    for rank, menage in enumerate(menages):
        kept, _ = known.get(mark_of(tx, menage.reference), (None, ""))
        counts[_keep(tx, menage, kept, rank in picked)] += 1
    row.comptes = {"lues": draft["lues"], "fausses": len(draft["erreurs"]), **counts}
    row.confirme_le, row.brouillon = tx.now, None
    tx.session.flush()
    person = tx.session.get_one(Person, tx.actor.id, with_for_update=True)
    record(tx, person, None, "hosted:picked", import_id)
    return dict(row.comptes)


def drop_import(tx: Transaction, import_id: UUID) -> None:
    """Give a preview up: nothing of it is left."""
    drop_draft(tx, _find(tx, import_id))


def last_imports(tx: Transaction, count: int = 5) -> Sequence[ImportHeberges]:
    """The actor's last settled imports: counts alone.

    Those of a colleague count what the colleague sees: beside one's own, a restricted file shows.
    """
    require_team(tx)
    mine = (ImportHeberges.person_id == tx.actor.id, ImportHeberges.confirme_le.is_not(None))
    done = select(ImportHeberges).where(*mine)
    newest = done.order_by(ImportHeberges.confirme_le.desc()).limit(count)
    return tx.session.scalars(newest).all()


def mark_of(tx: Transaction, reference: str) -> str:
    """The keyed mark of a household's number in the MDL's software."""
    return blind(tx, HEBERGE, plain(reference))


def content_of(menage: MenageHeberge) -> dict[str, Any]:
    """What is kept of a picked household; the line's number is the file's affair."""
    return {**asdict(menage), "ligne": 0}


def _keep(tx: Transaction, menage: MenageHeberge, kept: Heberge | None, is_picked: bool) -> str:
    if kept is not None and kept.contenu is not None:
        if unseal(tx, HEBERGE, kept.id, kept.contenu) == content_of(menage):
            return "identiques"
        kept.contenu = seal(tx, HEBERGE, kept.id, content_of(menage))
        kept.mis_a_jour_le = tx.now
        return "mis_a_jour"
    if kept is not None or not is_picked:
        return "identiques" if kept is not None else "laisses"
    row_id = uuid4()
    tx.session.add(
        Heberge(
            id=row_id,
            circle_id=access.open_circle(tx, TEAM),
            marque=mark_of(tx, menage.reference),
            contenu=seal(tx, HEBERGE, row_id, content_of(menage)),
            retenu_par=tx.actor.id,
            retenu_le=tx.now,
            mis_a_jour_le=None,
            dossier_id=None,
        )
    )
    return "retenus"


def _known(tx: Transaction, menages: Sequence[MenageHeberge]) -> dict[str, tuple[Heberge, str]]:
    """Those kept before, by mark, that the actor sees: a restricted file is not among them."""
    marks = {mark_of(tx, menage.reference) for menage in menages}
    rows = tx.session.execute(
        select(Heberge, Dossier.reference)
        .outerjoin(Dossier, Dossier.id == Heberge.dossier_id)
        .where(Heberge.marque.in_(marks), access.visible(Heberge.circle_id, tx.actor))
        .order_by(Heberge.retenu_le)
    )
    return {row.marque: (row, reference or "") for row, reference in rows}


def _draft(lecture: Lecture) -> dict[str, Any]:
    return {
        "lues": lecture.lues,
        "menages": [asdict(menage) for menage in lecture.menages],
        "erreurs": lecture.erreurs,
        "colonnes": lecture.colonnes_ignorees,
    }


def _wanted(menage: MenageHeberge) -> Cherchee:
    first: Mapping[str, str] = menage.personnes[0]
    born = read_day(first["date_naissance"]) if first["date_naissance"] else None
    return Cherchee(first["nom"], first["prenom"], born, first["nom_naissance"])


def _find(tx: Transaction, import_id: UUID, *, is_locked: bool = False) -> ImportHeberges:
    require_team(tx)
    return find_import(tx, ImportHeberges, import_id, is_locked=is_locked)
