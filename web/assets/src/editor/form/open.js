// The editor of one form, in the page's place for it.
import { FormEditor } from '@bpmn-io/form-js-editor';
import { announce } from '../../app/after_swap.js';
import { repairAttributes } from '../../form/attributes.js';
import { openFrame } from '../frame.js';
import { openKinds } from './asked_kind.js';
import { translateChrome } from './chrome.js';
import { fieldsModule } from './fields.js';
import { kindName } from './kinds.js';
import { openModel } from './model.js';
import { openOutline } from './outline.js';
import { openPalette } from './palette.js';
import { openPanel } from './panel.js';
import { joinPreview } from './preview.js';
import { every, openSchema } from './schema.js';
import { joinUndoKeys } from './undo_keys.js';

// form-js draws its own settings and list of components, in English: ours take their place.
const WITHOUT_PANEL = {
  propertiesPanel: ['value', { attachTo() {}, registerProvider() {} }],
  propertiesProvider: ['value', {}],
};

// place: <div class="atelier" data-kind="form" …>
export async function openFormEditor(place) {
  const frame = openFrame(place);
  try {
    const file = openSchema(await frame.load());
    const parts = buildCanvas(frame.canvas);
    const editor = await openEditor(parts.drawing, file);
    const write = () => file.write(editor.saveSchema());
    const problems = openProblems();
    const model = openModel(editor, () => frame.changed());
    const show = join(frame, parts, model, { write, problems });
    joinFile(frame, model, write);
    joinProblems(frame, parts.drawing, model, { problems, show });
    repairAttributes(parts.drawing);
    translateChrome(parts.drawing, id => editor.get('formFieldRegistry').get(id));
    joinUndoKeys(frame, parts.drawing);
    frame.ready();
  } catch (error) {
    frame.refuse(error);
  }
}

function buildCanvas(canvas) {
  canvas.innerHTML = `
    <div data-role="palette"></div>
    <div data-role="drawing" class="dessin fjs"></div>
    <div data-role="preview" class="apercu" hidden></div>`;
  return Object.fromEntries([...canvas.children].map(element => [element.dataset.role, element]));
}

async function openEditor(container, file) {
  const types = new Set();
  every(file.schema.components, component => types.add(component.type));
  const nowhere = () => ({ parent: document.createElement('div') });
  const editor = new FormEditor({
    container,
    additionalModules: [fieldsModule([...types]), WITHOUT_PANEL],
    palette: nowhere(),
    propertiesPanel: nowhere(),
  });
  editor.get('palette').detach();
  await editor.importSchema(file.schema);
  file.opened(editor.saveSchema());
  return editor;
}

// The settings, the plan, the components to add and the preview. Gives show(field).
function join(frame, parts, model, { write, problems }) {
  const panel = openPanel(frame.panel, model, problems.of);
  const preview = joinPreview(frame.tools, parts, () => { model.flush(); return JSON.parse(write()); });
  const show = (field, isNew = false) => {
    preview.close();
    model.select(field);
    requestAnimationFrame(() => panel.focus(isNew));
  };
  const add = (type, after) => {
    const field = model.add(type, after);
    announce(`Ajouté\u00a0: ${kindName(field).toLowerCase()}.`);
    show(field, true);
  };
  const ask = openKinds(frame.outline.parentElement);
  openOutline(frame.outline, model, {
    show: field => show(field), problems: problems.of, add: after => ask(type => add(type, after)),
  });
  openPalette(parts.palette, type => add(type, model.selected()));
  return show;
}

function joinFile(frame, model, write) {
  frame.read = async () => { model.flush(); return write(); };
  Object.assign(frame, { undo: model.undo, redo: model.redo, canUndo: model.canUndo, canRedo: model.canRedo });
  const learn = ({ variables = [] }) => { model.variables = variables; };
  frame.onContext(learn);
  frame.context().then(learn, () => {}); // without it a list is shorter, and all the rest works
}

// A problem names the key of its question, or the id of its component.
function openProblems() {
  const problems = { list: [] };
  problems.of = field => problems.list.filter(({ element }) => element && [field.key, field.id].includes(element));
  return problems;
}

function joinProblems(frame, drawing, model, { problems, show }) {
  const mark = () => requestAnimationFrame(() => {
    for (const { field } of model.lines()) {
      const element = drawing.querySelector(`.fjs-element[data-id="${CSS.escape(field.id)}"]`);
      element?.classList.toggle('a-probleme', problems.of(field).length > 0);
    }
  });
  model.onChange(mark);
  frame.onProblems(list => {
    problems.list = list;
    model.saved();
  });
  frame.onShow(name => {
    const field = model.find(name);
    if (field) show(field);
    return Boolean(field);
  });
}
