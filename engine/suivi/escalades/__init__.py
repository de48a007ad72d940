"""Alertes transmises: late tasks (table D6) and what the records remind of (table D7).

Where each code of domain 5.8 is kept (`tests/processes/test_reminders.py` checks it):

| code | what | where |
|---|---|---|
| T01, T02 | end of the measure, length passed | diagram `echeance_12_mois` |
| T03 | PPAL not signed | boundary timers of `parcours_acces`, `parcours_maintien` |
| T04 | nobody met for 21, 35 days | D7: SANS_CONTACT |
| T05 | rendez-vous in 2 days, 1 day | D7: RENDEZ_VOUS (whom the household asks for) |
| T06 | proposition without answer | diagram `proposition_logement` |
| T07 | aide au logement not asked | D7: APL, APL_LIMITE |
| T08 | échéance of a plan | D7: ECHEANCE_*, DEUX_INCIDENTS; J+10: diagram `plan_apurement` |
| T09 | signalement to the CAF | diagram `impaye_constitue`, by `rappels_avant_limite` |
| T10 – T12 | commandement, CCAPEX, audience | `procedure_expulsion`, in the same way |
| T13 | trêve, 15 October and 15 March | diagram `procedure_expulsion` |
| T14 | ordonnance de protection | diagram `volet_violences` |
| T15 | bail glissant, −3 and −2 months | diagram `bail_glissant`; préfet: D7: BAIL_PREFET |
| T16 | end of conservation | D7: CONSERVATION (chefs); the DPO: `conservation/prevenir` |

A date that belongs to the path is on its drawing; one that belongs to a record is read from the
record, each time, by one sweep. Both tables are files that process owners change in the workshop:
the one in force is read. A threshold is told once, to one person or trade, on a working day.
"""
