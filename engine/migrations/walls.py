"""Row-level security, from the tables as they are: run after every migration, it follows them.

A table with a ``circle_id`` shows the rows of the actor's circles. A table without one shows the
rows whose parents are shown, by its foreign keys; a few say in SPECIAL how they are known.
Nothing is shown to a connection that has not said who acts, or whose seal is wrong.
"""

import hashlib
from collections.abc import Mapping

from sqlalchemy import Connection, Table, text

from engine.core.walls import APP_ROLE
from engine.migrations.metadata import metadata

ALL = "(SELECT cloison.tout())"
# The seal is checked once a statement, the list of a circle at each row.
WHO = "(SELECT cloison.qui())"
SPECIAL: Mapping[str, str] = {
    "circle": f"cloison.voit(id, {WHO})",
    # Acts on one's own account (signing in) are of no circle.
    "audit_entry": (
        f"cloison.voit(circle_id, {WHO})"
        " OR (circle_id IS NULL AND actor_id = (SELECT cloison.personne()))"
    ),
    # A household is known by its dossiers; while it is being created it has none.
    "menage": (
        "EXISTS (SELECT 1 FROM dossier d WHERE d.menage_id = menage.id)"
        " OR NOT cloison.est_suivi(id)"
    ),
    # A message is its case's, by reference; those of no case are for whoever files them.
    "message": (
        "EXISTS (SELECT 1 FROM instance i WHERE i.reference = correlation_key)"
        " OR NOT cloison.est_reference(correlation_key)"
    ),
    "outbox_job": "false",
    # What one was told, and how one wants to be told, is one's own, not one's colleagues'.
    "notice_reader": f"person_id = (SELECT cloison.personne()) AND cloison.voit(circle_id, {WHO})",
    "preference": "person_id = (SELECT cloison.personne())",
    "sending": "person_id = (SELECT cloison.personne())",
}
WRITABLE: Mapping[str, str] = {
    "outbox_job": "(SELECT cloison.qui()) IS NOT NULL",
    "sending": "(SELECT cloison.qui()) IS NOT NULL",
}
"""What may be inserted, where it is more than what may be read: a promise, kept by the system."""
KEPT: Mapping[str, str] = {
    "organisation": ALL,
    "staff_group": ALL,
    "membership": ALL,
    # Signing in and out, and acts that are of no dossier, are on one's own chain.
    "person": f"{ALL} OR id = (SELECT cloison.personne())",
}
"""Who works in which trade decides who sees: read by all, written by whoever opens accounts."""
READ_BY_FUNCTIONS = ("circle_member", "dossier", "instance")


def install_walls(connection: Connection, key: bytes | None = None) -> None:
    """Write the role, the functions and a forced policy a table; nothing on SQLite.

    ``key`` is that of `core/walls.py`: given once, what is told must be signed with it. Run again,
    it follows tables that have come, and keeps the key.
    """
    if connection.dialect.name != "postgresql":
        return
    policies = [
        statement
        for table in metadata.sorted_tables
        if (condition := condition_of(table))
        for statement in _policy(table.name, condition)
    ]
    kept = [statement for name, condition in KEPT.items() for statement in _kept(name, condition)]
    statements = [*FUNCTIONS, *policies, *kept, *GRANTS]
    mark = hashlib.sha256("\n".join(statements).encode()).hexdigest()
    if connection.scalar(text(MARK)) != mark:  # each takes its table's lock: not at every start
        for statement in [*statements, f"COMMENT ON SCHEMA cloison IS '{mark}'"]:
            connection.execute(text(statement))
    if key is not None:
        pads = {"inner": _padded(key, 0x36), "outer": _padded(key, 0x5C)}
        connection.execute(text("DELETE FROM cloison.sceau"))
        connection.execute(text("INSERT INTO cloison.sceau VALUES (:inner, :outer)"), pads)


def act_as_system(connection: Connection) -> None:
    """What follows in this transaction, by the owner, is not kept within a circle (migrations)."""
    if connection.dialect.name == "postgresql":
        found = connection.execute(text("SELECT to_regprocedure('cloison.agir()') IS NOT NULL"))
        if found.scalar():
            connection.execute(text("SELECT cloison.agir()"))


def condition_of(table: Table) -> str:
    """Which rows of a table the actor may know, in SQL; empty for a table that says nothing."""
    if table.name in SPECIAL:
        return SPECIAL[table.name]
    if "circle_id" in table.c:
        return f"cloison.voit(circle_id, {WHO})"
    parents = [
        (key.parent, key.column)
        for key in sorted(table.foreign_keys, key=lambda key: key.parent.name)
        if condition_of(key.column.table)
    ]
    return " AND ".join(
        f'("{own.name}" IS NULL OR EXISTS '
        f'(SELECT 1 FROM "{other.table.name}" p '
        f'WHERE p."{other.name}" = "{table.name}"."{own.name}"))'
        for own, other in parents
    )


def _policy(name: str, condition: str) -> list[str]:
    known = f"{ALL} OR {condition}"
    written = f"{ALL} OR {WRITABLE.get(name, condition)}"
    return [
        f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS cercle ON "{name}"',
        f'CREATE POLICY cercle ON "{name}" TO PUBLIC USING ({known}) WITH CHECK ({written})',
    ]


