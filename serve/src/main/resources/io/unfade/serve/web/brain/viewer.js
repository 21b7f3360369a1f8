// @ts-check
/** The viewer of a brain: planes and glass brain that share a cross-hair, and what is under it. */
import { useHelp } from '../part/help.js';
import { html, useEffect, useMemo, useRef, useState } from '../part/html.js';
import { link } from '../part/route.js';
import { Problem, Spinner, toast } from '../part/ui.js';
import { keptTable, rampFor } from '../view/colours.js';
import { theme } from '../view/draw.js';
import { save } from '../view/export.js';
import { useLatest } from '../view/hooks.js';
import { useThemeChange, useWidth } from '../view/panel.js';
import { range } from '../view/scale.js';
import { keeping, sharesOf } from '../view/shares.js';
import { Block } from './block.js';
import { Settings, VolumeChoice } from './controls.js';
import { Cursor } from './cursor.js';
import { pngOf, regionAt, svgOf, viewsOf } from './figure.js';
import { useBrainAddress, usePlace } from './hooks.js';
import { extentOf } from './order.js';
import { labelTable, windowOf } from './paint.js';
import { Bar, ViewPanel } from './panel.js';
import { Ranking } from './ranking.js';
import { ReadOut } from './readout.js';
import { across, centreOf, regionsOf, unnamed } from './regions.js';
import { applied, boxOf, inside, sameGrid, voxelOf, voxelSizes } from './space.js';

/** @typedef {import('./source.js').Brain} Brain */
/** @typedef {import('./figure.js').Scene} Scene */

const HELP = /** @type {[string, string][]} */ ([
  ['← → ↑ ↓', 'Move the cross-hair in the plane (on a view); with Shift ten voxels'],
  ['PageUp, PageDown', 'Go through the planes'],
]);

/** The centre of the voxel of largest size; of labels that of the one nearest to the middle. @param {Brain} brain @param {Float32Array} values @param {boolean} labels */
function peakOf({ grid }, values, labels) {
  const middle = grid.shape.map((extent) => Math.floor(extent / 2));
  const apart = (/** @type {number} */ i) => voxelOf(grid, i).reduce((sum, c, axis) => sum + (c - middle[axis]) ** 2, 0);
  const size = (/** @type {number} */ i) => (labels ? -apart(i) : Math.abs(values[i]));
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0 && values[i] === values[i] && (best < 0 || size(i) > size(best))) {
      best = i;
    }
  }
  return applied(grid.affine, best < 0 ? middle : voxelOf(grid, best));
}

/** Values outside all regions, which are 0, are no values. @param {Float32Array} values */
function sharesWithoutZero(values) {
  return sharesOf(values.map((v) => (v === 0 ? NaN : v)));
}

/** @param {{brain: Brain, query: URLSearchParams}} props */
export function Viewer({ brain, query }) {
  const [state, change] = useBrainAddress(brain.name, query);
  const { volumes, selected, unit } = brain.summary;
  const index = Math.min(state.volume ?? selected, volumes.length - 1);
  const read = useLatest(async () => ({ index, values: await brain.volume(index) }), [brain, index]);
  useEffect(() => {
    read.value && volumes.length > 1 && brain.volume((read.value.index + 1) % volumes.length).catch(() => {}); // said when it is shown
  }, [read.value]);
  if (read.error) {
    return html`<${Problem} error=${read.error} retry=${read.again} />`;
  }
  if (!read.value) {
    return html`<${Spinner} words="Reading the volume …" />`;
  }
  const onIndex = (/** @type {number} */ volume) => change({ volume });
  return html`<div class="look-toolbar"><${VolumeChoice} brain=${brain} index=${index} loaded=${!read.busy && read.value.index === index} onIndex=${onIndex} /><${Related} brain=${brain} /></div>
    <${Shown} brain=${brain} state=${state} change=${change} index=${read.value.index} values=${read.value.values} labels=${unit === 'label'} />`;
}

