// What every script asks of the page.

export function csrfHeader() {
  const token = document.querySelector('meta[name="csrf-token"]')?.content;
  return token ? { 'X-CSRFToken': token } : {};
}

// The content of <script type="application/json" id="…">, or the fallback when there is none.
export function jsonBlock(id, fallback) {
  const text = id && document.getElementById(id)?.textContent.trim();
  return text ? JSON.parse(text) : fallback;
}

// Runs now, and again on whatever htmx puts in the page.
export function onContent(callback) {
  document.addEventListener('htmx:load', event => callback(event.detail.elt));
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => callback(document.body));
  } else {
    callback(document.body);
  }
}

// Elements matching the selector, the root itself included.
export function matching(root, selector) {
  const inside = [...root.querySelectorAll(selector)];
  return root.matches?.(selector) ? [root, ...inside] : inside;
}
