// @ts-check
/** The sheet of keys, which opens on `?`. */
import { html, useEffect } from './html.js';
import { useShared } from './store.js';
import { Dialog } from './ui.js';
import { plural } from './words.js';

/** @typedef {[string, string]} Row keys, and what they do */

/** @type {{title: string, rows: Row[]} | null} */
let ofPage = null;

const EVERYWHERE = /** @type {Row[]} */ ([
  ['?', 'This sheet'],
  ['g then w', 'Workspace'],
  ['g then r', 'Run'],
  ['g then j', 'Jobs'],
  ['/', 'Search, where a page has a search box'],
  ['Tab, Shift Tab', 'Next and previous control'],
  ['Enter, Space', 'Use the control'],
  ['Esc', 'Close a window such as this one'],
]);

/** Adds the keys of a page to the sheet while it is shown. @param {string} title @param {Row[]} rows */
export function useHelp(title, rows) {
  useEffect(() => {
    const own = { title, rows };
    ofPage = own;
    return () => {
      ofPage = ofPage === own ? null : ofPage;
    };
  });
}

/** Whether a key goes into a text. @param {EventTarget | null} target */
export function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

/** @param {{rows: Row[]}} props */
function Keys({ rows }) {
  return html`<dl class="keys">
    ${rows.map(([keys, what]) => html`<div><dt>${keys.split(' ').map((key) => (key === 'then' ? ' then ' : html`<kbd>${key.replace(/,$/, '')}</kbd> `))}</dt><dd>${what}</dd></div>`)}
  </dl>`;
}

/** @param {{onClose: () => void}} props */
export function HelpSheet({ onClose }) {
  const { about } = useShared();
  return html`<${Dialog} title="Keys" onClose=${onClose}>
    ${ofPage && html`<h3>${ofPage.title}</h3><${Keys} rows=${ofPage.rows} />`}
    <h3>Everywhere</h3>
    <${Keys} rows=${EVERYWHERE} />
    <p><a href="#/words" onClick=${onClose}>What the words mean</a></p>
    ${about && html`<p class="muted small-text">unfade ${about.version}, ${plural(about.threads, 'thread')}. Programs can do all of this too: <a href="api">the interface for programs</a>.</p>`}
  <//>`;
}
