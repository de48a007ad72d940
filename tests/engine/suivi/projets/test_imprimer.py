"""The paper of a project: readable aloud, in French, and what people write is never run."""

import io
from datetime import date
from typing import Any, cast

import pikepdf
import pytest

from engine.core.pdf import Pdf, make_pdf
from engine.suivi.documents.types import PDF, is_active, mime_of
from engine.suivi.projets.contenu import Contenu, ObjectifFige
from engine.suivi.projets.donnees import donnees
from engine.suivi.projets.models import Projet
from engine.suivi.projets.prepare import TEMPLATE
from tests.house import MONDAY

ATTACKS = (
    '#eval("1 + 1")',
    '#read("/etc/passwd")',
    '#image("/etc/passwd")',
    '#include "projet.typ"',
    '"] #panic("x") ["',
    "*gras* _italique_ $x^2$ = Titre @ref <label> // fin",
    "\\u{41} \\ #let d = none",
    '", "titre": "Autre',
)


def printed(simple: bool = False, **texts: Any) -> Pdf:
    projet = Projet(type="PPAL", version=2, langue_simple=simple)
    projet.debut, projet.fin = date(2026, 9, 1), date(2027, 9, 1)
    action = {"responsable": "MENAGE", "libelle": "Réunir les pièces", "echeance": "2026-10-01"}
    goal = ObjectifFige(
        "LOGEMENT", texts.pop("libelle", "Trouver un T3"), "Le bail est signé", "", (action,)
    )
    contenu = Contenu(menage="Mme Marie Dupin", objectifs=(goal,), **texts)
    parties = ["MENAGE", "MDL", "BAILLEUR"]
    return make_pdf(TEMPLATE, donnees(projet, contenu, "2026-0001", parties), MONDAY)


def text_of(pdf: bytes) -> str:
    """What the file says, by the tables that its fonts give for reading aloud and copying."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            fonts = {str(name): _letters(font) for name, font in page.resources.Font.items()}
            letters: dict[bytes, str] = {}
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) == "Tf":
                    letters = fonts[str(operands[0])]
                shown = operands[0] if str(operator) in ("TJ", "Tj") else []
                for part in shown if isinstance(shown, pikepdf.Array) else [shown]:
                    if isinstance(part, pikepdf.String):
                        raw = bytes(part)
                        pairs = [raw[n : n + 2] for n in range(0, len(raw), 2)]
                        found += [letters.get(pair, "") for pair in pairs]
    return "".join(found)


def _letters(font: Any) -> dict[bytes, str]:
    table = cast(bytes, font.ToUnicode.read_bytes()).decode()
    letters = {}
    for line in table.splitlines():
        parts = line.replace("<", " ").replace(">", " ").split()
        if line.startswith("<") and len(parts) == 2:
            letters[bytes.fromhex(parts[0])] = bytes.fromhex(parts[1]).decode("utf-16-be")
    return letters


def tags(node: Any) -> list[str]:
    """The names of the tags of a document, in its order."""
    if isinstance(node, pikepdf.Array):
        return [tag for one in node for tag in tags(one)]
    if not isinstance(node, pikepdf.Dictionary):
        return []
    own = [str(node.S)] if "/S" in node else []
    return own + (tags(node.K) if "/K" in node else [])


@pytest.mark.parametrize("simple", [False, True])
def test_the_pdf_is_tagged_titled_and_says_that_it_is_french(simple: bool) -> None:
    made = printed(simple, engagements_menage="Payer le loyer", resume="Привіт", langue_resume="uk")
    assert made.is_whole
    with pikepdf.open(io.BytesIO(made.data)) as document:
        root = document.Root
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "fr-FR"
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        with document.open_metadata() as meta:
            assert meta["pdfuaid:part"] == "1"
            assert meta["dc:title"] == "Projet personnalisé d’accès au logement"
        found = tags(root.StructTreeRoot.K)
    assert found.count("/H1") == 1
    assert {"/H2", "/H3", "/L", "/Table", "/TH"} <= set(found)
    assert next(tag for tag in found if tag.startswith("/H")) == "/H1"
    assert mime_of(made.data) == PDF and not is_active(made.data, PDF)


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_people_write_is_shown_and_never_run(attack: str) -> None:
    made = printed(libelle=attack, presentation=attack, engagements_mdl=attack, resume=attack)
    shown = text_of(made.data).replace(" ", "")
    assert shown.count(attack.replace(" ", "")) >= 3
    with pikepdf.open(io.BytesIO(made.data)) as document, document.open_metadata() as meta:
        assert meta["dc:title"] == "Projet personnalisé d’accès au logement"


@pytest.mark.parametrize("text", ["Un T3 😀 ensoleillé", "中文", "\x07sonnette", "a\u202eb\u0000"])
def test_a_character_that_cannot_be_drawn_does_not_stop_the_paper(text: str) -> None:
    made = printed(libelle=text, presentation="Été à Dax")
    assert "Été à Dax".replace(" ", "") in text_of(made.data).replace(" ", "")


def test_it_says_that_a_character_is_missing() -> None:
    assert not printed(libelle="Un T3 😀").is_whole
    assert printed(libelle="Un T3").is_whole


def test_the_plain_layout_has_larger_letters_and_says_you() -> None:
    usual, plain = text_of(printed().data), text_of(printed(simple=True).data)
    assert "Vous" in plain and "Vous" not in usual
    assert len(printed(simple=True).data) > 0
