import './editor_form.css';
import { openFormEditor } from './editor/form/open.js';

document.querySelectorAll('.atelier[data-kind="form"]').forEach(openFormEditor);
