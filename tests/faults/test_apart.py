"""Each process apart: it waits for its servers in words, recovers by itself, ends what it does."""

import json
import signal
import subprocess
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
import pytest

from engine.bpm.timers.models import Timer
from tests.faults.machines import program
from tests.faults.ordeal import Ordeal, Place, is_done, place, wait_until
from tests.faults.program import SLOW
from tests.faults.story import HOLDING, begin, come_due, outcome

WITHIN = 90.0
ALONE = Ordeal(
    timers=1, over=0.1, kills=0, redis_away=0, workers=1, beats=1, webs=1, extra={SLOW: "3"}
)


@pytest.fixture
def here() -> Iterator[Place]:
    with TemporaryDirectory(prefix="palier-apart-") as folder, place(Path(folder), ALONE) as made:
        yield made


def health(here: Place) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(f"{address(here)}/sante", timeout=10) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, {}


def address(here: Place) -> str:
    return f"http://127.0.0.1:{here.supervisor.env['PALIER_PORT']}"


def test_servers_that_go_and_come_back_are_told_and_waited_for(here: Place) -> None:
    here.valkey.stop()
    waiting = subprocess.Popen(
        program("beat"), env=dict(here.environment()), stdout=subprocess.PIPE, text=True
    )
    assert waiting.stdout is not None
    assert waiting.stdout.readline().startswith(
        f"Redis ne répond pas (127.0.0.1:{here.valkey.port}). Nouvel essai"
    )
    here.valkey.start()
    assert waiting.stdout.readline().startswith("Tout répond")
    waiting.terminate()
    waiting.communicate()

    here.start()
    wait_until(lambda: health(here)[1].get("etat") == "en marche", WITHIN)
    here.valkey.stop()
    wait_until(lambda: health(here)[1].get("file") == "muette", WITHIN)
    status, told = health(here)
    assert (status, told["etat"], told["base"]) == (200, "dégradé", "répond")
    here.valkey.start()
    wait_until(lambda: health(here)[1].get("etat") == "en marche", WITHIN)

    here.postgres.stop()
    wait_until(lambda: health(here)[0] == 503, WITHIN)
    assert health(here)[1].keys() == {"etat", "base", "file", "balayage"}
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{address(here)}/connexion", timeout=20)
    assert refused.value.code == 503
    assert "La base de données ne répond pas" in refused.value.read().decode()
    here.postgres.start()
    wait_until(lambda: health(here)[1].get("etat") == "en marche", WITHIN)


def test_a_worker_that_is_asked_to_stop_ends_what_it_does(here: Place) -> None:
    """Its one timer takes three seconds; it is asked to stop in the middle of them."""
    here.start()
    (case,) = begin(here.house, 1)
    come_due(here.house, [case], timedelta(0))
    wait_until(lambda: busy(here), WITHIN)
    worker = here.supervisor.running["worker 0"]
    here.supervisor.stopping = True
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert here.house.rows(Timer) == []
    assert outcome(here.house, [case], Counter()).fired == Counter({1: 1})
    assert not is_done(here)  # its mail waits for the next worker


def busy(here: Place) -> bool:
    """Whether somebody holds the case of the timer."""
    with psycopg.connect(here.postgres.url) as connection:
        return connection.execute(HOLDING).fetchone() is not None
