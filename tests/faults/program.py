"""`palier`, with one action and one kind of promise more: a mail to a real SMTP server.

The discipline is that of every promise: the mail carries the job's id as its Message-ID, and the
job is done in the transaction that sent it. Killed in between, it sends the same mail again.
"""

import os
import signal
import smtplib
import time
from collections.abc import Mapping
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from uuid import UUID

from engine.bpm.actions import Cause, action
from engine.bpm.messages.notices import HANDLERS
from engine.core import db
from engine.core.outbox import relay
from engine.core.outbox.promise import promise
from engine.core.transaction import Transaction

KIND = "essai_courrier"
SINK, LEASE, DEATH = "PALIER_ESSAI_SMTP", "PALIER_ESSAI_BAIL", "PALIER_ESSAI_MORT"
SLOW, NETWORK = "PALIER_ESSAI_LENT", "PALIER_ESSAI_RESEAU"


@action("essai.courrier", inputs="", writes=False)
def promise_mail(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """What the timer does: a mail is promised in its transaction, which may take its time."""
    time.sleep(float(os.environ.get(SLOW, "0")))
    promise(tx, [(KIND, {"instance_id": str(cause.instance_id)})])


def keep_mail(tx: Transaction, job_id: UUID, payload: dict[str, Any]) -> None:
    """Send it, by a connection of its own."""
    message = EmailMessage()
    message["Message-ID"] = f"<{job_id}@palier.example>"
    message["From"], message["To"] = "palier@palier.example", "equipe@palier.example"
    message["Subject"] = "Palier"
    message.set_content("Une échéance est passée.")
    host, port = os.environ[SINK].split(":")
    with smtplib.SMTP(host, int(port), timeout=5) as server:
        server.send_message(message)
    die_once()


def die_once() -> None:
    """Where a test asks for it: killed between « accepted » and « committed », the first time."""
    mark = os.environ.get(DEATH)
    if mark and not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)


HANDLERS[KIND] = keep_mail
if LEASE in os.environ:  # seconds, where two minutes would be too long for a test
    relay.LEASE = timedelta(seconds=float(os.environ[LEASE]))

if os.environ.get(NETWORK) == "court":  # a host that says nothing is lost in seconds
    quick = {"tcp_keepalives_idle": "2", "tcp_keepalives_interval": "1", "tcp_user_timeout": "4s"}
    db.SERVER.update(quick, tcp_keepalives_count="2")
    db.CONNECTION.update(keepalives_idle=2, keepalives_interval=1, tcp_user_timeout=4_000)

if __name__ == "__main__":
    from workers.cli import main

    main()
