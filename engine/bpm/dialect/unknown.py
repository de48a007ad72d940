"""What is said of a name that a formula reads and nothing gives."""

from collections.abc import Iterator

from engine.bpm.diagrams.closure import forms_of
from engine.bpm.dialect.model import Process
from engine.bpm.dialect.sources import Sources
from engine.bpm.dialect.words import nearest, short
from engine.bpm.forms.read import CODES, Field
from engine.bpm.functions import known_functions


class Unknown:
    """The sentences on unknown names; ``known`` are those that one may have meant."""

    def __init__(self, sources: Sources, process: Process, known: frozenset[str]) -> None:
        self.known = known
        here = {form for node in process.nodes() for form in forms_of(node)}
        self.asked: dict[str, tuple[str, Field]] = {}
        for name, form in sorted(sources.forms.items(), key=lambda item: item[0] not in here):
            for field in form.fields:
                self.asked.setdefault(field.key, (name, field))

    def names(self, reader: str, names: frozenset[str]) -> Iterator[str]:
        """``reader``: « La formule lit », « La décision « D » lit »."""
        for name in sorted(names):
            meant = nearest(name, self.known)
            read = f"{reader} « {short(name)} »"
            if name in self.asked:
                yield f"{read}, {_of_form(*self.asked[name])}"
            elif meant:
                yield f"{read}, que rien ne donne. Vouliez-vous dire « {meant} » ?"
            else:
                yield (
                    f"{read}, que rien ne donne : corrigez ce nom, ou ajoutez une question ou "
                    "une étape qui le donne."
                )

    def functions(self, names: frozenset[str]) -> Iterator[str]:
        """Those of the names that are no function."""
        ours = known_functions()
        for name in sorted(names - ours):
            meant = nearest(name, ours)
            mend = f". Vouliez-vous dire « {meant} » ?" if meant else " : corrigez son nom."
            yield f"La fonction « {short(name)} » n’existe pas{mend}"


def _of_form(form: str, field: Field) -> str:
    """Why the answer of a form cannot be read."""
    if field.classe == "code":
        return f"que demande le formulaire « {form} » : choisissez-le pour une étape d’avant."
    if field.kind in CODES or field.kind == "date":
        return (
            f"qui n’est pas de classe « code » dans le formulaire « {form} » : donnez-lui cette "
            "classe, ou lisez autre chose."
        )
    return (
        f"un texte libre du formulaire « {form} », qu’aucune formule ne lit : posez plutôt une "
        "question à choix, de classe « code »."
    )
