"""What no log says: the secret address of a calendar, whoever writes the line.

Our own lines name endpoints. But Flask and waitress write the path of a request that failed,
granian the path of every request when its access log is on, and a traceback may quote any of it.
"""

import logging
import re
from collections.abc import Callable
from typing import Any

AGENDA = re.compile(r"(/agenda/)(?!suppression\b)[^\s/?#\"'<>]+", re.IGNORECASE)
MASKED = r"\1…"
Factory = Callable[..., logging.LogRecord]


def install() -> None:
    """Every record of this process is masked as it is made, before any handler. Once is enough."""
    made = logging.getLogRecordFactory()
    if not hasattr(made, "masks"):
        logging.setLogRecordFactory(_masking(made))


def masked(text: str) -> str:
    """The text, with « … » instead of what follows /agenda/."""
    return AGENDA.sub(MASKED, text)


def _masking(made: Factory) -> Factory:
    def make(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = made(*args, **kwargs)
        _mask(record)
        return record

    make.masks = True  # type: ignore[attr-defined]  # a function carries its mark
    return make


def _mask(record: logging.LogRecord) -> None:
    try:
        said = record.getMessage()
    except (TypeError, ValueError, KeyError):  # a line badly written is told by logging itself
        said = str(record.msg)
    if (quiet := masked(said)) != said:
        record.msg, record.args = quiet, None
    if record.exc_info and record.exc_info[1] is not None:
        # A formatter writes what it finds here instead of formatting the traceback again.
        record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
