"""The catalogue of actions: what a diagram may ask of the program, in the words of its owners.

An action that is registered anywhere is described here, each input and output with its meaning;
a test fails where one is missing, or differs from what is registered.
"""

from engine.bpm.actions import Slot, describe

DOSSIER = {"reference": Slot("Référence du dossier", "texte : la variable « reference »")}
REVUE = {"reference": Slot("Référence de la revue", "texte : la variable « reference »")}
JOUR = Slot("Date de la revue", "date, ou rien tant qu’elle n’est pas fixée")

describe(
    "prevenir",
    "Prévenir un métier",
    "Transmet un message neutre à tous ceux d’un métier. Le texte est celui du modèle : il ne dit "
    "ni nom, ni adresse, ni montant.",
    {
        "destinataire": Slot("À qui", "code d’un métier"),
        "modele": Slot("Message transmis", "modèle de message"),
    },
)
describe(
    "dossier.controler",
    "Contrôler la place et les autres dispositifs",
    "Dit s’il reste une place dans le dispositif, et si le ménage en suit déjà un autre. Les "
    "autres dispositifs ne sont pas connus du programme : « aucun », sauf si le formulaire le dit.",
    DOSSIER,
    {
        "dispositif_actif": Slot("Autre accompagnement en cours", "code : AUCUN"),
        "place": Slot("Une place est libre", "oui ou non"),
    },
)
describe(
    "dossier.porte",
    "Dire par quelle porte le ménage est venu",
    "La MDL, ou le bailleur quand le dossier n’a pas encore de référent.",
    DOSSIER,
    {"porte": Slot("Porte d’entrée", "code : MDL ou BAILLEUR")},
)
describe(
    "dossier.designer_referent",
    "Désigner le référent",
    "La personne de la MDL qui vient de faire l’étape d’avant devient le référent, si le dossier "
    "n’en a pas et si rien ne s’y oppose.",
    DOSSIER,
)
describe(
    "dossier.elargir",
    "Ouvrir le dossier à un métier",
    "Un métier de plus voit le dossier. Un dossier restreint ne se rouvre jamais au bailleur.",
    {**DOSSIER, "metier": Slot("Métier", "code d’un métier")},
)
describe(
    "dossier.restreindre",
    "Restreindre le dossier",
    "Le référent, le chef de service et le pilote du bailleur voient seuls le dossier ; les tâches "
    "du bailleur vont à son pilote.",
    DOSSIER,
)
describe(
    "dossier.arreter_partage",
    "Arrêter le partage",
    "Plus personne du bailleur ne voit le dossier : le chef de service de la MDL le présente.",
    DOSSIER,
)
describe(
    "dossier.entrer",
    "Faire entrer dans la mesure",
    "La mesure commence le jour de l’accord du ménage, et dure douze mois au plus.",
    {**DOSSIER, "date_accord": Slot("Date de l’accord du ménage", "date")},
    {
        "date_entree": Slot("Entrée dans la mesure", "date"),
        "date_fin_max": Slot("Fin de la mesure au plus tard", "date"),
    },
)
describe(
    "dossier.sans_suite",
    "Classer sans suite",
    "Le dossier se ferme sans être entré dans la mesure, avec son motif.",
    {**DOSSIER, "motif": Slot("Motif", "code")},
)
describe(
    "dossier.modifier_date_fin",
    "Changer la fin de la mesure",
    "La fin au plus tard devient celle-ci ; les rappels qui en dépendent la suivent.",
    {**DOSSIER, "date_fin": Slot("Nouvelle fin de la mesure", "date")},
)
describe(
    "dossier.clore",
    "Clore le dossier",
    "La mesure est finie : le dossier est clos aujourd’hui, avec son motif de sortie.",
    {**DOSSIER, "motif_sortie": Slot("Motif de sortie", "code")},
)
describe(
    "plan.proposer",
    "Proposer un plan d’apurement",
    "Le calcul D4 : d’après les ressources, les charges et la dette du dossier, un plan est "
    "possible, en partie seulement, ou non. Les montants restent sur la page de la dette.",
    {**DOSSIER, "dette": Slot("Dette", "nombre, ou rien : celle du dernier compte")},
    {
        "proposition_plan": Slot("Ce que le calcul propose", "code"),
        "echeances_proposees": Slot("Nombre d’échéances", "nombre"),
    },
)
describe(
    "plan.etablir",
    "Établir le plan",
    "Le plan accepté prend effet aujourd’hui, à la place d’un précédent ; aucun incident n’est "
    "encore compté.",
    DOSSIER,
    {"incidents": Slot("Échéances non réglées de suite", "nombre : zéro")},
)
describe(
    "plan.geler",
    "Geler le plan",
    "Rien du plan n’est plus dû tant qu’il est gelé : le surendettement est recevable.",
    DOSSIER,
    {"plan_gele": Slot("Le plan est gelé", "code : OUI")},
)
describe(
    "plan.degeler",
    "Reprendre le plan gelé",
    "Le plan reprend ; ce qui tombait pendant le gel est dû plus tard.",
    DOSSIER,
    {"plan_gele": Slot("Le plan est gelé", "code : NON")},
)
describe(
    "plan.arreter",
    "Arrêter le plan",
    "Le plan n’est plus suivi : la dette est soldée, le plan est rompu, ou un autre le remplace.",
    {**DOSSIER, "issue": Slot("Issue du plan", "code : SOLDE, ROMPU ou REMPLACE")},
)
describe(
    "revue.ouvrir",
    "Ouvrir une revue partenariale",
    "La revue prend un numéro et sa page. Sa date est connue quand un partenaire l’a convoquée.",
    {**REVUE, "date_revue": JOUR},
)
describe(
    "revue.avancer",
    "Faire avancer une revue",
    "La page de la revue passe à cet état. En préparation et en séance, chaque dossier ouvert y a "
    "sa ligne.",
    {
        **REVUE,
        "etat": Slot("État de la revue", "code : PREPARATION, SEANCE ou COMPTE_RENDU"),
        "date_revue": JOUR,
    },
)
describe(
    "revue.transmettre",
    "Transmettre les décisions d’une revue",
    "Chaque décision part vers son dossier, une seule fois : clore y signale la fin anticipée de "
    "la mesure ; ajuster et déroger y ouvrent une tâche.",
    REVUE,
)
describe(
    "violences.ouvrir",
    "Ouvrir l’accompagnement spécifique",
    "L’accompagnement spécifique de ce dossier commence, connu de son référent et de la direction "
    "de la MDL.",
    DOSSIER,
)
describe(
    "violences.ouvrir_a_part",
    "Ouvrir un dossier à part pour la personne",
    "La personne reçoit un dossier à elle ; celui-ci ne change pas d’aspect.",
    DOSSIER,
)
describe(
    "violences.prevenir_referente",
    "Prévenir la référente unique",
    "Avec l’accord de la personne, la référente unique entre sur les listes de son dossier.",
    DOSSIER,
)
describe(
    "logement.periode",
    "Lire la période d’un bail glissant",
    "Dit quand préparer l’examen de la période qui s’achève, et quel jour agir au plus tard pour "
    "informer le préfet. Rien quand le bail a glissé, ou n’est pas glissant.",
    {
        **DOSSIER,
        "fin_periode": Slot("Fin de la période", "date, ou rien\u00a0: celle que dit le logement"),
    },
    {
        "examen_le": Slot("Examen à préparer le", "date, ou rien"),
        "prefet_avant": Slot("Préfet à informer au plus tard le", "date, ou rien"),
    },
)
describe(
    "logement.bail_a_examiner",
    "Dire si un bail glissant reste à examiner",
    "Oui tant que l’examen de la période en cours n’est pas fait.",
    DOSSIER,
    {"bail_a_examiner": Slot("Un examen reste à faire", "code : OUI ou NON")},
)
