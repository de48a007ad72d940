"""A message as people would get it, with sample data: what a process owner looks at."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from engine.bpm.dialect.templates import Template, Urgency, template_of
from engine.bpm.messages.digest import TEMPLATE as DIGEST_TEMPLATE
from engine.bpm.messages.gather import DAILY_TEMPLATE
from engine.bpm.messages.letters import Item, letter, sms
from engine.core.mail.letter import Letter, Sms

NOBODY: Final = UUID(int=0)
TO: Final = "agnes.exemple@example.invalid"
OTHER: Final = "Une autre phrase, d’un autre message du même jour."


def sample_letter(
    name: str, template: Template, known: Mapping[str, Mapping[str, str]], address: str
) -> Letter:
    """The e-mail: alone when it is urgent, else among those of the day."""
    task, page = f"{address}/taches/{NOBODY}", f"{address}/messages/{NOBODY}"
    if name == DIGEST_TEMPLATE:
        items = [Item("En retard", task), Item("À faire dans les sept jours", task)]
        return letter(NOBODY, TO, template, items, address)
    if name == DAILY_TEMPLATE:
        return letter(NOBODY, TO, template, [Item(OTHER, page)], address)
    is_urgent = template.urgence in (Urgency.DANGER, Urgency.LEGAL)
    if is_urgent:
        return letter(NOBODY, TO, template, [Item(template.texte, task)], address)
    head = template_of(known, DAILY_TEMPLATE)
    items = [Item(template.texte, page), Item(template.texte, page), Item(OTHER, task)]
    return letter(NOBODY, TO, head, items, address)


def sample_sms(template: Template) -> Sms:
    """The text message that a danger, or a reminder to a household, would be."""
    return sms(NOBODY, "0639980000", template)
