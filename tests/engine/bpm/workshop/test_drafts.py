"""Process owners write drafts side by side, and nobody undoes what another did."""

import threading

import pytest

from engine.bpm.dialect.sources import Key, SourceKind
from engine.bpm.workshop.drafts import (
    DraftChanged,
    FileExists,
    FileRefused,
    NameRefused,
    create_file,
    discard_draft,
    remove_file,
    save_draft,
)
from engine.bpm.workshop.models import Draft
from engine.bpm.workshop.shelf import (
    Item,
    content,
    files_in_force,
    files_with_drafts,
    find_item,
    shelf,
)
from engine.core.errors import NotAllowed, NotFound
from tests.engine.bpm.use_cases.drawing import form
from tests.house import House

OWNER = "EDITEUR_PROCESSUS"
ACCORD: Key = (SourceKind.FORM, "accord_menage")
NEW: Key = (SourceKind.FORM, "visite_voisin")
TEXT = form("accord_menage", accord="checkbox code").data
OTHER = form("accord_menage", accord="checkbox code", note="textfield partage").data


def read(house: House, key: Key = ACCORD) -> tuple[bytes, str]:
    with house.acting(OWNER) as tx:
        return content(tx, key)


def item(house: House, key: Key = ACCORD) -> Item:
    with house.acting(OWNER) as tx:
        return find_item(tx, key)


def save(house: House, data: bytes, etag: str, key: Key = ACCORD, who: str = OWNER) -> str:
    with house.acting(who) as tx:
        return save_draft(tx, key, data, etag)


def test_a_saved_draft_is_read_again_and_changes_nothing_in_force(house: House) -> None:
    before, etag = read(house)
    new = save(house, TEXT, etag)
    assert read(house) == (TEXT, new)
    with house.acting(OWNER) as tx:
        assert files_in_force(tx)[ACCORD].data == before
        assert files_with_drafts(tx)[ACCORD].data == TEXT
        assert files_with_drafts(tx, [])[ACCORD].data == before


def test_the_shelf_says_who_changed_what(house: House) -> None:
    save(house, TEXT, read(house)[1])
    found = item(house)
    assert found.draft is not None and found.version == 1
    assert (found.draft.author, found.draft.updated_at) == ("Éditeur de processus", house.at)
    with house.acting(OWNER) as tx:
        assert [one.key for one in shelf(tx) if one.draft] == [ACCORD]


def test_a_second_editor_is_told_and_nothing_is_overwritten(house: House) -> None:
    house.hire("sophie", OWNER)
    etag = read(house)[1]
    save(house, TEXT, etag)
    with pytest.raises(DraftChanged) as refusal:
        save(house, OTHER, etag, who="sophie")
    assert refusal.value.context == {"author": "Éditeur de processus", "at": house.at}
    assert read(house)[0] == TEXT


def test_of_two_who_save_at_once_one_is_told(postgres_house: House) -> None:
    house, etag = postgres_house, read(postgres_house)[1]
    barrier, outcomes = threading.Barrier(2), list[str]()

    def act(data: bytes) -> None:
        try:
            with house.acting(OWNER) as tx:
                find_item(tx, ACCORD)
                barrier.wait(10)
                save_draft(tx, ACCORD, data, etag)
            outcomes.append("saved")
        except DraftChanged:
            outcomes.append("told")

    people = [threading.Thread(target=act, args=[data]) for data in (TEXT, OTHER)]
    for person in people:
        person.start()
    for person in people:
        person.join(30)
    assert sorted(outcomes) == ["saved", "told"]


def test_saving_what_is_in_force_leaves_no_draft(house: House) -> None:
    before, etag = read(house)
    save(house, before, etag)
    assert house.rows(Draft) == []
    save(house, before, save(house, TEXT, etag))
    assert house.rows(Draft) == []


def test_a_draft_is_given_up_by_who_saw_it_last(house: House) -> None:
    before, etag = read(house)
    new = save(house, TEXT, etag)
    with pytest.raises(DraftChanged), house.acting(OWNER) as tx:
        discard_draft(tx, ACCORD, etag)
    with house.acting(OWNER) as tx:
        discard_draft(tx, ACCORD, new)
    assert read(house) == (before, etag)


def test_a_new_file_is_a_draft_and_goes_with_it(house: House) -> None:
    with house.acting(OWNER) as tx:
        etag = create_file(tx, NEW, form("visite_voisin").data)
    assert item(house, NEW).version is None
    with house.acting(OWNER) as tx:
        remove_file(tx, NEW, etag)
    with pytest.raises(NotFound):
        read(house, NEW)


def test_a_file_to_be_removed_is_told_and_can_be_kept_after_all(house: House) -> None:
    before, etag = read(house)
    with house.acting(OWNER) as tx:
        remove_file(tx, ACCORD, etag)
    found = item(house)
    assert found.draft is not None and found.draft.is_removal
    with house.acting(OWNER) as tx:
        assert ACCORD not in files_with_drafts(tx)
        discard_draft(tx, ACCORD, found.etag)
    assert read(house)[0] == before


def test_a_draft_begun_before_another_publication_says_so(house: House) -> None:
    save(house, TEXT, read(house)[1])
    house.publish(form("accord_menage", autre="checkbox code"))
    found = item(house)
    assert found.draft is not None and found.draft.is_overtaken


@pytest.mark.parametrize("name", ["", "été", "a b", "../x", "9e", "x" * 81, "a/b", "a.b"])
def test_a_name_is_a_simple_word(house: House, name: str) -> None:
    with pytest.raises(NameRefused), house.acting(OWNER) as tx:
        create_file(tx, (SourceKind.FORM, name), form("x").data)


def test_a_name_is_taken_once(house: House) -> None:
    with pytest.raises(FileExists), house.acting(OWNER) as tx:
        create_file(tx, ACCORD, TEXT)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (SourceKind.DIAGRAM, b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"),
        (SourceKind.DIAGRAM, b"MZ\0\1"),
        (SourceKind.DECISION, b"<a><b></a>"),
        (SourceKind.FORM, b"[]"),
        (SourceKind.FORM, b'{"components":' * 5_000),
        (SourceKind.SCENARIO, b"a: &x [1]\nb: [*x, *x]"),
        (SourceKind.SCENARIO, b"a: !!python/object/apply:os.system [ls]"),
        (SourceKind.SCENARIO, b"[" * 50_000),
        (SourceKind.SCENARIO, b"a" * 300_000),
    ],
)
def test_what_nobody_can_read_is_not_kept(house: House, kind: SourceKind, data: bytes) -> None:
    with pytest.raises(FileRefused) as refusal, house.acting(OWNER) as tx:
        create_file(tx, (kind, "mauvais"), data)
    assert refusal.value.context["message"]
    assert house.rows(Draft) == []


@pytest.mark.parametrize("group", ["MDL_TS", "MDL_CHEF", "XLH_PILOTE", "REFERENTE_VVC"])
def test_only_process_owners_see_or_write_drafts(house: House, group: str) -> None:
    etag = read(house)[1]
    for act in (
        lambda tx: shelf(tx),
        lambda tx: content(tx, ACCORD),
        lambda tx: files_with_drafts(tx),
        lambda tx: save_draft(tx, ACCORD, TEXT, etag),
        lambda tx: create_file(tx, NEW, TEXT),
        lambda tx: remove_file(tx, ACCORD, etag),
        lambda tx: discard_draft(tx, ACCORD, etag),
    ):
        with pytest.raises(NotAllowed), house.acting(group) as tx:
            act(tx)