/** Other images of the same maps. @param {{brain: Brain}} props */
function Related({ brain }) {
  const others = brain.summary.related.filter((one) => one.item !== brain.name);
  if (others.length === 0) {
    return null;
  }
  const go = (/** @type {any} */ e) => e.target.value && (location.hash = link('brain', e.target.value));
  return html`<label class="look-field"><span>Over time</span><select value="" onChange=${go}><option value="">choose a class …</option>
    ${others.map((one) => html`<option value=${one.item}>${one.title}</option>`)}</select></label>`;
}

/** @param {{brain: Brain, state: import('./state.js').State, values: Float32Array, labels: boolean}} props @returns {{scene: Scene, kept: any}} */
function useScene({ brain, state, values, labels }) {
  const themed = useThemeChange();
  const dark = document.documentElement.dataset.theme === 'dark';
  const shares = useMemo(() => (labels ? null : sharesWithoutZero(values)), [values, labels]);
  const kept = useMemo(() => (shares ? keeping(shares, state.keep) : null), [shares, state.keep]);
  const { unit } = brain.summary;
  const limits = useMemo(() => range(extentOf(brain, values, state.own), unit !== 'saliency'), [brain, values, state.own]);
  const ground = useMemo(() => brain.ground && { ...brain.ground, ...windowOf(brain.ground.values) }, [brain]);
  const box = useMemo(() => boxOf(brain.grid), [brain]);
  const step = useMemo(() => Math.min(...voxelSizes(brain.grid), ...(brain.ground ? voxelSizes(brain.ground.grid) : [])), [brain]);
  const scene = useMemo(() => {
    const table = labels ? labelTable(dark) : keptTable(rampFor(unit !== 'saliency', limits.kind), dark);
    const threshold = kept && state.keep < 1 ? kept.threshold : 0;
    return { grid: brain.grid, values, colouring: { low: limits.low, high: limits.high, table, threshold, labels }, ground, atlas: brain.atlas, box, step, radio: state.radio, opacity: state.opacity, dark, unit };
  }, [brain, values, kept, limits, state.radio, state.opacity, dark, themed]);
  return { scene, kept };
}

/** @param {{brain: Brain, state: import('./state.js').State, change: (changes: any, quietly?: boolean) => void, index: number, values: Float32Array, labels: boolean}} props */
function Shown({ brain, state, change, index, values, labels }) {
  useHelp('Brain: click or drag in a view to move the cross-hair', HELP);
  const { scene, kept } = useScene({ brain, state, values, labels });
  const cursor = useMemo(() => new Cursor(inside(scene.box, state.at ?? peakOf(brain, values, labels))), [brain]);
  useEffect(() => cursor.watch(() => change({ at: cursor.place }, true)), [cursor]);
  useEffect(() => {
    state.at && state.at.some((v, i) => v !== cursor.place[i]) && cursor.move(inside(scene.box, state.at));
  }, [state.at]);
  const place = usePlace(cursor);
  const named = useMemo(() => (brain.atlas ? brain.summary.regions ?? unnamed(brain.atlas.ids) : []), [brain]);
  const names = useMemo(() => new Map(named.map((one) => [one.id, one.name])), [named]);
  const places = useMemo(() => brain.atlas && across(brain.atlas.grid, brain.grid, sameGrid(brain.atlas.grid, brain.grid)), [brain]);
  const regions = useMemo(() => (brain.atlas ? regionsOf(brain.atlas.ids, values, places, named) : []), [brain, values, named]);
  const current = regionAt(scene, place);
  const region = regions.find((one) => one.id === current) ?? null;
  const choose = (/** @type {number} */ id) => {
    const to = brain.atlas && centreOf(brain.atlas.grid, brain.atlas.ids, id);
    to ? cursor.move(inside(scene.box, to)) : toast('This region has no voxel in the atlas.');
  };
  const { ofClass } = brain.summary;
  const volume = brain.summary.volumes[index]?.name ?? '';
  const title = ofClass && ofClass !== volume ? `${ofClass}, ${volume}` : volume;
  return html`
    <${ReadOut} scene=${scene} place=${place} names=${names} title=${title} />
    <${Views} scene=${scene} cursor=${cursor} brain=${brain} />
    <p class="muted small-text">${state.radio ? 'Radiological convention: the left side of the brain is on the right of the picture' : 'Neurological convention: the left side of the brain is on the left of the picture'} (L, R). The glass brain shows the value of largest size along each line of sight.</p>
    <${Settings} state=${state} change=${change} brain=${brain} kept=${kept} several=${brain.summary.volumes.length > 1} />
    <${Save} brain=${brain} scene=${scene} cursor=${cursor} title=${title} />
    <div class="brain-below">
      ${regions.length > 0 && html`<${Ranking} regions=${regions} current=${current} onChoose=${choose} unit=${scene.unit} byVoxels=${labels} title=${labels ? 'by their voxels' : title} />`}
      ${brain.summary.series && html`<${Block} about=${brain.summary} region=${region} block=${state.block} ofClass=${ofClass ?? volume} onBlock=${(/** @type {number} */ block) => change({ block })} />`}
    </div>`;
}

