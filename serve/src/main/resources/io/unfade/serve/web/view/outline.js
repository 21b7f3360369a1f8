// @ts-check
/** Borders of sets of cells. Pure functions. */

/** @typedef {[number, number, number, number]} Segment x0, y0, x1, y1 in columns and shown rows */

/**
 * The border of the set cells of a mask, as the fewest straight segments. A bin counts as set if any of its steps is.
 *
 * @param {Uint8Array} mask (T, C), step after step @param {number} steps @param {number} features
 * @param {ArrayLike<number>} rows features in the order shown @param {number} [bin] steps of a column
 * @returns {Segment[]}
 */
export function outline(mask, steps, features, rows, bin = 1) {
  const cols = Math.ceil(steps / bin);
  const cells = new Uint8Array(rows.length * cols);
  for (let r = 0; r < rows.length; r++) {
    for (let t = 0; t < steps; t++) {
      if (mask[t * features + rows[r]]) {
        cells[r * cols + ((t / bin) | 0)] = 1;
      }
    }
  }
  const at = (/** @type {number} */ r, /** @type {number} */ c) => (r < 0 || c < 0 || r >= rows.length || c >= cols ? 0 : cells[r * cols + c]);
  const found = /** @type {Segment[]} */ ([]);
  for (let r = 0; r <= rows.length; r++) {
    runs(cols, (c) => at(r, c) !== at(r - 1, c), (from, to) => found.push([from, r, to, r]));
  }
  for (let c = 0; c <= cols; c++) {
    runs(rows.length, (r) => at(r, c) !== at(r, c - 1), (from, to) => found.push([c, from, c, to]));
  }
  return found;
}

/** @param {number} count @param {(i: number) => boolean} holds @param {(from: number, to: number) => void} use */
function runs(count, holds, use) {
  let start = -1;
  for (let i = 0; i <= count; i++) {
    const now = i < count && holds(i);
    if (now && start < 0) {
      start = i;
    } else if (!now && start >= 0) {
      use(start, i);
      start = -1;
    }
  }
}
