// A page that comes back refused begins at its error summary.
import { matching, onContent } from '../shared/page.js';
import { focusSummary } from '../shared/summary.js';

onContent(root => {
  const summary = matching(root, '#erreurs')[0];
  if (summary && !summary.hidden && summary.textContent.trim()) focusSummary(summary);
});
