"""Lanes are groups; a drawing has no crossing and no overlap."""

import re
import time
from pathlib import Path

import pytest

from engine.bpm.dialect.folder import SHIPPED
from engine.bpm.dialect.layout import MAX_TOLD, check_layout
from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.read import read_diagram
from tests.diagrams import after, boundary, diagram, end, path, start, subprocess, xor
from tests.engine.bpm.dialect.checking import problems, task, told

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
         [("t", "Le couloir dit « Chef de service », et « Qui » dit « Travailleur social » : "
                "changez « Qui », ou déplacez la tâche.")]),
        (lanes(Travailleur_social="d t"),
         [("f", "L’étape n’a pas de couloir : déplacez-la dans celui d’un métier.")]),
        (lanes(Travailleur_social="d t", Inconnu="f"),
         [("f", "Le couloir « Inconnu » n’est celui d’aucun métier : donnez-lui le nom d’un "
                "métier.")]),
        (lanes(Travailleur_social="d t f", Chef_de_service="f"),
         [("f", "L’étape est dans deux couloirs : déplacez-la dans un seul.")]),
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
    assert told(data) == [("t", "La forme recouvre « d » : déplacez l’une des deux.")]


def test_shapes_that_touch_do_not_overlap():
    assert told(drawn(SOUND, {"d": (0, 0, 200, 80)})) == []


def test_a_step_not_drawn_is_told():
    data = diagram(start("d"), end("f"), path("d f"), drawn=False)
    assert told(data) == [
        (name, f"L’étape « {name} » n’est pas dessinée : déposez le fichier avec son dessin, ou "
               "demandez à l’équipe informatique.")
        for name in "df"
    ]  # fmt: skip
    assert not any(problem.is_advice for problem in problems(data))


def test_flows_that_cross_are_told():
    data = drawn(SOUND, {}, edge("d_t", (0, 0), (100, 100)), edge("t_f", (0, 100), (100, 0)))
    assert told(data) == [
        ("t_f", "Le flux croise celui qui va de « d » à « t » : déplacez l’un des deux.")
    ]


def test_what_has_no_name_is_told_by_what_it_is():
    data = diagram(start("d"), xor("x"), end("f"), path("d x f")).replace(b'name="x"', b"")
    over = drawn(data, {"x": (900, 900, 50, 50), "f": (920, 920, 36, 36)})
    assert told(over) == [("f", "La forme recouvre une passerelle : déplacez l’une des deux.")]
    crossed = drawn(data, {}, edge("d_x", (0, 0), (100, 100)), edge("x_f", (0, 100), (100, 0)))
    assert [message for _, message in told(crossed)] == [
        "Le flux croise celui qui va de « d » à une passerelle : déplacez l’un des deux."
    ]


def test_the_drawing_alone_gives_advice_and_all_else_must_be_mended():
    crossed = edge("d_t", (0, 0), (100, 100)), edge("t_f", (0, 100), (100, 0))
    assert [p.is_advice for p in problems(drawn(SOUND, {"t": (0, 0, 100, 80)}, *crossed))] == [
        True, True
    ]  # fmt: skip
    assert [p.is_advice for p in problems(diagram(start("d"), task("t"), path("d t")))] == [False]
    assert [p.is_advice for p in problems(SOUND.replace(b'x="0"', b'x="abc"', 1))] == [False]


def test_problems_stand_in_the_order_of_the_file_advice_or_not():
    found = [Problem(2, "a", "x"), Problem(1, "b", "y", is_advice=True), Problem(1, "a", "z")]
    assert [p.message for p in sorted(found)] == ["z", "y", "x"]


def test_a_step_that_is_called_as_its_process_is_looked_at_too():
    data = diagram(start("d"), task("p"), task("t"), end("f"), path("d p t f"))
    over = drawn(data, {"p": (900, 900, 50, 50), "t": (920, 920, 50, 50)})
    assert told(over) == [("t", "La forme recouvre « p » : déplacez l’une des deux.")]


def test_a_drawing_of_many_flows_is_looked_at_quickly():
    """Every flow crosses every other, and every step lies on every other."""
    count = 130
    steps = [task(f"t{n}") for n in range(count)]
    data = diagram(
        start("d"), *steps, end("f"), path(f"d {' '.join(f't{n}' for n in range(count))} f")
    )
    places = {f"t{n}": (0, 0, 100, 80) for n in range(count)}
    edges = [
        edge(f"t{n}_t{n + 1}", *((x * 100 + n, (x + n) % 2 * 500 - n) for x in range(15)))
        for n in range(count - 1)
    ]
    began = time.process_time()
    found = problems(drawn(data, places, *edges))
    assert time.process_time() - began < 4
    assert len(found) == 2 * MAX_TOLD


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
    assert told(drawn(SOUND, {}, long)) == [
        ("d_t", "Le dessin est illisible, le flux a plus de 50 points : supprimez l’élément et "
                "dessinez-le de nouveau.")
    ]  # fmt: skip
    assert told(drawn(SOUND, {}, twice)) == [
        ("d_t", "Le dessin est illisible, l’élément est dessiné deux fois : supprimez l’élément et "
                "dessinez-le de nouveau.")
    ]  # fmt: skip


@pytest.mark.parametrize("file", sorted(Path(SHIPPED, "diagrammes").glob("*.bpmn")), ids=str)
def test_our_own_drawings_have_no_crossing_and_no_overlap(file):
    data = file.read_bytes()
    assert check_layout(data, read_diagram(data)[0]) == []


def test_a_choice_drawn_without_its_flows_is_not_a_fault():
    data = diagram(start("d"), task("t"), xor("x"), end("f"), path("d t x f"))
    assert told(data) == []
