// @ts-check
/** `#/look/<maps>`: inputs and their saliency maps. */
import { html, useMemo } from '../part/html.js';
import { link } from '../part/route.js';
import { useShared } from '../part/store.js';
import { Empty, Problem, Spinner, useTitle } from '../part/ui.js';
import { useLatest } from '../view/hooks.js';
import { summary } from '../view/source.js';
import { fromQuery } from '../view/state.js';
import { Viewer } from '../view/viewer.js';

/**
 * Summaries of the maps, of those to compare with, and of the data, which may be missing.
 *
 * @param {string} name @param {string[]} also @param {string | null} data
 */
async function summaries(name, also, data) {
  const maps = await Promise.all([name, ...also].map((one) => summary('maps', one)));
  const dataName = data ?? maps[0].summary.data ?? null;
  try {
    return { maps, data: dataName ? await summary('data', dataName) : null, note: dataName ? '' : 'The data that were explained are not in the workspace: maps are shown without their input.' };
  } catch (e) {
    return { maps, data: null, note: `The data cannot be shown: ${/** @type {Error} */ (e).message}` };
  }
}

/** @param {{params: {name: string}, query: URLSearchParams}} props */
export default function Look({ params, query }) {
  useTitle(params.name ? `Maps ${params.name}` : 'Maps');
  return params.name ? html`<${Opened} name=${params.name} query=${query} key=${params.name} />` : html`<${Choice} />`;
}

/** @param {{name: string, query: URLSearchParams}} props */
function Opened({ name, query }) {
  const { data } = useMemo(() => fromQuery(query), [query.toString()]);
  const first = useLatest(() => summaries(name, [], data), [name, data]);
  if (first.error) {
    return html`<${Head} name=${name} /><${Problem} error=${first.error} retry=${first.again}><p><a href="#/">To the workspace</a></p><//>`;
  }
  if (!first.value) {
    return html`<${Head} name=${name} /><${Spinner} words="Reading what the maps are of …" />`;
  }
  if (first.value.maps[0].summary.count === 0) {
    return html`<${Head} name=${name} /><${Empty} title="There is no map in this file"><p>It explains no series.</p><//>`;
  }
  return html`<${Viewer} name=${name} query=${query} first=${first.value.maps[0]} data=${first.value.data} note=${first.value.note} />`;
}

/** @param {{name: string}} props */
function Head({ name }) {
  return html`<header class="page-head"><h1>Maps</h1><span class="chip">${name}</span></header>`;
}

/** Which maps there are. */
function Choice() {
  const { items } = useShared();
  if (!items) {
    return html`<h1>Maps</h1><${Spinner} words="Looking for maps …" />`;
  }
  const maps = items.filter((item) => item.kind === 'maps');
  if (maps.length === 0) {
    return html`<h1>Maps</h1><${Empty} title="There are no maps yet"><p>A map says for every feature and step how much a model's answer depends on it. <a href="#/run/explain">Explain a model</a> to make some.</p><//>`;
  }
  return html`<h1>Maps</h1><ul>${maps.map((item) => html`<li><a href=${link('look', item.name)}>${item.name}</a> <span class="muted">${item.title}</span></li>`)}</ul>`;
}
