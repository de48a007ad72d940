"""What each step needs, what an expression may read, and who writes what side by side."""

import pytest

from engine.bpm.dialect.sources import Source, SourceKind
from tests.diagrams import (
    after,
    at,
    boundary,
    call,
    catch,
    diagram,
    end,
    error,
    event,
    every,
    flow,
    loop,
    mapping,
    message,
    node,
    parallel,
    path,
    properties,
    rule,
    script,
    service,
    start,
    xor,
)
from tests.engine.bpm.dialect.checking import DMN, FILES, form, task, told

NO_SCRIPT = "Le calcul demande une expression FEEL et le nom de son résultat."
NOTED = mapping({"reference": "=reference", "montant": "=n"})


def line(step: str, *others: str) -> bytes:
    """The step after a task that gives ``n``."""
    return diagram(*others, start("d"), task("t"), step, end("f"), path("d t s f"))


@pytest.mark.parametrize(
    ("step", "message_told"),
    [
        (task("s", form=""), "La tâche n’a pas de formulaire."),
        (task("s", form="f9"), "Le formulaire « f9 » n’existe pas."),
        (task("s", group=""), "La tâche n’est confiée à aucun métier (candidateGroups)."),
        (task("s", group="X"), "Le métier « X » n’existe pas."),
        (task("s", group="=n"), "Le métier « =n » n’existe pas."),
        (task("s", mapping(outputs={"x": "=n"})),
         "Les réponses vont seules aux variables : retirez les sorties."),
        (task("s", due="2027-01-01"), "La date d’échéance est une expression FEEL : « = … »."),
        (task("s").replace('name="s"', 'name=""'),
         "Une tâche porte un nom : ce que la personne doit faire."),
        (service("s", "inconnue"), "L’action « inconnue » n’existe pas."),
        (service("s", "=n", NOTED), "L’action « =n » n’existe pas."),
        (service("s", "essai.noter", mapping({"reference": "=reference"})),
         "L’action « essai.noter » demande l’entrée « montant »."),
        (service("s", "essai.noter", mapping({"reference": "", "montant": "", "x": ""})),
         "L’action « essai.noter » ne connaît pas l’entrée « x »."),
        (service("s", "essai.dire", mapping({"destinataire": "X", "modele": "rappel"})),
         "Le métier « X » n’existe pas."),
        (service("s", "essai.dire", mapping({"destinataire": "TS", "modele": "X"})),
         "Le modèle de message « X » n’existe pas."),
        (script("s", "n + 1", "x"), NO_SCRIPT),
        (script("s", "=n", ""), NO_SCRIPT),
        (rule("s", "D9", "x"), "La décision « D9 » n’existe pas."),
        (rule("s", "D", ""), "La décision demande le nom de son résultat."),
        (call("s", "q9"), "Le processus appelé « q9 » n’existe pas."),
        (call("s", "p"), "Le processus s’appelle lui-même, sans fin."),
        (script("s", "=1 +", "x"), "Expression illisible"),
        (script("s", "=inconnu", "x"), "La variable « inconnu » n’est donnée par aucune étape."),
        (script("s", "=regle(1)", "x"), "La fonction « regle » n’existe pas."),
        (script("s", "=secret", "x"), "« secret » vient du formulaire « f1 »"),
        (script("s", "=m", "x"), "« m » vient du formulaire « f2 »"),
        (service("s", "essai.dire", mapping({"destinataire": "TS", "modele": "", "a b": ""})),
         "« a b » n’est pas un nom de variable."),
        (task("s", loop("[1]")), "La répétition demande des expressions FEEL : « = … »."),
        (task("s", loop("=[1]", until="true")),
         "La répétition demande des expressions FEEL : « = … »."),
        (catch("s", event("message", "m")),
         "Le message demande un formulaire existant (propriété « formulaire »)."),
        (node("scriptTask", "s", '<zeebe:script expression="=1" resultVariable="x" />',
              mapping(outputs={"y": "=x"})),
         "Cette étape n’a que son résultat : retirez les sorties."),
    ],
)  # fmt: skip
def test_a_step_that_lacks_something_is_told(step, message_told):
    found = [message for element, message in told(line(step, message("m"))) if element == "s"]
    assert any(message.startswith(message_told) for message in found), found


