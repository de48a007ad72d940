import './editor_decision.css';
import { openDecisionEditor } from './editor/decision/open.js';

document.querySelectorAll('.atelier[data-kind="dmn"]').forEach(openDecisionEditor);
