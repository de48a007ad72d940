// dmn-js in French. An entry (« Quand ») is what a column looks at, an output (« Alors ») what it gives.

const TABLE = {
  'Add input': 'Ajouter une entrée', 'Add output': 'Ajouter une sortie', 'Add rule': 'Ajouter une ligne',
  'Add input column left': 'Ajouter une entrée à gauche', 'Add input column right': 'Ajouter une entrée à droite',
  'Add output column left': 'Ajouter une sortie à gauche', 'Add output column right': 'Ajouter une sortie à droite',
  'Add rule above': 'Ajouter une ligne au-dessus', 'Add rule below': 'Ajouter une ligne au-dessous',
  'Copy input column': 'Copier l’entrée', 'Copy output column': 'Copier la sortie', 'Copy rule': 'Copier la ligne',
  'Cut input column': 'Couper l’entrée', 'Cut output column': 'Couper la sortie', 'Cut rule': 'Couper la ligne',
  'Paste input column left': 'Coller l’entrée à gauche', 'Paste input column right': 'Coller l’entrée à droite',
  'Paste output column left': 'Coller la sortie à gauche', 'Paste output column right': 'Coller la sortie à droite',
  'Paste rule above': 'Coller la ligne au-dessus', 'Paste rule below': 'Coller la ligne au-dessous',
  'Remove input column': 'Supprimer l’entrée', 'Remove output column': 'Supprimer la sortie',
  'Remove rule': 'Supprimer la ligne',
  'Add cell description': 'Ajouter une note à la case', 'Remove cell description': 'Retirer la note de la case',
  'Move rule': 'Déplacer la ligne', 'Move Input': 'Déplacer l’entrée', 'Move Output': 'Déplacer la sortie',
  Resize: 'Changer la largeur',
  When: 'Quand', And: 'Et', Then: 'Alors', Annotation: 'Note', Annotations: 'Notes', Delete: 'Supprimer',
  Edit: 'Modifier',
  Input: 'Entrée', Output: 'Sortie', 'Edit input': 'Modifier l’entrée', 'Edit output': 'Modifier la sortie',
  'Input label': 'Nom affiché de l’entrée', 'Input label: ': 'Entrée\u00a0: ',
  'Output label': 'Nom affiché de la sortie', 'Output label: ': 'Sortie\u00a0: ',
  'Input expression': 'Ce que l’entrée regarde', 'Input expression: ': 'Ce que l’entrée regarde\u00a0: ',
  'Output name': 'Nom de la sortie', 'Output name: ': 'Nom de la sortie\u00a0: ',
  'Input type': 'Type de l’entrée', 'Output type': 'Type de la sortie', 'Input values': 'Valeurs de l’entrée',
  'Output values': 'Valeurs de la sortie',
  'Decision name': 'Nom de la décision', 'Decision name: ': 'Nom de la décision\u00a0: ',
  'View DRD': 'Vue d’ensemble',
};

const POLICIES = {
  'Hit policy': 'Lignes retenues', 'Hit policy:': 'Lignes retenues\u00a0:',
  Unique: 'Une seule', First: 'La première', Priority: 'La plus prioritaire', Collect: 'Toutes',
  'Collect (Sum)': 'Toutes (somme)', 'Collect (Min)': 'Toutes (minimum)', 'Collect (Max)': 'Toutes (maximum)',
  'Collect (Count)': 'Toutes (nombre)',
  'Rule order': 'Toutes, dans l’ordre des lignes', 'Output order': 'Toutes, par priorité',
  'No overlap is possible and all rules are disjoint. Only a single rule can be matched':
    'Une seule ligne peut répondre\u00a0: deux lignes qui répondent sont une erreur',
  'Rules may overlap. The first matching rule will be chosen':
    'De plusieurs lignes qui répondent, la première est retenue',
  'Rules may overlap. The one with the highest priority will be chosen':
    'De plusieurs lignes qui répondent, la plus prioritaire est retenue',
  'Rules may overlap. Their output have to match':
    'Plusieurs lignes peuvent répondre, si leurs sorties sont les mêmes',
  'Collects the values of all matching rules': 'Donne la liste des sorties de toutes les lignes qui répondent',
  'Collects the values of all matching rules and sums up to a single value':
    'Donne la somme des sorties des lignes qui répondent',
  'Collects the values of all matching rules and uses the lowest value':
    'Donne la plus petite sortie des lignes qui répondent',
  'Collects the values of all matching rules and uses the highest value':
    'Donne la plus grande sortie des lignes qui répondent',
  'Collects the values of all matching rules and counts the number of them':
    'Donne le nombre de lignes qui répondent',
  'Collects the values of all matching rules in rule order': 'Donne la liste des sorties, dans l’ordre des lignes',
  'Collects the values of all matching rules in decreasing output priority order':
    'Donne la liste des sorties, la plus prioritaire en premier',
};

