"""What the household's room refuses."""

from engine.core.errors import EngineError


class MenageRestreint(EngineError):
    """The household has a restricted file: it is neither reopened nor merged from here."""

    code = "household_restricted"


class NotAssignable(EngineError):
    """This person may not follow this household. Why is not said: it would tell of another one."""

    code = "not_assignable"


class ChangedMeanwhile(EngineError):
    """Somebody else has corrected this since it was shown."""

    code = "changed_meanwhile"
