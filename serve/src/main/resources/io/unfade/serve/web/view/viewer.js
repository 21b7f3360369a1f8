// @ts-check
/** The viewer: series on the left, panels that share a cross-hair on the right. */
import { useHelp } from '../part/help.js';
import { html, useEffect, useMemo, useRef, useState } from '../part/html.js';
import { link } from '../part/route.js';
import { useShared } from '../part/store.js';
import { Problem, Spinner } from '../part/ui.js';
import { Controls, Threshold } from './controls.js';
import { apart } from './edit.js';
import { gather, titlesOf } from './gather.js';
import { useAddress, useLatest, usePageKeys } from './hooks.js';
import { Linked } from './linked.js';
import { LinesView } from './lines.js';
import { arrange, falling, rowSizes } from './order.js';
import { PanelView } from './panel.js';
import { ReadOut } from './readout.js';
import { keptInWords, layersOf, panelsOf, segmentsOf } from './scene.js';
import { listed, neighbour, probabilityInWords, seriesOf } from './roster.js';
import { SeriesList } from './series.js';
import { summary } from './source.js';
import { ExportMenu, Legend, Toolbar } from './toolbar.js';
import { useWhatIf, WhatIfView } from './whatif.js';

/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('./heatmap.js').Panel} Panel */
/** @typedef {import('./roster.js').Series} Series */

const HELP = /** @type {[string, string][]} */ ([
  ['j, k', 'Next and previous series'],
  ['← → ↑ ↓', 'Move the cross-hair (on a map); with Shift ten cells'],
  ['Home, End', 'First and last step'],
  ['PageUp, PageDown', 'First and last row'],
  ['+, -, 0', 'Zoom in, zoom out, show all'],
  ['Space', 'Start and end a box (on a map): zooms, or marks cells'],
  ['Enter', 'Show the feature as a line, or hide it'],
  ['Esc', 'Drop the box and the cross-hair'],
]);

