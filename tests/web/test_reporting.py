"""Every event of every diagram can be reported by whoever it concerns, and by them alone."""

import re

import pytest

from engine.bpm.dialect.model import EventKind
from engine.bpm.messages.models import Message, Subscription
from engine.bpm.messages.receive import report_event
from engine.core.errors import NotAllowed
from tests.web.office import Desk, Office, flashes
from tests.web.stories import replay, reports

LAST = ("procedure_arretee", "demande_abandon")
"""These end what others wait in."""
PROCEDURE = {
    "procedure_arretee",
    "commandement_delivre",
    "assignation_delivree",
    "audience_fixee",
    "jugement_recu",
    "cql_delivre",
    "expulsion_programmee",
    "protocole_cohesion_signe",
}


def messages(office: Office) -> set[str]:
    """Every message that some diagram waits for.

    The protection's own is told on a page of its own, that no other dossier has
    (`test_specifique.py`).
    """
    return {
        node.event.name
        for name, process in office.house.folder.sources.processes.items()
        if name != "volet_violences"
        for node in process.nodes()
        if node.event.kind is EventKind.MESSAGE
    }


def offered(page: str) -> list[str]:
    """The elements of the events that a dossier's page offers to report."""
    return re.findall(r'/evenements/(\w+)"', page)


def report_all(desk: Desk, address: str, elements: list[str]) -> None:
    """Report these events through their pages, as the scenarios do."""
    contents = reports()
    for element in elements:
        form = desk.read(f"{address}/evenements/{element}")
        assert 'class="consigne">Signalez ' in form, element
        sent = desk.post(f"{address}/evenements/{element}", contents[element], numero=element)
        # Who is in danger leaves no trace on a page that somebody else may open.
        place, said = (
            ("/dossiers", "celui-ci reste comme il était.")
            if element == "violence_revelee"
            else (address, "est signalé.")
        )
        assert sent.headers.get("Location") == place, (element, sent.text)
        assert flashes(desk.read(place))[-1].endswith(said), element


def test_every_message_of_every_diagram_is_reported_from_the_dossiers_page(
    office: Office, agnes: Desk
) -> None:
    _, acces = replay(office, "acces_bail_direct", "remise_cles")
    of_acces = offered(agnes.read(acces))
    report_all(agnes, acces, ["loyer_impaye", "fin_de_mesure_anticipee"])
    _, maintien = replay(office, "maintien_avec_dette", "accord_plan")
    of_maintien = offered(agnes.read(maintien))
    _, glissant = replay(office, "bail_glissant_periodes", "remise_cles")
    assert {*of_acces, *of_maintien, *offered(agnes.read(glissant))} == messages(office)
    first = [e for e in of_maintien if e not in (*LAST, "fin_de_mesure_anticipee")]
    report_all(agnes, maintien, [*first, *LAST])
    assert (
        len(office.house.rows(Message, Message.delivered_at.is_not(None))) == len(of_maintien) + 1
    )


def test_every_event_says_in_french_what_to_do_and_what_will_follow(office: Office) -> None:
    for process in office.house.folder.sources.processes.values():
        for node in process.nodes():
            if node.event.kind is EventKind.MESSAGE:
                told = node.properties.get("consigne", "")
                assert told.startswith("Signalez "), node.id
                assert told.count(". ") >= 1, node.id
                assert node.name, node.id


def test_a_diagram_names_only_groups_that_exist(office: Office) -> None:
    for process in office.house.folder.sources.processes.values():
        for node in process.nodes():
            named = set(node.reporters)
            assert named <= office.house.folder.groups.keys(), node.id


def test_a_step_of_the_procedure_is_reported_by_the_precontentieux_and_the_mdl(
    office: Office,
) -> None:
    _, address = replay(office, "maintien_avec_dette", "accord_plan")
    for group in ("XLH_PREC", "MDL_TS"):
        assert set(offered(office.desk(group).read(address))) >= PROCEDURE, group
    for group in ("XLH_IS", "XLH_RELOG", "XLH_PILOTE", "MDL_CHEF"):
        desk = office.desk(group)
        shown = set(offered(desk.read(address)))
        assert shown
        assert not shown & PROCEDURE, group
        place = f"{address}/evenements/jugement_recu"
        assert desk.get(place).status_code == 403, group
        sent = desk.post(place, reports()["jugement_recu"], numero="n1")
        assert sent.status_code == 403, group
    assert office.house.rows(Message) == []


def test_the_engine_refuses_it_too(office: Office) -> None:
    case, _ = replay(office, "maintien_avec_dette", "accord_plan")
    house = office.house
    (row,) = house.rows(Subscription, Subscription.message == "jugement_recu")
    with pytest.raises(NotAllowed), house.acting("XLH_IS") as tx:
        report_event(tx, case, row.key, "m1", reports()["jugement_recu"])
