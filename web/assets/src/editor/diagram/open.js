// Opens one diagram in its frame: drawing, settings, plan and problems show the same, and follow each other.
import { is } from 'bpmn-js/lib/util/ModelUtil';
import { announce } from './announce.js';
import { shapeFor } from './find.js';
import { Marks } from './marks.js';
import { makeModeler } from './modeler.js';
import { linesOf, lanesLines, notesLines } from './outline/lines.js';
import { Acts } from './outline/acts.js';
import { Outline } from './outline/view.js';
import { languageOf } from './panel/feel.js';
import { addTools, showFirst } from './tools.js';
import { keys } from './keys.js';

const DRAWING = 'Dessin du processus. Le plan, plus bas, donne les mêmes étapes et se parcourt au clavier.';

const FRAMES = 60;

// place: the frame's element. The context may fail to come: the drawing opens all the same.
export async function openEditor(frame, place) {
  const [text, house] = await Promise.all([frame.load(), frame.context().catch(() => ({}))]);
  const modeler = makeModeler(frame.canvas, frame.panel, { functions: [], variables: [], ...house });
  const kit = modeler.get('kit');
  kit.renew(house);
  const { warnings } = await modeler.importXML(text);
  if (warnings.length) warn(place, warnings);
  nameDrawing(frame.canvas);
  showFirst(modeler);
  connect(frame, modeler, text);
  const marks = new Marks(modeler);
  const outline = plan(frame, modeler, kit, marks);
  addTools(frame.tools, modeler, () => outline.heading.focus());
  keys(frame, place, modeler, outline);
  problems(frame, modeler, kit, marks, outline);
  frame.onContext(renewed => {
    kit.renew(renewed);
    modeler.get('propertiesPanel').setFeelLanguageContext(languageOf(kit.house));
    outline.show();
  });
  frame.ready();
  return modeler;
}

// What the editor does not know would be lost: said before anything is saved.
function warn(place, warnings) {
  console.warn(warnings);
  const told = document.createElement('p');
  told.className = 'alert alert-warning';
  told.setAttribute('role', 'alert');
  told.textContent = 'Une partie du fichier n’a pas pu être lue\u00a0; enregistrer la retirerait. '
    + 'Téléchargez d’abord le fichier pour le garder.';
  place.prepend(told);
}

function nameDrawing(canvas) {
  const drawing = canvas.querySelector('.djs-container > svg');
  drawing.setAttribute('role', 'application');
  drawing.setAttribute('aria-label', DRAWING);
}

// Without a change left, the file is sent as it came.
function connect(frame, modeler, text) {
  const stack = modeler.get('commandStack');
  frame.read = async () => (stack.canUndo() ? (await modeler.saveXML({ format: true })).xml : text);
  frame.undo = () => { stack.undo(); announce('Modification annulée.'); };
  frame.redo = () => { stack.redo(); announce('Modification rétablie.'); };
  frame.canUndo = () => stack.canUndo();
  frame.canRedo = () => stack.canRedo();
  modeler.on('commandStack.changed', () => frame.changed());
}

function plan(frame, modeler, kit, marks) {
  const selection = modeler.get('selection'), registry = modeler.get('elementRegistry');
  const select = id => { const element = registry.get(id); if (element) choose(modeler, element); };
  const open = id => { select(id); focusPanel(frame, id); };
  const acts = new Acts(kit, modeler.get('replaceMenuProvider'), { goTo: open, back: id => outline.focus(id) });
  const offered = id => acts.offered(id);
  const outline = new Outline(frame.outline, { parts: () => partsOf(modeler, kit, marks), select, open, offered });
  outline.show();
  modeler.on('commandStack.changed', () => outline.show());
  modeler.on('selection.changed', () => outline.mark(selection.get()[0]?.id));
  return outline;
}

function partsOf(modeler, kit, marks) {
  const root = modeler.get('canvas').getRootElement();
  const pool = modeler.get('elementRegistry').find(shape => is(shape, 'bpmn:Participant') && !shape.labelTarget);
  const process = root.businessObject.participants?.[0].processRef ?? root.businessObject;
  const named = Object.fromEntries(kit.house.variables.map(({ name, label }) => [name, label]));
  const words = {
    labelOf: code => kit.labelOf(code),
    variable: name => (named[name] ? `«\u00a0${named[name]}\u00a0»` : name),
    problems: id => marks.of(id).map(({ message, advice }) => `${advice ? 'conseil' : 'problème'}\u00a0: ${message}`),
  };
  const whole = { id: (pool ?? root).id, kind: 'Processus', name: process.name ?? '', details: [],
    inside: lanesLines(process) };
  return [
    { title: 'Le processus et ses couloirs', lines: [whole] },
    { title: 'Les étapes', lines: linesOf(process, words) },
    { title: 'Les notes', lines: notesLines(process) },
  ];
}

// Chosen and in view.
function choose(modeler, element) {
  modeler.get('selection').select(element);
  modeler.get('canvas').scrollToElement(element, 60);
}

// The panel draws what was chosen a moment later: its first field is waited for.
function focusPanel(frame, id) {
  const place = `.reglage-partie[data-element="${CSS.escape(id)}"]`;
  let left = FRAMES;
  const look = () => {
    const field = frame.panel.querySelector(`${place} :is(input, select, textarea)`);
    if (field) field.focus();
    else if (left) { left -= 1; requestAnimationFrame(look); }
  };
  requestAnimationFrame(look);
}

function problems(frame, modeler, kit, marks, outline) {
  frame.onProblems(list => { marks.show(list); outline.show(); });
  frame.onShow(id => {
    const element = shapeFor(kit, id);
    if (!element) return false;
    choose(modeler, element);
    focusPanel(frame, element.id);
    return true;
  });
}
