"""One rendez-vous for one's own calendar (RFC 5545), without a name and without a place."""

from datetime import UTC, datetime
from uuid import UUID

from flask import Response, g

from engine.suivi.accompagnement.codes import Statut
from engine.suivi.accompagnement.read_rendez_vous import RendezVousLu, read_rendez_vous
from web.dossiers.room import blueprint


@blueprint.get("/<reference>/rendez-vous/<uuid:rendez_vous_id>/agenda")
def show_agenda(reference: str, rendez_vous_id: UUID) -> Response:
    _, read = read_rendez_vous(g.tx, reference, rendez_vous_id)
    name = f"rendez-vous-{read.row.debut:%Y-%m-%d}.ics"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(_event(read, g.tx.now), mimetype="text/calendar", headers=headers)


def _event(read: RendezVousLu, now: datetime) -> str:
    """The reference is all that it says: a calendar is synchronised with other people's servers."""
    is_off = read.row.statut in (Statut.ANNULE, Statut.REPORTE, Statut.EXCUSE)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Palier//FR",
        "BEGIN:VEVENT",
        f"UID:{read.row.id}@palier",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(read.row.debut)}",
        f"DTEND:{_utc(read.row.fin)}",
        f"SUMMARY:{read.reference}",
        "CLASS:PRIVATE",
        f"STATUS:{'CANCELLED' if is_off else 'CONFIRMED'}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{line}\r\n" for line in lines)


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