/** @param {{name: string, query: URLSearchParams, first: Source, data: Source | null, note: string}} props */
export function Viewer({ name, query, first, data, note }) {
  useHelp('Maps: also drag a box to zoom, Shift-drag to pan, Ctrl and wheel to zoom, two fingers to zoom', HELP);
  const linked = useMemo(() => new Linked(), []);
  const shown = useRef(/** @type {{features: ArrayLike<number>}} */ ({ features: [] }));
  const moving = () => movingState(linked, shown.current.features);
  const { state, change, moved, opened } = useAddress(link('look', name), query, moving);
  const [search, setSearch] = useState('');
  const [ofClass, setOfClass] = useState('');
  const also = useLatest(() => Promise.all(state.also.map((other) => summary('maps', other))), [state.also.join()]);
  const all = useMemo(() => seriesOf(first.summary, data?.summary ?? null), [first, data]);
  const list = useMemo(() => listed(all, ofClass, search), [all, ofClass, search]);
  const series = all[Math.min(state.series, all.length - 1)];
  const maps = useMemo(() => [first, ...(also.value ?? [])], [first, also.value]);
  const withInput = state.input && data !== null;
  const read = useLatest(() => gather(maps, data, state.of, series, true), [maps, data, state.of, series.index]);
  useAhead(maps, data, state.of, neighbour(list, series.index, 1), read.value);
  const go = (/** @type {number} */ by) => {
    const next = neighbour(list, series.index, by);
    if (next) {
      change({ series: next.index });
    }
  };
  usePageKeys((event) => {
    const keys = /** @type {Record<string, () => void>} */ ({ j: () => go(1), k: () => go(-1), '+': () => linked.zoom(0.7), '=': () => linked.zoom(0.7), '-': () => linked.zoom(1 / 0.7), 0: () => linked.showAll() });
    keys[event.key]?.();
    return event.key in keys;
  });
  useEffect(() => {
    const ends = [linked.watch('window', moved), linked.watch('cell', moved)];
    return () => ends.forEach((end) => end());
  }, []);
  const titles = titlesOf(maps);
  return html`<div class="look">
    <header class="page-head"><h1>${titles.join(', ')}</h1>
      ${[...maps.map((source) => source.name), data?.name, first.summary.model].filter(Boolean).map((item) => html`<a class="chip" key=${item} href=${link('item', item)}>${item}</a>`)}
      <p>Each cell says how much the model's answer depends on one feature at one step. ${state.abs || state.of !== 'series' ? 'The stronger the colour, the larger.' : 'Orange is above 0, blue below; the fainter, the nearer to 0.'} <a href="#/words">Words</a></p></header>
    ${note && html`<p class="hint">${note}</p>`}
    <div class="look-grid">
      <details class="look-aside" open=${matchMedia('(min-width: 900px)').matches}><summary>Series</summary>
        <${SeriesList} all=${all} list=${list} present=${state.of === 'series' ? series.index : -1} ofClass=${ofClass} search=${search} onClass=${setOfClass} onSearch=${setSearch} onPick=${(/** @type {number} */ index) => change({ series: index, of: 'series' })} />
      </details>
      <div class="look-main">
        <${Toolbar} series=${series} single=${state.of === 'series'} place=${list.indexOf(series)} count=${list.length} go=${go} linked=${linked} />
        ${also.error && html`<${Problem} error=${also.error} retry=${also.again}><p><button type="button" onClick=${() => change({ also: [] })}>Show only ${titles[0]}</button></p><//>`}
        ${read.error && html`<${Problem} error=${read.error} retry=${read.again}>
          ${maps.length > 1 && html`<p><button type="button" onClick=${() => change({ also: [] })}>Show only ${titles[0]}</button></p>`}<//>`}
        ${!read.value && !read.error && html`<${Spinner} words="Reading maps …" />`}
        ${read.value && html`<div aria-busy=${read.busy}><${Scene} key=${opened} read=${read.value} state=${state} change=${change} linked=${linked} shown=${shown} first=${first} data=${data} maps=${maps} series=${series} withInput=${withInput} name=${name} /></div>`}
      </div>
    </div>
  </div>`;
}

/** Reads the next series while this one is looked at, unless it is large. @param {Source[]} maps @param {Source | null} data @param {string} of @param {import('./roster.js').Series | undefined} next @param {any} read */
function useAhead(maps, data, of, next, read) {
  useEffect(() => {
    const { steps, features } = maps[0].summary;
    if (!read || !next || of !== 'series' || steps * features > 1e6) {
      return undefined;
    }
    const timer = setTimeout(() => gather(maps, data, of, next, true).catch(() => {}), 300);
    return () => clearTimeout(timer);
  }, [read, next?.index]);
}

/** Cross-hair and zoom as they go into the address. @param {Linked} linked @param {ArrayLike<number>} features */
function movingState(linked, features) {
  const { window: w, cell, cols, rows } = linked;
  const all = w.x0 <= 0 && w.y0 <= 0 && w.x1 >= cols && w.y1 >= rows;
  return { cell: cell && cell.row < features.length ? `${cell.col},${features[cell.row]}` : null, zoom: all ? null : [w.x0, w.x1, w.y0, w.y1] };
}

/** Fits what is shared to the matrices, and keeps the cross-hair on its feature. @param {Linked} linked @param {any} shown @param {import('./heatmap.js').Rows} rows @param {number} cols @param {any} state */
function useFit(linked, shown, rows, cols, state) {
  const fresh = useRef(true);
  useMemo(() => {
    const before = shown.current.features;
    const feature = linked.cell ? before[linked.cell.row] : -1;
    linked.resize(cols, rows.features.length);
    const row = Array.prototype.indexOf.call(rows.features, feature);
    if (linked.cell && row >= 0) {
      linked.cell = { ...linked.cell, row };
    }
    shown.current = rows;
    if (fresh.current) {
      fresh.current = false;
      const [col, wanted] = (state.cell ?? '').split(',').map(Number);
      const at = Array.prototype.indexOf.call(rows.features, wanted);
      linked.cell = at >= 0 && col >= 0 && col < cols ? { col, row: at } : null;
      const [x0, x1, y0, y1] = state.zoom ?? [0, cols, 0, rows.features.length];
      linked.show({ x0, x1, y0, y1 });
    }
  }, [rows, cols]);
}

/** What is read and asked, as panels. @param {any} props */
function useScene({ read, state, what, linked, shown, first, data, withInput, marked }) {
  const raws = useMemo(() => withWhatIf(read.raws, what), [read, what.answer, what.changed]);
  const layers = useMemo(() => layersOf(raws, state), [raws, state.bin, state.abs, state.diff]);
  const decides = layers.find((one) => !one.raw.input) ?? layers[0];
  const arranged = useMemo(() => arrange(decides.matrix, state.order, state.top), [decides, state.order, state.top]);
  const names = useMemo(() => {
    const given = first.summary.featureNames ?? data?.summary.featureNames;
    return Array.from({ length: decides.matrix.rows }, (_, c) => String(given?.[c] ?? c));
  }, [first, data, decides.matrix.rows]);
  const rows = useMemo(() => ({ features: arranged.features, names, bin: state.bin }), [arranged, names, state.bin]);
  useFit(linked, shown, rows, decides.matrix.cols, state);
  const masks = useMemo(() => outlinesFor(read, rows, state, what, marked), [read, rows, state.ref, state.dis, what.edits, marked]);
  const panels = useMemo(() => panelsOf(layers, state, () => masks), [layers, state.common, state.clip, state.keep, masks]);
  const visible = useMemo(() => panels.filter((panel) => withInput || !panel.input), [panels, withInput]);
  return { panels: visible, rows, arranged, masks };
}

/** @param {import('./scene.js').Raw[]} raws @param {ReturnType<typeof useWhatIf>} what */
function withWhatIf(raws, what) {
  if (!what.changed) {
    return raws;
  }
  const changed = what.changed;
  const all = raws.map((raw) => (raw.input ? { ...raw, title: 'Input, changed', values: { ...raw.values, values: changed } } : raw));
  const { answer } = what;
  if (!answer?.maps) {
    return all;
  }
  const file = raws.find((raw) => !raw.input);
  const asked = { input: false, unit: file?.unit ?? '' };
  const same = file && answer.method === file.title.replace(/ \(.*/, '') && apart(answer.maps[0], file.values) <= 0.01;
  const before = { ...asked, key: 'what-if before', title: `${answer.method}, asked now`, note: 'of the unchanged series', values: answer.maps[0] };
  const after = { ...asked, key: 'what-if', title: `What if: ${answer.method}`, note: 'of the changed series', values: answer.maps[1] };
  // Beside the map of the file that it answers to.
  const at = all.findIndex((raw) => !raw.input) + 1;
  return [...all.slice(0, at), ...(same ? [after] : [before, after]), ...all.slice(at)];
}

/** @param {any} read @param {import('./heatmap.js').Rows} rows @param {import('./state.js').State} state @param {ReturnType<typeof useWhatIf>} what @param {any} marked @returns {Panel['outlines']} */
function outlinesFor(read, rows, state, what, marked) {
  const found = /** @type {Panel['outlines']} */ ([]);
  if (state.ref && read.reference) {
    found.push({ segments: segmentsOf(read.reference, rows.features, rows.bin), role: 'reference' });
  }
  if (state.dis && read.distractor) {
    found.push({ segments: segmentsOf(read.distractor, rows.features, rows.bin), role: 'distractor' });
  }
  const { steps, features } = read.raws[0].values;
  const boxes = [...what.edits, ...(marked ? [marked] : [])];
  if (boxes.length) {
    const mask = new Uint8Array(steps * features);
    boxes.forEach((box) => box.features.forEach((/** @type {number} */ c) => {
      for (let t = box.from; t < Math.min(box.to, steps); t++) {
        mask[t * features + c] = 1;
      }
    }));
    found.push({ segments: segmentsOf({ mask, steps, features }, rows.features, rows.bin), role: 'edit' });
  }
  return found;
}

/** @param {Series} series for the title of a picture that is saved */
function seriesInWords(series) {
  const parts = [`series ${series.id}`, series.label && `class ${series.label}`, series.predicted && `predicted ${series.predicted}`];
  return parts.filter(Boolean).map((part) => `, ${part}`).join('');
}

/** How high panels are: as their rows need, and so that two fit on a screen. @param {number} rows @param {number} panels @param {string} lay */
function heightOf(rows, panels, lay) {
  const most = lay === 'side' ? 380 : panels <= 2 ? 285 : 255;
  return Math.round(Math.min(most, Math.max(120, rows * 15))) + 42;
}

/** @param {any} props */
function Scene({ read, state, change, linked, shown, first, data, maps, series, withInput, name }) {
  const [marking, setMarking] = useState(false);
  const [marked, setMarked] = useState(/** @type {any} */ (null));
  const { items } = useShared();
  const rawInput = read.raws.find((/** @type {any} */ raw) => raw.input)?.values ?? null;
  const what = useWhatIf({ model: first.summary.model, background: first.summary.background ?? null, data: data?.name ?? null, series, input: rawInput, details: first.summary.details });
  const { panels, rows, arranged, masks } = useScene({ read, state, what, linked, shown, first, data, withInput, marked });
  const lines = useMemo(() => state.lines ?? Array.from(falling(rowSizes((panels.find((/** @type {Panel} */ p) => !p.input) ?? panels[0]).pyramid.matrix)).subarray(0, 2)), [state.lines, read]);
  useEffect(() => setMarked(null), [series.index]);
  linked.mode = marking ? 'mark' : 'zoom';
  linked.onMark = (/** @type {any} */ box) => setMarked({ features: Array.from(rows.features).slice(box.y0, box.y1), from: box.x0 * rows.bin, to: box.x1 * rows.bin });
  const toggle = (/** @type {number} */ feature) => change({ lines: lines.includes(feature) ? lines.filter((/** @type {number} */ f) => f !== feature) : [...lines, feature].slice(-6) });
  const choose = () => linked.cell && toggle(rows.features[linked.cell.row]);
  const others = (items ?? []).filter((item) => item.kind === 'maps' && item.name !== name && !state.also.includes(item.name)).map((item) => ({ name: item.name, title: item.about?.method ? `${item.about.method} (${item.name})` : item.name }));
  const shownOthers = maps.slice(1).map((/** @type {Source} */ source) => ({ name: source.name, title: `${source.summary.method} (${source.name})` }));
  const words = state.keep < 1 ? panels.filter((panel) => panel.shares).map((panel) => keptInWords(panel, state.keep)) : [];
  const height = heightOf(rows.features.length, panels.length, state.lay);
  const about = state.of === 'series' && series.predicted ? `${series.predicted}${series.probability === null ? '' : `, ${probabilityInWords(series.probability)}`}` : '';
  const file = rawInput && read.raws.find((/** @type {any} */ raw) => !raw.input);
  const apartShare = useMemo(() => (what.answer?.maps && file && what.answer.method === first.summary.method ? apart(what.answer.maps[0], file.values) : null), [what.answer, read]);
  const usable = Boolean(first.summary.model && rawInput);
  const picture = () => ({ panels, rows, view: linked.window, lay: state.lay, height, title: state.of !== 'series' ? name : maps.length > 1 ? `series ${series.id}${series.label ? `, class ${series.label}` : ''}` : `${name}${seriesInWords(series)}` });
  return html`
    <div class="look-folds"><details class="look-settings card"><summary>Compare, order, colours <span class="muted small-text">and other settings of the view</span></summary>
      <${Controls} state=${state} change=${change} classNames=${first.summary.classNames} features=${rows.names.length} steps=${read.raws[0].values.steps} maps=${panels.filter((p) => !p.input).length}
        others=${others} shownOthers=${shownOthers} hasInput=${data !== null} hasReference=${read.reference !== null} hasDistractor=${read.distractor !== null} />
    </details>
    ${state.of === 'series' && html`<details class="look-settings card" onToggle=${(/** @type {any} */ e) => setMarking(e.target.open && usable)}>
      <summary>What if? <span class="muted small-text">Change cells and ask the model again</span></summary>
      ${usable
        ? html`<${WhatIfView} what=${what} marking=${marking} onMarking=${setMarking} marked=${marked} onDone=${() => setMarked(null)} names=${rows.names} apartShare=${apartShare} />`
        : html`<p class="muted">${first.summary.model ? 'The data of these maps are not in the workspace, so there is nothing to change.' : 'The model that these maps explain is not in the workspace, so it cannot be asked.'}</p>`}
    </details>`}</div>
    <div class="card look-strip"><${Threshold} keep=${state.keep} words=${words} onKeep=${(/** @type {number} */ keep) => change({ keep })} /></div>
    ${arranged.features.length < rows.names.length && html`<p class="muted small-text">${arranged.features.length} of ${rows.names.length} features are shown; they hold ${(100 * arranged.share).toFixed(1)} % of the |saliency| of the first map.</p>`}
    ${state.order === 'component' && html`<p class="muted small-text">Features stand by their part in the first principal component of the first map's saliency over time: those whose saliency rises and falls together are neighbours.</p>`}
    <h2 class="hide">Heat maps</h2>
    <div class=${`look-read-row card ${panels.length > 2 ? 'look-several' : ''}`}><${ReadOut} id="look-read" linked=${linked} panels=${panels} rows=${rows} about=${about} onLine=${toggle} lines=${lines} /></div>
    <div class=${`look-panels lay-${state.lay}${marking ? ' marking' : ''}`}>
      ${panels.map((/** @type {Panel} */ panel) => html`<${PanelView} key=${panel.key} panel=${panel} rows=${rows} linked=${linked} height=${height} describedBy="look-read" onChoose=${choose} />`)}
    </div>
    <${Legend} masks=${masks} absent=${panels.some((/** @type {Panel} */ panel) => panel.extent.absent > 0)} />
    <${ExportMenu} picture=${picture} panels=${panels} name=${`${name.replace(/.*\//, '').replace(/\.npz$/, '')}-${state.of === 'series' ? series.id : 'mean'}`} />
    <section class="card"><h2>Lines</h2><${LinesView} panels=${panels} rows=${rows} linked=${linked} features=${lines} onRemove=${toggle} /></section>
  `;
}
