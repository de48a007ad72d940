// The editor of one file of decisions, in the page's place for it.
import DmnModeler from 'dmn-js/lib/Modeler';
import { joinUndoKeys } from '../form/undo_keys.js';
import { openFrame } from '../frame.js';
import { translateModule } from '../french/translate.js';
import { mendChrome } from './chrome.js';
import { openDecisions } from './file.js';
import { DECISION_WORDS } from './french.js';
import { openLeading } from './leading.js';
import { openMarks } from './marks.js';
import { openOutline } from './outline.js';
import { openPanel } from './panel.js';
import { placeOf } from './places.js';
import { openRows } from './rows.js';
import { openTools } from './tools.js';
import { typeAlone } from './typing.js';
import { openViews } from './views.js';
import { columnName } from './words.js';

const SETTLED = 350; // dmn-js keeps what is typed 300 ms after the last key

// place: <div class="atelier" data-kind="dmn" …>
export async function openDecisionEditor(place) {
  const frame = openFrame(place);
  try {
    const text = await frame.load();
    const file = openDecisions(text);
    frame.canvas.innerHTML = '<div data-role="views"></div><div data-role="drawing" class="dessin-decision"></div>';
    const [views, drawing] = frame.canvas.children;
    const feel = { builtins: [] };
    const modeler = createModeler(drawing, feel);
    await modeler.importXML(text);
    file.opened(await write(modeler));
    const first = modeler.getViews().find(view => view.type !== 'drd');
    if (first) await modeler.open(first);
    join(frame, { views, drawing }, modeler, file);
    mendChrome(drawing, id => columnName(modeler.getDefinitions(), id));
    typeAlone(drawing);
    joinUndoKeys(frame, drawing);
    nameFunctions(frame, feel);
    frame.ready();
  } catch (error) {
    frame.refuse(error);
  }
}

// feel: what the fields of expressions propose, filled when the context is known.
function createModeler(container, feel) {
  const french = { additionalModules: [translateModule(DECISION_WORDS)] };
  return new DmnModeler({
    container, common: { feelLanguageContext: feel },
    drd: french, decisionTable: french, literalExpression: french, boxedExpression: french,
  });
}

function nameFunctions(frame, feel) {
  const fill = ({ functions = [] }) => { feel.builtins = functions.map(name => ({ name, type: 'function' })); };
  frame.onContext(fill);
  frame.context().then(fill, () => {}); // without it nothing is proposed, and all the rest works
}

async function write(modeler) {
  return (await modeler.saveXML({ format: true })).xml;
}

function join(frame, places, modeler, file) {
  let problems = [];
  const definitions = () => modeler.getDefinitions();
  const views = openViews(places.views, modeler);
  const show = openLeading(modeler, views, places.drawing);
  const marks = openMarks();
  const panel = openPanel(frame.panel, modeler, () => frame.changed());
  const outline = openOutline(frame.outline, {
    model: definitions,
    show,
    edit: async (decision, change) => { await views.show(decision); return change(openRows(modeler)); },
    count: row => problems.filter(({ element }) => placeOf(definitions(), element)?.row === row).length,
  });
  const parts = [panel, outline, openTools(frame.tools, modeler, show)];
  const draw = () => {
    parts.forEach(part => part.draw());
    marks.show(definitions(), problems);
  };
  const settled = openSettling(frame, places.drawing, panel);
  joinHistory(frame, modeler, settled, draw);
  views.onChange(view => { places.drawing.dataset.vue = view.type; frame.refresh(); draw(); });
  views.draw();
  frame.read = async () => { await settled(); return file.write(await write(modeler)); };
  frame.onProblems(list => { problems = list; draw(); });
  frame.onShow(show);
}

// What is being typed becomes a command a moment after the last key: settled() waits for it.
function openSettling(frame, drawing, panel) {
  let last = 0;
  const active = () => { last = performance.now(); };
  ['keydown', 'paste', 'cut', 'drop'].forEach(kind => drawing.addEventListener(kind, active, true));
  drawing.addEventListener('input', () => { active(); frame.changed(); });
  return function settled() {
    panel.flush();
    return new Promise(resolve => { setTimeout(resolve, last + SETTLED - performance.now()); });
  };
}

// Each view has its own history, emptied when another is opened.
function joinHistory(frame, modeler, settled, draw) {
  const stack = () => modeler.getActiveViewer()?.get('commandStack');
  const follow = viewer => viewer.on('commandStack.changed', ({ trigger }) => {
    if (trigger === 'clear') return frame.refresh();
    frame.changed();
    draw();
  });
  Object.values(modeler._viewers).forEach(follow);
  modeler.on('viewer.created', ({ viewer }) => follow(viewer));
  Object.assign(frame, {
    undo: async () => { await settled(); stack().undo(); },
    redo: async () => { await settled(); stack().redo(); },
    canUndo: () => stack()?.canUndo() ?? false,
    canRedo: () => stack()?.canRedo() ?? false,
  });
}