const TYPES = {
  // as the file writes it, then what it means: the field of a type shows the first
  string: 'string (texte)', boolean: 'boolean (oui ou non)', number: 'number (nombre)', date: 'date',
  time: 'time (heure)',
  dateTime: 'dateTime (date et heure)', dayTimeDuration: 'dayTimeDuration (jours et heures)',
  yearMonthDuration: 'yearMonthDuration (années et mois)',
  Any: 'Any (sans précision)', Type: 'Type', 'Change type': 'Changer le type', 'Test type': 'Genre de test',
  'Boolean value': 'Valeur oui ou non', 'Date value': 'Date', 'Time value': 'Heure',
  'Date and time value': 'Date et heure', 'Duration value': 'Durée', 'String value': 'Texte',
  'Expression language': 'Langage', 'Expression language:': 'Langage\u00a0:',
  'Expression language: {expressionLanguageLabel}': 'Langage\u00a0: {expressionLanguageLabel}',
  'Change cell expression language': 'Changer le langage de la case',
  'Editing not supported for set expression language': 'Ce langage ne se modifie pas ici',
  Date: 'Date', Time: 'Heure', 'Date and time': 'Date et heure',
};

const CELLS = {
  'Edit boolean': 'Modifier oui ou non', 'Edit date': 'Modifier la date', 'Edit time': 'Modifier l’heure',
  'Edit date and time': 'Modifier la date et l’heure',
  'Edit duration': 'Modifier la durée', 'Edit number': 'Modifier le nombre', 'Edit string': 'Modifier le texte',
  'Edit start date': 'Modifier la date de début', 'Edit end date': 'Modifier la date de fin',
  'Edit start time': 'Modifier l’heure de début', 'Edit end time': 'Modifier l’heure de fin',
  'Edit start date and time': 'Modifier la date et l’heure de début',
  'Edit end date and time': 'Modifier la date et l’heure de fin',
  'Set date': 'Choisir la date', 'Set time': 'Choisir l’heure', 'Set date and time': 'Choisir la date et l’heure',
  'Set duration': 'Choisir la durée', 'Set value': 'Choisir la valeur',
  'Start date': 'Date de début', 'End date': 'Date de fin', 'Start time': 'Heure de début',
  'End time': 'Heure de fin',
  'Start date and time': 'Date et heure de début', 'End date and time': 'Date et heure de fin',
  'Start value': 'Valeur de début', 'End value': 'Valeur de fin',
  'Use now': 'Maintenant', 'Use today': 'Aujourd’hui', Yes: 'Oui', No: 'Non', Value: 'Valeur', Values: 'Valeurs',
  name: 'nom',
  'Predefined values': 'Valeurs proposées', 'Custom values': 'Autres valeurs',
  'Add predefined values': 'Proposer des valeurs', 'Clear predefined values': 'Ne plus proposer de valeurs',
  'Add values': 'Ajouter des valeurs', 'No values': 'Aucune valeur', 'Match one': 'L’une d’elles',
  'Match none': 'Aucune d’elles',
  'Strings must be in double quotes': 'Un texte s’écrit entre guillemets droits', 'Remove item': 'Retirer',
  Comparison: 'Comparaison', 'Comparison operator': 'Comparateur', Equals: 'Égal à', Less: 'Inférieur à',
  'Less or equals': 'Inférieur ou égal à',
  Greater: 'Supérieur à', 'Greater or equals': 'Supérieur ou égal à', Before: 'Avant', After: 'Après',
  Between: 'Entre', Exactly: 'Exactement',
  Range: 'Intervalle', 'Range start operator': 'Début de l’intervalle', 'Range start value': 'Valeur de début',
  'Range end operator': 'Fin de l’intervalle', 'Range end value': 'Valeur de fin',
  Include: 'Comprise', Exclude: 'Non comprise', 'e.g. { example } ': 'par exemple {example}',
  'e.g. { sample }': 'par exemple {sample}', 'e.g. { example }': 'par exemple {example}',
  'Date must match pattern yyyy-MM-dd': 'La date s’écrit aaaa-mm-jj',
  'Time must match pattern hh:mm:ss[time zone]': 'L’heure s’écrit hh:mm:ss, puis le fuseau s’il le faut',
  'Date and time must match pattern yyyy-MM-ddTHH:mm:ss[time zone]':
    'La date et l’heure s’écrivent aaaa-mm-jjThh:mm:ss, puis le fuseau s’il le faut',
  'Must match PnYnM': 'La durée s’écrit PnYnM\u00a0: P1Y2M, un an et deux mois',
  'Must match PnDTnH': 'La durée s’écrit PnDTnH\u00a0: P2DT3H, deux jours et trois heures',
  'Decision table context menu': 'Menu de la table', '"value"': '"valeur"',
  '"value", "value", ...': '"valeur", "valeur"…', 'Type:': 'Type\u00a0:',
};

