"""What changed between two sets of files, whatever they hold."""

import copy
import json
import random
import time
from collections import Counter
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.bpm.dialect.sources import Key, Source, Sources, read_sources
from engine.bpm.telling.changes.compare import compare
from engine.bpm.telling.changes.facts import HEADS
from engine.bpm.telling.changes.matching import match, merged, reordered
from engine.bpm.telling.changes.model import FileChange, State
from engine.suivi.processes.words import WORDS
from tests.engine.bpm.telling.changing import (
    DECISION,
    DIAGRAM,
    FORM,
    MESSAGE,
    SCENARIO,
    changed,
    edited,
    files,
    holding,
    sentence,
    shipped,
    told,
)

SWAPPED = [
    *HEADS,
    ("Chemin ajouté", "Chemin retiré"),
    ("Réponse proposée ajoutée", "Réponse proposée retirée"),
]
OTHER = dict(SWAPPED) | {gone: come for come, gone in SWAPPED}


def test_the_shipped_files_are_what_they_are() -> None:
    assert compare(shipped().sources, shipped().sources, WORDS) == []
    assert compare(shipped().sources, holding({}), WORDS) == []


def test_looking_at_the_whole_folder_takes_no_time() -> None:
    again = holding({})
    start = time.process_time()
    compare(shipped().sources, again, WORDS)
    assert time.process_time() - start < 1


def test_a_drawing_that_was_moved_is_said_in_one_line() -> None:
    moved = edited(DIAGRAM, "mesure", ('<dc:Bounds x="', '<dc:Bounds x="1'))
    assert told(moved) == ["Seul le dessin a changé"]
    noted = edited(
        DIAGRAM,
        "mesure",
        ("</bpmn:process>", '<bpmn:textAnnotation id="n"><bpmn:text>À voir</bpmn:text>'
                            "</bpmn:textAnnotation></bpmn:process>"),
    )  # fmt: skip
    assert told(noted) == ["Seul le dessin a changé"]
    assert told(edited(DECISION, "D5_MUTATION", ('height="80"', 'height="90"'))) == [
        "Seul le dessin a changé"
    ]


def test_a_form_laid_out_or_a_file_written_otherwise_is_said_in_one_line() -> None:
    rows = edited(FORM, "suivi_budget", ('"row": "rang_1"', '"row": "rang_9"'))
    assert told(rows) == ["Seule la mise en page a changé"]
    assert told(edited(FORM, "suivi_budget", ("{\n", "{ \n"))) == [
        "Seule l’écriture du fichier a changé"
    ]
    comment = edited(DIAGRAM, "mesure", ("<bpmn:process ", "<!-- relu --><bpmn:process "))
    assert told(comment) == ["Seul le dessin a changé"]


def test_a_scenario_is_told_by_its_lines() -> None:
    text = files()[SCENARIO, "refus_partage"].data.decode()
    after = text.replace("origine: CHRS", "origine: RUE").replace("etapes:\n", "etapes:\n\n")
    assert told(holding({(SCENARIO, "refus_partage"): after.encode()})) == [
        "Lignes ajoutées :  → 2",
        "Lignes retirées : 1 → ",
    ]
    turned = "\n".join(reversed(text.splitlines()))
    assert told(holding({(SCENARIO, "refus_partage"): turned.encode()})) == [
        "L’ordre des lignes a changé"
    ]


def test_a_file_that_comes_or_goes_lists_what_it_held() -> None:
    without = holding({(FORM, "signalement_caf"): None, (SCENARIO, "abandon"): None})
    form, scenario = compare(shipped().sources, without, WORDS)
    assert (form.state, form.title) == (State.REMOVED, "Signaler à la CAF ou à la MSA")
    assert [sentence(line) for line in form.lines][:3] == [
        "Date du signalement · Question retirée : date → ",
        "Date du signalement · Qui lit la réponse : Les deux partenaires → ",
        "À qui ? · Question retirée : un choix → ",
    ]
    assert (scenario.state, scenario.title) == (State.REMOVED, "abandon")
    back = compare(without, shipped().sources, WORDS)
    assert [change.state for change in back] == [State.NEW, State.NEW]


def test_a_file_that_cannot_be_read_is_not_told_but_named() -> None:
    broken = holding({(DIAGRAM, "mesure"): b"<bpmn"})
    change = changed(broken)
    assert (change.name, change.title) == ("mesure", "mesure")
    assert [sentence(line) for line in change.lines] == ["Le fichier ne peut pas être lu en entier"]
    foreign = edited(DIAGRAM, "mesure", ("<bpmn:laneSet", "<bpmn:inconnu /><bpmn:laneSet"))
    assert told(foreign) == ["Le fichier ne peut pas être lu en entier"]


def test_the_files_stand_as_the_processes_meet_them() -> None:
    emptied = {key: None for key in files()}
    titles = [change.key for change in compare(shipped().sources, holding(emptied), WORDS)]
    kinds = [kind for kind, _ in titles]
    assert kinds == sorted(kinds, key=[DIAGRAM, FORM, DECISION, SCENARIO, MESSAGE].index)
    assert titles[:2] == [(DIAGRAM, "entree_dispositif"), (DIAGRAM, "mesure")]
    assert titles.index((FORM, "reperage")) < titles.index((FORM, "bilan_sortie"))


