"""« Ménage »: who lives there, how to reach them, what they live on; what was corrected."""

from typing import Any

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.coordonnees import CoordonneeLue, read_coordonnees
from engine.suivi.menages.history import read_history
from engine.suivi.menages.keep_apart import read_marks
from engine.suivi.menages.merge import fusions
from engine.suivi.menages.montants import euros
from engine.suivi.menages.read import read_menage, withdrawn
from engine.suivi.menages.saisie import read_day
from engine.suivi.menages.similar import similar, told_apart
from engine.suivi.menages.situations import read_situations
from engine.suivi.partage.lire import may_read, may_write, open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.display import today
from web.dossiers.menage import mots
from web.dossiers.room import blueprint

blueprint.add_app_template_filter(euros, "montant")
blueprint.add_app_template_filter(mots.typed_day, "jour_saisi")


@blueprint.get("/<reference>/menage")
def show_menage(reference: str) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, Rubrique.IDENTITE)
    asked = request.args.get("au", "").strip()
    day = read_day(asked)
    menage = read_menage(g.tx, dossier, day)
    page = "menage.html" if menage else "menage_inconnu.html"
    return render_template(
        page,
        dossier=dossier,
        menage=menage,
        au=day,
        is_unread_day=bool(asked) and day is None,
        asked=asked,
        mots=mots.MOTS,
        age=mots.age,
        lit={part.name: may_read(g.tx, part) for part in Rubrique},
        ecrit={part.name: may_write(g.tx, part) for part in Rubrique},
        **(_parts(dossier) if menage else {}),
    )


def _parts(dossier: Dossier) -> dict[str, Any]:
    """What the page shows beside the composition."""
    coordonnees = read_coordonnees(g.tx, dossier)
    return {
        "coordonnees": [one for one in coordonnees if not _is_over(one)],
        "anciennes": [one for one in coordonnees if _is_over(one)],
        "situations": read_situations(g.tx, dossier),
        "corrections": read_history(g.tx, dossier),
        "retirees": withdrawn(g.tx, dossier),
        "dit_avant": mots.told_before,
        "ressemblances": similar(g.tx, dossier),
        "differences": told_apart(g.tx, dossier),
        "fusions": fusions(g.tx, dossier),
        "marques": read_marks(g.tx, dossier),
    }


def _is_over(one: CoordonneeLue) -> bool:
    return one.valide_au is not None and one.valide_au < today()
