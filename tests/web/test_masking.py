"""No log says the secret address of a calendar: whoever reads logs reads nobody's month."""

import logging
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Response
from granian.log import DEFAULT_ACCESSLOG_FMT, log_request_builder

import web.echeances.agenda as agenda
from tests.served import served
from tests.web.office import Office

SECRET = "Planted_" + "s3cret-" * 6
ADDRESS = f"/agenda/{SECRET}/agenda.ics"


@pytest.fixture
def logs(office: Office, caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """Every line of every logger of an open office, tracebacks included, whatever its level."""
    assert office.app is not None
    with caplog.at_level(logging.DEBUG):
        yield caplog
    assert SECRET not in caplog.text
    assert not any(SECRET in record.getMessage() for record in caplog.records)


def broken(*_: Any) -> Any:
    """A fault that quotes the address itself, as a library may."""
    raise RuntimeError(f"cannot answer http://palier.example{ADDRESS}")


def test_a_fault_of_the_page_names_no_address(
    office: Office, logs: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "who_reads", broken)
    assert office.desk().get(ADDRESS).status_code == 500
    assert "fault at echeances.read_agenda" in logs.text
    assert "http://palier.example/agenda/…/agenda.ics" in logs.text


def test_a_fault_after_the_page_is_told_by_flask_without_the_address(
    office: Office, logs: pytest.LogCaptureFixture
) -> None:
    def late(_: Response) -> Response:
        raise RuntimeError("too late for a page")

    office.app.after_request_funcs.setdefault(None, []).append(late)
    office.desk().get(ADDRESS)
    assert "Exception on /agenda/…/agenda.ics [GET]" in logs.text


def test_a_fault_that_nobody_caught_is_told_by_the_server_without_the_address(
    logs: pytest.LogCaptureFixture,
) -> None:
    with served(broken) as address, pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(address + ADDRESS, timeout=10)
    assert "Exception while serving /agenda/…/agenda.ics" in logs.text


def test_an_access_log_that_somebody_turns_on_says_that_a_calendar_was_read(
    logs: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("granian.access"), "propagate", True)
    write = log_request_builder(DEFAULT_ACCESSLOG_FMT)
    told = {"addr_remote": "192.0.2.1", "protocol": "HTTP/1.1", "path": ADDRESS, "qs": ""}
    write(0.0, 0.0, {**told, "method": "GET", "scheme": "http"}, 200)
    assert "GET /agenda/…/agenda.ics" in logs.text
