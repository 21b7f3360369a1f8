// @ts-check
/** From what was read to the panels that are shown. Pure functions; each step is remembered by the page. */
import { absolute, binned, byFeature, difference, extent } from './matrix.js';
import { outline } from './outline.js';
import { range } from './scale.js';
import { keeping, sharesOf } from './shares.js';
import { Pyramid } from './tiles.js';

/** @typedef {import('./matrix.js').Matrix} Matrix */
/** @typedef {import('./source.js').Values} Values */
/** @typedef {import('./heatmap.js').Panel} Panel */

/**
 * @typedef {{key: string, title: string, note: string, unit: string, input: boolean, values: Values}} Raw an array and what
 *     it is
 * @typedef {{raw: Raw, matrix: Matrix, pyramid: Pyramid, extent: {low: number, high: number, absent: number},
 *     shares: import('./shares.js').Shares | null}} Layer
 */

/** Layers of arrays that are read once and shown in changing company. @type {WeakMap<Values, {how: string, layer: Layer}>} */
const made = new WeakMap();

/** The layer of an array, made once for each way to show it. @param {Raw} raw @param {number} steps @param {{bin: number, abs: boolean}} how @returns {Layer} */
function layerOf(raw, steps, { bin, abs }) {
  const key = `${steps} ${bin} ${abs} ${raw.input}`;
  const known = made.get(raw.values);
  if (known?.how === key) {
    return { ...known.layer, raw };
  }
  const m = byFeature(raw.values.values, raw.values.steps, raw.values.features, steps);
  const fresh = layer(raw, binned(abs && !raw.input ? absolute(m) : m, bin));
  made.set(raw.values, { how: key, layer: fresh });
  return fresh;
}

/** @param {Raw} raw @param {Matrix} matrix @returns {Layer} */
function layer(raw, matrix) {
  const found = extent(matrix);
  const apart = raw.input && found.low * found.high > 0;
  return { raw, matrix, extent: found, pyramid: new Pyramid(matrix, apart ? (found.low + found.high) / 2 : 0), shares: raw.input ? null : sharesOf(matrix.data) };
}

/**
 * Matrices of all that is shown, as long as the longest; the difference of the first two maps comes last.
 *
 * @param {Raw[]} raws @param {{bin: number, abs: boolean, diff: boolean}} how @returns {Layer[]}
 */
export function layersOf(raws, { bin, abs, diff }) {
  const steps = Math.max(1, ...raws.map((raw) => raw.values.steps));
  const layers = raws.map((raw) => layerOf(raw, steps, { bin, abs }));
  const maps = layers.filter((one) => !one.raw.input);
  if (diff && maps.length > 1) {
    const [a, b] = maps;
    const title = `${a.raw.title} minus ${b.raw.title}`;
    const values = a.raw.values;
    layers.push(layer({ key: 'difference', title, note: 'each divided by its sum of sizes', unit: 'share', input: false, values }, difference(a.matrix, b.matrix)));
  }
  return layers;
}

/**
 * Colours and thresholds. The difference keeps a scale of its own, since its unit differs.
 *
 * @param {Layer[]} layers @param {{common: boolean, clip: boolean, keep: number}} how
 * @param {(layer: Layer) => Panel['outlines']} outlinesOf
 * @returns {Panel[]}
 */
export function panelsOf(layers, { common, clip, keep }, outlinesOf) {
  const ends = layers.map((one) => (clip && one.shares ? clipped(one) : one.extent));
  const maps = layers.map((one, i) => (one.raw.input || one.raw.key === 'difference' ? null : ends[i])).filter((e) => e !== null);
  const all = { low: Math.min(...maps.map((e) => e.low)), high: Math.max(...maps.map((e) => e.high)) };
  return layers.map((one, i) => {
    const shared = common && !one.raw.input && one.raw.key !== 'difference';
    return {
      key: one.raw.key, title: one.raw.title, note: one.raw.note, unit: one.raw.unit, input: one.raw.input, pyramid: one.pyramid, shares: one.shares, extent: one.extent,
      range: range(shared ? all : ends[i], one.raw.input), threshold: one.shares && keep < 1 ? keeping(one.shares, keep).threshold : 0, outlines: outlinesOf(one),
    };
  });
}

/** The size that 99.5 % of the cells do not exceed, in place of the largest. @param {Layer} one */
function clipped(one) {
  const { threshold } = keeping(/** @type {any} */ (one.shares), 0.005);
  return threshold > 0 ? { low: Math.max(one.extent.low, -threshold), high: Math.min(one.extent.high, threshold) } : one.extent;
}

/** What the threshold keeps, in a sentence. @param {Panel} panel @param {number} keep */
export function keptInWords(panel, keep) {
  if (!panel.shares) {
    return '';
  }
  const { cells, cellShare, sizeShare } = keeping(panel.shares, keep);
  return `${panel.title}: the ${cells.toLocaleString('en')} largest cells (${percent(cellShare)} of all) hold ${percent(sizeShare)} of |saliency|`;
}

/** @param {number} share */
function percent(share) {
  const p = 100 * share;
  return `${p === 0 || p >= 99.95 ? p.toFixed(0) : p < 0.1 ? p.toPrecision(1) : p.toFixed(1)} %`;
}

/** Borders of a mask. @param {{mask: Uint8Array, steps: number, features: number} | null} mask @param {ArrayLike<number>} features @param {number} bin */
export function segmentsOf(mask, features, bin) {
  return mask ? outline(mask.mask, mask.steps, mask.features, features, bin) : [];
}
