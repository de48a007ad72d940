"""What changed in a diagram, in sentences for its owner."""

from dataclasses import fields, replace
from typing import Any

import pytest

from engine.bpm.dialect.model import Body, Event, EventKind, Kind, Loop, Node
from engine.bpm.telling.changes.compare import compare
from engine.bpm.telling.changes.diagram import diagrams_apart
from engine.bpm.telling.changes.model import Change
from tests.diagrams import (
    after,
    boundary,
    call,
    catch,
    diagram,
    end,
    flow,
    link,
    mapping,
    parallel,
    path,
    script,
    service,
    start,
    throw,
    user,
    xor,
)
from tests.engine.bpm.telling.changing import DIAGRAM, changed, drawn, edited, told

STEP = '<bpmn:userTask id="prediagnostic" name="Pré-diagnostic social">'
DUE = 'dueDate="=ajouter jours ouvres(if date_reprise = null then date_reperage else date_reprise, '


def entree(*replaced: tuple[str, str]) -> list[str]:
    """What is told of these edits of « Entrée dans le dispositif »."""
    return told(edited(DIAGRAM, "entree_dispositif", *replaced))


def small(before: bytes, after: bytes) -> list[str]:
    return told(drawn(after), drawn(before))


# --- one step ----------------------------------------------------------------


def test_a_due_date_is_told_in_french() -> None:
    since = "après la date de la reprise ou, à défaut, la date du repérage"
    assert entree((f"{DUE}15)", f"{DUE}20)")) == [
        f"Pré-diagnostic social · Échéance : 15 jours ouvrés {since} → 20 jours ouvrés {since}"
    ]


def test_a_date_that_cannot_be_told_is_shown_as_it_is_written() -> None:
    (line,) = entree((f"{DUE}15)", f"{DUE}n)"))
    assert line.endswith(" → ajouter jours ouvres(if date_reprise = null then date_reperage else "
                         "date_reprise, n)")  # fmt: skip


def test_who_does_a_step_stays_a_code_that_the_page_knows() -> None:
    moved = edited(
        DIAGRAM, "entree_dispositif", ('candidateGroups="XLH_PILOTE"', 'candidateGroups="XLH_IS"')
    )
    (line,) = changed(moved).lines
    assert (line.where, line.element, line.what) == (
        "Donner l’avis du bailleur", "avis_bailleur", "Qui",
    )  # fmt: skip
    assert (line.before, line.after, line.is_group) == ("XLH_PILOTE", "XLH_IS", True)


def test_a_step_with_a_new_name_is_told_by_it() -> None:
    assert entree((STEP, STEP.replace("social", "partagé"))) == [
        "Pré-diagnostic partagé · Nom : Pré-diagnostic social → Pré-diagnostic partagé"
    ]


def test_steps_of_one_name_are_told_apart() -> None:
    assert entree(('formId="information_partage"', 'formId="accord_menage"')) == [
        "Recueillir l’accord de partage (Travailleur social MDL) · Formulaire : "
        "information_partage → accord_menage"
    ]


def test_what_a_reminder_says_and_to_whom_it_goes() -> None:
    lines = entree(
        ('source="MDL_TS" target="destinataire"', 'source="MDL_CHEF" target="destinataire"'),
        ('source="rappel_prediagnostic"', 'source="alerte_prediagnostic"'),
    )
    assert lines == [
        "Rappeler au travailleur social · Message envoyé : "
        "rappel_prediagnostic → alerte_prediagnostic",
        "Rappeler au travailleur social · Qui est prévenu : MDL_TS → MDL_CHEF",
    ]


def test_a_reminder_that_now_interrupts_the_step_is_told_with_it() -> None:
    assert entree(('cancelActivity="false" attachedToRef', "attachedToRef")) == [
        "10 jours ouvrés (sur « Pré-diagnostic social ») · Effet : "
        "n’arrête pas l’étape → arrête l’étape"
    ]


def test_who_may_report_an_event_from_anybody_to_one_group() -> None:
    lines = changed(
        edited(
            DIAGRAM, "mesure", ('name="signale_par" value="', 'name="signale_par" value="MDL_TS ')
        )
    ).lines
    assert [(line.what, line.is_group) for line in lines] == [("Qui peut le signaler", True)]
    assert lines[0].after == f"MDL_TS {lines[0].before}"


def test_a_nameless_element_is_told_by_where_it_stands() -> None:
    def with_timer(duration: str) -> bytes:
        timer = boundary("t", "Visite", after(duration)).replace(' name="t"', "")
        return diagram(
            start("d"), user("Visite"), end("f"), path("d Visite f"), timer, end("g"), path("t g")
        )

    assert small(with_timer("P3D"), with_timer("P1W")) == [
        "La minuterie sur « Visite » · Minuterie : 3 jours après l’ouverture de l’étape → "
        "1 semaine après l’ouverture de l’étape"
    ]


