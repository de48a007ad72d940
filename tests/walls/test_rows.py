"""The second wall, by going around the application: raw SQL as the program's own role.

Whatever a query of ours forgets, PostgreSQL gives no row of a circle that the actor is not of.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import func, select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.complete import complete_task
from engine.core.access import open_circle
from engine.core.access.models import Circle
from engine.core.crypto import Keyring, new_key
from engine.core.identity.actor import SYSTEM, Actor
from engine.core.transaction import Database
from engine.core.walls import APP_ROLE, beyond, told, wall_key
from engine.migrations import upgrade
from engine.migrations.metadata import metadata
from engine.migrations.walls import SPECIAL, condition_of
from engine.suivi.dossiers.models import Dossier
from tests.engine.bpm.notices.told import reach, tell
from tests.engine.suivi.menages.homes import DANGER, shared
from tests.house import House
from tests.walls.planted import COLLEAGUE, REPLACED, Planted

WALLED = [table for table in metadata.sorted_tables if condition_of(table)]
STRANGERS = (COLLEAGUE, REPLACED, "XLH_IS", "XLH_PREC", "XLH_RELOG", "REFERENTE_VVC",
             "EDITEUR_PROCESSUS")  # fmt: skip
REFUSED = (psycopg.errors.InsufficientPrivilege, psycopg.errors.RaiseException)


@contextmanager
def raw(house: House, person: UUID | str | None = "") -> Iterator[psycopg.Connection[Any]]:
    """A connection as the program's role, in a transaction in which that person acts.

    None: the system; without one, nobody has said anything.
    """
    with psycopg.connect(house.url, options=f"-c role={APP_ROLE}") as connection:
        if person != "":
            assert not isinstance(person, str)
            say(connection, told(house.database.keys, person, house.at))
        yield connection
        connection.rollback()


def say(connection: psycopg.Connection[Any], words: dict[str, str]) -> None:
    connection.execute("SELECT set_config('palier.actor', %(told)s, true)", words)
    connection.execute("SELECT set_config('palier.seal', %(seal)s, true)", words)


def everything(connection: psycopg.Connection[Any]) -> dict[str, set[str]]:
    """Every row that this connection is given, by table."""
    found = {}
    for table in WALLED:
        query = sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table.name))
        found[table.name] = {row for (row,) in connection.execute(query).fetchall()}
    return found


def of_the_victim(walled: Planted) -> dict[str, set[str]]:
    """The rows that hold an id of the victim's file, in every table, found by the owner."""
    marks = {str(walled.circle(walled.victim)), walled.victim}
    known: set[str] = set()
    with psycopg.connect(walled.house.url) as owner:
        rows = everything(owner)
        for name in ("dossier", "document", "menage", "instance"):
            known |= {row[1:37] for row in rows[name] if any(mark in row for mark in marks)}
            if name == "dossier":  # and the household that it names
                query = "SELECT menage_id::text FROM dossier WHERE reference = %s"
                known |= {one for (one,) in owner.execute(query, [walled.victim])}
    marks |= known
    return {name: {r for r in found if any(m in r for m in marks)} for name, found in rows.items()}


# --- every table ---------------------------------------------------------------


def test_every_table_of_a_circle_has_a_forced_policy(pg_url: str) -> None:
    with psycopg.connect(pg_url) as connection:
        forced = {
            name
            for (name,) in connection.execute(
                "SELECT relname FROM pg_class JOIN pg_policy ON polrelid = pg_class.oid "
                "WHERE relrowsecurity AND relforcerowsecurity AND polname = 'cercle'"
            )
        }
    of_a_circle = {t.name for t in metadata.sorted_tables if "circle_id" in t.c}
    assert of_a_circle <= forced
    assert {table.name for table in WALLED} == forced


def test_what_hangs_on_a_walled_row_is_walled_too() -> None:
    walled = {table.name for table in WALLED}
    for table in metadata.sorted_tables:
        parents = {key.column.table.name for key in table.foreign_keys}
        assert table.name in walled or not parents & walled, table.name
    assert {"personne", "coordonnee", "partie_document", "dossier_instance"} <= walled
    assert walled >= SPECIAL.keys()


