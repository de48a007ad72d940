"""The household in danger of the trial has its volet, whose steps its people have begun."""

from engine.bpm.tasks.models import Task
from engine.suivi.dossiers.models import DossierInstance, Role
from tests.engine.suivi.conftest import Played


def test_who_is_in_danger_is_followed_apart(played: Played) -> None:
    links = played.rows(DossierInstance, DossierInstance.role == Role.VIOLENCES)
    assert [link.dossier_id for link in links] == [played.dossier("danger").id]
    tasks = played.rows(Task, Task.instance_id == links[0].instance_id)
    done = {task.element for task in tasks if task.closed_at}
    assert {"proteger_personne", "evaluer_securite"} <= done
