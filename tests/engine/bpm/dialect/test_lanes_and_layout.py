"""Lanes are groups; a drawing has no crossing and no overlap."""

import re
from pathlib import Path

import pytest

from engine.bpm.dialect.folder import SHIPPED
from engine.bpm.dialect.layout import check_layout
from engine.bpm.dialect.read import read_diagram
from tests.diagrams import after, boundary, diagram, end, path, start, subprocess, xor
from tests.engine.bpm.dialect.checking import task, told

SOUND = diagram(start("d"), task("t"), end("f"), path("d t f"))


def lanes(**steps: str) -> str:
    """A lane set: each label with the ids of its steps."""
    within = "".join(
        f'<bpmn:lane id="l{n}" name="{label.replace("_", " ")}">'
        + "".join(f"<bpmn:flowNodeRef>{step}</bpmn:flowNodeRef>" for step in ids.split())
        + "</bpmn:lane>"
        for n, (label, ids) in enumerate(steps.items())
    )
    return f'<bpmn:laneSet id="ls">{within}</bpmn:laneSet>'


@pytest.mark.parametrize(
    ("lane_set", "found"),
    [
        (lanes(Travailleur_social="d t f"), []),
        (lanes(Chef_de_service="d t f"),
         [("t", "Le couloir « Chef de service » et le métier « TS » ne s’accordent pas.")]),
        (lanes(Travailleur_social="d t"), [("f", "L’étape n’a pas de couloir.")]),
        (lanes(Travailleur_social="d t", Inconnu="f"),
         [("f", "Le couloir « Inconnu » n’est celui d’aucun métier.")]),
        (lanes(Travailleur_social="d t f", Chef_de_service="f"),
         [("-", "L’étape f est dans deux couloirs.")]),
    ],
)  # fmt: skip
def test_a_lane_says_who_does_its_tasks(lane_set, found):
    assert told(diagram(lane_set, start("d"), task("t"), end("f"), path("d t f"))) == found


def drawn(data: bytes, places: dict[str, tuple[int, int, int, int]], *edges: str) -> bytes:
    """The diagram with its shapes and flows put elsewhere."""
    text = data.decode()
    for element, (x, y, width, height) in places.items():
        bounds = f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}" />'
        text = re.sub(rf'(bpmnElement="{element}">)<dc:Bounds[^>]*>', rf"\1{bounds}", text)
    return text.replace("</bpmndi:BPMNPlane>", "".join(edges) + "</bpmndi:BPMNPlane>").encode()


def edge(flow: str, *points: tuple[int, int]) -> str:
    written = "".join(f'<di:waypoint x="{x}" y="{y}" />' for x, y in points)
    return f'<bpmndi:BPMNEdge id="{flow}_di" bpmnElement="{flow}">{written}</bpmndi:BPMNEdge>'


def test_a_shape_over_another_is_told():
    data = drawn(SOUND, {"t": (0, 0, 100, 80), "d": (50, 40, 36, 36)})
    assert told(data) == [("t", "La forme recouvre « d ».")]


def test_shapes_that_touch_do_not_overlap():
    assert told(drawn(SOUND, {"d": (0, 0, 200, 80)})) == []


def test_a_step_not_drawn_is_told():
    data = diagram(start("d"), end("f"), path("d f"), drawn=False)
    assert sorted(told(data)) == [("d", "L’étape n’est pas dessinée."),
                                  ("f", "L’étape n’est pas dessinée.")]  # fmt: skip


def test_flows_that_cross_are_told():
    data = drawn(SOUND, {}, edge("d_t", (0, 0), (100, 100)), edge("t_f", (0, 100), (100, 0)))
    assert told(data) == [("t_f", "Le flux croise « d_t ».")]


@pytest.mark.parametrize(
    "second", [((100, 100), (200, 0)), ((0, 50), (10, 200)), ((100, 100), (100, 300))]
)
def test_flows_that_meet_at_an_end_do_not_cross(second):
    assert told(drawn(SOUND, {}, edge("d_t", (0, 0), (100, 100)), edge("t_f", *second))) == []


def test_a_boundary_event_and_the_inside_of_a_sub_process_may_overlap():
    data = diagram(
        start("d"),
        subprocess("s", start("sd"), end("sf"), path("sd sf")),
        boundary("b", "s", after("P1D")),
        end("f"),
        path("d s f"),
        path("b f"),
    )
    places = {"s": (0, 300, 500, 300), "sd": (20, 320, 36, 36), "b": (0, 590, 36, 36)}
    assert told(drawn(data, places)) == []


@pytest.mark.parametrize(
    ("text", "other"),
    [('x="0"', 'x="abc"'), ('x="0"', 'x="nan"'), ('x="0"', 'x="1e400"'),
     ('width="100"', f'width="{"9" * 5000}"')],
)  # fmt: skip
def test_a_drawing_without_sense_is_told(text, other):
    (problem,) = told(SOUND.replace(text.encode(), other.encode(), 1))
    assert problem[1].startswith("Le dessin est illisible")


def test_a_drawing_made_to_be_slow_is_refused():
    long = edge("d_t", *((n, n % 2) for n in range(5_000)))
    twice = edge("d_t", (0, 0), (1, 1)) * 2
    for data in (drawn(SOUND, {}, long), drawn(SOUND, {}, twice)):
        assert [message[:24] for _, message in told(data)] == ["Le dessin est illisible "]


@pytest.mark.parametrize("file", sorted(Path(SHIPPED, "diagrammes").glob("*.bpmn")), ids=str)
def test_our_own_drawings_have_no_crossing_and_no_overlap(file):
    data = file.read_bytes()
    assert check_layout(data, read_diagram(data)[0]) == []


def test_a_choice_drawn_without_its_flows_is_not_a_fault():
    data = diagram(start("d"), task("t"), xor("x"), end("f"), path("d t x f"))
    assert told(data) == []