@pytest.mark.parametrize(
    "event_of",
    [after("P99999999Y"), after("bientôt"), after("-P1D"), after(""), every("R/PT0S"),
     every("R/PT30S"), every("R0/P1D"), every("R/P99999999Y"), every("P1D"), at("2027-01-01"),
     every("R/9999-12-31T00:00:00Z/P1Y")],
)  # fmt: skip
def test_a_literal_timer_is_tried_out(event_of):
    assert [element for element, _ in told(line(catch("s", event_of)))] == ["s"]


@pytest.mark.parametrize("event_of", [after("P10D"), every("R3/P1M"), after("=n"), at("=n")])
def test_a_sound_timer_is_accepted(event_of):
    assert told(line(catch("s", event_of))) == []


def test_an_error_always_interrupts():
    late = boundary("b", "s", event("error", "E"), cancel=False)
    found = told(line(task("s"), error("E"), late, path("b f")))
    assert found == [("b", "Une erreur interrompt toujours.")]


def test_every_step_that_runs_is_accepted():
    called = diagram(start("qd"), script("qs", "=x + 1", "y"), end("qf"), path("qd qs qf"),
                     process="q")  # fmt: skip
    parts = [
        start("d"),
        task("t"),
        service("s1", "essai.noter", NOTED),
        service("s2", "essai.dire", mapping({"destinataire": "TS", "modele": "rappel"})),
        rule("s3", "D", "avis"),
        call("s4", "q", mapping({"x": "=note"}, {"z": "=y"})),
        script("s5", "=avis + z", "fin"),
        catch("s6", event("message", "m"), properties(formulaire="f2")),
        script("s7", "=m", "vu"),
        end("f"),
        path("d t s1 s2 s3 s4 s5 s6 s7 f"),
        message("m"),
    ]
    assert told(diagram(*parts), called) == []


def test_calls_that_come_back_to_their_caller_are_told():
    one = diagram(start("d"), call("c", "q"), end("f"), path("d c f"))
    other = diagram(start("d"), call("e", "p"), end("f"), path("d e f"), process="q")
    again = "Le processus s’appelle lui-même, sans fin."
    assert told(one, other) == [("c", again), ("e", again)]


def test_what_a_table_reads_must_be_given():
    found = told(diagram(start("d"), rule("s", "D", "x"), end("f"), path("d s f")))
    assert [element for element, _ in found] == ["s"]


def side_by_side(one: str, other: str) -> bytes:
    return diagram(start("d"), parallel("p"), one, other, parallel("j"), script("x", "=n", "y"),
                   end("f"), path("d p a j x f"), path("p b j"))  # fmt: skip


def test_two_steps_side_by_side_that_write_one_name_are_told():
    clash = ("b", "« n » est aussi écrit par « a », en parallèle.")
    assert told(side_by_side(task("a"), task("b"))) == [clash]
    assert told(side_by_side(task("a"), script("b", "=2", "n"))) == [clash]


def test_side_by_side_what_nobody_reads_may_be_written_twice():
    assert told(side_by_side(task("a"), task("b", form="f2"))) == []


def test_two_branches_of_a_choice_may_write_one_name():
    parts = [start("d"), task("t"), xor("x", default="x_b"), task("a"), task("b"), end("f"),
             path("d t x"), flow("x", "a", "=n = 1"), path("a f"), path("x b f")]  # fmt: skip
    assert told(diagram(*parts)) == []


def test_what_a_cell_reads_must_be_given_too():
    text = (
        f'<definitions xmlns="{DMN}"><decision id="D"><decisionTable><input><inputExpression>'
        '<text>n</text></inputExpression></input><output name="avis" /><rule id="r1">'
        "<inputEntry><text>&lt; plafond</text></inputEntry><outputEntry><text>autre * 2</text>"
        "</outputEntry></rule></decisionTable></decision></definitions>"
    )
    files = (*FILES[:2], Source(SourceKind.DECISION, "D", text.encode()))
    found = told(line(rule("s", "D", "x")), files=files)
    assert [message for _, message in found] == [
        "La variable « autre » n’est donnée par aucune étape.",
        "La variable « plafond » n’est donnée par aucune étape.",
    ]


def test_a_question_of_another_process_cannot_be_read():
    other = diagram(start("d"), task("u", form="f3"), end("f"), path("d u f"), process="q")
    files = (*FILES, form("f3", ailleurs="code"))
    found = told(line(script("s", "=ailleurs", "x")), other, files=files)
    assert [element for element, _ in found] == ["s"]
