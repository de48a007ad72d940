"""Why a longer measure cannot be asked for, or signed."""

from engine.core.errors import EngineError


class DerogationFermee(EngineError):
    """The dated rule keeps exemptions closed on that day."""

    code = "derogation_fermee"


class DerogationClose(EngineError):
    """The request was answered already, or withdrawn."""

    code = "derogation_close"


class MesureFinie(EngineError):
    """The case waits for no other last day: the measure has ended, or has not begun."""

    code = "mesure_finie"