def test_only_the_files_asked_for_are_told() -> None:
    without = holding({(FORM, "signalement_caf"): None, (SCENARIO, "abandon"): None})
    changes = compare(shipped().sources, without, WORDS, {(SCENARIO, "abandon")})
    assert [change.name for change in changes] == ["abandon"]


def test_a_message_is_told_line_by_line() -> None:
    key = MESSAGE, "rappel_limite"
    text = files()[key].data.decode()
    after = text.replace('Une date limite approche"', 'Une date approche"')
    assert after != text
    (change,) = compare(shipped().sources, holding({key: after.encode()}), WORDS)
    assert change.title == "Rappel avant une date limite"
    assert [(line.what, line.before, line.after) for line in change.lines] == [
        ("Objet du courriel", "Une date limite approche", "Une date approche")
    ]


# --- whatever is edited ------------------------------------------------------

TEXTS = (SCENARIO, MESSAGE)
"""Neither JSON nor XML: what is told of them is tested above."""


@settings(max_examples=150)
@given(key=st.sampled_from(sorted(k for k in files() if k[0] not in TEXTS)), seed=st.integers())
def test_whatever_is_edited_is_told_and_swaps_with_its_opposite(key: Key, seed: int) -> None:
    edit = _edit_json if key[0] is FORM else _edit_xml
    before, after = alone(key), alone(key, lambda data: edit(data, random.Random(seed)))
    there, back = compare(before, after, WORDS), compare(after, before, WORDS)
    assert compare(after, after, WORDS) == []
    assert there
    assert all(change.lines for change in there)
    assert _signs(there) == _signs(back, is_swapped=True)


def alone(key: Key, edit: Callable[[bytes], bytes] = bytes) -> Sources:
    """One shipped file, edited, without the others."""
    file = Source(*key, edit(files()[key].data))
    return read_sources([file], shipped().sources.groups, frozenset())


def _signs(changes: list[FileChange], *, is_swapped: bool = False) -> Counter[tuple[str, ...]]:
    """Each line without the names that only one side has."""
    found = []
    for line in (line for change in changes for line in change.lines):
        what = OTHER.get(line.what, line.what) if is_swapped else line.what
        what = what.split(" pour aller")[0].split(" vers ")[0].split(" de la réponse")[0]
        values = (line.after, line.before) if is_swapped else (line.before, line.after)
        found.append((what, *(() if what.startswith("Ordre") else values)))
    return Counter(found)


def _edit_xml(data: bytes, chance: random.Random) -> bytes:
    """An element less, twice, with another attribute or another text."""
    root = etree.fromstring(data)
    elements = [one for one in root.iter() if one.getparent() is not None]
    for element in chance.sample(elements, 3):
        act = chance.randrange(4)
        parent = element.getparent()
        assert parent is not None
        if act == 0:
            parent.remove(element)
        elif act == 1:
            twin = copy.deepcopy(element)
            twin.set("id", f"{twin.get('id')}_bis")
            parent.append(twin)
        elif act == 2 and element.attrib:
            name = chance.choice(sorted(map(str, element.attrib)))
            element.set(name, chance.choice([one.get(name) or "autre" for one in elements]))
        else:
            element.text = chance.choice(["=autre", "", "autre"])
    return etree.tostring(root)


def _edit_json(data: bytes, chance: random.Random) -> bytes:
    """A question less, twice, moved, or written otherwise."""
    schema = json.loads(data)
    parts = schema["components"]
    for part in chance.sample(parts, min(3, len(parts))):
        act = chance.randrange(4)
        if act == 0:
            parts.remove(part)
        elif act == 1:
            parts.append({**part, "key": f"{part.get('key')}_bis", "id": "bis"})
        elif act == 2:
            chance.shuffle(parts)
        else:
            part[chance.choice(sorted(part))] = chance.choice(["autre", None, 3, [], {"a": 1}])
    return json.dumps(schema, indent=1).encode()


# --- which is which ----------------------------------------------------------


def test_what_went_stands_after_what_it_followed() -> None:
    assert merged("abcd", "axd") == ["a", "b", "c", "x", "d"]
    assert merged("ab", "") == ["a", "b"]


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [("abcd", "abcd", ("", "")), ("abcd", "acbd", ("bc", "cb")), ("abcd", "dxbc", ("bcd", "dbc"))],
)
def test_only_the_part_that_moved_is_told(before: str, after: str, part: tuple[str, str]) -> None:
    assert tuple("".join(one) for one in reordered(before, after)) == part


def test_two_lists_are_matched_by_one_sign_then_by_the_next() -> None:
    pairs = match(["1a", "2b", "3c"], ["9b", "1z", "8y"], lambda one: one[0], lambda one: one[1])
    assert pairs == [("2b", "9b"), ("3c", None), ("1a", "1z"), (None, "8y")]
