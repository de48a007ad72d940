// Buttons of the toolbar for the table that is open.
import { announce } from '../../app/after_swap.js';
import { button } from '../../shared/button.js';
import { sayRemoved } from '../form/gestures.js';
import { openRows } from './rows.js';

// show(id) leads to a line.
export function openTools(place, modeler, show) {
  const add = button('Ajouter une ligne', () => {
    const rows = openRows(modeler);
    show(rows.add(rows.selected()));
    announce('Ligne ajoutée.');
  });
  const remove = button('Supprimer la ligne', () => {
    const rows = openRows(modeler);
    const selected = rows.selected();
    if (!selected) return announce('Choisissez d’abord une case de la ligne à supprimer.');
    rows.remove(selected);
    sayRemoved('la ligne');
  });
  place.append(add, remove);
  return {
    draw() {
      add.disabled = remove.disabled = !openRows(modeler);
    },
  };
}
