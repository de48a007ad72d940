"""Dossiers: where each stands, what can be told to it, what was answered."""

from web.acces import consultations
from web.dossiers import (
    accompagnement,
    accords,
    dette,
    documents,
    echeances,
    evenements,
    logement,
    menage,
    messages,
    pages,
    projet,
    reponses,
    specifique,
    vie,
)
from web.dossiers.room import blueprint

__all__ = [
    "accompagnement",
    "accords",
    "blueprint",
    "consultations",
    "dette",
    "documents",
    "echeances",
    "evenements",
    "logement",
    "menage",
    "messages",
    "pages",
    "projet",
    "reponses",
    "specifique",
    "vie",
]
