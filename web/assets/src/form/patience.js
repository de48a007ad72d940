// While someone is typing a text, nothing is said of it unless it was already refused: an address
// half written is not yet wrong. On leaving the field, it is judged.
// Answers that are only read are not judged at all.
import { domIdOf, messagesAt } from './instances.js';
import { afterPress } from './press.js';

class Patience {
  static $inject = ['validator', 'eventBus', 'form', 'viewerCommands'];

  constructor(validator, eventBus, form, viewerCommands) {
    const { validateFieldInstance } = validator;
    let waiting = null;
    validator.validateFieldInstance = (instance, value) => {
      if (form._getState().properties.readOnly) return [];
      const messages = validateFieldInstance.call(validator, instance, value);
      if (!messages.length || !isBeingTyped(form, instance) || isRefused(form, instance)) return messages;
      waiting = instance;
      return [];
    };
    eventBus.on('formField.blur', () => {
      const instance = waiting;
      waiting = null;
      if (!instance) return;
      afterPress(() => viewerCommands.updateFieldInstanceValidation(instance, valueOf(form, instance)));
    });
  }
}

function isBeingTyped(form, { id, indexes }) {
  const active = document.activeElement;
  return active?.id === domIdOf(form, id, indexes) && active.matches('input[type="text"], textarea');
}

function isRefused(form, { id, indexes }) {
  return messagesAt(form._getState().errors, id, indexes)?.length > 0;
}

function valueOf(form, { valuePath }) {
  return valuePath.reduce((value, step) => value?.[step], form._getState().data);
}

export const patienceModule = {
  __init__: ['patience'],
  patience: ['type', Patience],
};