def test_the_reminders_that_a_called_process_is_given() -> None:
    def drawing(dates: str) -> bytes:
        given = mapping({"rappels": dates, "destinataires": '=["MDL_TS"]'})
        return diagram(start("d"), call("c", "rappels", given), end("f"), path("d c f"))

    week, day = ('date_entree - duration("P7D")', 'date_entree - duration("P1D")')
    assert small(drawing(f"=[{week}]"), drawing(f"=[{week}, {day}]")) == [
        "c · Rappels : 7 jours avant l’accord du ménage → "
        "7 jours avant l’accord du ménage ; 1 jour avant l’accord du ménage"
    ]
    assert small(drawing(f"=[{day}]"), drawing("=dates")) == [
        "c · Rappels : 1 jour avant l’accord du ménage → =dates"
    ]


def test_a_calculation_and_what_an_action_is_given() -> None:
    def drawing(expression: str, given: str) -> bytes:
        return diagram(
            start("d"), script("s", expression, "limite_commandement"),
            service("a", "agir", mapping({"motif": given})), end("f"), path("d s a f"),
        )  # fmt: skip

    assert small(drawing('=date_fin_max - duration("P7D")', "A"), drawing("=date_entree", "B")) == [
        "s · Calcul : « La fin du délai du commandement » = 7 jours avant la fin de la mesure → "
        "« La fin du délai du commandement » = « L’accord du ménage »",
        "a · Donnée « motif » : A → B",
    ]


def test_two_formulas_that_read_the_same_are_shown_as_they_are_written() -> None:
    def drawing(condition: str) -> bytes:
        return diagram(
            start("d"), xor("c", default="c_f"), user("a"), end("f"), path("d c f"),
            flow("c", "a", condition), flow("a", "f"),
        )  # fmt: skip

    assert small(drawing('=porte = "BAILLEUR"'), drawing('=(porte = "BAILLEUR")')) == [
        'c · Condition pour aller à « a » : porte = "BAILLEUR" → (porte = "BAILLEUR")'
    ]


# --- steps that come and go, and their order ---------------------------------

BEFORE = diagram(start("d"), user("a"), user("b"), end("f"), path("d a b f"))
AFTER = diagram(
    start("d"), user("a"), user("Visite", group="MDL_TS", form="visite", due="=date_entree"),
    user("b"), end("f"), path("d a Visite b f"),
)  # fmt: skip


def test_a_step_that_is_added_says_who_how_and_when_and_what_led_there() -> None:
    assert small(BEFORE, AFTER) == [
        "a · Ce qui suit : « b » → « Visite »",
        "Visite · Étape ajoutée :  → Tâche",
        "Visite · Qui :  → MDL_TS",
        "Visite · Formulaire :  → visite",
        "Visite · Échéance :  → à l’accord du ménage",
        "Visite · Ce qui suit :  → « b »",
    ]


def test_a_step_that_is_removed_stands_where_it_was() -> None:
    lines = small(AFTER, BEFORE)
    assert lines[:2] == [
        "a · Ce qui suit : « Visite » → « b »",
        "Visite · Étape retirée : Tâche → ",
    ]


def test_steps_in_another_order_are_told_by_what_follows_each() -> None:
    turned = diagram(start("d"), user("b"), user("a"), end("f"), path("d b a f"))
    assert small(BEFORE, turned) == [
        "d · Ce qui suit : « a » → « b »",
        "b · Ce qui suit : la fin « f » → « a »",
        "a · Ce qui suit : « b » → la fin « f »",
    ]


def test_gateways_that_only_let_pass_are_not_told() -> None:
    joined = diagram(start("d"), user("a"), xor("m"), user("b"), end("f"), path("d a m b f"))
    assert small(BEFORE, joined) == ["Seule l’écriture du fichier a changé"]


def test_flows_that_are_drawn_anew_change_nothing() -> None:
    redrawn = BEFORE.replace(b'id="a_b"', b'id="Flow_1x9z"')
    assert small(BEFORE, redrawn) == ["Seule l’écriture du fichier a changé"]


# --- ways --------------------------------------------------------------------


def choice(*ways: tuple[str, str], default: str = "c_b") -> bytes:
    flows = [flow("c", target, condition) for target, condition in ways]
    steps = [user(one) for one in ("a", "b", "z")]
    ends = [path(f"{one} f") for one in ("a", "b", "z")]
    return diagram(
        start("d"), xor("c", default=default), *steps, end("f"), path("d c"), *flows, *ends
    )


def test_a_condition_and_the_way_otherwise_are_told_by_where_they_lead() -> None:
    before = choice(("a", '=porte = "BAILLEUR"'), ("b", ""))
    assert small(before, choice(("a", '=porte != "BAILLEUR"'), ("b", ""))) == [
        "c · Condition pour aller à « a » : « Porte » : le bailleur → "
        "« Porte » : autre que le bailleur"
    ]
    assert small(before, choice(("a", ""), ("b", '=porte = "BAILLEUR"'), default="c_a")) == [
        "c · Condition pour aller à « a » : « Porte » : le bailleur → sinon",
        "c · Condition pour aller à « b » : sinon → « Porte » : le bailleur",
    ]


