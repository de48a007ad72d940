"""Households really played on the published diagrams, by people, on a moved clock."""

from pathlib import Path

from sqlalchemy import select

from engine.bpm.dialect.folder import Folder, read_folder
from engine.bpm.forms.validate import validate
from engine.bpm.instances.answers import open_answers
from engine.bpm.instances.models import Answer, Instance, Step
from engine.bpm.tasks.models import Task
from engine.core.audit.verify import is_intact
from engine.core.calendar import PARIS, is_ouvre, paris_day
from engine.core.identity.actor import SYSTEM
from engine.suivi.dossiers.models import Statut
from engine.suivi.programme.people import COLLEAGUES
from tests.engine.suivi.conftest import TODAY, Played, play

PAIR = ("mediation", "maintien_nouveau")


def test_everything_that_was_to_be_done_could_be_done(played: Played) -> None:
    assert played.motion.refused == []


def test_households_stand_where_their_story_leaves_them(played: Played) -> None:
    closed, refused = played.dossier("bail_direct"), played.dossier("refus")
    assert (closed.statut, closed.motif_sortie) == (Statut.CLOS, "ACCES_BAIL_DIRECT")
    assert (refused.statut, refused.motif_sortie) == (Statut.SANS_SUITE, "HORS_PUBLIC")
    assert played.dossier("attente").statut == Statut.REPERE
    assert played.answers("attente")["place_disponible"] == "NON"
    assert closed.date_entree and closed.date_sortie
    assert 45 <= (closed.date_sortie - closed.date_entree).days <= 300


def test_a_danger_restricts_the_file(played: Played) -> None:
    assert played.answers("danger")["danger"] == "POSSIBLE"
    assert played.dossier("danger").is_restreint


def test_a_measure_past_its_twelve_months_waits_for_the_chef(played: Played) -> None:
    late = played.dossier("hors_delai")
    assert late.statut == Statut.EN_COURS
    assert late.date_fin_max and late.date_fin_max < TODAY
    assert "duree_depassee" in played.open_tasks("hors_delai")


def test_a_household_may_have_both_volets(played: Played) -> None:
    steps = played.rows(Step, Step.instance_id == played.case("deux_volets"))
    assert {"parcours_acces", "parcours_maintien"} <= {step.process for step in steps}


def test_over_indebtedness_suspends_the_plan(played: Played) -> None:
    assert played.answers("surendettement")["prelevements_arretes"] is True


def test_nobody_acts_before_being_asked_nor_outside_office_hours(played: Played) -> None:
    for task in played.rows(Task, Task.outcome == "done"):
        assert task.opened_at < task.closed_at < played.motion.until
        local = task.closed_at.astimezone(PARIS)
        assert is_ouvre(local.date())
        assert 9 <= local.hour < 18


def test_each_task_is_done_by_somebody_of_its_trade(played: Played) -> None:
    trades = {played.motion.people[one.login]: one.groups for one in COLLEAGUES}
    done = played.rows(Task, Task.outcome == "done")
    assert [task.element for task in done if task.group_code not in trades[task.closed_by]] == []
    assert len({task.closed_by for task in done}) >= 6


def test_some_are_late(played: Played) -> None:
    done = played.rows(Task, Task.outcome == "done", Task.due_on.is_not(None))
    late = [task for task in done if paris_day(task.closed_at) > task.due_on]
    assert 0 < len(late) < len(done) / 4


def test_every_answer_was_one_that_its_form_accepts(played: Played, folder: Folder) -> None:
    forms = {form.id: form for form in folder.sources.forms.values()}
    with played.database.transaction(SYSTEM, read_only=True) as tx:
        for answer in tx.session.scalars(select(Answer)):
            raw = open_answers(tx, answer)
            assert validate(forms[answer.form], raw, answer.at).raw == raw


def test_dates_agree_with_the_clock(played: Played) -> None:
    for story in ("bail_direct", "deux_volets", "surendettement"):
        dossier, answers = played.dossier(story), played.answers(story)
        assert dossier.date_entree and dossier.ouvert_le
        assert answers["date_reperage"] == paris_day(dossier.ouvert_le).isoformat()
        assert paris_day(dossier.ouvert_le) <= dossier.date_entree <= TODAY


def test_what_happened_is_recorded_in_whole_chains(played: Played) -> None:
    with played.database.transaction(SYSTEM, read_only=True) as tx:
        chains = tx.session.scalars(select(Instance)).all()
        assert [chain.reference for chain in chains if not is_intact(tx, chain)] == []
        households = [c for c in chains if not c.reference.startswith("revue-")]
        assert min(chain.audit_length for chain in households) > 2


def test_the_same_seed_plays_the_same_programme(folder: Folder, tmp_path: Path) -> None:
    journals = []
    for run in ("first", "second"):
        (tmp_path / run).mkdir()
        played = play(tmp_path / run, folder, PAIR)
        journals.append(played.journal())
        played.database.dispose()
    assert journals[0] == journals[1]
    assert len(journals[0]) > 50


def test_an_edited_diagram_still_runs(copy: Path, tmp_path: Path) -> None:
    """A form that nobody can answer leaves its case open there, and the others go on."""
    form = copy / "formulaires/redaction_maintien.form"
    text = form.read_text().replace('"maxLength": 1000', '"maxLength": 1000, "pattern": "z{40}"', 1)
    assert text != form.read_text()
    form.write_text(text)
    played = play(tmp_path, read_folder(copy), PAIR)
    (refusal,) = {(what, why) for _, what, why in played.motion.refused}
    assert refusal == ("redaction_maintien", "AnswersRefused")
    assert "redaction_maintien" in played.open_tasks("mediation")
    assert played.open_tasks("maintien_nouveau") != set()
    played.database.dispose()
