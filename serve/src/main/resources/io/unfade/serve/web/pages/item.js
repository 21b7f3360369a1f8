// @ts-check
/** `#/item/<name>`: what is known of an item, and what can be done with it. */
import { fileUrl, getJson, thumbnailUrl } from '../api.js';
import { actions } from '../part/actions.js';
import { DeleteDialog, isFile } from '../part/card.js';
import { html, useMemo, useState } from '../part/html.js';
import { Icon } from '../part/icons.js';
import { Findings } from '../part/findings.js';
import { around, Provenance } from '../part/provenance.js';
import { useAnswer, useShared } from '../part/store.js';
import { CopyButton, Facts, Name, Problem, Spinner, useTitle } from '../part/ui.js';
import { ago, number, percent, size } from '../part/words.js';

/** @typedef {import('../part/store.js').Item} Item */

/** @type {Record<string, string>} */
const KIND_WORDS = { data: 'series', model: 'model', maps: 'saliency maps', report: 'report', run: 'run', predictions: 'predictions', regions: 'regions', image: 'image', folder: 'folder', other: 'file' };

/** @param {{params: {name: string}}} props */
export default function ItemPage({ params }) {
  const { name } = params;
  const { items } = useShared();
  const present = items?.find((one) => one.name === name);
  const { value, error, again } = useAnswer(() => getJson(`/item?name=${encodeURIComponent(name)}`), [name, present?.modified]);
  useTitle(name);
  if (error) {
    return html`<${Problem} heading=${name} error=${error} retry=${again}><p><a href="#/">To the workspace</a></p><//>`;
  }
  if (!value || !items) {
    return html`<${Spinner} words=${`Looking into ${name} …`} />`;
  }
  return html`<${Known} item=${value.item} info=${value.info} text=${value.text} />`;
}

/** @param {{item: Item, info: any, text: string}} props */
function Known({ item, info, text }) {
  const shared = useShared();
  const items = shared.items ?? [];
  const links = useMemo(() => around(shared.links, item.name), [shared.links, item.name]);
  const kinds = useMemo(() => new Map(items.map((one) => [one.name, one.kind])), [items]);
  const possible = actions(item, items, shared.links);
  const stale = shared.links.filter((one) => one.to === item.name && one.stale);
  return html`<div class="stack">
    <${Head} item=${item} />
    ${item.problem && html`<div class="problem" role="alert"><p><strong>This cannot be read.</strong> ${item.problem}</p></div>`}
    ${stale.map((one) => html`<p class="hint">Out of date: ${one.from} has changed since this was made from it.</p>`)}
    ${possible.length > 0 && html`<section><h2>What to do with it</h2><ul class="choices">${possible.map((one, i) => html`<li key=${one.label}>
      <a class=${`card choice ${i === 0 ? 'first' : ''}`} href=${one.href}><strong>${one.label}</strong><span>${one.what}</span></a></li>`)}</ul></section>`}
    <${Shown} item=${item} />
    <${About} item=${item} />
    ${info && Object.keys(info).length > 0 && html`<${Findings} info=${info} said=${item.about ?? {}} />`}
    ${links.length > 0 && html`<section class="card"><h2>Where it comes from, and what came of it</h2><${Provenance} links=${links} kinds=${kinds} here=${item.name} /></section>`}
    ${text && html`<details class="card"><summary>As the command line says it</summary><div class="row"><span class="room"></span><${CopyButton} text=${text} /></div><pre class="result" tabindex="0">${text}</pre></details>`}
  </div>`;
}

/** @param {{item: Item}} props */
function Head({ item }) {
  const [asks, setAsks] = useState(false);
  const { links } = useShared();
  return html`<div class="page-head"><h1><${Icon} kind=${item.kind} /> <${Name} text=${item.name} /></h1>
    <span class="chip">${KIND_WORDS[item.kind] ?? item.kind}</span><span class="room"></span>
    ${isFile(item) && html`<a class="button" href=${fileUrl(item.name)} download>Save</a>`}
    <button type="button" class="danger" onClick=${() => setAsks(true)}>Delete</button>
    <p>${item.title}</p>
    ${asks && html`<${DeleteDialog} item=${item} links=${links} onClose=${() => setAsks(false)} onGone=${() => (location.hash = '#/')} />`}
  </div>`;
}

/** What can be seen of it without reading. @param {{item: Item}} props */
function Shown({ item }) {
  const [none, setNone] = useState(false);
  const url = fileUrl(item.name, true);
  if (item.kind === 'report') {
    return html`<section class="card"><div class="row"><h2>Report</h2><span class="room"></span><a class="button small" href=${url} target="_blank" rel="noopener">Open in a new tab</a></div>
      <iframe class="report" sandbox="allow-downloads" src=${url} title=${`Report ${item.name}`}></iframe>
      <p class="muted small-text">Shown without its scripts, for safety: where it has a slider, some moments are shown instead. Download it to have all of it.</p></section>`;
  }
  if (/\.(png|svg)$/i.test(item.name)) {
    return html`<section class="card"><img class="picture" src=${url} alt=${item.name} /></section>`;
  }
  if ((item.kind === 'data' || item.kind === 'maps') && !item.problem && !none) {
    return html`<section class="card"><h2>${item.kind === 'maps' ? 'Mean saliency' : 'At a glance'}</h2>
      <img class="glance" src=${thumbnailUrl(item.name)} alt=${`Small picture of ${item.name}: time from left to right, a feature in each row`} onError=${() => setNone(true)} />
      <p class="muted small-text">Time from left to right, a feature in each row.</p></section>`;
  }
  return null;
}

/** Objects and lists among the facts, in words. @param {any} value @returns {string | undefined} */
function wordsOf(value) {
  if (Array.isArray(value)) {
    return value.map((one) => (typeof one === 'object' ? one.file ?? JSON.stringify(one) : String(one))).join(', ');
  }
  return value && typeof value === 'object' ? Object.entries(value).map(([key, one]) => `${key} ${one}`).join(', ') : value;
}

/** @param {{item: Item}} props */
function About({ item }) {
  const about = item.about ?? {};
  const classes = Array.isArray(about.classes) ? about.classes.join(', ') : about.classes;
  const some = (/** @type {any} */ chosen) => (chosen === 'all' ? undefined : chosen);
  const rows = /** @type {[string, any][]} */ ([
    ['Series', about.count ?? about.series], ['Steps', about.steps], ['Features', about.features], ['Classes', classes],
    ['Method', about.method], ['Options', wordsOf(about.options)], ['Output', about.output], ['Class', about.target],
    ['Only series', some(about.chosen)], ['Only groups', some(about.groups)],
    ['Informative cells', about.hasReference ? 'known' : undefined],
    ['Accuracy', typeof about.accuracy === 'number' ? percent(about.accuracy) : undefined],
    ['Networks', about.members > 1 ? about.members : undefined], ['Noise in training', about.noiseLevel > 0 ? number(about.noiseLevel) : undefined],
    ['Trained on', wordsOf(about.trainedOn)], ['Size', size(item.bytes)], ['Changed', ago(item.modified)],
  ]);
  return html`<section class="card"><h2>Facts</h2><${Facts} rows=${rows} /></section>`;
}
