// What is wrong in a field stands under it; it is also said, once, to who does not see it appear.
import { announce } from '../announce.js';

const ERROR = '.bio-properties-panel-error';

export function tellErrors(panel) {
  let told = '';
  new MutationObserver(() => {
    const text = [...panel.querySelectorAll(ERROR)].map(error => error.textContent).join(' ');
    if (text && text !== told) announce(text);
    told = text;
  }).observe(panel, { childList: true, subtree: true, characterData: true });
}
