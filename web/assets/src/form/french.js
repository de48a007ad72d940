// form-js writes its messages in English, in the code: the validator's answers are put in French.
import { refusal } from './own_rules.js';

const MESSAGES = [
  [/^Field is required\.$/, 'Ce champ est obligatoire.'],
  [/^Field must have minimum value of (.+)\.$/, (_, n) => `La valeur doit être d’au moins ${number(n)}.`],
  [/^Field must have maximum value of (.+)\.$/, (_, n) => `La valeur doit être d’au plus ${number(n)}.`],
  [/^Field must have minimum length of (.+)\.$/, 'Écrivez au moins $1 caractères.'],
  [/^Field must have maximum length of (.+)\.$/, 'Écrivez au plus $1 caractères.'],
  [/^Field must match pattern .+\.$/, 'La réponse n’a pas la forme attendue.'],
  [/^Field must be a valid {1,2}international phone number\..*$/,
    'Écrivez un numéro de téléphone avec l’indicatif, par exemple +33612345678.'],
  [/^Field must be a valid email\.$/, 'Écrivez une adresse électronique, par exemple nom@exemple.fr.'],
  [/^Value is not a number\.$|valid number\.$/, 'Écrivez un nombre, par exemple 345,50.'],
  [/^Value is expected to be an integer\.$/, 'Écrivez un nombre entier.'],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/,
    (_, n) => `Écrivez au plus ${n} ${n > 1 ? 'chiffres' : 'chiffre'} après la virgule.`],
  [/^Please select a valid value, the two nearest valid values are (.+) and (.+)\.$/,
    (_, low, high) => `Les valeurs possibles les plus proches sont ${number(low)} et ${number(high)}.`],
];

export function toFrench(message) {
  const known = MESSAGES.find(([pattern]) => pattern.test(message));
  return known ? message.replace(known[0], known[1]) : message;
}

function number(text) {
  const value = Number(text);
  return Number.isNaN(value) ? text : value.toLocaleString('fr-FR', { maximumFractionDigits: 10 });
}

class FrenchValidator {
  static $inject = ['validator', 'formFieldRegistry'];

  constructor(validator, registry) {
    const { validateField, validateFieldInstance } = validator;
    const answer = (field, value, ask) => {
      const own = refusal(field, value);
      return own ? [own] : ask().map(toFrench);
    };
    validator.validateField = (field, value) =>
      answer(field, value, () => validateField.call(validator, field, value));
    validator.validateFieldInstance = (instance, value) =>
      answer(registry.get(instance.id), value, () => validateFieldInstance.call(validator, instance, value));
  }
}

export const frenchModule = {
  __init__: ['frenchValidator'],
  frenchValidator: ['type', FrenchValidator],
};
