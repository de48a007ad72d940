"""Every table of the program, for migrations."""

from engine.bpm.diagrams import models as diagrams
from engine.bpm.instances import models as instances
from engine.bpm.messages import models as messages
from engine.bpm.tasks import models as tasks
from engine.bpm.timers import models as timers
from engine.bpm.workshop import models as workshop
from engine.core.access import models as access
from engine.core.audit import models as audit
from engine.core.db import Base
from engine.core.identity import models as identity
from engine.core.outbox import models as outbox
from engine.suivi.accompagnement import models as accompagnement
from engine.suivi.atelier import models as atelier
from engine.suivi.dettes import models as dettes
from engine.suivi.documents import models as documents
from engine.suivi.dossiers import models as dossiers
from engine.suivi.menages import models as menages
from engine.suivi.procedures import models as procedures
from engine.suivi.programme import models as programme
from engine.suivi.regles import models as regles

MODULES = (
    access,
    atelier,
    accompagnement,
    audit,
    dettes,
    diagrams,
    documents,
    dossiers,
    identity,
    instances,
    menages,
    messages,
    outbox,
    procedures,
    programme,
    regles,
    tasks,
    timers,
    workshop,
)
metadata = Base.metadata
