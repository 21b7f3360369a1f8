// @ts-check
/** Findings of a use case, which are JSON, for people: numbers in a list, equal objects in a table, the rest as it is. */
import { html, useState } from './html.js';
import { Facts } from './ui.js';
import { number, title } from './words.js';

const ROWS = 15;
/** What stands among the facts already. */
const SAID = new Set(['request', 'file', 'series', 'steps', 'features']);

/** @param {any} value */
function simple(value) {
  return value === null || typeof value !== 'object';
}

/** @param {any} value */
function text(value) {
  if (typeof value === 'number') {
    return number(value);
  }
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value ?? '–');
}

/** Whether an array is a table: objects of simple values. @param {any} value */
function isTable(value) {
  return Array.isArray(value) && value.length > 0 && value.every((row) => !simple(row) && !Array.isArray(row) && Object.values(row).every(simple));
}

/** @param {any} value */
function isEmpty(value) {
  return value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** @param {{info: Record<string, any>, said: Record<string, any>}} props `said`: what stands elsewhere */
export function Findings({ info, said }) {
  const isNew = (/** @type {string} */ key, /** @type {any} */ value) => !SAID.has(key) && JSON.stringify(said[key]) !== JSON.stringify(value);
  const entries = Object.entries(info).filter(([key, value]) => isNew(key, value) && !isEmpty(value));
  const plain = entries.filter(([, value]) => simple(value) || (Array.isArray(value) && value.every(simple) && value.length <= 12));
  const parts = entries.filter((entry) => !plain.includes(entry)).sort((a, b) => Number(isPairs(b[1])) - Number(isPairs(a[1])));
  const shown = (/** @type {any} */ value) => (Array.isArray(value) ? value.map(text).join(', ') : text(value));
  if (entries.length === 0) {
    return null;
  }
  return html`<section class="card stack"><h2>What is understood of it</h2>
    ${plain.length > 0 && html`<${Facts} rows=${plain.map(([key, value]) => [title(key), shown(value)])} />`}
    ${parts.map(([key, value]) => html`<${Part} key=${key} name=${key} value=${value} />`)}
  </section>`;
}

/** Whether an array is names with values. @param {any} value */
function isPairs(value) {
  return isTable(value) && value.every((/** @type {any} */ row) => Object.keys(row).join() === 'key,value');
}

/** @param {{name: string, value: any}} props */
function Part({ name, value }) {
  if (isPairs(value)) {
    return html`<${Facts} rows=${value.map((/** @type {any} */ row) => [row.key, text(row.value)])} />`;
  }
  if (isTable(value)) {
    return html`<div><h3>${title(name)}</h3><${Table} rows=${value} /></div>`;
  }
  if (!Array.isArray(value) && Object.values(value).every(simple)) {
    return html`<div><h3>${title(name)}</h3><${Facts} rows=${Object.entries(value).map(([key, one]) => [key, text(one)])} /></div>`;
  }
  return html`<details><summary>${title(name)}</summary><pre class="log" tabindex="0">${JSON.stringify(value, null, 2)}</pre></details>`;
}

/** @param {{rows: Record<string, any>[]}} props */
function Table({ rows }) {
  const [all, setAll] = useState(false);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const shown = all ? rows : rows.slice(0, ROWS);
  return html`<div class="scroll" tabindex="0"><table class="numbers">
      <thead><tr>${columns.map((column) => html`<th scope="col">${title(column)}</th>`)}</tr></thead>
      <tbody>${shown.map((row, i) => html`<tr key=${i}>${columns.map((column) => html`<td class=${typeof row[column] === 'number' ? 'number' : ''}>${text(row[column])}</td>`)}</tr>`)}</tbody>
    </table></div>
    ${shown.length < rows.length && html`<button type="button" class="small" onClick=${() => setAll(true)}>Show all ${rows.length} rows</button>`}`;
}
