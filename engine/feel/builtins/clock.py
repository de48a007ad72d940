"""The clock, which only the caller of an evaluation can give."""

from datetime import date, datetime

from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelEvaluationError
from engine.feel.limits import current_run
from engine.feel.values.temporal import HOME_ZONE


@builtin("now")
def now() -> datetime:
    """``now()``: the instant of the evaluation, in Paris time. Refused without a clock."""
    moment = current_run.get().now
    if moment is None:
        raise FeelEvaluationError("no_clock", "now() and today() need the instant of evaluation")
    if moment.utcoffset() is None:
        raise FeelEvaluationError("naive_clock", "the instant of evaluation has no time zone")
    return moment.astimezone(HOME_ZONE)


@builtin("today")
def today() -> date:
    """``today()``: the calendar day of now, in Paris. Refused without a clock."""
    return now().date()
