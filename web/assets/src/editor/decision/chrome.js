// What dmn-js leaves in English or without a name, mended in the page: it does not ask its dictionary for
// these words. Neither the cells nor the names of the file are touched.
import { ANY_POLICY, DECISION_WORDS } from './french.js';

const TEXTS = ['.cm-diagnosticSource', '.element-variable > h2', '.element-variable-type-label', '.formal-parameters th',
  '.context-menu :is(.dms-heading, .dms-label, label, h4)'].join();
const NAMES = ['.dms-list-component [title]', '.dmn-icon-drag[title]', '.context-menu-flex[aria-label]',
  '.context-menu [placeholder]'].join();
const LISTS = '.cm-tooltip-autocomplete [role="listbox"], .djs-popup [aria-label="Results"]';
const SENTENCES = [
  [/^Unrecognized token.*$/, 'L’expression ne peut pas être lue à cet endroit.'],
  [/^Incomplete .*$/, 'L’expression n’est pas finie.'],
  [/^First item is accessed via \[1\]$/, 'Le premier élément se lit par [1].'],
  [/^Expression of type (.*) is not supported\.$/,
    'L’éditeur ne sait pas montrer cette expression ($1). Elle est gardée telle quelle.'],
];

// columnName(id) gives the name of a column of the table that is open.
export function mendChrome(place, columnName) {
  const mend = () => {
    mendWords(place);
    mendPolicies(place);
    mendTable(place, columnName);
  };
  new MutationObserver(mend).observe(place, { childList: true, subtree: true, characterData: true });
  place.addEventListener('keydown', openChoices, true);
  mend();
}

function mendWords(place) {
  place.querySelectorAll(TEXTS).forEach(element => say(element, DECISION_WORDS[element.textContent]));
  place.querySelectorAll(NAMES).forEach(rename);
  place.querySelectorAll(LISTS).forEach(list => set(list, 'aria-label', 'Propositions'));
  place.querySelectorAll('.cm-diagnosticText, .dmn-boxed-expression-container span[style*="red"]').forEach(element => {
    const known = SENTENCES.find(([pattern]) => pattern.test(element.textContent));
    if (known) say(element, element.textContent.replace(...known));
  });
  place.querySelectorAll('.dms-list-component .remove').forEach(makeButton);
}

// The list of policies is not in the place that it belongs to: it is known by its first word.
function mendPolicies(place) {
  for (const element of place.querySelectorAll('.hit-policy .dms-input, .option')) {
    const [first] = element.parentElement.children;
    const isPolicy = element.closest('.hit-policy') ?? first.textContent === DECISION_WORDS.Unique;
    if (isPolicy && element.textContent === DECISION_WORDS.Any) say(element, ANY_POLICY);
  }
  place.querySelectorAll('.hit-policy div.dms-input').forEach(choice => {
    set(choice, 'role', 'button');
    set(choice, 'aria-label', `${DECISION_WORDS['Hit policy']}\u00a0: ${choice.textContent}`);
  });
}

// « Ligne 2, Danger » rather than « Entrée »: each cell is a field of its own.
function mendTable(place, columnName) {
  for (const field of place.querySelectorAll('td[data-col-id] [contenteditable]')) {
    const cell = field.closest('td');
    const number = cell.parentElement.querySelector('.rule-index')?.textContent.trim();
    set(field, 'aria-label', `Ligne ${number}, ${columnName(cell.dataset.colId)}`);
  }
  for (const button of place.querySelectorAll('th[data-col-id] > .edit-button')) {
    set(button, 'aria-label', `Modifier\u00a0: ${columnName(button.parentElement.dataset.colId)}`);
  }
  place.querySelectorAll('th.index-column:empty').forEach(header => header.append(hidden('Ligne')));
}

// The arrows do; a button is opened by Enter too.
function openChoices(event) {
  const isClosed = !event.currentTarget.querySelector('.dms-select-options');
  if (event.key !== 'Enter' || !isClosed || !event.target.matches('div.dms-input[role="button"]')) return;
  event.preventDefault();
  event.stopPropagation();
  event.target.click();
}

// A cross that only a mouse could press.
function makeButton(element) {
  if (element.tabIndex === 0) return;
  element.tabIndex = 0;
  element.setAttribute('role', 'button');
  const about = element.parentElement.textContent.trim();
  element.setAttribute('aria-label', `${DECISION_WORDS['Remove item']}\u00a0: ${about}`);
  element.addEventListener('keydown', event => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    element.click();
  });
}

function hidden(text) {
  return Object.assign(document.createElement('span'), { className: 'visually-hidden', textContent: text });
}

function rename(element) {
  for (const name of ['title', 'aria-label', 'placeholder']) {
    const word = DECISION_WORDS[element.getAttribute(name)];
    if (word) set(element, name, word);
  }
}

// In the texts that dmn-js made: it goes on writing in them.
function say(element, word) {
  if (!word || element.textContent === word) return;
  const [first, ...others] = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE);
  if (!first) return;
  first.data = word;
  others.forEach(node => { node.data = ''; });
}

// A write that changes nothing would wake the observer for ever.
function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