def _kept(name: str, condition: str) -> list[str]:
    """Read by everybody, written by some: a person's trade and account cannot be changed by SQL."""
    return [
        f'ALTER TABLE "{name}" ENABLE ROW LEVEL SECURITY',
        f'ALTER TABLE "{name}" FORCE ROW LEVEL SECURITY',
        f'DROP POLICY IF EXISTS lecture ON "{name}"',
        f'CREATE POLICY lecture ON "{name}" FOR SELECT TO PUBLIC USING (true)',
        f'DROP POLICY IF EXISTS ecriture ON "{name}"',
        f'CREATE POLICY ecriture ON "{name}" TO PUBLIC '
        f"USING ({condition}) WITH CHECK ({condition})",
    ]


def _padded(key: bytes, byte: int) -> bytes:
    """Half of an HMAC's work (RFC 2104): PostgreSQL alone has sha256 and no HMAC."""
    return bytes(b ^ byte for b in key.ljust(64, b"\0"))


MARK = "SELECT obj_description(to_regnamespace('cloison'), 'pg_namespace')"
HEAD = "LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog"
FUNCTIONS = (
    f"""DO $$ BEGIN
    CREATE ROLE {APP_ROLE} NOLOGIN NOSUPERUSER NOBYPASSRLS;
    EXCEPTION WHEN duplicate_object OR unique_violation OR insufficient_privilege
    THEN NULL; END $$""",
    f"""DO $$ BEGIN
    EXECUTE format('GRANT {APP_ROLE} TO %I', current_user);
    EXCEPTION WHEN insufficient_privilege OR invalid_grant_operation THEN NULL; END $$""",
    "CREATE SCHEMA IF NOT EXISTS cloison",
    "CREATE TABLE IF NOT EXISTS cloison.sceau (dedans bytea NOT NULL, dehors bytea NOT NULL)",
    # Who acts, or nothing when the seal is not that of the program.
    f"""CREATE OR REPLACE FUNCTION cloison.qui() RETURNS text {HEAD} AS $$
    DECLARE told text := nullif(current_setting('palier.actor', true), ''); k record;
    BEGIN
        IF told IS NULL THEN RETURN NULL; END IF;
        SELECT dedans, dehors INTO k FROM cloison.sceau;
        IF FOUND AND current_setting('palier.seal', true) IS DISTINCT FROM
            encode(sha256(k.dehors || sha256(k.dedans || convert_to(told, 'UTF8'))), 'hex')
        THEN RETURN NULL; END IF;
        RETURN told;
    END $$""",
    f"""CREATE OR REPLACE FUNCTION cloison.tout() RETURNS boolean {HEAD} AS $$
    BEGIN RETURN coalesce(split_part(cloison.qui(), '|', 1) = 'system', false); END $$""",
    f"""CREATE OR REPLACE FUNCTION cloison.personne() RETURNS uuid {HEAD} AS $$
    BEGIN RETURN nullif(split_part(cloison.qui(), '|', 1), 'system')::uuid; END $$""",
    f"""CREATE OR REPLACE FUNCTION cloison.voit(cercle uuid, told text) RETURNS boolean {HEAD} AS $$
    DECLARE moi uuid; le timestamptz;
    BEGIN
        IF told IS NULL OR cercle IS NULL OR told LIKE 'system|%' THEN RETURN false; END IF;
        moi := split_part(told, '|', 1)::uuid;
        le := split_part(told, '|', 2)::timestamptz;
        RETURN EXISTS (
            SELECT 1 FROM public.circle_member m
            WHERE m.circle_id = cercle AND (m.until IS NULL OR m.until > le)
            AND (m.person_id = moi OR EXISTS (
                SELECT 1 FROM public.membership g
                WHERE g.person_id = moi AND g.group_code = m.group_code))
        ) OR strpos(split_part(told, '|', 3), cercle::text) > 0;
    END $$""",
    f"""CREATE OR REPLACE FUNCTION cloison.est_suivi(menage uuid) RETURNS boolean {HEAD} AS $$
    BEGIN RETURN EXISTS (SELECT 1 FROM public.dossier d WHERE d.menage_id = menage); END $$""",
    f"""CREATE OR REPLACE FUNCTION cloison.est_reference(ref text) RETURNS boolean {HEAD} AS $$
    BEGIN RETURN EXISTS (SELECT 1 FROM public.instance i WHERE i.reference = ref); END $$""",
    # For the owner alone: it signs in the place of the program.
    """CREATE OR REPLACE FUNCTION cloison.agir() RETURNS void LANGUAGE plpgsql AS $$
    DECLARE k record; told text := 'system||';
    BEGIN
        SELECT dedans, dehors INTO k FROM cloison.sceau;
        PERFORM set_config('palier.actor', told, true), set_config('palier.seal',
            encode(sha256(k.dehors || sha256(k.dedans || convert_to(told, 'UTF8'))), 'hex'), true);
    END $$""",
)
GRANTS = (
    *(
        statement
        for name in READ_BY_FUNCTIONS
        for statement in (
            f"DROP POLICY IF EXISTS proprietaire ON {name}",
            f"CREATE POLICY proprietaire ON {name} FOR SELECT TO CURRENT_USER USING (true)",
        )
    ),
    f"GRANT USAGE ON SCHEMA public, cloison TO {APP_ROLE}",
    f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APP_ROLE}",
    f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APP_ROLE}",
    f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {APP_ROLE}",
    # Of one's own account, what the program writes: neither its partner nor its password.
    f"REVOKE UPDATE ON person FROM {APP_ROLE}",
    "GRANT UPDATE (name, closed_at, signed_out_at, audit_head, audit_length) "
    f"ON person TO {APP_ROLE}",
    "REVOKE ALL ON cloison.sceau FROM PUBLIC",
    "REVOKE EXECUTE ON FUNCTION cloison.agir() FROM PUBLIC",
)
