// A step that is done for each item of a list, and what ends a group without order.
import { extensionOf, writeAttributes } from '../extensions.js';
import { choice, formula, text } from './fields.js';
import { refuseName } from './names.js';

const TYPE = 'zeebe:LoopCharacteristics';

export function loopFields(kit) {
  const loop = element => element.businessObject.loopCharacteristics;
  const read = name => element => extensionOf(loop(element), TYPE)?.get(name) ?? '';
  const write = name => (element, value) => writeAttributes(kit, element, TYPE, { [name]: value }, loop(element));
  return [
    choice('ordre', 'Elle se fait', element => (loop(element).isSequential ? 'suite' : 'ensemble'),
      (element, value) => kit.modeling.updateModdleProperties(element, loop(element),
        { isSequential: value === 'suite' }),
      [{ value: 'ensemble', label: 'pour tous à la fois' }, { value: 'suite', label: 'pour l’un après l’autre' }]),
    formula('liste', 'Pour chaque élément de', read('inputCollection'), write('inputCollection')),
    text('element', 'Nom de l’élément', read('inputElement'), write('inputElement'), { validate: refuseName }),
    endField(kit, loop, 'S’arrête dès que'),
  ];
}

// owner(element): the loop, or the group without order.
export function endField(kit, owner, label) {
  const write = (element, value) => {
    const completionCondition = value ? kit.create('bpmn:FormalExpression', { body: value }) : undefined;
    if (completionCondition) completionCondition.$parent = owner(element);
    kit.modeling.updateModdleProperties(element, owner(element), { completionCondition });
  };
  return formula('arret', label, element => owner(element).completionCondition?.body ?? '', write);
}
