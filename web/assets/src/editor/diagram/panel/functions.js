// The functions of FEEL most used here: [parameters, what it gives]. The others are offered by their name.
export const FUNCTIONS = {
  'ajouter jours ouvres': [['jour', 'nombre'],
    'Le jour qui vient tant de jours ouvrés après : du lundi au vendredi, sans les jours fériés.'],
  'ajouter jours ouvrables': [['jour', 'nombre'],
    'Le jour qui vient tant de jours ouvrables après : du lundi au samedi, sans les jours fériés.'],
  'jour ouvre precedent': [['jour'], 'Ce jour s’il est ouvré, sinon le dernier jour ouvré avant lui.'],
  'jour ouvre suivant': [['jour'], 'Ce jour s’il est ouvré, sinon le premier jour ouvré après lui.'],
  today: [[], 'La date du jour.'],
  now: [[], 'L’instant présent, avec l’heure.'],
  date: [['texte'], 'Une date : date("2026-09-01").'],
  time: [['texte'], 'Une heure : time("08:00:00@Europe/Paris").'],
  'date and time': [['date', 'heure'], 'Un instant : une date et une heure.'],
  duration: [['texte'], 'Une durée : duration("P10D") pour dix jours, "P2M" pour deux mois.'],
  'list contains': [['liste', 'valeur'], 'Vrai quand la liste contient la valeur.'],
  count: [['liste'], 'Le nombre d’éléments de la liste.'],
  append: [['liste', 'valeur'], 'La liste, avec la valeur en plus.'],
  min: [['liste'], 'La plus petite valeur, ou la date la plus proche.'],
  max: [['liste'], 'La plus grande valeur, ou la date la plus lointaine.'],
  sum: [['liste'], 'La somme des nombres de la liste.'],
  not: [['condition'], 'Vrai quand la condition est fausse.'],
  string: [['valeur'], 'La valeur écrite comme un texte.'],
  number: [['texte'], 'Le nombre écrit dans le texte.'],
  'is defined': [['valeur'], 'Vrai quand la valeur existe.'],
  'get or else': [['valeur', 'sinon'], 'La valeur, ou l’autre quand elle manque.'],
  contains: [['texte', 'partie'], 'Vrai quand le texte contient la partie.'],
  'starts with': [['texte', 'début'], 'Vrai quand le texte commence ainsi.'],
  'day of week': [['date'], 'Le jour de la semaine.'],
};

// All those of FEEL that the engine has; the page adds its own.
export const STANDARD = `
  abs, after, all, any, append, before, ceiling, coincides, concatenate, contains, context, context merge,
  context put, count, date, date and time, day of week, day of year, decimal, distinct values, duration,
  during, ends with, even, exp, finished by, finishes, flatten, floor, get entries, get or else, get value,
  includes, index of, insert before, is defined, list contains, list replace, log, lower case, matches, max,
  mean, median, meets, met by, min, mode, modulo, month of year, now, number, odd, overlaps, overlaps after,
  overlaps before, product, range, remove, replace, reverse, round down, round half down, round half up, round
  up, sort, split, sqrt, started by, starts, starts with, stddev, string, string join, string length, sublist,
  substring, substring after, substring before, sum, time, today, union, upper case, week of year, years and
  months duration`.split(',').map(name => name.trim().replace(/\s+/g, ' '));

// Functions of the engine that are named like an operator: as names they would hide it.
export const OPERATORS = new Set(['and', 'or', 'in', 'is', 'between', 'not']);
