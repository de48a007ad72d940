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
from engine.core.mail import models as mail
from engine.core.outbox import models as outbox
from engine.suivi.accompagnement import models as accompagnement
from engine.suivi.atelier import models as atelier
from engine.suivi.consentements import models as consentements
from engine.suivi.conservation import models as conservation
from engine.suivi.demarches import models as demarches
from engine.suivi.derogations import models as derogations
from engine.suivi.dettes import models as dettes
from engine.suivi.documents import models as documents
from engine.suivi.dossiers import models as dossiers
from engine.suivi.echeances import models as echeances
from engine.suivi.escalades import models as escalades
from engine.suivi.hebergements import models as hebergements
from engine.suivi.logements import models as logements
from engine.suivi.menages import models as menages
from engine.suivi.partage import models as partage
from engine.suivi.procedures import models as procedures
from engine.suivi.programme import models as programme
from engine.suivi.projets import models as projets
from engine.suivi.referents import models as referents
from engine.suivi.regles import models as regles
from engine.suivi.revues import models as revues
from engine.suivi.suspensions import models as suspensions
from engine.suivi.violences import models as violences

MODULES = (
    access,
    atelier,
    accompagnement,
    audit,
    consentements,
    conservation,
    demarches,
    derogations,
    dettes,
    diagrams,
    documents,
    dossiers,
    echeances,
    escalades,
    hebergements,
    identity,
    instances,
    logements,
    mail,
    menages,
    messages,
    outbox,
    partage,
    procedures,
    programme,
    projets,
    referents,
    regles,
    revues,
    suspensions,
    tasks,
    timers,
    violences,
    workshop,
)
metadata = Base.metadata
