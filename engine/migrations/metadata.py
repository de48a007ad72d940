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
from engine.suivi.atelier import models as atelier
from engine.suivi.dossiers import models as dossiers
from engine.suivi.programme import models as programme

MODULES = (
    access,
    atelier,
    audit,
    diagrams,
    dossiers,
    identity,
    instances,
    messages,
    outbox,
    programme,
    tasks,
    timers,
    workshop,
)
metadata = Base.metadata
