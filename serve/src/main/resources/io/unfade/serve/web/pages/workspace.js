// @ts-check
/** `#/`: everything in the workspace. */
import { ItemCard } from '../part/card.js';
import { Examples } from '../part/examples.js';
import { html, useEffect, useMemo, useState } from '../part/html.js';
import { Icon } from '../part/icons.js';
import { Provenance } from '../part/provenance.js';
import { refreshItems, useShared } from '../part/store.js';
import { DropZone, Uploads, useUploads } from '../part/upload.js';
import { Problem, Spinner, useTitle } from '../part/ui.js';
import { plural } from '../part/words.js';

/** @typedef {import('../part/store.js').Item} Item */

/** Kinds under one heading, in the order in which they are shown. @type {[string, string[]][]} */
const GROUPS = [
  ['Data', ['data']], ['Models', ['model']], ['Maps', ['maps']], ['Reports', ['report']], ['Predictions', ['predictions']],
  ['Runs', ['run']], ['Images and regions', ['image', 'regions']], ['Other', ['folder', 'other']],
];
const FIRST = 24;
/** Links that are drawn without being asked for. */
const MOST_LINKS = 60;

/** Where the order is kept. */
const ORDER = 'unfade-order';

/** @param {Item[]} items @param {string} order */
function sorted(items, order) {
  const byName = (/** @type {Item} */ a, /** @type {Item} */ b) => a.name.localeCompare(b.name, 'en', { numeric: true });
  const second = (/** @type {Item} */ item) => Math.floor(Date.parse(item.modified) / 1000) || 0;
  return [...items].sort((a, b) => (order === 'name' ? 0 : second(b) - second(a)) || byName(a, b));
}

export default function WorkspacePage() {
  useTitle('Workspace');
  const { items, links, note, about, problem } = useShared();
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState(localStorage.getItem(ORDER) === 'name' ? 'name' : 'newest');
  const uploads = useUploads();
  useEffect(() => {
    if (items) {
      refreshItems(); // others may have written to the folder since
    }
  }, []);
  if (!items) {
    return problem ? html`<${Problem} heading="Workspace" error=${problem} retry=${refreshItems} />` : html`<${Spinner} words="Looking into the workspace …" />`;
  }
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const sort = (/** @type {any} */ event) => {
    localStorage.setItem(ORDER, event.target.value);
    setOrder(event.target.value);
  };
  const found = sorted(items, order).filter((item) => words.every((word) => `${item.name} ${item.kind} ${item.title}`.toLowerCase().includes(word)));
  return html`<div class="stack">
    <div class="page-head"><h1>Workspace</h1>
      ${items.length > 0 && html`<input type="search" aria-label="Search the workspace" placeholder="Search" value=${filter} onInput=${(/** @type {any} */ e) => setFilter(e.target.value)} />`}
      ${items.length > 1 && html`<select class="order" aria-label="Order" value=${order} onChange=${sort}><option value="newest">newest first</option><option value="name">by name</option></select>`}
      ${about?.folder && html`<span class="muted folder">${plural(items.length, 'item')} in <code>${about.folder}</code></span>`}
      ${items.length > 0 && html`<a href="#/run?examples">More examples</a>`}</div>
    ${items.length === 0 && html`<${Welcome} />`}
    ${note && html`<p class="hint">${note}</p>`}
    <${DropZone} onFiles=${uploads.add} />
    <${Uploads} uploads=${uploads} />
    ${items.length > 0 && found.length === 0 && html`<p>Nothing in the workspace has “${filter}” in its name, kind or title.</p>`}
    <div class="groups">${GROUPS.map(([title, kinds]) => html`<${Group} key=${title} title=${title} kinds=${kinds} found=${found} items=${items} links=${links} />`)}</div>
    ${links.length > 0 && html`<${Whole} items=${items} links=${links} found=${words.length > 0 ? found : items} />`}
  </div>`;
}

/** What came of what, of those that are shown. @param {{items: Item[], links: any[], found: Item[]}} props */
function Whole({ items, links, found }) {
  const [all, setAll] = useState(false);
  const kinds = useMemo(() => new Map(items.map((item) => [item.name, item.kind])), [items]);
  const near = useMemo(() => {
    const names = new Set(found.map((item) => item.name));
    return found.length === items.length ? links : links.filter((one) => names.has(one.from) || names.has(one.to));
  }, [links, found.length, items]);
  if (near.length === 0) {
    return null;
  }
  const isMuch = near.length > MOST_LINKS && !all;
  return html`<section class="card"><h2>What came of what</h2>
    ${isMuch
      ? html`<p class="muted">${plural(near.length, 'link')}: open an item, or search above, to see those around it.</p><button type="button" class="small" onClick=${() => setAll(true)}>Draw all of them</button>`
      : html`<${Provenance} links=${near} kinds=${kinds} />`}
  </section>`;
}

/** @param {{title: string, kinds: string[], found: Item[], items: Item[], links: any[]}} props */
function Group({ title, kinds, found, items, links }) {
  const [all, setAll] = useState(false);
  const own = found.filter((item) => kinds.includes(item.kind));
  if (own.length === 0) {
    return null;
  }
  const shown = all ? own : own.slice(0, FIRST);
  return html`<section>
    <h2><${Icon} kind=${kinds[0]} /> ${title} <span class="muted">${own.length}</span></h2>
    <ul class="items">${shown.map((item) => html`<${ItemCard} key=${item.name} item=${item} items=${items} links=${links} stale=${links.some((one) => one.to === item.name && one.stale)} />`)}</ul>
    ${shown.length < own.length && html`<button type="button" onClick=${() => setAll(true)}>Show all ${own.length}</button>`}
  </section>`;
}

/** What this is, for people who see it for the first time. */
function Welcome() {
  return html`<section class="welcome card stack">
    <h2>Which feature mattered, and when?</h2>
    <p class="lead">unfade trains classifiers of time series with many features, and shows for each answer which feature at which time step it depends on.
      This workspace is a folder on the computer where the server runs; it is empty: add series of your own below, or begin with an example.</p>
    <${Examples} />
  </section>`;
}
