// @ts-check
/** In which order features stand, and which are shown. Pure functions. */

import { binned } from './matrix.js';

/** @typedef {import('./matrix.js').Matrix} Matrix */

/** The sum of |cell| of every row; absent cells count as 0. @param {Matrix} m @returns {Float64Array} */
export function rowSizes(m) {
  const sums = new Float64Array(m.rows);
  for (let r = 0; r < m.rows; r++) {
    let sum = 0;
    for (let i = r * m.cols; i < (r + 1) * m.cols; i++) {
      const v = m.data[i];
      sum += v === v ? Math.abs(v) : 0;
    }
    sums[r] = sum;
  }
  return sums;
}

/** Rows by falling value; of equal ones the earlier first. @param {ArrayLike<number>} values */
export function falling(values) {
  return Int32Array.from(values, (_, i) => i).sort((a, b) => values[b] - values[a] || a - b);
}

/**
 * The part of every row in the first principal component of the rows, that is the largest eigenvector of the rows' products
 * with one another after each row has lost its mean. Found by repeated multiplication, O(rows x columns) a round.
 *
 * @param {Matrix} m @param {number} [rounds] at most
 * @returns {Float64Array} of length 1, its largest part positive; zeros if nothing varies
 */
export function firstComponent(m, rounds = 60) {
  const { rows, cols } = m;
  const means = Float64Array.from({ length: rows }, (_, r) => rowMean(m, r));
  let loads = new Float64Array(rows).map((_, r) => 1 + (r % 7) / 7);
  for (let round = 0; round < rounds; round++) {
    const scores = new Float64Array(cols);
    eachCell(m, means, (r, c, v) => (scores[c] += v * loads[r]));
    const next = new Float64Array(rows);
    eachCell(m, means, (r, c, v) => (next[r] += v * scores[c]));
    const size = Math.sqrt(next.reduce((sum, v) => sum + v * v, 0));
    if (!(size > 0)) {
      return new Float64Array(rows);
    }
    let change = 0;
    for (let r = 0; r < rows; r++) {
      next[r] /= size;
      change = Math.max(change, Math.abs(next[r] - loads[r]));
    }
    loads = next;
    if (change < 1e-7) {
      break;
    }
  }
  const strongest = loads.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best), 0);
  return strongest < 0 ? loads.map((v) => -v) : loads;
}

/** @param {Matrix} m @param {number} r */
function rowMean(m, r) {
  let sum = 0;
  let count = 0;
  for (let i = r * m.cols; i < (r + 1) * m.cols; i++) {
    const v = m.data[i];
    if (v === v) {
      sum += v;
      count++;
    }
  }
  return count ? sum / count : 0;
}

/** @param {Matrix} m @param {Float64Array} means @param {(r: number, c: number, v: number) => void} use */
function eachCell(m, means, use) {
  for (let r = 0; r < m.rows; r++) {
    for (let c = 0; c < m.cols; c++) {
      const v = m.data[r * m.cols + c];
      if (v === v) {
        use(r, c, v - means[r]);
      }
    }
  }
}

/** Columns at most from which a component is found; longer maps are averaged to it, so that the answer comes at once. */
const COMPONENT_COLUMNS = 500;

/** The orders that the page offers, and what each is. @type {Record<string, string>} */
export const ORDERS = {
  file: 'as in the data',
  size: 'by total saliency',
  component: 'by first principal component',
};

/**
 * The features to show, from the top. Those folded away are the ones with the least total saliency.
 *
 * @param {Matrix} m the map that decides @param {string} order one of {@link ORDERS} @param {number} top how many; 0 shows all
 * @returns {{features: Int32Array, share: number}} and the share of the sum of |cell| that they hold
 */
export function arrange(m, order, top) {
  const sizes = rowSizes(m);
  const all = order === 'size' ? falling(sizes) : order === 'component' ? falling(firstComponent(binned(m, Math.ceil(m.cols / COMPONENT_COLUMNS)))) : Int32Array.from(sizes, (_, i) => i);
  if (!(top > 0 && top < m.rows)) {
    return { features: all, share: 1 };
  }
  const kept = new Set(falling(sizes).subarray(0, top));
  const features = all.filter((r) => kept.has(r));
  const total = sizes.reduce((a, b) => a + b, 0);
  return { features, share: total > 0 ? features.reduce((sum, r) => sum + sizes[r], 0) / total : 1 };
}
