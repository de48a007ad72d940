"""Files that mean harm are refused at once, in little memory, by a sentence."""

import gzip
import io
import time
import tracemalloc
import zipfile

import pytest

from engine.bpm.decisions.reading.read import read_decisions
from engine.bpm.dialect.check import check_sources
from engine.bpm.dialect.read import read_diagram
from engine.bpm.dialect.sources import Source, SourceKind, read_sources
from engine.bpm.dialect.xml import MAX_BYTES, Unreadable
from tests.diagrams import HEADER, diagram, end, node, parallel, path, start
from tests.engine.bpm.decisions.analysed import plain

SOUND = diagram(start("d"), end("f"), path("d f"))
BODY = SOUND.split(b"\n", 1)[1]
LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + ']><bpmn:definitions xmlns:bpmn="x">&m;</bpmn:definitions>'
)
FILE = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]><d a="x">&f;</d>'


def zipped() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("p.bpmn", SOUND)
    return packed.getvalue()


HOSTILE = {
    "billion laughs": LAUGHS.encode(),
    "billion laughs in UTF-16": ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS).encode(
        "utf-16"
    ),
    "billion laughs in UTF-16 unmarked": LAUGHS.encode("utf-16-le"),
    "in UTF-7": b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE d+AD4-<d/>',
    "in UTF-32": SOUND.decode().encode("utf-32"),
    "in EBCDIC": LAUGHS.encode("cp037"),
    "external entity": FILE.encode(),
    "external entity, spelled small": FILE.replace("DOCTYPE", "doctype").encode(),
    "external DTD": b'<!DOCTYPE d SYSTEM "http://example.invalid/d.dtd"><d/>',
    "parameter entity": b'<!DOCTYPE d [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><d/>',
    "doctype behind comments": b"<!-- x -->" * 100 + b'<!DOCTYPE d [<!ENTITY a "b">]><d/>',
    "too large": SOUND + b" " * MAX_BYTES,
    "too many elements": BODY.replace(b"</bpmn:process>", b"<a/>" * 60_000 + b"</bpmn:process>"),
    "nested deep": HEADER.encode() + b"<a>" * 30_000,
    "nested deep and closed": HEADER.encode() + b"<a>" * 15_000 + b"</a>" * 15_000,
    "many attributes": b"<d " + b" ".join(b"a%d='1'" % n for n in range(100_000)) + b"/>",
    "one attribute twice": b'<d a="1" a="2"/>',
    "long name": b"<" + b"a" * 1_900_000 + b"/>",
    "empty": b"",
    "blank": b"  \n ",
    "null bytes": b"\0" * 1_000,
    "a null byte within": SOUND.replace(b"Camunda", b"Cam\0nda"),
    "not UTF-8": SOUND.replace(b"definitions", b"d\xe9finitions"),
    "JSON": b'{"type": "default"}',
    "HTML": b"<html><body></body></html>",
    "zip": zipped(),
    "gzip": gzip.compress(SOUND),
    "two roots": SOUND + BODY,
    "cut short": SOUND[:-30],
    "reference to nothing": SOUND.replace(b"Camunda Cloud", b"&nbsp;"),
    "xinclude": (
        b'<d xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/hostname"/></d>'
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("read", [read_diagram, read_decisions])
def test_a_hostile_file_is_refused_quickly_and_in_little_memory(name, read):
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(Unreadable) as caught:
        read(HOSTILE[name])
    assert time.process_time() - began < 1.5
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
    assert caught.value.problem.message
    assert len(caught.value.problem.message) < 500


MALFORMED = {
    b"<a>\n <b>\n </c>\n</a>": "ligne 3, colonne 6 : « <b> », ligne 2, est fermé par « </c> ». "
    "Écrivez « </b> »",
    b"<a>MDL & XLH</a>": "ligne 1, colonne 9 : un « & » est seul. Écrivez « &amp; »",
    b"<a>R&D</a>": "ligne 1, colonne 7 : un « & » est seul. Écrivez « &amp; »",
    b"<a>&nbsp;</a>": "ligne 1, colonne 10 : « &nbsp; » n’existe pas en XML. Écrivez le signe "
    "lui-même",
    b"<a> 1 < 2 </a>": "ligne 1, colonne 8 : un « < » est seul. Écrivez « &lt; »",
    b"<a b='<'/>": "ligne 1, colonne 7 : un « < » est seul. Écrivez « &lt; »",
    b"<a>\n<b>": "ligne 2, colonne 4 : le fichier s’arrête trop tôt. Prenez le fichier entier",
    b"<a>\n<b c='": "ligne 2, colonne 7 : le fichier s’arrête trop tôt. Prenez le fichier entier",
    b"<a b='1' b='2'/>": "ligne 1, colonne 15 : « b » est donné deux fois. Retirez-en un",
    b"<a b=1/>": "ligne 1, colonne 6 : une balise est mal écrite. Vérifiez ses guillemets, ses "
    "« = » et son « > »",
    b"<a/><b/>": "ligne 1, colonne 5 : quelque chose suit la fin du document. Retirez-le",
    b"<x:a/>": "ligne 1, colonne 5 : le préfixe « x » n’est pas déclaré. Retirez ce qui le porte",
    b"<a><!-- -- --></a>": "ligne 1, colonne 9 : ce texte n’est pas du XML. Corrigez-le ici, ou "
    "reprenez le fichier d’avant",
}


@pytest.mark.parametrize("data", MALFORMED)
def test_what_is_no_xml_is_told_in_french_where_it_is(data):
    with pytest.raises(Unreadable) as caught:
        read_diagram(data)
    problem = caught.value.problem
    assert plain(problem.message) == f"XML illisible, {MALFORMED[data]}."
    assert problem.message.startswith(f"XML illisible, ligne {problem.line}, ")


@pytest.mark.parametrize("data", [b"", b"{}", b"bonjour"])
def test_what_is_of_another_kind_is_told_without_a_place(data):
    with pytest.raises(Unreadable, match=r"prenez un fichier \.bpmn ou \.dmn"):
        read_diagram(data)


def test_what_is_declared_does_not_change_how_it_is_read():
    latin = SOUND.replace(b'encoding="UTF-8"', b'encoding="ISO-8859-1"').replace(
        b'name="d"', 'name="été"'.encode()
    )
    process, problems = read_diagram(latin)
    assert problems == []
    assert process.body.nodes["d"].name == "été"


def check(data: bytes) -> list[str]:
    sources = read_sources([Source(SourceKind.DIAGRAM, "p", data)], {}, frozenset())
    found = [problem for several in check_sources(sources).values() for problem in several]
    return [plain(problem.message) for problem in found]


def test_too_many_steps_are_told_quickly():
    began = time.process_time()
    steps = [node("task", f"t{n}") for n in range(5_000)]
    assert check(diagram(*steps, drawn=False)) == [
        "Plus de 400 étapes : déplacez-en une partie dans un autre processus, et appelez-le."
    ]
    assert time.process_time() - began < 2


def test_too_many_flows_are_told_quickly():
    flows = [f'<bpmn:sequenceFlow id="f{n}" sourceRef="d" targetRef="f" />' for n in range(15_000)]
    began = time.process_time()
    assert check(diagram(start("d"), end("f"), *flows)) == [
        "Plus de 800 flux : déplacez-en une partie dans un autre processus, et appelez-le."
    ]
    assert time.process_time() - began < 2


def test_many_forks_are_checked_quickly():
    """Every fork leads to every step that writes, by two long ways."""
    forks = [parallel(f"p{n}") for n in range(190)]
    tasks = [
        node("scriptTask", f"{side}{n}", '<zeebe:script expression="=1" resultVariable="x" />')
        for side in "ab"
        for n in range(95)
    ]
    ways = [path(f"p{n} a0") + path(f"p{n} b0") for n in range(190)]
    lines = [path(" ".join(f"{side}{n}" for n in range(95))) for side in "ab"]
    began = time.process_time()
    check(diagram(start("d"), path("d p0"), *forks, *tasks, *ways, *lines, drawn=False))
    assert time.process_time() - began < 5


def test_an_unreadable_file_is_a_problem_among_the_others():
    files = [Source(SourceKind.DIAGRAM, name, data) for name, data in HOSTILE.items()]
    sources = read_sources(files, {}, frozenset())
    assert all(len(found) == 1 for found in sources.problems.values())
    assert sources.processes == {}
