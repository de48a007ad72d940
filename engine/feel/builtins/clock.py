"""The clock, which only the caller of an evaluation can give (DMN 1.5, 10.3.4.11, table 82)."""

from engine.feel.builtins.registry import builtin
from engine.feel.errors import FeelEvaluationError
from engine.feel.limits import current_run
from engine.feel.values.calendar import Date
from engine.feel.values.clock import DateTime
from engine.feel.values.python import moment_of
from engine.feel.values.zones import HOME_ZONE


@builtin("now")
def now() -> DateTime:
    """``now()``: the instant of the evaluation, in Paris time. Refused without a clock."""
    moment = current_run.get().now
    if moment is None:
        raise FeelEvaluationError("no_clock", "now() and today() need the instant of evaluation")
    if moment.utcoffset() is None:
        raise FeelEvaluationError("naive_clock", "the instant of evaluation has no time zone")
    return moment_of(moment.astimezone(HOME_ZONE))


@builtin("today")
def today() -> Date:
    """``today()``: the calendar day of now, in Paris. Refused without a clock."""
    return now().date