def test_the_program_s_role_is_no_owner_and_goes_around_nothing(walled: Planted) -> None:
    with raw(walled.house, None) as connection:
        (name, is_super, bypasses) = connection.execute(
            "SELECT current_user, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert (name, is_super, bypasses) == (APP_ROLE, False, False)
        for statement in (
            "ALTER TABLE dossier DISABLE ROW LEVEL SECURITY",
            "DROP POLICY cercle ON dossier",
            "TRUNCATE note",
            "SELECT * FROM cloison.sceau",
            "SELECT cloison.agir()",
            "UPDATE alembic_version SET version_num = '0001'",
        ):
            with pytest.raises(REFUSED), connection.transaction():
                connection.execute(statement.encode())


# --- rows ----------------------------------------------------------------------


def test_who_is_not_on_the_list_is_given_no_row_of_the_file(walled: Planted) -> None:
    theirs = of_the_victim(walled)
    filled = {name for name, rows in theirs.items() if rows}
    assert len(filled) > 20, sorted(filled)
    for stranger in STRANGERS:
        with raw(walled.house, walled.house.people[stranger]) as connection:
            given = everything(connection)
        for name, rows in theirs.items():
            assert not rows & given[name], (stranger, name)


def test_who_is_on_the_list_is_given_them(walled: Planted) -> None:
    theirs = of_the_victim(walled)
    with raw(walled.house, walled.house.people["MDL_CHEF"]) as connection:
        given = everything(connection)
    unread = {name for name, rows in theirs.items() if not rows <= given[name]}
    # Promises are the system's; that violences were written of is on its author's own chain; what
    # a colleague was told is theirs.
    assert unread <= {"outbox_job", "audit_entry", "notice_reader"}, unread


def test_what_one_was_told_and_how_one_is_reached_are_one_s_own(walled: Planted) -> None:
    reach(walled.house, "MDL_CHEF", "MDL_TS")
    tell(walled.house, walled.house.open_dossier(), "urgence_1h", "MDL_CHEF", "MDL_TS")
    for person in ("MDL_CHEF", "MDL_TS", "XLH_IS"):
        mine = walled.house.people[person]
        with raw(walled.house, mine) as connection:
            for table in ("notice_reader", "preference", "sending"):
                query = f"SELECT person_id FROM {table}"
                found = {row[0] for row in connection.execute(query.encode())}
                assert found <= {mine}, (person, table)
                assert found or person == "XLH_IS", (person, table)


def test_a_connection_that_says_nothing_is_given_nothing(walled: Planted) -> None:
    with raw(walled.house) as connection:
        assert {name: rows for name, rows in everything(connection).items() if rows} == {}
        with pytest.raises(REFUSED):
            connection.execute("INSERT INTO circle (id) VALUES (%s)", [uuid4()])


def test_nobody_gives_themselves_a_trade_or_another_s_account(walled: Planted) -> None:
    """What the walls believe: the groups of a person, in tables that are of no circle."""
    house = walled.house
    me, chef = house.people[COLLEAGUE], house.people["MDL_CHEF"]
    with raw(house, me) as connection:
        for change, about in (
            ("INSERT INTO membership (person_id, group_code) VALUES (%s, 'MDL_CHEF')", me),
            ("UPDATE person SET organisation_code = 'XLH' WHERE id = %s", me),
            ("UPDATE person SET password_hash = '' WHERE id = %s", chef),
        ):
            with pytest.raises(REFUSED), connection.transaction():
                connection.execute(change.encode(), [about])
        for change, about in (
            ("UPDATE membership SET group_code = 'MDL_CHEF' WHERE person_id = %s", me),
            ("DELETE FROM membership WHERE person_id = %s", chef),
            ("UPDATE person SET signed_out_at = now() WHERE id = %s", chef),
        ):
            assert connection.execute(change.encode(), [about]).rowcount == 0
        assert everything(connection)["dossier"] != set()
    with raw(house) as connection, pytest.raises(REFUSED):
        join = "INSERT INTO membership (person_id, group_code) VALUES (%s, 'MDL_CHEF')"
        connection.execute(join.encode(), [me])


def test_the_setting_ends_with_the_transaction(walled: Planted) -> None:
    with raw(walled.house, None) as connection:
        assert everything(connection)["dossier"]
        connection.commit()
        assert everything(connection)["dossier"] == set()


def test_nor_can_they_be_changed_or_added_to(walled: Planted) -> None:
    circle = walled.circle(walled.victim)
    for stranger in STRANGERS:
        with raw(walled.house, walled.house.people[stranger]) as connection:
            for table in WALLED:
                if "circle_id" not in table.c or table.name == "audit_entry":
                    continue
                _refuse_changes(connection, table.name, circle)
            join = "INSERT INTO circle_member (id, circle_id, person_id) VALUES (%s, %s, %s)"
            with pytest.raises(REFUSED), connection.transaction():
                connection.execute(join, [uuid4(), circle, walled.house.people[stranger]])


def _refuse_changes(connection: psycopg.Connection[Any], table: str, circle: UUID) -> None:
    name = sql.Identifier(table)
    change = sql.SQL("UPDATE {} SET circle_id = circle_id WHERE circle_id = %s").format(name)
    remove = sql.SQL("DELETE FROM {} WHERE circle_id = %s").format(name)
    assert connection.execute(change, [circle]).rowcount == 0, table
    assert connection.execute(remove, [circle]).rowcount == 0, table
    # A row of one's own cannot be put into the other circle either.
    steal = sql.SQL("UPDATE {} SET circle_id = %s").format(name)
    try:
        with connection.transaction():
            assert connection.execute(steal, [circle]).rowcount == 0, table
    except REFUSED:
        pass


def test_whoever_leaves_a_file_can_finish_what_restricts_it(walled: Planted) -> None:
    """A colleague does the step that takes the file out of their own sight."""
    house = walled.house
    reference = shared(house, nom="Laborde")
    (case,) = [row.id for row in house.rows(Instance, Instance.reference == reference)]
    task = house.task(case, "prediagnostic")
    with house.acting(COLLEAGUE) as tx:
        complete_task(tx, task.id, DANGER)
    assert house.dossier(case).is_restreint
    assert "avis_mdl" in house.tasks(case)
    with raw(house, house.people[COLLEAGUE]) as connection:
        found = connection.execute("SELECT 1 FROM dossier WHERE reference = %s", [reference])
        assert found.fetchone() is None


def test_what_protects_a_file_is_asked_beyond_the_wall_and_no_further(walled: Planted) -> None:
    count = select(func.count()).select_from(Dossier)
    with walled.house.acting(COLLEAGUE) as tx:
        mine = tx.session.scalar(count)
        with beyond(tx):
            every = tx.session.scalar(count)
        assert (mine, every) == (1, 2)
        assert tx.session.scalar(count) == 1


# --- the seal ------------------------------------------------------------------


def test_once_there_is_a_key_nobody_is_believed_without_its_seal(walled: Planted) -> None:
    house = walled.house
    upgrade(house.url, wall_key(house.database.keys))
    try:
        chef = house.people["MDL_CHEF"]
        with raw(house, chef) as connection:
            honest = everything(connection)
        assert len(honest["dossier"]) == 2
        with house.acting("MDL_CHEF") as tx:
            assert tx.session.scalar(select(func.count()).select_from(Dossier)) == 2
        stolen = told(house.database.keys, house.people["XLH_IS"], house.at)["seal"]
        other = told(Keyring({1: new_key()}), chef, house.at)["seal"]
        text = told(house.database.keys, chef, house.at)["told"]
        for seal in ("", stolen, other, text):
            with raw(house) as connection:
                say(connection, {"told": text, "seal": seal})
                assert not any(everything(connection).values())
                say(connection, {"told": "system||", "seal": seal})
                assert not any(everything(connection).values())
    finally:
        with psycopg.connect(house.url) as owner:
            owner.execute("DELETE FROM cloison.sceau")


def test_an_owner_that_is_no_superuser_and_an_account_of_the_program_are_enough(
    pg_url: str, house_keys: Keyring
) -> None:
    """As it is installed: one account owns the tables and migrates, another one serves."""
    base = pg_url.rsplit("/", 1)[0]
    place = f"cloisons_{uuid4().hex[:8]}"
    owner, clerk = f"{place}_maitre", f"{place}_service"
    with psycopg.connect(pg_url, autocommit=True) as root:
        root.execute(f"CREATE ROLE {owner} LOGIN CREATEROLE".encode())
        root.execute(f"CREATE DATABASE {place} OWNER {owner}".encode())
        root.execute(f"GRANT {APP_ROLE} TO {owner} WITH ADMIN OPTION".encode())
        root.execute(f"CREATE ROLE {clerk} LOGIN IN ROLE {APP_ROLE}".encode())
    url = base.replace("palier@", f"{owner}@", 1) + f"/{place}"
    for _ in range(2):  # a second start changes nothing
        upgrade(url, wall_key(house_keys))
    database = Database(base.replace("palier@", f"{clerk}@", 1) + f"/{place}", house_keys)
    try:
        with database.transaction(SYSTEM) as tx:
            circle = open_circle(tx)
        with database.transaction(SYSTEM) as tx:
            assert list(tx.session.scalars(select(Circle.id))) == [circle]
        nobody = Actor(uuid4(), "nul", "Nul", "MDL", frozenset())
        with database.transaction(nobody) as tx:
            assert list(tx.session.scalars(select(Circle.id))) == []
    finally:
        database.dispose()
        with psycopg.connect(pg_url, autocommit=True) as root:
            root.execute(f"DROP DATABASE {place} WITH (FORCE)".encode())
            for role in (owner, clerk):
                root.execute(f"DROP OWNED BY {role}; DROP ROLE {role}".encode())
