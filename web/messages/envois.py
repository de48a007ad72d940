"""The post, for who lifts incidents: what cannot be sent, since when, why, and trying again."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.core.access import Permission, may
from engine.core.mail.waiting import read_waiting, send_now
from web.messages.room import blueprint

SERVER = "Le serveur de courriel ne répond pas."
REASONS = {
    "ConnectionRefusedError": SERVER,
    "TimeoutError": SERVER,
    "gaierror": "Le nom du serveur de courriel est inconnu.",
    "SMTPAuthenticationError": "Le serveur refuse l’identifiant ou le mot de passe.",
    "SMTPServerDisconnected": "Le serveur coupe la conversation.",
    "SMTPRecipientsRefused": "Le serveur remet à plus tard.",
    "SMTPNotSupportedError": "Le serveur ne chiffre pas : le mot de passe n’est pas envoyé.",
    "SSLCertVerificationError": "Le certificat du serveur n’est pas reconnu.",
    "SMTPSenderRefused": "Le serveur refuse l’expéditeur.",
    "SMTPDataError": "Le serveur refuse le message.",
}
OTHER = "Autre cause : voir le journal du programme."


def may_watch() -> bool:
    return may(g.tx.actor, Permission.INCIDENT_RETRY, None)


@blueprint.get("/messages/envois")
def show_sendings() -> ResponseReturnValue:
    waiting = read_waiting(g.tx)
    reasons: dict[str, int] = {}
    for code, count in waiting.reasons.items():
        reasons[REASONS.get(code, OTHER)] = reasons.get(REASONS.get(code, OTHER), 0) + count
    return render_template("messages_envois.html", waiting=waiting, reasons=reasons)


@blueprint.post("/messages/envois")
def create_retry() -> ResponseReturnValue:
    count = send_now(g.tx)
    told = "Rien n’attend." if not count else "Un nouvel essai part dans quelques secondes."
    flash(told, "success")
    return redirect(url_for("messages.show_sendings"))
