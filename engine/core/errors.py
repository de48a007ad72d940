"""What the engine refuses. The docstring is the message; ``code`` is the stable key.

A door maps ``code`` to a status and to a French sentence.
"""

from typing import Any, ClassVar


class EngineError(Exception):
    """The engine refused the request."""

    code: ClassVar[str] = "refused"

    def __init__(self, **context: Any) -> None:
        self.context = context
        super().__init__(f"{self.__doc__} {context}" if context else str(self.__doc__))

    def __reduce__(self) -> tuple[Any, ...]:
        """From one process to another, a refusal stays what it is."""
        return _again, (type(self), self.context)


def _again(kind: type[EngineError], context: dict[str, Any]) -> EngineError:
    return kind(**context)


class NotFound(EngineError):
    """No such thing, or not for this actor."""

    code = "not_found"


class NotAllowed(EngineError):
    """The actor sees the thing but may not do this to it."""

    code = "not_allowed"


class SignInRefused(EngineError):
    """Unknown login, wrong password, or closed account."""

    code = "sign_in_refused"


class TooManyAttempts(EngineError):
    """Too many refused sign-ins for this login lately."""

    code = "too_many_attempts"


class TaskAlreadyClosed(EngineError):
    """The task was completed or cancelled in the meantime."""

    code = "task_already_closed"


class TaskClaimedByAnother(EngineError):
    """Somebody else has claimed the task."""

    code = "task_claimed_by_another"


class AnswersRefused(EngineError):
    """The answers do not satisfy the form. ``context["errors"]`` tells each field's problems."""

    code = "answers_refused"

    @property
    def errors(self) -> dict[str, list[str]]:
        return dict(self.context["errors"])


class MessageNotExpected(EngineError):
    """The case does not wait for this message now."""

    code = "message_not_expected"


class DiagramRefused(EngineError):
    """The diagram, form or table cannot be read or does not hold together."""

    code = "diagram_refused"


class NothingToRetry(EngineError):
    """The instance has no open incident at that element."""

    code = "nothing_to_retry"


class TimerNotWaiting(EngineError):
    """The case does not wait for this timer any more: it has fired, or was not needed."""

    code = "timer_not_waiting"


class DocumentTampered(EngineError):
    """The encrypted text does not belong to this row, or its key is gone."""

    code = "document_tampered"


class ApartUnreadable(DocumentTampered):
    """The text is sealed under the volet's own keys, and these are not there, or not the ones."""

    code = "apart_unreadable"


class DuplicateMessage(EngineError):
    """A message with this identifier was already received."""

    code = "duplicate_message"


class ActionFailed(EngineError):
    """A named action could not do its work."""

    code = "action_failed"


class BudgetExceeded(EngineError):
    """One advance took too many steps or too long: the diagram probably turns in circles."""

    code = "budget_exceeded"


class DatabaseSilent(EngineError):
    """The database does not answer, or was lost on the way: nothing of the act was kept."""

    code = "database_silent"
