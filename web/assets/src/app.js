import './app.css';
import './app/htmx.js';
import './app/after_swap.js';
import './app/attente.js';
import './app/connection.js';
import './app/errors.js';
import './app/keyboard.js';
import './app/menus.js';
