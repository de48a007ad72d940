"""The graph of a diagram: each rule by the smallest drawing that breaks it."""

import pytest

from tests.diagrams import (
    after,
    boundary,
    catch,
    diagram,
    end,
    event,
    event_gateway,
    event_subprocess,
    flow,
    inclusive,
    link,
    parallel,
    path,
    signal,
    start,
    subprocess,
    throw,
    xor,
)
from tests.engine.bpm.dialect.checking import task, told

LINE = (start("d"), task("t"), end("f"), path("d t f"))


def test_a_sound_diagram_has_no_problem():
    assert told(diagram(*LINE)) == []


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ((task("t"), end("f"), path("t f")), ("p", "Il faut un événement de début, et un seul.")),
        ((*LINE, start("d2"), path("d2 f")), ("p", "Il faut un événement de début, et un seul.")),
        (
            (start("d", after("P1D")), end("f"), path("d f")),
            ("d", "Ce début ne peut pas attendre d’événement."),
        ),
        (
            (*LINE, event_subprocess("s", start("sd"), end("sf"), path("sd sf"))),
            ("sd", "Ce début doit attendre un événement."),
        ),
        (
            (start("d"), subprocess("s", end("sf")), end("f"), path("d s f")),
            ("s", "Il faut un événement de début, et un seul."),
        ),
        ((start("d"), task("t"), path("d t")), ("t", "Aucun flux ne sort de cette étape.")),
        ((*LINE, path("f t")), ("f", "Rien ne sort de cette étape.")),
        ((*LINE, path("t d")), ("d", "Rien n’entre dans cette étape.")),
        ((*LINE, task("seul"), path("seul f")), ("seul", "Aucun chemin ne mène à cette étape.")),
        (
            (*LINE, flow("t", "ailleurs")),
            ("t_ailleurs", "Le flux ne relie pas deux étapes de la même portée."),
        ),
        (
            (start("d"), subprocess("s", start("sd"), end("sf"), path("sd sf")), end("f"),
             path("d s f"), flow("sd", "f")),
            ("sd_f", "Le flux ne relie pas deux étapes de la même portée."),
        ),
        (
            (start("d"), task("t"), end("f"), path("d t"), flow("t", "f", "=n = 1")),
            ("t_f", "Une condition se pose à la sortie d’une passerelle."),
        ),
        (
            (start("d"), xor("x", default="x_f"), task("t"), end("f"), path("d x"),
             flow("x", "t", "n = 1"), path("x f"), path("t f")),
            ("x_t", "Une condition est une expression FEEL : « = … »."),
        ),
        (
            (start("d"), xor("x"), task("t"), end("f"), path("d x t f"),
             flow("x", "f", "=n = 1")),
            ("x_t", "Ce flux n’a ni condition, ni le rôle par défaut."),
        ),
        (
            (start("d"), inclusive("x"), task("t"), end("f"), path("d x t f"),
             flow("x", "f", "=n = 1")),
            ("x_t", "Ce flux n’a ni condition, ni le rôle par défaut."),
        ),
        (
            (start("d"), xor("x", default="t_f"), task("t"), end("f"), path("d x t f")),
            ("x", "Le flux par défaut ne sort pas de cette passerelle."),
        ),
        (
            (*LINE, boundary("b", "absent", after("P1D")), path("b f")),
            ("b", "Cet événement n’est attaché à aucune activité."),
        ),
        (
            (*LINE, boundary("b", "f", after("P1D")), task("u"), path("b u f")),
            ("b", "Cet événement n’est attaché à aucune activité."),
        ),
        (
            (start("d"), event_gateway("g"), task("t"), end("f"), path("d g t f")),
            ("g_t", "Cette passerelle mène à des événements seulement."),
        ),
        (
            (start("d"), throw("l", link("nulle part")), path("d l")),
            ("l", "Ce lien doit mener à une réception de même nom."),
        ),
        (
            (start("d"), throw("l", link("A")), path("d l"), catch("c1", link("A")),
             catch("c2", link("A")), end("f"), path("c1 f"), path("c2 f")),
            ("l", "Ce lien doit mener à une réception de même nom."),
        ),
    ],
)  # fmt: skip
def test_what_does_not_hold_together_is_told_where_it_is(parts, problem):
    assert problem in told(diagram(*parts))


def test_boundaries_links_and_event_sub_processes_are_reached():
    parts = [
        signal("s"),
        start("d"),
        parallel("p"),
        task("t"),
        boundary("b", "t", after("P1D")),
        throw("l", link("A")),
        catch("c", link("A")),
        end("f"),
        path("d p t l"),
        path("p f"),
        path("b f"),
        path("c f"),
        event_subprocess("es", start("esd", event("signal", "s")), end("esf"), path("esd esf")),
    ]
    assert told(diagram(*parts)) == []


def test_two_faults_of_one_element_are_both_told():
    found = told(diagram(start("d"), task("t", form="f9", group="X"), end("f"), path("d t f")))
    assert len([element for element, _ in found if element == "t"]) == 2
