// bpmn-js with the house's menus, rules, panel and words, and nothing that the engine does not run.
import Modeler from 'bpmn-js/lib/Modeler';
import { BpmnPropertiesPanelModule } from 'bpmn-js-properties-panel';
import behaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import { translateModule } from '../french/translate.js';
import { words } from '../french/diagram_words.js';
import { keepOrder } from './file_order.js';
import { kitModule } from './kit.js';
import { menusModule } from './menus/index.js';
import { newModule } from './new_shapes.js';
import { tellErrors } from './panel/errors.js';
import { languageOf, speakFrench, translateFields } from './panel/feel.js';
import { panelModule } from './panel/provider.js';
import { rulesModule } from './rules/index.js';

const DELAY = 300;

export function makeModeler(canvas, panel, house) {
  speakFrench();
  translateFields(panel);
  tellErrors(panel);
  const modeler = new Modeler({
    container: canvas,
    moddleExtensions: { zeebe },
    propertiesPanel: { parent: panel, feelLanguageContext: languageOf(house), getFeelPopupLinks: () => [] },
    // a field is written a moment after it is typed in, at once when it is left
    debounceInput: DELAY,
    additionalModules: [
      BpmnPropertiesPanelModule, behaviors, translateModule(words), newModule, kitModule, menusModule, rulesModule,
      panelModule,
    ],
  });
  keepOrder(modeler);
  return modeler;
}
