"""What leaves the program: e-mails and text messages, and the Monday digests to promise."""

from engine.bpm.messages.digest import plan_round
from engine.core.config import settings
from engine.core.mail.ports import post_of
from engine.core.mail.send import send_due
from engine.suivi.accompagnement.rappeler import plan_sms
from workers.app import app, database


@app.task(name="palier.send_mails")
def send_mails() -> int:
    """Send what is due, until nothing is, or until the server takes nothing more."""
    sent = 0
    with post_of(settings()) as post:
        while gone := send_due(database(), post):
            sent += gone
    return sent


@app.task(name="palier.plan_mails")
def plan_mails() -> None:
    """The digest of the week, reminders of rendez-vous; and what no e-mail was to tell."""
    plan_round(database())
    plan_sms(database())