/** @param {{scene: Scene, cursor: Cursor, brain: Brain}} props */
function Views({ scene, cursor, brain }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const width = useWidth(holder);
  const bar = scene.colouring.labels ? 0 : 84;
  const columns = width >= 700 ? 3 : 2;
  const cell = Math.floor(Math.min(400, (width - (columns === 3 && bar ? bar + 8 : 0) - 8 * (columns - 1)) / columns));
  const views = useMemo(() => (cell > 40 ? viewsOf(scene, cell) : []), [scene.box, scene.step, scene.radio, scene.atlas, scene.ground, cell]);
  const sizes = useMemo(() => axisSteps(brain), [brain]);
  return html`<div class="brain-views" ref=${holder}>
    <div class="brain-cells" style=${{ gridTemplateColumns: `repeat(${columns}, ${cell}px)` }}>
      ${views.map((view) => html`<${ViewPanel} key=${view.name} view=${view} scene=${scene} cursor=${cursor} sizes=${sizes} />`)}</div>
    ${bar > 0 && views.length > 0 && html`<${Bar} scene=${scene} height=${Math.min(260, views[0].cell[1])} />`}
  </div>`;
}

/** How far a key moves along x, y and z: to the next voxel where the grid lies along the axes. @param {Brain} brain */
function axisSteps({ grid }) {
  const sizes = voxelSizes(grid);
  return [0, 1, 2].map((axis) => sizes[[0, 1, 2].reduce((best, j) => (Math.abs(grid.affine[axis][j]) / sizes[j] > Math.abs(grid.affine[axis][best]) / sizes[best] ? j : best), 0)]);
}

/** @param {{brain: Brain, scene: Scene, cursor: Cursor, title: string}} props */
function Save({ brain, scene, cursor, title }) {
  const [busy, setBusy] = useState(false);
  const name = `${brain.name.replace(/.*\//, '').replace(/\.(nii(\.gz)?|npz|json)$/, '')}${title ? `-${title.replace(/[^\w.-]+/g, '-')}` : ''}`;
  const heading = `${brain.name}${title ? `: ${title}` : ''}`;
  const attempt = (/** @type {() => Promise<void> | void} */ work) => async () => {
    setBusy(true);
    try {
      await work();
    } catch (e) {
      toast(`That did not work: ${/** @type {Error} */ (e).message}`);
    }
    setBusy(false);
  };
  const png = attempt(async () => save(`${name}.png`, await pngOf(scene, cursor.place, heading, theme())));
  const svg = attempt(() => save(`${name}.svg`, new Blob([svgOf(scene, cursor.place, heading, theme())], { type: 'image/svg+xml' })));
  const copy = attempt(async () => {
    await new Promise((done) => setTimeout(done, 300)); // until the address has followed
    await navigator.clipboard.writeText(location.href);
    toast('The link to this view is copied.');
  });
  return html`<div class="row" role="group" aria-label="Save what is seen"><strong>Save</strong>
    <button type="button" class="small" disabled=${busy} onClick=${png}>PNG</button>
    <button type="button" class="small" disabled=${busy} onClick=${svg}>SVG</button>
    <button type="button" class="small" disabled=${busy} onClick=${copy}>Copy link</button></div>`;
}
