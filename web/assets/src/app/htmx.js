// htmx under a strict content policy: no eval, no inline style, nothing personal kept in storage.
import htmx from 'htmx.org';
import { csrfHeader } from '../shared/page.js';

Object.assign(htmx.config, {
  allowEval: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[23]..', swap: true },
    { code: '422', swap: true },
    { code: '[45]..', swap: false, error: true },
  ],
});

document.addEventListener('htmx:configRequest', event => {
  Object.assign(event.detail.headers, csrfHeader());
});
