"""What the engine does not run is refused, with its id and its line; never silently ignored."""

import pytest

from engine.bpm.dialect.read import read_diagram
from engine.bpm.dialect.xml import Unreadable
from tests.diagrams import (
    after,
    catch,
    diagram,
    end,
    event,
    loop,
    mapping,
    node,
    path,
    properties,
    signal,
    start,
    subprocess,
    throw,
    user,
)
from tests.engine.bpm.decisions.analysed import plain


def refused(*parts: str) -> list[tuple[str, int, str]]:
    _, problems = read_diagram(diagram(*parts))
    return [(problem.element, problem.line, plain(problem.message)) for problem in problems]


def around(step: str) -> tuple[str, ...]:
    return (start("d"), step, end("f"), path("d s f"))


UNKNOWN = [
    node("complexGateway", "s"),
    node("dataStoreReference", "s"),
    node("callChoreography", "s"),
    '<bpmn:ioSpecification id="s" />',
    '<bpmn:property id="s" />',
    '<autre xmlns="urn:x" id="s" />',
]


@pytest.mark.parametrize("step", UNKNOWN)
def test_an_element_that_does_not_run_is_told_with_its_line(step):
    assert [(element, line) for element, line, _ in refused(*around(step))] == [("s", 5)]


@pytest.mark.parametrize(
    "kind",
    ["conditional", "compensate", "cancel", "multiple"],
)  # fmt: skip
def test_an_event_that_does_not_run_is_told(kind):
    assert refused(*around(catch("s", f"<bpmn:{kind}EventDefinition />")))[0][0] in ("s", "-")


@pytest.mark.parametrize(
    "step",
    [
        throw("s", event("message", "m")),
        throw("s", after("P1D")),
        catch("s", event("error")),
        catch("s", ""),
        catch("s", after("P1D") + after("P2D")),
        end("s", after("P1D")),
        node("userTask", "s", inside=after("P1D")),
        catch("s", event("signal")),
        catch("s", event("signal", "absent")),
        catch("s", event("message")),
        catch("s", event("message", "absent")),
        catch("s", "<bpmn:timerEventDefinition />"),
        catch("s", after("P1D").replace("</bpmn:timeDuration>",
                                        "</bpmn:timeDuration><bpmn:timeDate>=x</bpmn:timeDate>")),
    ],
)  # fmt: skip
def test_an_event_where_it_has_no_sense_is_told(step):
    assert refused(*around(step))


@pytest.mark.parametrize(
    "step",
    [
        node("userTask", "s", implementation="x"),
        node("userTask", "s", isForCompensation="true"),
        node("serviceTask", "s", operationRef="x"),
        node("scriptTask", "s", scriptFormat="python"),
        node("scriptTask", "s", inside="<bpmn:script>import os</bpmn:script>"),
        node("callActivity", "s", calledElement="q"),
        node("receiveTask", "s", instantiate="true", messageRef="m"),
        node("eventBasedGateway", "s", instantiate="true"),
        node("eventBasedGateway", "s", eventGatewayType="Parallel"),
        node("task", "s", inside="<bpmn:standardLoopCharacteristics />"),
        node("task", "s", "<zeebe:executionListeners />"),
        node("task", "s", '<camunda:script xmlns:camunda="urn:c" />'),
        node("task", "s", "<zeebe:script />"),
        node("userTask", "s", '<zeebe:taskDefinition type="x" />'),
        node("userTask", "s", '<zeebe:formDefinition formKey="x" />'),
        node("userTask", "s", '<zeebe:assignmentDefinition assignee="x" />'),
        node("userTask", "s", '<zeebe:taskSchedule followUpDate="x" />'),
        node("userTask", "s", "<zeebe:userTaskForm>{}</zeebe:userTaskForm>"),
        node("serviceTask", "s", mapping(), '<zeebe:linkedResource resourceId="x" />'),
        node("callActivity", "s",
             '<zeebe:calledElement processId="q" propagateAllChildVariables="true" />'),
        node("callActivity", "s",
             '<zeebe:calledElement processId="q" propagateAllParentVariables="true" />'),
        node("exclusiveGateway", "s", mapping({"x": "=1"})),
        node("exclusiveGateway", "s", loop("=[1]")),
        node("task", "s", loop("=[1]").replace("isSequential", "behavior")),
        node("task", "s", loop("=[1]").replace("inputElement", "inputX")),
        node("task", "s", loop("=[1]").replace("<bpmn:extension",
                                               "<bpmn:loopCardinality>3</bpmn:loopCardinality>"
                                               "<bpmn:extension")),
        node("task", "s", loop("").replace('inputCollection=""', "")),
        node("task", "s", loop("=[1]", until="=x").replace(
            "<bpmn:completionCondition>", '<bpmn:completionCondition language="python">')),
        node("task", "s", properties(a="1"), inside="<bpmn:extensionElements />"),
        catch("s", after("P1D").replace("<bpmn:timeDuration>",
                                        '<bpmn:timeDuration language="python">')),
        catch("s", after("P1D").replace("<bpmn:timer", '<bpmn:timer autre="x" ', 0)
              .replace("<bpmn:timerEventDefinition>", '<bpmn:timerEventDefinition autre="x">')),
    ],
    ids=range(31),
)  # fmt: skip
def test_what_would_be_ignored_is_told(step):
    assert refused(*around(step))


def test_a_condition_in_another_language_is_told():
    written = (
        '<bpmn:sequenceFlow id="x" sourceRef="d" targetRef="f"><bpmn:conditionExpression'
        ' language="groovy">=true</bpmn:conditionExpression></bpmn:sequenceFlow>'
    )
    assert refused(start("d"), end("f"), written)


