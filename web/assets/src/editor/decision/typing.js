// In a cell, « ( » and « [ » are typed alone: an interval may open with one and close with the other,
// (0..450], and a closing sign written ahead would be left over.
import { EditorState, Prec, StateEffect } from '@codemirror/state';
import { EditorView } from '@codemirror/view';

const ALONE = Prec.highest(EditorState.languageData.of(() => [{ closeBrackets: { brackets: ['{', '"'] } }]));

export function typeAlone(place) {
  const known = new WeakSet();
  place.addEventListener('focusin', event => {
    const editor = event.target.closest('.tjs-table .cm-editor');
    const view = editor && EditorView.findFromDOM(editor);
    if (!view || known.has(view)) return;
    known.add(view);
    view.dispatch({ effects: StateEffect.appendConfig.of(ALONE) });
  }, true); // dmn-js lets it go no further
}
