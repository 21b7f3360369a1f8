// @ts-check
/** An item of the workspace as a card, and its removal. */
import { fileUrl, remove, thumbnailUrl } from '../api.js';
import { actions } from './actions.js';
import { html, useState } from './html.js';
import { Icon } from './icons.js';
import { link } from './route.js';
import { refreshItems } from './store.js';
import { Dialog, Name, toast } from './ui.js';
import { ago, percent, plural, size } from './words.js';

/** @typedef {import('./store.js').Item} Item */

/** The few facts that tell items of a kind apart. @param {Item} item @returns {string[]} */
export function shortFacts(item) {
  const about = item.about ?? {};
  const facts = [];
  if (item.kind === 'model') {
    typeof about.accuracy === 'number' && facts.push(`accuracy ${percent(about.accuracy)}`);
    about.members > 1 && facts.push(plural(about.members, 'network'));
    about.noiseLevel > 0 && facts.push('trained under noise');
  }
  if (item.kind === 'data' && about.hasReference) {
    facts.push('informative cells known');
  }
  if (item.kind === 'maps' && about.method) {
    facts.push(String(about.method));
  }
  return facts;
}

/** Whether it is one file, which can be saved. @param {Item} item */
export function isFile(item) {
  return !['folder', 'run'].includes(item.kind) && (item.kind !== 'regions' || /\.[a-z]+$/.test(item.name)) && (item.kind !== 'model' || /\.(pt|onnx)$/.test(item.name));
}

/** @param {{name: string}} props */
function Thumbnail({ name }) {
  const [none, setNone] = useState(false);
  return none ? null : html`<img class="thumb" src=${thumbnailUrl(name)} alt="" loading="lazy" onError=${() => setNone(true)} />`;
}

/** @param {{item: Item, items: Item[], links: any[], stale: boolean}} props */
export function ItemCard({ item, items, links, stale }) {
  const [first, second] = actions(item, items, links);
  const [asks, setAsks] = useState(false);
  return html`<li class="card item">
    <a class="item-main" href=${link('item', item.name)}>
      ${item.kind === 'maps' || item.kind === 'data' ? html`<${Thumbnail} name=${item.name} />` : null}
      <span class="item-words"><strong><${Icon} kind=${item.kind} /> <${Name} text=${item.name} /></strong>
        <span class="item-title" title=${item.title}>${item.title}</span></span>
    </a>
    ${item.problem && html`<p class="field-problem small-text">${item.problem}</p>`}
    <p class="chips">${stale && html`<span class="chip warn"><span aria-hidden="true">!</span>out of date</span>`}${shortFacts(item).map((fact) => html`<span class="chip">${fact}</span>`)}</p>
    <p class="muted small-text">${[size(item.bytes), ago(item.modified)].filter(Boolean).join(', ')}</p>
    <div class="row item-actions">
      ${first && html`<a class="button small" href=${first.href} title=${first.what} aria-label=${`${first.label}: ${item.name}`}>${first.label}</a>`}
      ${second && html`<a class="button small" href=${second.href} title=${second.what} aria-label=${`${second.label}: ${item.name}`}>${second.label}</a>`}
      ${item.kind === 'report' && html`<a class="button small" href=${fileUrl(item.name, true)} target="_blank" rel="noopener" aria-label=${`Open ${item.name} in a new tab`}>Open</a>`}
      ${!first && item.kind !== 'report' && isFile(item) && html`<a class="button small" href=${fileUrl(item.name)} download aria-label=${`Save ${item.name}`}>Save</a>`}
      <span class="room"></span>
      <button type="button" class="quiet small" aria-label=${`Delete ${item.name}`} title="Delete" onClick=${() => setAsks(true)}>✕</button>
    </div>
    ${asks && html`<${DeleteDialog} item=${item} links=${links} onClose=${() => setAsks(false)} />`}
  </li>`;
}

/** @param {{item: Item, links: any[], onClose: () => void, onGone?: () => void}} props */
export function DeleteDialog({ item, links, onClose, onGone }) {
  const [busy, setBusy] = useState(false);
  const users = links.filter((one) => one.from === item.name).map((one) => one.to);
  const go = async () => {
    setBusy(true);
    try {
      await remove(`/item?name=${encodeURIComponent(item.name)}`);
      toast(`${item.name} is deleted.`);
      onClose();
      await refreshItems();
      onGone?.();
    } catch (e) {
      toast(/** @type {Error} */ (e).message);
      setBusy(false);
    }
  };
  return html`<${Dialog} title="Delete?" onClose=${onClose}>
    <p><strong>${item.name}</strong> (${size(item.bytes)}) is removed from the disk. This cannot be undone.</p>
    ${users.length > 0 && html`<p>${users.join(', ')} came from it, and will stay.</p>`}
    <div class="row"><span class="room"></span><button type="button" onClick=${onClose}>Keep</button>
      <button type="button" class="danger" disabled=${busy} onClick=${go}>${busy ? 'Deleting …' : 'Delete'}</button></div>
  <//>`;
}
