"""What is remembered of an element that failed."""

from collections.abc import Iterable

from engine.bpm.runtime import codec, events
from engine.bpm.runtime.gateways import NoWayOut
from engine.core.errors import EngineError
from engine.feel import FeelError, Reason, placed

MAX_DETAIL = 600
EXPECTED: tuple[type[Exception], ...] = (
    EngineError,
    FeelError,
    NoWayOut,
    codec.NotKept,
    *events.FAILURES,
)


def told(error: Exception, reasons: Iterable[Reason]) -> dict[str, str]:
    """Its code, and in French what FEEL says of it: names and kinds, never what people wrote."""
    why = [placed(error)] if isinstance(error, FeelError) else []
    detail = "\n".join(dict.fromkeys([*why, *map(placed, reasons)]))
    return {"code": getattr(error, "code", type(error).__name__), "detail": detail[:MAX_DETAIL]}