def test_an_attribute_is_told_by_its_name():
    assert refused(*around(node("task", "s", autre="x"))) == [
        (
            "s",
            5,
            "Le réglage « autre » n’est pas pris en charge : retirez-le, ou supprimez "
            "l’élément et dessinez-le de nouveau.",
        )
    ]


def test_one_id_twice_is_told():
    found = refused(start("d"), user("s"), end("s"), signal("m"), signal("m"))
    assert [(element, message) for element, _, message in found] == [
        (name, f"Deux éléments portent l’identifiant « {name} » : supprimez celui-ci et "
               "dessinez-le de nouveau.")
        for name in "ms"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (catch("s", ""), "Un événement « simple » ne va pas ici : changez son type (lien, message, "
                         "minuterie, signal)."),
        (end("s", after("P1D")), "Un événement « minuterie » ne va pas ici : changez son type "
                                 "(annulation, arrêt complet, erreur, escalade, signal, simple)."),
        (catch("s", after("P1D") + after("P2D")),
         "Cet événement a plusieurs types : n’en gardez qu’un."),
        (catch("s", "<bpmn:conditionalEventDefinition id='c' />"),
         "Palier n’exécute pas les événements conditionnels : retirez cet élément, ou "
         "remplacez-le par un autre."),
        (catch("s", event("signal")),
         "Cet événement ne dit pas quel signal : choisissez-en un, et nommez-le."),
        (catch("s", event("signal", "absent")), "Cet événement (signal) renvoie à un nom effacé : "
                                                "choisissez-en un autre, ou créez-le."),
        (catch("s", event("message")),
         "L’étape ne dit pas quel message elle attend : choisissez-le dans « Message »."),
        (catch("s", "<bpmn:timerEventDefinition id='m' />"), "La minuterie dit une date, une durée "
         "ou une répétition, et une seule : remplissez « Minuterie »."),
        (node("task", "s", "<zeebe:executionListeners />"), "Le réglage "
         "« zeebe:executionListeners » n’est pas pris en charge : retirez-le, ou supprimez "
         "l’élément et dessinez-le de nouveau."),
        (node("task", "s", loop("").replace('inputCollection=""', "")), "La répétition ne dit pas "
         "sur quelle liste elle porte : écrivez-la, en commençant par « = »."),
        (node("exclusiveGateway", "s", loop("=[1]")),
         "Cette étape ne peut pas se répéter : retirez-lui la répétition."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_step_is_told_at_the_step_with_what_to_do(step, told):
    assert [(element, message) for element, _, message in refused(*around(step))] == [("s", told)]


def test_a_message_without_a_key_is_told_where_it_is_awaited():
    keyless = '<bpmn:message id="m" name="Bail signé" />'
    assert refused(keyless, *around(catch("s", event("message", "m")))) == [
        ("s", 6, "Le message « Bail signé » ne dit pas à quel dossier il va : donnez-lui la clé "
                 "« =reference ».")
    ]  # fmt: skip


def test_one_id_twice_at_two_depths_is_told():
    assert refused(start("d"), subprocess("s", start("d"), end("sf"), path("d sf")))


def test_an_extension_of_the_process_is_told():
    listener = "<bpmn:extensionElements><zeebe:executionListeners /></bpmn:extensionElements>"
    assert refused(listener, start("d"), end("f"), path("d f"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('modeler:executionPlatform="Camunda Cloud"', ""),
        (
            'modeler:executionPlatform="Camunda Cloud"',
            'modeler:executionPlatform="Camunda Platform"',
        ),
        ('isExecutable="true"', 'isExecutable="false"'),
        ('isExecutable="true"', ""),
        ('isExecutable="true"', 'isExecutable="true" autre="x"'),
        ("<bpmndi:BPMNDiagram ", '<bpmn:itemDefinition id="i" /><bpmndi:BPMNDiagram '),
        ("<bpmndi:BPMNDiagram ", '<bpmn:import id="i" /><bpmndi:BPMNDiagram '),
    ],
)
def test_a_file_for_another_engine_is_told(old, new):
    data = diagram(start("d"), end("f"), path("d f"))
    assert read_diagram(data)[1] == []
    assert read_diagram(data.replace(old.encode(), new.encode(), 1))[1]


@pytest.mark.parametrize(
    ("count", "told"), [(0, "ne contient aucun processus"), (2, "contient 2 processus")]
)
def test_a_file_holds_one_process(count, told):
    data = diagram().replace(b"</bpmndi:BPMNDiagram>", b"</bpmndi:BPMNDiagram>", 1)
    inner = data[data.index(b"<bpmn:process") : data.index(b"<bpmndi:BPMNDiagram")]
    with pytest.raises(Unreadable, match=told):
        read_diagram(data.replace(inner, inner.replace(b'"p"', b'"q"') * count))


def test_sub_processes_nested_too_deep_are_refused():
    inner = ""
    for depth in range(10):
        inner = subprocess(f"s{depth}", inner)
    with pytest.raises(Unreadable, match="l’un dans l’autre"):
        read_diagram(diagram(inner))


def test_a_name_computed_is_refused():
    assert refused('<bpmn:message id="m" name="=nom" />', start("d"), end("f"), path("d f")) == [
        ("m", 3, "Le nom « =nom » ne peut pas être une formule : retirez-en le signe « = ».")
    ]


def test_notes_and_drawings_are_left_alone():
    note = '<bpmn:textAnnotation id="n"><bpmn:text>à revoir</bpmn:text></bpmn:textAnnotation>'
    tie = '<bpmn:association id="a" sourceRef="d" targetRef="n" />'
    documentation = "<bpmn:documentation>Pourquoi.</bpmn:documentation>"
    assert refused(documentation, start("d"), end("f"), path("d f"), note, tie) == []
