"""A real worker plays what a publication waits for."""

from collections.abc import Mapping

import redis

from engine.core import clock
from engine.suivi.atelier.models import Proof
from tests.engine.suivi.atelier.owner import ENTRY, ask, keep_scenarios, publish, replace
from tests.house import House
from tests.workers.test_tasks import ask as send
from tests.workers.test_tasks import eventually, worker


def test_a_worker_plays_the_proof_that_a_publication_waits_for(
    postgres_house: House, outside: Mapping[str, str], redis_url: str
) -> None:
    house = postgres_house
    redis.Redis.from_url(redis_url).flushdb()
    house.at = clock.now()  # workers have no clock but the real one
    keep_scenarios(house, "refus_partage")
    replace(house, ENTRY, 'name="Pré-diagnostic social"', 'name="Évaluer la situation"')
    proof_id = ask(house)
    with worker(outside):
        send(outside, "palier.play_proofs", "palier.play_proofs")
        eventually(lambda: house.row(Proof, proof_id).finished_at is not None)
    assert house.row(Proof, proof_id).has_passed
    publish(house, [ENTRY])
