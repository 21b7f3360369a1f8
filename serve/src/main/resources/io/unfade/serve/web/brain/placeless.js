// @ts-check
/** Maps of regions whose places are not known: a ranking and a heat map. */
import { html, useEffect, useMemo, useRef, useState } from '../part/html.js';
import { link } from '../part/route.js';
import { Empty, Problem, Spinner } from '../part/ui.js';
import { keptTable } from '../view/colours.js';
import { useLatest } from '../view/hooks.js';
import { short } from '../view/scale.js';
import { useThemeChange } from '../view/panel.js';
import { meanOf, summary } from '../view/source.js';
import { Block } from './block.js';
import { sizesOf } from './order.js';
import { paintGlass } from './paint.js';
import { Ranking } from './ranking.js';

/** @param {{about: import('./source.js').Summary}} props */
export function Placeless({ about }) {
  const [ofClass, setOfClass] = useState(/** @type {number | null} */ (null));
  const [current, setCurrent] = useState(0);
  const [block, setBlock] = useState(/** @type {number | null} */ (null));
  const read = useLatest(async () => {
    if (!about.maps) {
      return null;
    }
    const [maps, mean] = await Promise.all([summary('maps', about.maps), meanOf(about.maps, ofClass)]);
    return { classNames: /** @type {string[]} */ (maps.summary.classNames ?? []), mean };
  }, [about.maps, ofClass]);
  const regions = useMemo(() => (read.value ? sizesOf(read.value.mean, about.regions ?? []) : []), [read.value]);
  if (!about.maps) {
    return html`<${Empty} title="There is nothing to show yet"><p>${about.note}</p><p>Saliency maps of these series would be shown here. <a href="#/run/explain">Explain a model</a> to make some.</p><//>`;
  }
  if (read.error) {
    return html`<${Problem} error=${read.error} retry=${read.again} />`;
  }
  if (!read.value) {
    return html`<${Spinner} words="Reading the maps …" />`;
  }
  const chosen = (/** @type {number | null} */ k) => {
    setBlock(null);
    setOfClass(k);
  };
  const region = regions.find((one) => one.id === current) ?? regions[0] ?? null;
  return html`<p class="hint">${about.note}</p>
    <div class="look-toolbar"><label class="look-field"><span>Mean over</span><select onChange=${(/** @type {any} */ e) => chosen(e.target.value === '' ? null : Number(e.target.value))}>
      <option value="" selected=${ofClass === null}>all series</option>${read.value.classNames.map((name, k) => html`<option value=${k} selected=${k === ofClass}>${name}</option>`)}</select></label>
      <a class="button small" href=${link('look', about.maps, { of: ofClass === null ? 'mean' : `mean:${ofClass}` })}>Open in the viewer of maps</a></div>
    <section class="card"><h2>Mean size of saliency</h2><${Heat} mean=${read.value.mean} column=${region?.column ?? -1} /></section>
    <div class="brain-below"><${Ranking} regions=${regions} current=${region?.id ?? 0} onChoose=${setCurrent} unit="saliency" byVoxels=${false} title="by mean size over the block" />
      <${Block} about=${about} region=${region} block=${block} ofClass=${ofClass === null ? '' : read.value.classNames[ofClass]} onBlock=${setBlock} /></div>`;
}

/** Regions from top to bottom, time from left to right. @param {{mean: import('../view/source.js').Values, column: number}} props */
function Heat({ mean, column }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const themed = useThemeChange();
  const high = useMemo(() => mean.values.reduce((most, v) => (v > most ? v : most), 0) || 1, [mean]);
  useEffect(() => {
    const { values, steps, features } = mean;
    const element = /** @type {HTMLCanvasElement} */ (canvas.current);
    element.width = steps;
    element.height = features;
    const ctx = /** @type {CanvasRenderingContext2D} */ (element.getContext('2d'));
    const image = ctx.createImageData(steps, features);
    const turned = Float32Array.from({ length: values.length }, (_, i) => values[(i % steps) * features + Math.floor(i / steps)]);
    const table = keptTable('size', document.documentElement.dataset.theme === 'dark');
    paintGlass(new Uint32Array(image.data.buffer), turned, { low: 0, high, table, threshold: 0, labels: false });
    ctx.putImageData(image, 0, 0);
  }, [mean, themed]);
  return html`<div class="brain-heat"><canvas ref=${canvas} role="img" aria-label=${`Heat map of ${mean.features} regions by ${mean.steps} steps`}></canvas>
    ${column >= 0 && html`<span class="brain-heat-row" style=${{ top: `${(100 * column) / mean.features}%`, height: `${100 / mean.features}%` }}></span>`}</div>
    <p class="muted small-text">Time from left to right, a region in each row, in the order of the file; the strongest colour is ${short(high)}. The frame marks the chosen region.</p>`;
}
