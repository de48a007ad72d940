"""Who looks behind the wall, in the program itself."""

import ast

from tests.architecture.source import modules

BEYOND = {
    "engine/bpm/instances/retry.py",
    "engine/bpm/timers/lateness.py",
    "engine/core/mail/waiting.py",
    "engine/suivi/conservation/lire.py",
    "engine/suivi/conservation/maintenir.py",
    "engine/suivi/dettes/importer/importer.py",
    "engine/suivi/dossiers/actions.py",
    "engine/suivi/dossiers/places.py",
    "engine/suivi/menages/apart.py",
    "engine/suivi/menages/listing.py",
    "engine/suivi/menages/merge.py",
    "engine/suivi/menages/separate.py",
    "engine/suivi/partage/demander.py",
    "engine/suivi/partage/lectures.py",
    "engine/suivi/partage/relire.py",
    "engine/suivi/referents/enter_absence.py",
    "engine/suivi/violences/ouvrir.py",
}
"""Each was read: what it finds protects a file, or is told without saying whose it is."""


def test_few_places_look_behind_the_wall_and_each_is_known() -> None:
    looking = {
        str(path)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "engine.core.walls"
        if {alias.name for alias in node.names} & {"beyond", "acts_beyond"}
    }
    assert looking == BEYOND