const EXPRESSIONS = {
  Expression: 'Expression', 'Enter expression': 'Écrire l’expression', 'Literal expression': 'Expression',
  'Literal Expression': 'Expression', 'Literal expression editor': 'Expression',
  'Variable name': 'Nom du résultat', 'Variable name:': 'Nom du résultat\u00a0:', 'Variable type': 'Type du résultat',
  'Variable type:': 'Type du résultat\u00a0:',
  'Element name': 'Nom', 'Add parameter': 'Ajouter un paramètre', 'Remove parameter': 'Retirer le paramètre',
  'Edit formal parameters': 'Modifier les paramètres', 'Formal parameters': 'Paramètres',
  'Edit function kind': 'Genre de fonction', 'Function kind: {kind}': 'Genre de fonction\u00a0: {kind}',
  Kind: 'Genre',
  'Syntax Error': 'Erreur d’écriture', Result: 'Résultat', 'Result type': 'Type du résultat', Name: 'Nom',
};

const GRAPH = {
  'Create decision': 'Nouvelle décision', 'Create input data': 'Nouvelle donnée',
  'Create knowledge model': 'Nouvelle fonction', 'Create knowledge source': 'Nouvelle source',
  'Append decision': 'Ajouter une décision', 'Append input data': 'Ajouter une donnée',
  'Append business knowledge model': 'Ajouter une fonction', 'Append knowledge source': 'Ajouter une source',
  'Add text annotation': 'Ajouter une note', 'Connect to other element': 'Relier à un autre élément',
  'Activate hand tool': 'Déplacer la vue', 'Activate lasso tool': 'Choisir plusieurs éléments',
  'Search in diagram': 'Chercher dans la vue d’ensemble',
  'Definition ID': 'Identifiant du fichier', 'Definition name': 'Nom du fichier',
  'Open decision table': 'Ouvrir la table', 'Open literal expression': 'Ouvrir l’expression', Empty: 'Vide',
  'Decision table': 'Table de décision',
  'Element must have ID.': 'Écrivez un identifiant.',
  'Element must have unique ID.': 'Un autre élément porte cet identifiant.',
  'Id must not contain spaces.': 'Un identifiant ne contient pas d’espace.',
  'Id must not contain prefix.': 'Un identifiant ne contient pas de préfixe.',
  'Id must be a valid QName.': 'Un identifiant commence par une lettre, sans accent ni signe.',
};

// « Any » names a type and a policy: chrome.js tells them apart.
export const ANY_POLICY = 'Toutes, si elles s’accordent';

export const DECISION_WORDS = { ...TABLE, ...POLICIES, ...TYPES, ...CELLS, ...EXPRESSIONS, ...GRAPH };
