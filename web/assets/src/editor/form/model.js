// The form being edited, as the outline and the panel read and change it. Every change is a command of
// form-js: it can be undone.
import { isQuestion, labelProperty } from './kinds.js';
import { moveOf } from './moves.js';
import { keyFrom, mentions, unique } from './names.js';

// touched(): something was typed, or changed.
export function openModel(editor, touched) {
  const fresh = new Set(), listeners = [];
  const redraw = onceAMoment(() => listeners.forEach(listener => listener()));
  const bus = editor.get('eventBus');
  bus.on(['changed', 'selection.changed'], redraw);
  bus.on('commandStack.changed', touched);
  bus.on('commandStack.formField.add.postExecuted', ({ context }) => fresh.add(context.formField.id));
  const selection = editor.get('selection');
  const reads = reading(editor);
  return {
    ...reads, ...writing(editor, reads, fresh), ...typing(editor.get('commandStack'), touched),
    fresh, // ids of components that no saved file holds: their keys may still follow their labels
    variables: [], // of the case: [{name, label}], once the context is known
    selected: () => selection.get(),
    select: field => selection.set(field),
    onChange(listener) { listeners.push(listener); },
    saved() { fresh.clear(); redraw(); },
  };
}

function reading(editor) {
  const lines = () => linesOf(editor._getState().schema.components, 0);
  const fields = () => lines().map(line => line.field);
  return {
    lines,
    questions: () => fields().filter(isQuestion),
    find: name => fields().find(field => field.key === name || field.id === name),
    // those whose condition or text reads a key
    readers: key => fields().filter(field =>
      mentions(field.conditional?.hide, key) || (field.text?.startsWith('=') && mentions(field.text, key))),
  };
}

function writing(editor, { questions, readers }, fresh) {
  const [modeling, registry, layouter] = ['modeling', 'formFieldRegistry', 'formLayouter'].map(name => editor.get(name));
  const edit = (field, properties) => modeling.editFormField(field, properties);
  return {
    edit,
    rename(field, label) {
      const follows = fresh.has(field.id) && !readers(field.key).length && keyFrom(label);
      const taken = questions().filter(other => other !== field).map(other => other.key);
      edit(field, { [labelProperty(field)]: label, ...(follows && { key: unique(follows, taken) }) });
    },
    rekey(field, key) { fresh.delete(field.id); edit(field, { key }); },
    // after: the component that it comes after; at the end without.
    add(type, after) {
      const parent = after ? registry.get(after._parent) : editor._getState().schema;
      const last = after && layouter.getRowForField(after).components.at(-1);
      const index = after ? parent.components.findIndex(({ id }) => id === last) + 1 : parent.components.length;
      const layout = { row: layouter.nextRowId(), columns: null };
      return modeling.addFormField({ type, _parent: parent.id, layout }, parent, index);
    },
    remove(field) {
      const parent = registry.get(field._parent);
      modeling.removeFormField(field, parent, parent.components.indexOf(field));
    },
    // false when it is already at the end.
    move(field, step) {
      const move = moveOf(field, step, { get: id => registry.get(id), rowsOf: id => layouter.getRows(id) });
      if (!move) return false;
      const { source, target, sourceIndex, targetIndex, sourceRow, targetRow } = move;
      modeling.moveFormField(field, source, target, sourceIndex, targetIndex, sourceRow, targetRow);
      return true;
    },
  };
}

// What is typed waits for a pause before it is a command; flush() makes it one.
function typing(stack, touched) {
  const waiting = new Set();
  const flush = () => [...waiting].forEach(keep => keep());
  return {
    touched, flush,
    wait(keep) { waiting.add(keep); },
    forget(keep) { waiting.delete(keep); },
    undo() { flush(); stack.undo(); },
    redo() { flush(); stack.redo(); },
    canUndo: () => stack.canUndo(),
    canRedo: () => stack.canRedo(),
  };
}

// [{field, depth}] in the order of the screen.
function linesOf(components, depth) {
  return components.flatMap(field => [{ field, depth }, ...linesOf(field.components ?? [], depth + 1)]);
}

// Several events of one command draw once.
function onceAMoment(act) {
  let isAsked = false;
  return () => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(() => { isAsked = false; act(); });
  };
}
