"""The volet's key is another one: without it the rest of the program works, and tells nothing."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from engine.bpm.instances.models import Answer, Incident, Instance
from engine.core.crypto import Keyring, is_apart, new_key
from engine.core.errors import ApartUnreadable
from engine.core.reseal import reseal_all
from engine.migrations.metadata import metadata
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.read import read_menage
from engine.suivi.violences.contenu import has_protections
from engine.suivi.violences.ecrire import record_abri, record_protection
from engine.suivi.violences.lire import read_volet
from engine.suivi.violences.models import Protection
from tests.engine.suivi.menages.homes import DANGER
from tests.engine.suivi.violences.kit import IMMEDIAT, PLAN, agreed, in_danger
from tests.house import PARTAGE, House

SECRETS = ("Tante Rosalie", "mimosa", "Ne pas appeler le soir", "Foyer des Pins", "Par la cour")


@contextmanager
def with_keys(house: House, keys: Keyring) -> Iterator[None]:
    before, house.database.keys = house.database.keys, keys
    try:
        yield
    finally:
        house.database.keys = before


def written(house: House) -> str:
    """A volet in which everything personal is written; the dossier's reference."""
    case, volet = agreed(house, **IMMEDIAT, consignes_contact=SECRETS[2])
    reference = house.instance(case).reference
    house.do(
        volet,
        "mettre_a_l_abri",
        {"abri_trouve": "OUI", "abri_type": "URGENCE", "abri_lieu": SECRETS[3]},
    )
    house.do(volet, "plan_securite", {**PLAN, "plan_precisions": SECRETS[4]})
    with house.acting("REFERENTE_VVC") as tx:
        texts = {"ne_pas_informer": SECRETS[0], "mot_code": SECRETS[1], "consignes": SECRETS[2]}
        signs = {"tgd": True, "oppi": False, "plainte": True, "adresse_confidentielle": True}
        record_protection(tx, reference, texts, signs, "DEMANDEE", house.at.date())
    return reference


def dump(house: House) -> bytes:
    """Every cell of the database, and what opens of it with the general key alone."""
    keys, found = Keyring({1: house.key}), []
    with house.system() as tx:
        for table in metadata.sorted_tables:
            for row in tx.session.execute(text(f'select * from "{table.name}"')).mappings():
                found += [
                    value if isinstance(value, bytes) else str(value).encode()
                    for value in row.values()
                ]
        for answer in tx.session.query(Answer):
            if not is_apart(answer.body):
                found.append(keys.open(answer.body, f"answer:{answer.id}"))
            else:
                with pytest.raises(ApartUnreadable):
                    keys.open(answer.body, f"answer:{answer.id}")
    return b"\n".join(found)


def test_a_dump_without_that_key_tells_nothing_of_the_volet(house: House) -> None:
    written(house)
    content = dump(house)
    for secret in (*SECRETS, "protection_id"):
        assert secret.encode() not in content, secret
        assert json.dumps(secret)[1:-1].encode() not in content, secret


def test_without_the_key_the_rest_works_and_the_volet_says_so(house: House) -> None:
    reference = written(house)
    with with_keys(house, Keyring({1: house.key})):
        with house.acting("MDL_TS") as tx:
            dossier, _ = find_dossier(tx, reference)
            read_menage(tx, dossier)
            with pytest.raises(ApartUnreadable):
                read_volet(tx, reference)
        with pytest.raises(ApartUnreadable), house.acting("REFERENTE_VVC") as tx:
            record_abri(tx, reference, "URGENCE", house.at.date(), None, "")


def test_a_wrong_key_opens_nothing(house: House) -> None:
    reference = written(house)
    with (
        with_keys(house, Keyring({1: house.key}, {1: new_key()})),
        pytest.raises(ApartUnreadable),
        house.acting("MDL_TS") as tx,
    ):
        read_volet(tx, reference)


def test_without_the_key_a_danger_still_restricts_and_the_entry_goes_on(house: House) -> None:
    with with_keys(house, Keyring({1: house.key})):
        case = house.open_dossier()
        house.do(case, "information_partage", PARTAGE)
        house.do(case, "prediagnostic", DANGER)
    assert house.dossier(case).is_restreint
    assert house.tasks(case) == ["avis_bailleur", "avis_mdl"]
    (incident,) = house.rows(Incident, Incident.resolved_at.is_(None))
    assert (incident.element, incident.code) == ("ouvrir_accompagnement", "apart_unreadable")


def test_each_of_the_two_keys_turns_by_itself(house: House) -> None:
    reference = written(house)
    newer, other = new_key(), new_key()
    both = Keyring({1: house.key, 2: newer}, {1: house.apart_key, 2: other})
    with with_keys(house, both):
        assert reseal_all(house.database) > 0
        assert reseal_all(house.database) == 0
    with with_keys(house, Keyring({2: newer}, {2: other})), house.acting("MDL_TS") as tx:
        assert read_volet(tx, reference).contenu.mot_code == "mimosa"


def test_a_general_rotation_without_the_volets_key_leaves_its_texts_as_they_are(
    house: House,
) -> None:
    reference = written(house)
    newer = new_key()
    (before,) = house.rows(Protection)
    with with_keys(house, Keyring({1: house.key, 2: newer})):
        reseal_all(house.database)
    (after,) = house.rows(Protection)
    assert after.corps == before.corps
    whole = Keyring({2: newer}, {1: house.apart_key})
    with with_keys(house, whole), house.acting("MDL_TS") as tx:
        assert read_volet(tx, reference).contenu.mot_code == "mimosa"


def test_the_workflow_of_a_volet_lies_sealed_and_that_of_its_dossier_does_not(house: House) -> None:
    case, volet = in_danger(house)
    rows = {row.id: row for row in house.rows(Instance)}
    assert (rows[volet].state, is_apart(rows[volet].sealed_state)) == (b"", True)
    assert (rows[case].is_apart, rows[case].sealed_state) == (False, None)
    with house.system() as tx:
        assert has_protections(tx)