def test_a_way_that_leads_elsewhere_comes_or_goes() -> None:
    before = choice(("a", '=porte = "BAILLEUR"'), ("b", ""))
    elsewhere = before.replace(b'sourceRef="c" targetRef="a"', b'sourceRef="c" targetRef="z"')
    assert small(before, elsewhere) == [
        "c · Ce qui suit : « a », si « Porte » : le bailleur → « z », si « Porte » : le bailleur"
    ]
    more = choice(("a", '=porte = "BAILLEUR"'), ("z", "=accord = 1"), ("b", ""))
    assert small(before, more) == ["c · Chemin ajouté :  → « z », si accord = 1"]
    assert small(more, before) == ["c · Chemin retiré : « z », si accord = 1 → "]


def test_one_way_that_becomes_several_together() -> None:
    before = diagram(start("d"), parallel("p"), user("a"), end("f"), path("d p a f"))
    apart = diagram(
        start("d"), parallel("p"), user("a"), user("b"), end("f"), path("d p a f"), path("p b f")
    )
    assert small(before, apart) == [
        "p · Chemin ajouté :  → « b »",
        "b · Étape ajoutée :  → Tâche",
        "b · Ce qui suit :  → la fin « f »",
    ]


def test_a_link_is_told_by_where_it_arrives() -> None:
    def drawing(arrival: str) -> bytes:
        return diagram(
            start("d"), throw("ici", link("l")), path("d ici"), catch("la", link(arrival)),
            user("a"), end("f"), path("la a f"),
        )  # fmt: skip

    assert "ici · Ce qui suit : « la » → " in small(drawing("l"), drawing("m"))


# --- nothing is left out -----------------------------------------------------

NODE = Node("n", Kind.USER, "Visite", 1)
OTHERWISE: dict[str, Any] = {
    "kind": Kind.MANUAL,
    "name": "Entretien",
    "event": Event(EventKind.TIMER, timer="timeDate", expression="=date_entree"),
    "lane": "Chef de service MDL",
    "form": "visite",
    "group": "MDL_TS",
    "due": "=today()",
    "inputs": (("a", "1"),),
    "outputs": (("b", "=c"),),
    "action": "agir",
    "script": "=1 + 1",
    "result": "somme",
    "decision": "D1",
    "called": "autre",
    "attached_to": "m",
    "triggered": True,
    "loop": Loop("=liste", "un", "", "", "", False),
    "headers": {"cle": "valeur"},
    "properties": {"consigne": "Sonnez"},
    "documentation": "Deux visites. Origine : à confirmer.",
}
TOLD_ELSEWHERE = {"id", "line", "default", "interrupting", "body"}
"""By the ways on, by the events alone, and by the steps that it holds."""


def test_every_part_of_a_step_is_looked_at() -> None:
    assert set(OTHERWISE) | TOLD_ELSEWHERE == {field.name for field in fields(Node)}


@pytest.mark.parametrize("part", sorted(OTHERWISE))
def test_a_step_that_says_something_else_is_told(part: str) -> None:
    assert lines_of(NODE, replace(NODE, **{part: OTHERWISE[part]}))


@pytest.mark.parametrize("part", [field.name for field in fields(Loop)])
def test_a_repetition_that_says_something_else_is_told(part: str) -> None:
    loop = Loop("=liste", "un", "tous", "=deux", "=trois", sequential=False)
    value: Any = True if part == "sequential" else "autre"
    changed_loop = replace(loop, **{part: value})
    assert len(lines_of(replace(NODE, loop=loop), replace(NODE, loop=changed_loop))) == 1


def lines_of(before: Node, after: Node) -> list[Change]:
    """What is told of one step among others that stay."""
    host = Node("m", Kind.USER, "Suivi", 1)
    old, new = drawn(BEFORE), drawn(BEFORE)
    for sources, node in ((old, before), (new, after)):
        body = Body("p", {"n": node, "m": host}, {})
        sources.processes["p"] = replace(sources.processes["p"], body=body)
    lines = list(diagrams_apart("p", old, new, {}))
    assert {line.element for line in lines} == {"n"}
    return lines


def test_a_diagram_that_is_not_finished_is_told_all_the_same() -> None:
    lost = diagram(
        start("d"), user("a"), user("b"), end("f"), path("d a b f"), flow("a", "nulle_part"),
        boundary("t", "personne", after("P1D")), xor("x"), path("x x"),
    )  # fmt: skip
    assert small(BEFORE, lost) == [
        "t · Étape ajoutée :  → Échéance",
        "t · Pendant l’étape :  → personne",
        "t · Minuterie :  → 1 jour après l’ouverture de l’étape",
        "t · Effet :  → arrête l’étape",
    ]
    assert compare(drawn(lost), drawn(lost), {}) == []
