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

NO_START = "Ce processus n’a pas de début : ajoutez-y un événement de début."
OUTSIDE = (
    "Ce flux doit relier deux étapes du même processus ou du même sous-processus : "
    "déplacez ses bouts, ou supprimez-le."
)
NO_CONDITION = "Ce flux n’a pas de condition : remplissez « Condition », ou cochez « Par défaut »."
NOT_AT_AN_EDGE = (
    "Cet événement n’est pas au bord d’une étape qui peut l’attendre : posez-le au bord d’une "
    "tâche ou d’un sous-processus."
)
LINE = (start("d"), task("t"), end("f"), path("d t f"))


def test_a_sound_diagram_has_no_problem():
    assert told(diagram(*LINE)) == []


@pytest.mark.parametrize(
    ("parts", "problem"),
    [
        ((task("t"), end("f"), path("t f")), ("p", NO_START)),
        ((*LINE, start("d2"), path("d2 f")),
         ("p", "Ce processus a 2 débuts : gardez-en un seul.")),
        (
            (start("d", after("P1D")), end("f"), path("d f")),
            ("d", "Ce début ne peut rien attendre : remplacez-le par un début simple."),
        ),
        (
            (*LINE, event_subprocess("s", start("sd"), end("sf"), path("sd sf"))),
            ("sd", "Ce début doit attendre quelque chose : remplacez-le par un début sur message, "
                   "signal, minuterie ou erreur."),
        ),
        (
            (start("d"), subprocess("s", end("sf")), end("f"), path("d s f")),
            ("s", "Ce sous-processus n’a pas de début : ajoutez-y un événement de début."),
        ),
        ((start("d"), task("t"), path("d t")),
         ("t", "Aucun flux ne sort de cette étape : reliez-la à la suivante, ou à une fin.")),
        ((*LINE, path("f t")),
         ("f", "Aucun flux ne peut sortir de cette étape : supprimez celui qui en part.")),
        ((*LINE, path("t d")),
         ("d", "Aucun flux ne peut mener à cette étape : supprimez celui qui y arrive.")),
        ((*LINE, task("seul"), path("seul f")),
         ("seul", "Aucun chemin ne mène à cette étape : reliez-la par un flux, ou supprimez-la.")),
        (
            (*LINE, flow("t", "ailleurs")),
            ("t_ailleurs", OUTSIDE),
        ),
        (
            (start("d"), subprocess("s", start("sd"), end("sf"), path("sd sf")), end("f"),
             path("d s f"), flow("sd", "f")),
            ("sd_f", OUTSIDE),
        ),
        (
            (start("d"), task("t"), end("f"), path("d t"), flow("t", "f", "=n = 1")),
            ("t_f", "Seul un flux qui sort d’une passerelle exclusive ou inclusive a une "
                    "condition : videz « Condition », ou ajoutez la passerelle."),
        ),
        (
            (start("d"), xor("x", default="x_f"), task("t"), end("f"), path("d x"),
             flow("x", "t", "n = 1"), path("x f"), path("t f")),
            ("x_t", "« Condition » est une formule : faites-la commencer par « = »."),
        ),
        (
            (start("d"), xor("x"), task("t"), end("f"), path("d x t f"),
             flow("x", "f", "=n = 1")),
            ("x_t", NO_CONDITION),
        ),
        (
            (start("d"), inclusive("x"), task("t"), end("f"), path("d x t f"),
             flow("x", "f", "=n = 1")),
            ("x_t", NO_CONDITION),
        ),
        (
            (start("d"), xor("x", default="t_f"), task("t"), end("f"), path("d x t f")),
            ("x", "Son flux par défaut n’existe plus : cochez « Par défaut » sur un flux qui en "
                  "sort."),
        ),
        (
            (*LINE, boundary("b", "absent", after("P1D")), path("b f")),
            ("b", NOT_AT_AN_EDGE),
        ),
        (
            (*LINE, boundary("b", "f", after("P1D")), task("u"), path("b u f")),
            ("b", NOT_AT_AN_EDGE),
        ),
        (
            (start("d"), event_gateway("g"), task("t"), end("f"), path("d g t f")),
            ("g_t", "Après cette passerelle, on attend : faites mener ce flux à une minuterie, un "
                    "message ou un signal."),
        ),
        (
            (start("d"), throw("l", link("nulle part")), path("d l")),
            ("l", "Ce lien ne mène nulle part : donnez son nom à un lien d’arrivée."),
        ),
        (
            (start("d"), throw("l", link("A")), path("d l"), catch("c1", link("A")),
             catch("c2", link("A")), end("f"), path("c1 f"), path("c2 f")),
            ("l", "Ce lien mène à 2 arrivées du même nom : gardez-en une seule."),
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
