"""What each step needs, what an expression may read, and who writes what side by side."""

import json
import time

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

ITSELF = (
    "Ce processus finirait par s’appeler lui-même, sans fin : choisissez-en un autre dans "
    "« Processus appelé »."
)
NOTED = mapping({"reference": "=reference", "montant": "=n"})


def line(step: str, *others: str) -> bytes:
    """The step after a task that gives ``n``."""
    return diagram(*others, start("d"), task("t"), step, end("f"), path("d t s f"))


@pytest.mark.parametrize(
    ("step", "message_told"),
    [
        (task("s", form=""), "La tâche n’a pas de formulaire : choisissez-en un dans "
         "« Formulaire », ou créez-le dans l’atelier."),
        (task("s", form="f9"), "Le formulaire « f9 » n’existe pas : choisissez-en un autre dans "
         "« Formulaire », ou créez-le dans l’atelier."),
        (task("s", group=""),
         "La tâche n’est confiée à personne : choisissez un métier dans « Qui »."),
        (task("s", group="X"), "Le métier « X » n’existe pas : choisissez-en un dans « Qui »."),
        (task("s", group="=n"), "Le métier « =n » n’existe pas : choisissez-en un dans « Qui »."),
        (task("s", mapping(outputs={"x": "=n"})),
         "Les réponses d’une tâche se gardent d’elles-mêmes : retirez ses sorties."),
        (task("s", due="2027-01-01"),
         "« Échéance » est une formule : faites-la commencer par « = »."),
        (task("s").replace('name="s"', 'name=""'),
         "La tâche n’a pas de nom : écrivez dans « Nom » ce que la personne doit faire."),
        (service("s", ""), "L’étape ne dit pas ce qu’elle fait : choisissez-le dans « Action »."),
        (service("s", "inconnue"),
         "L’action « inconnue » n’existe pas : choisissez-en une autre dans « Action »."),
        (service("s", "=n", NOTED),
         "L’action « =n » n’existe pas : choisissez-en une autre dans « Action »."),
        (service("s", "essai.noter", mapping({"reference": "=reference"})),
         "L’action a besoin de l’entrée « montant » : ajoutez-la, avec sa valeur."),
        (service("s", "essai.noter", mapping({"reference": "", "montant": "", "x": ""})),
         "L’action ne connaît pas l’entrée « x » : retirez-la."),
        (service("s", "essai.dire", mapping({"destinataire": "X", "modele": "rappel"})),
         "Le métier « X » n’existe pas : choisissez un autre destinataire."),
        (service("s", "essai.dire", mapping({"destinataire": "TS", "modele": "X"})),
         "Le modèle de message « X » n’existe pas : choisissez-en un autre."),
        (script("s", "", "x"),
         "Le calcul n’a pas de formule : écrivez-la, en commençant par « = »."),
        (script("s", "n + 1", "x"), "Le calcul est une formule : faites-la commencer par « = »."),
        (script("s", "=n", ""), "Le résultat du calcul n’a pas de nom : remplissez « Résultat »."),
        (rule("s", "", "x"),
         "L’étape ne dit pas quelle décision elle prend : choisissez-la dans « Décision »."),
        (rule("s", "D9", "x"), "La décision « D9 » n’existe pas : choisissez-en une autre dans "
         "« Décision », ou créez-la dans l’atelier."),
        (rule("s", "D", ""),
         "Le résultat de la décision n’a pas de nom : remplissez « Résultat »."),
        (call("s", ""),
         "L’étape n’appelle aucun processus : choisissez-le dans « Processus appelé »."),
        (call("s", "q9"), "Le processus « q9 » n’existe pas : choisissez-en un autre dans "
         "« Processus appelé », ou créez-le dans l’atelier."),
        (call("s", "p"), ITSELF),
        (script("s", "=1 +", "x"),
         "Formule illisible, ligne 1, colonne 4 : la formule s’arrête trop tôt : il manque la "
         "suite."),
        (task("s", due="=1 +"), "Formule illisible dans « Échéance », ligne 1, colonne 4 : "),
        (catch("s", after("=(1")), "Formule illisible dans « Minuterie », ligne 1, colonne 3 : il "
         "manque une parenthèse fermante."),
        (service("s", "essai.noter", mapping({"reference": "=1 +", "montant": "=n"})),
         "Formule illisible dans l’entrée « reference », ligne 1, colonne 4 : "),
        (script("s", "=inconnu", "x"), "La formule lit « inconnu », que rien ne donne : corrigez "
         "ce nom, ou ajoutez une question ou une étape qui le donne."),
        (script("s", "=référense", "x"),
         "La formule lit « référense », que rien ne donne. Vouliez-vous dire « reference » ?"),
        (script("s", "=tarif(1)", "x"), "La fonction « tarif » n’existe pas : corrigez son nom."),
        (script("s", "=jour ouvre suivants(n)", "x"), "La fonction « jour ouvre suivants » "
         "n’existe pas. Vouliez-vous dire « jour ouvre suivant » ?"),
        (script("s", "=secret", "x"), "La formule lit « secret », un texte libre du formulaire "
         "« f1 », qu’aucune formule ne lit : posez plutôt une question à choix, de classe "
         "« code »."),
        (script("s", "=m", "x"), "La formule lit « m », que demande le formulaire « f2 » : "
         "choisissez-le pour une étape d’avant."),
        (service("s", "essai.dire", mapping({"destinataire": "TS", "modele": "", "a b": ""})),
         "« a b » ne peut pas nommer une entrée ou une sortie : prenez des lettres, des chiffres "
         "et « _ », sans espace."),
        (service("s", "essai.dire", mapping({"destinataire": "TS", "modele": "", "": ""})),
         "Une entrée ou une sortie n’a pas de nom : donnez-lui-en un, ou retirez-la."),
        (task("s", loop("[1]")),
         "La liste de la répétition est une formule : faites-la commencer par « = »."),
        (task("s", loop("=[1]", until="true")),
         "La fin de la répétition est une formule : faites-la commencer par « = »."),
        (catch("s", event("message", "m")), "Le message n’a pas de formulaire, par lequel on le "
         "signale : choisissez-en un dans « Formulaire »."),
        (catch("s", event("message", "m"), properties(formulaire="f9")),
         "Le formulaire « f9 » n’existe pas : choisissez-en un autre"),
        (catch("s", after("")), "La minuterie ne dit pas quand : remplissez « Minuterie »."),
        (catch("s", after("bientôt")), "« bientôt » n’est pas une durée acceptée : écrivez "
         "par exemple « P10D » (dix jours) dans « Minuterie »."),
        (catch("s", every("P1D")), "« P1D » n’est pas une répétition acceptée : écrivez "
         "par exemple « R/P1M » (chaque mois) dans « Minuterie »."),
        (catch("s", at("2027-01-01")),
         "La date de « Minuterie » est une formule : faites-la commencer par « = »."),
        (node("scriptTask", "s", '<zeebe:script expression="=1" resultVariable="x" />',
              mapping(outputs={"y": "=x"})),
         "Cette étape ne donne que son « Résultat » : retirez ses sorties."),
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
    assert found == [
        ("b", "Une erreur interrompt toujours : remplacez cet événement par celui au trait plein.")
    ]


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
    assert told(one, other) == [("c", ITSELF), ("e", ITSELF)]


def test_what_a_table_reads_must_be_given():
    found = told(diagram(start("d"), rule("s", "D", "x"), end("f"), path("d s f")))
    assert [element for element, _ in found] == ["s"]


def side_by_side(one: str, other: str) -> bytes:
    return diagram(start("d"), parallel("p"), one, other, parallel("j"), script("x", "=n", "y"),
                   end("f"), path("d p a j x f"), path("p b j"))  # fmt: skip


def test_two_steps_side_by_side_that_write_one_name_are_told():
    clash = (
        "b",
        "« n » est aussi donné par « a », en parallèle : changez l’un des deux noms, ou mettez ces "
        "étapes à la suite.",
    )
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
        f"La décision « D » lit « {name} », que rien ne donne : corrigez ce nom, ou ajoutez une "
        "question ou une étape qui le donne."
        for name in ("autre", "plafond")
    ]


def test_a_question_of_another_process_cannot_be_read():
    other = diagram(start("d"), task("u", form="f3"), end("f"), path("d u f"), process="q")
    files = (*FILES, form("f3", ailleurs="code"))
    found = told(line(script("s", "=ailleurs", "x")), other, files=files)
    assert [element for element, _ in found] == ["s"]


def test_a_code_that_is_not_one_is_told_with_its_form():
    components = [{"type": "radio", "key": "choix", "values": [{"value": "A"}],
                   "properties": {"classe": "partage"}}]  # fmt: skip
    schema = {"id": "f1", "components": components}
    files = (Source(SourceKind.FORM, "f1", json.dumps(schema).encode()), *FILES[1:])
    found = told(diagram(*around(script("s", "=choix", "x"))), files=files)
    assert found == [
        ("s", "La formule lit « choix », qui n’est pas de classe « code » dans le formulaire "
              "« f1 » : donnez-lui cette classe, ou lisez autre chose.")
    ]  # fmt: skip


def around(step: str) -> list[str]:
    return [start("d"), task("t"), step, end("f"), path("d t s f")]


def test_what_a_form_shows_must_be_given_too():
    schema = {"id": "f9", "components": [{"type": "text", "text": "=montan + inconnue"}]}
    shown = Source(SourceKind.FORM, "f9", json.dumps(schema).encode())
    noted = service("u", "essai.noter", mapping({"reference": "=1", "montant": "=1"}))
    parts = [start("d"), noted, task("t", form="f9"), end("f"), path("d u t f")]
    assert told(diagram(*parts), files=(*FILES, shown)) == [
        ("t", "Le formulaire « f9 » montre « inconnue », que rien ne donne : corrigez ce nom, ou "
              "ajoutez une question ou une étape qui le donne."),
        ("t", "Le formulaire « f9 » montre « montan », que rien ne donne. Vouliez-vous dire "
              "« montant » ?"),
    ]  # fmt: skip


def test_thousands_of_unknown_names_are_told_quickly():
    inputs = mapping({f"nom{n}": f"=mon{n}" for n in range(6_000)})
    began = time.process_time()
    found = told(diagram(*around(service("s", "essai.noter", inputs))))
    assert len(found) > 6_000
    assert time.process_time() - began < 5
