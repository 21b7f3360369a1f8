// @ts-check
/** Which series is shown, the zoom, what the lines mean, and the ways out. */
import { html, useState } from '../part/html.js';
import { toast } from '../part/ui.js';
import { csvOf, pngOf, save, svgOf } from './export.js';
import { probabilityInWords } from './roster.js';

/** @param {{series: import('./roster.js').Series, single: boolean, place: number, count: number, go: (by: number) => void, linked: import('./linked.js').Linked}} props */
export function Toolbar({ series, single, place, count, go, linked }) {
  const verdict = series.predicted === null ? null : html`<span class=${`chip ${series.wrong ? 'bad' : series.label === null ? '' : 'good'}`}>
    ${series.wrong ? '✗' : series.label === null ? '' : '✓'} predicted ${series.predicted}${series.probability === null ? '' : ` (${probabilityInWords(series.probability)})`}</span>`;
  return html`<div class="look-toolbar">
    ${single ? html`<div class="row">
      <button type="button" class="small" aria-label="Previous series" title="Previous series (k)" onClick=${() => go(-1)}>◀</button>
      <strong>Series ${series.id}</strong><span class="muted small-text">${place >= 0 ? `${place + 1} of ${count}` : 'not in the list'}</span>
      <button type="button" class="small" aria-label="Next series" title="Next series (j)" onClick=${() => go(1)}>▶</button>
      ${series.label !== null && html`<span>class <strong>${series.label}</strong></span>`}${verdict}
    </div>` : html`<strong>A mean over series</strong>`}
    <span class="room"></span>
    <div class="row" role="group" aria-label="Zoom">
      <button type="button" class="small" aria-label="Zoom in" title="Zoom in (+)" onClick=${() => linked.zoom(0.7)}>+</button>
      <button type="button" class="small" aria-label="Zoom out" title="Zoom out (-)" onClick=${() => linked.zoom(1 / 0.7)}>−</button>
      <button type="button" class="small" title="Show all (0)" onClick=${() => linked.showAll()}>Show all</button>
    </div>
  </div>`;
}

/** @param {{masks: {role: string, segments: any[]}[], absent: boolean}} props */
export function Legend({ masks, absent }) {
  const words = /** @type {Record<string, string>} */ ({ reference: 'reference: cells known to matter', distractor: 'distractor: cells known not to matter', edit: 'marked or changed cells' });
  const shown = masks.filter((mask) => mask.segments.length > 0);
  return shown.length > 0 || absent ? html`<ul class="look-legend small-text">
    ${shown.map((mask) => html`<li><span class=${`look-key ${mask.role}`} aria-hidden="true"></span>${words[mask.role]}</li>`)}
    ${absent && html`<li><span class="look-key absent" aria-hidden="true"></span>no value (the series has ended, or it is missing)</li>`}
  </ul>` : null;
}

/** @param {{picture: () => import('./export.js').Picture, panels: import('./heatmap.js').Panel[], name: string}} props */
export function ExportMenu({ picture, panels, name }) {
  const [key, setKey] = useState('');
  const panel = panels.find((one) => one.key === key) ?? panels.find((one) => !one.input) ?? panels[0];
  const attempt = (/** @type {() => Promise<void> | void} */ work) => async () => {
    try {
      await work();
    } catch (e) {
      toast(`That did not work: ${/** @type {Error} */ (e).message}`);
    }
  };
  const png = attempt(async () => save(`${name}.png`, await pngOf(picture())));
  const svg = attempt(() => save(`${name}.svg`, new Blob([svgOf(picture())], { type: 'image/svg+xml' })));
  const csv = attempt(() => save(`${name}-${panel.title.replace(/[^\w-]+/g, '-')}.csv`, new Blob([csvOf(picture(), panel)], { type: 'text/csv' })));
  const copy = attempt(async () => {
    await navigator.clipboard.writeText(location.href);
    toast('The link to this view is copied.');
  });
  return html`<div class="look-export row" role="group" aria-label="Save what is seen">
    <strong>Save</strong>
    <button type="button" class="small" onClick=${png}>PNG</button>
    <button type="button" class="small" onClick=${svg}>SVG</button>
    <button type="button" class="small" onClick=${csv}>CSV</button>
    ${panels.length > 1 && html`<label class="look-field"><span>CSV of</span><select value=${panel.key} onChange=${(/** @type {any} */ e) => setKey(e.target.value)}>
      ${panels.map((one) => html`<option value=${one.key} selected=${one.key === panel.key}>${one.title}</option>`)}</select></label>`}
    <button type="button" class="small" onClick=${copy}>Copy link</button>
  </div>`;
}
