"""The text of an e-mail: the template's words, then each thing with its link. Nothing else.

No name, no address, no reference, no name of a task or of the programme: a screen left open, or a
shared mailbox, tells nothing of anybody (domain 0.1, 14, and 5.8).
"""

from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Final, NamedTuple
from uuid import UUID

from engine.bpm.dialect.templates import Template
from engine.core.mail.letter import Letter, Sms

MOST: Final = 30
"""Links in one e-mail; more are read in the program."""
SMS_SIGNS: Final = 160


class Item(NamedTuple):
    """One thing to tell: a sentence of a template, and where it leads."""

    text: str
    link: str


def letter(letter_id: UUID, to: str, head: Template, items: Sequence[Item], address: str) -> Letter:
    """The e-mail: ``head`` gives its subject and its first words; things said alike are grouped."""
    shown = sorted(items, key=lambda item: item.text)[:MOST]
    groups = [
        (text, [item.link for item in some])
        for text, some in groupby(shown, key=lambda item: item.text)
    ]
    is_alone = len(groups) == 1 and groups[0][0] == head.texte
    opening = [] if is_alone else [head.texte]
    more = len(items) - len(shown)
    return Letter(
        letter_id,
        to,
        head.objet,
        _plain(opening, groups, more, address),
        _html(head.objet, opening, groups, more, address),
    )


def sms(sms_id: UUID, to: str, template: Template) -> Sms:
    """The template's sentence, cut to one text message."""
    text = template.texte
    return Sms(sms_id, to, text if len(text) <= SMS_SIGNS else f"{text[: SMS_SIGNS - 1]}…")


Group = tuple[str, list[str]]
HELLO: Final = "Bonjour,"
SIGNED: Final = "Message automatique, sans réponse possible."


def _plain(opening: list[str], groups: Sequence[Group], more: int, address: str) -> str:
    parts = [HELLO, *opening]
    parts += ["\n".join([text, *(f"- {link}" for link in links)]) for text, links in groups]
    if more:
        parts.append(f"{_others(more)}\n- {address}/messages")
    parts.append(f"--\n{SIGNED}\nVos préférences\u00a0: {address}/preferences")
    return "\n\n".join(parts) + "\n"


def _html(
    subject: str, opening: list[str], groups: Sequence[Group], more: int, address: str
) -> str:
    parts = [f"<p>{escape(text)}</p>" for text in [HELLO, *opening]]
    for text, links in groups:
        listed = "".join(
            f"<li>{_link(link, rank, len(links))}</li>" for rank, link in _ranked(links)
        )
        parts.append(f"<p>{escape(text)}</p><ul>{listed}</ul>")
    if more:
        link = f"{address}/messages"
        parts.append(f'<p>{_others(more)} <a href="{escape(link)}">Tous les messages</a></p>')
    wishes = f'<a href="{escape(address)}/preferences">Vos préférences</a>'
    body = "\n".join(parts)
    return (
        '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head>\n"
        '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;color:#1e2a32">\n'
        f'{body}\n<hr><p style="font-size:14px">{SIGNED}<br>{wishes}</p>\n</body></html>\n'
    )


def _ranked(links: list[str]) -> list[tuple[int, str]]:
    return list(enumerate(links, start=1))


def _link(link: str, rank: int, of: int) -> str:
    """« Ouvrir », numbered where several stand together: a screen reader lists links alone."""
    words = "Ouvrir" if of == 1 else f"Ouvrir le n°\u00a0{rank}"
    return f'<a href="{escape(link)}">{words}</a>'


def _others(count: int) -> str:
    return "Un autre message vous attend." if count == 1 else f"{count} autres messages attendent."
