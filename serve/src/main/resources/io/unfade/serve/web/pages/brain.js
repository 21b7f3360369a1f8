// @ts-check
/** `#/brain/<item>`: an image of a brain, or series that were prepared from some. */
import { Placeless } from '../brain/placeless.js';
import { openBrain } from '../brain/source.js';
import { isBrain } from '../brain/items.js';
import { Viewer } from '../brain/viewer.js';
import { html } from '../part/html.js';
import { link } from '../part/route.js';
import { useAnswer, useShared } from '../part/store.js';
import { Empty, Problem, Spinner, useTitle } from '../part/ui.js';

/** @param {{params: {name: string}, query: URLSearchParams}} props */
export default function BrainPage({ params, query }) {
  useTitle(params.name ? `Brain ${params.name}` : 'Brains');
  return params.name ? html`<${Opened} name=${params.name} query=${query} key=${params.name} />` : html`<${Choice} />`;
}

/** @param {{name: string, query: URLSearchParams}} props */
function Opened({ name, query }) {
  const { items } = useShared();
  const modified = items?.find((one) => one.name === name)?.modified;
  const { value, error, again } = useAnswer(() => openBrain(name), [name, modified]);
  if (error) {
    return html`<h1>${name}</h1><${Problem} error=${error} retry=${again}><p><a href="#/">To the workspace</a></p><//>`;
  }
  if (!value) {
    return html`<h1>${name}</h1><${Spinner} words="Reading the image …" />`;
  }
  const { summary, brain } = value;
  const of = [summary.series && ['series', summary.series], summary.maps && ['saliency', summary.maps]].filter(Boolean);
  return html`<div class="brain stack">
    <div class="page-head"><h1>${name}</h1><span class="room"></span><a class="button small" href=${link('item', name)}>About this file</a>
      ${of.length > 0 && html`<p>${of.map((/** @type {any} */ [what, item], i) => html`${i ? ', ' : ''}${what} <a href=${link('item', item)}>${item}</a>`)}</p>`}</div>
    ${brain && summary.note && html`<p class="hint">${summary.note}</p>`}
    ${brain ? html`<${Viewer} brain=${brain} query=${query} />` : html`<${Placeless} about=${summary} />`}
  </div>`;
}

/** Which brains there are. */
function Choice() {
  const { items } = useShared();
  if (!items) {
    return html`<${Spinner} words="Looking for images …" />`;
  }
  const brains = items.filter((item) => isBrain(item, items));
  if (brains.length === 0) {
    return html`<h1>Brains</h1><${Empty} title="There are no images of a brain yet"><p>Class maps, atlases and mean images (.nii, .nii.gz) are shown here, and series that <a href="#/run/fmri-prepare">fMRI: prepare</a> has made.</p><//>`;
  }
  return html`<h1>Brains</h1><ul>${brains.map((item) => html`<li><a href=${link('brain', item.name)}>${item.name}</a> <span class="muted">${item.title}</span></li>`)}</ul>`;
}
