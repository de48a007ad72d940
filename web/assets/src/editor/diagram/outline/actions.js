// The actions of a line, as buttons: only those that make sense for its element.
import { button } from '../../../shared/button.js';

// offered: of Acts.
export function actionsBar(offered) {
  const bar = document.createElement('div');
  bar.className = 'plan-actions';
  bar.setAttribute('role', 'group');
  bar.setAttribute('aria-label', 'Actions sur cette ligne');
  bar.append(...offered.map(action => (action.targets ? chooser(action) : button(action.label, () => action.run()))));
  return bar;
}

// One is chosen, then a button acts: a list that acts when it changes cannot be walked by keyboard.
function chooser({ label, press, targets, run }) {
  const select = document.createElement('select');
  select.className = 'form-select form-select-sm';
  select.setAttribute('aria-label', label);
  select.append(new Option(`${label}…`, ''), ...targets.map(target => new Option(target.label, target.id)));
  const both = document.createElement('span');
  both.className = 'plan-choix';
  both.append(select, button(press, () => select.value && run(select.value)));
  return both;
}
