"""Everything that the program keeps has a class and an end, or a reason to stay."""

from engine.core.sealed import sealed_columns
from engine.migrations.metadata import metadata
from engine.suivi.conservation.classes import TABLES, Classe, Fin

ROOTS = {"dossier", "menage", "instance"}


def test_every_table_of_the_program_has_a_class_and_every_class_a_table() -> None:
    known = set(metadata.tables)
    assert sorted(known - TABLES.keys()) == [], "to be classed in conservation/classes.py"
    assert sorted(TABLES.keys() - known) == []


def test_a_table_that_is_kept_says_why_and_holds_nothing_sealed() -> None:
    kept = {t for t, o in TABLES.items() if any(s.classe is Classe.SANS_PERSONNE for s in o.sorts)}
    assert [table for table in kept if not TABLES[table].pourquoi] == []
    assert sorted({column.class_.__tablename__ for _, column, _ in sealed_columns()} & kept) == []


def test_every_sealed_column_goes_at_its_end() -> None:
    """A row that stays is emptied of every sealed column, or another class deletes it."""
    for _, column, _ in sealed_columns():
        sorts = TABLES[column.class_.__tablename__].sorts
        name = column.key
        assert any(
            sort.fin is Fin.SUPPRIMER or (sort.fin is Fin.VIDER and name in sort.colonnes)
            for sort in sorts
        ), f"{column.class_.__tablename__}.{name}"


def test_what_is_tied_to_a_dossier_ends_with_it() -> None:
    for name, objet in TABLES.items():
        table = metadata.tables[name]
        tied = {
            key.column.table.name for column in table.columns for key in column.foreign_keys
        } & ROOTS
        named = "dossier_id" in table.c or "menage_id" in table.c or "instance_id" in table.c
        if tied or named:
            assert any(sort.par or sort.age for sort in objet.sorts), name


def test_every_end_names_columns_that_exist() -> None:
    for name, objet in TABLES.items():
        table = metadata.tables[name]
        for sort in objet.sorts:
            tied = [said.partition(">")[0] for said in sort.par]
            for column in (
                *tied,
                *sort.seul,
                *sort.sauf,
                *sort.colonnes,
                *filter(None, [sort.age]),
            ):
                assert column in table.c, f"{name}.{column}"
            assert sort.par or sort.age or sort.fin is Fin.GARDER, name
            assert bool(sort.colonnes) == (sort.fin is Fin.VIDER), name


def test_nobody_can_be_named_by_a_table_with_a_rule_of_age_alone() -> None:
    """What ends by its age alone is of no dossier."""
    for name, objet in TABLES.items():
        classes = {sort.classe for sort in objet.sorts}
        if classes <= {Classe.JOURNAUX, Classe.PASSAGE}:
            columns = [c for c in metadata.tables[name].c if c.foreign_keys]
            targets = {key.column.table.name for c in columns for key in c.foreign_keys}
            assert not targets & {"dossier", "menage", "personne"}, name
