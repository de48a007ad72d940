// The error summary takes the focus, and the window's title says it.

export function focusSummary(box) {
  box.tabIndex = -1;
  box.focus();
  const prefix = 'Erreur\u00a0: ';
  if (!document.title.startsWith(prefix)) document.title = prefix + document.title;
}
