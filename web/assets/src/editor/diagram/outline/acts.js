// What can be done to a drawing from a line of its plan, by keyboard alone.
import { is, isAny } from 'bpmn-js/lib/util/ModelUtil';
import { isTriggered } from './order.js';
import { announce } from '../announce.js';
import { addTriggered, appendTo, attachTo, branchFrom, leadsTo } from '../layout/append.js';
import { insertOn } from '../layout/insert.js';
import { drawAgain, lanesOf } from '../layout/lanes.js';
import { calledOf } from '../words.js';

const STEP = { type: 'bpmn:UserTask' }, END = { type: 'bpmn:EndEvent' };

export class Acts {
  // goTo(id): shows and focuses the settings of an element; back(id): focuses its line.
  constructor(kit, replacing, { goTo, back }) {
    Object.assign(this, { kit, replacing, goTo, back });
  }

  // [{ label, run() }], or [{ label, targets: [{ id, label }], run(id) }] where one is chosen first.
  offered(id) {
    const element = this.kit.registry.get(id);
    if (!element) return [];
    if (isAny(element, ['bpmn:Process', 'bpmn:Collaboration'])) return [];
    if (is(element, 'bpmn:Participant')) return this.#onProcess(element);
    if (is(element, 'bpmn:Lane')) return lanesOf(element).length > 1 ? [this.#removing(element)] : [];
    if (is(element, 'bpmn:SequenceFlow')) {
      return [this.#inserting('Insérer une étape ici', element), this.#removing(element)];
    }
    if (!is(element, 'bpmn:FlowNode') || isTriggered(element.businessObject)) return [this.#removing(element)];
    return [...this.#growing(element), ...this.#changing(element), this.#removing(element)];
  }

  #onProcess(pool) {
    return [
      this.#making('Ajouter un événement du processus', 'Événement ajouté au processus.',
        () => addTriggered(this.kit, pool)),
      this.#making('Ajouter un couloir', 'Couloir ajouté.',
        () => this.kit.modeling.addLane(lanesOf({ parent: pool }).at(-1) ?? pool, 'bottom')),
    ];
  }

  #growing(element) {
    if (is(element, 'bpmn:EndEvent')) return [];
    const flows = flowsOf(element);
    const gateway = is(element, 'bpmn:Gateway');
    return [
      ...flows.length === 1 ? [this.#inserting('Insérer une étape après', flows[0])] : [],
      ...flows.length ? [] : [this.#appending('Ajouter une étape après', element, STEP),
        this.#appending('Ajouter une fin après', element, END)],
      ...gateway && flows.length ? [this.#branching(element)] : [],
      ...gateway || !flows.length ? [this.#linking(element)] : [],
      ...is(element, 'bpmn:Activity') ? [this.#attaching(element)] : [],
    ];
  }

  #making(label, told, make) {
    return { label, run: () => { const made = make(); announce(told); this.goTo(made.id); } };
  }

  #inserting(label, flow) {
    return this.#making(label, `Étape insérée après ${calledOf(flow.source.businessObject)}.`,
      () => insertOn(this.kit, flow));
  }

  #appending(label, element, what) {
    const told = what === END ? 'Fin ajoutée' : 'Étape ajoutée';
    return this.#making(label, `${told} après ${calledOf(element.businessObject)}.`,
      () => appendTo(this.kit, element, what));
  }

  #branching(gateway) {
    const told = `Branche ajoutée à ${calledOf(gateway.businessObject)}.`;
    return this.#making('Ajouter une branche', told, () => branchFrom(this.kit, gateway, leadsTo(gateway)));
  }

  #attaching(element) {
    const told = `Minuterie posée sur ${calledOf(element.businessObject)}.`;
    return this.#making('Ajouter une minuterie pendant l’étape', told, () => attachTo(this.kit, element));
  }

  #linking(element) {
    return {
      label: 'Relier à',
      press: 'Relier',
      targets: targetsOf(this.kit, element),
      run: id => {
        const target = this.kit.registry.get(id);
        this.kit.change(() => drawAgain(this.kit, this.kit.modeling.connect(element, target)));
        announce(`Relié à ${calledOf(target.businessObject)}.`);
        this.back(element.id);
      },
    };
  }

  // The same choices as the menu « Changer » beside the drawing.
  #changing(element) {
    const entries = this.replacing.getPopupMenuEntries(element);
    const targets = Object.entries(entries).map(([id, { label }]) => ({ id, label }));
    if (!targets.length) return [];
    return [{
      label: 'Changer en',
      press: 'Changer',
      targets,
      run: id => {
        entries[id].action();
        announce(`Changé en\u00a0: ${entries[id].label}.`);
        this.goTo(element.id);
      },
    }];
  }

  #removing(element) {
    return {
      label: 'Supprimer',
      run: () => {
        const near = element.incoming?.[0]?.source ?? element.source ?? element.host ?? element.parent;
        const name = calledOf(element.businessObject);
        this.kit.modeling.removeElements([element]);
        announce(`Supprimé\u00a0: ${name}.`);
        this.back(near?.id);
      },
    };
  }
}

function flowsOf(element) {
  return (element.outgoing ?? []).filter(flow => is(flow, 'bpmn:SequenceFlow'));
}

// The steps of the same part, where a flow may arrive.
function targetsOf(kit, element) {
  const known = new Set([element.id, ...flowsOf(element).map(({ target }) => target.id)]);
  const may = other => is(other, 'bpmn:FlowNode') && !isAny(other, ['bpmn:StartEvent', 'bpmn:BoundaryEvent'])
    && !isTriggered(other.businessObject);
  return kit.registry.filter(other => other.parent === element.parent && !other.labelTarget && !known.has(other.id)
    && may(other))
    .map(other => ({ id: other.id, label: calledOf(other.businessObject).replace(/^«\u00a0|\u00a0»$/g, '') }));
}
