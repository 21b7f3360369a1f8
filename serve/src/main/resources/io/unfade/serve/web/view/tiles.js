// @ts-check
/** From cells to pixels without losing cells. Pure functions. */

/** @typedef {import('./matrix.js').Matrix} Matrix */
/** @typedef {{x0: number, x1: number, y0: number, y1: number}} Window columns and shown rows, as fractions, ends without */

/**
 * Colours of values: entry `n` of a table of N stands for `low + (n + 0.5) / N * (high - low)`.
 *
 * @typedef {Object} Paint
 * @property {Uint32Array} table opaque colours
 * @property {Uint32Array} dim the same for cells below the threshold
 * @property {number} low @property {number} high
 * @property {number} threshold of the size
 */

/**
 * A matrix with coarser and coarser copies, each half as long as the one before; a cell of a copy is the one of its two cells
 * that is farther from the centre. Copies are made when first used and kept.
 */
export class Pyramid {
  /** @param {Matrix} matrix @param {number} [centre] 0 for maps with signs */
  constructor(matrix, centre = 0) {
    this.matrix = matrix;
    this.centre = centre;
    /** @type {Matrix[]} */
    this.levels = [matrix];
  }

  /** The copy whose cells are `2^level` columns, or the coarsest. @param {number} level @returns {Matrix} */
  level(level) {
    while (this.levels.length <= level && this.levels[this.levels.length - 1].cols > 1) {
      this.levels.push(halved(this.levels[this.levels.length - 1], this.centre));
    }
    return this.levels[Math.min(level, this.levels.length - 1)];
  }
}

/** @param {Matrix} m @param {number} centre @returns {Matrix} */
export function halved(m, centre) {
  const cols = (m.cols + 1) >> 1;
  const data = new Float32Array(m.rows * cols);
  const pairs = m.cols >> 1;
  for (let r = 0; r < m.rows; r++) {
    let from = r * m.cols;
    let to = r * cols;
    for (let i = 0; i < pairs; i++, from += 2) {
      data[to++] = farther(m.data[from], m.data[from + 1], centre);
    }
    if (pairs < cols) {
      data[to] = m.data[from];
    }
  }
  return { rows: m.rows, cols, data };
}

/** Of two values the one farther from the centre; an absent one yields. @param {number} a @param {number} b @param {number} centre */
export function farther(a, b, centre) {
  return b !== b || Math.abs(a - centre) >= Math.abs(b - centre) ? a : b;
}

/**
 * For every pixel of a line the first and the last bin that it touches.
 *
 * @param {number} from @param {number} to @param {number} pixels @param {number} count bins of width `size`
 * @param {number} size
 * @returns {{first: Int32Array, last: Int32Array}}
 */
export function touched(from, to, pixels, count, size) {
  const first = new Int32Array(pixels);
  const last = new Int32Array(pixels);
  const step = (to - from) / pixels;
  for (let p = 0; p < pixels; p++) {
    if (step <= 1) {
      first[p] = last[p] = clamp(Math.floor((from + (p + 0.5) * step) / size), count);
    } else {
      first[p] = clamp(Math.floor((from + p * step) / size + 1e-9), count);
      last[p] = Math.max(first[p], clamp(Math.ceil((from + (p + 1) * step) / size - 1e-9) - 1, count));
    }
  }
  return { first, last };
}

/** @param {number} i @param {number} count */
function clamp(i, count) {
  return i < 0 ? 0 : i >= count ? count - 1 : i;
}

/**
 * Paints a window of a matrix. Where cells are smaller than pixels, a pixel shows the cell farthest from the centre of those
 * it touches: a single salient cell is never lost. Absent cells stay transparent. Cost: O(pixels) with O(rows) more where
 * rows are smaller than pixels, whatever the number of steps.
 *
 * @param {Pyramid} pyramid @param {ArrayLike<number>} rows of the matrix, in the order shown
 * @param {Window} view @param {number} width @param {number} height pixels @param {Paint} paint
 * @param {Uint32Array} out width x height, colours as in an ImageData
 */
export function paintCells(pyramid, rows, view, width, height, paint, out) {
  const level = Math.max(0, Math.floor(Math.log2(Math.max(1, (view.x1 - view.x0) / width))) - 1);
  const m = pyramid.level(level);
  const columns = touched(view.x0, view.x1, width, m.cols, m === pyramid.matrix ? 1 : 2 ** pyramid.levels.indexOf(m));
  const lines = touched(view.y0, view.y1, height, rows.length, 1);
  const values = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    const first = lines.first[y];
    if (y > 0 && first === lines.last[y] && first === lines.first[y - 1] && first === lines.last[y - 1]) {
      out.copyWithin(y * width, (y - 1) * width, y * width);
      continue;
    }
    values.fill(NaN);
    for (let i = first; i <= lines.last[y]; i++) {
      gather(m, rows[i], columns, pyramid.centre, values);
    }
    colour(values, paint, out, y * width);
  }
}

/** @param {Matrix} m @param {number} row @param {{first: Int32Array, last: Int32Array}} columns @param {number} centre @param {Float32Array} into */
function gather(m, row, columns, centre, into) {
  const { first, last } = columns;
  const { data } = m;
  const start = row * m.cols;
  for (let x = 0; x < into.length; x++) {
    let best = into[x];
    for (let c = start + first[x], end = start + last[x]; c <= end; c++) {
      const v = data[c];
      if (v === v && !(Math.abs(best - centre) >= Math.abs(v - centre))) {
        best = v;
      }
    }
    into[x] = best;
  }
}

/** @param {Float32Array} values @param {Paint} paint @param {Uint32Array} out @param {number} at */
function colour(values, paint, out, at) {
  const { table, dim, low, threshold } = paint;
  const most = table.length - 1;
  const factor = table.length / (paint.high - paint.low);
  for (let x = 0; x < values.length; x++) {
    const v = values[x];
    if (v !== v) {
      out[at + x] = 0;
    } else {
      const n = (v - low) * factor;
      const i = n < 0 ? 0 : n > most ? most : n | 0;
      out[at + x] = (v < 0 ? -v : v) >= threshold ? table[i] : dim[i];
    }
  }
}

/**
 * The cell farthest from the centre within a few rows and columns: what a pixel shows.
 *
 * @param {Matrix} m @param {ArrayLike<number>} rows @param {number} centre
 * @param {{r0: number, r1: number, c0: number, c1: number}} box shown rows and columns, ends without
 * @returns {{row: number, col: number}} row as shown; the first cell if none is present
 */
export function farthestIn(m, rows, centre, box) {
  let best = { row: box.r0, col: box.c0 };
  let size = -1;
  for (let row = box.r0; row < box.r1; row++) {
    for (let col = box.c0; col < box.c1; col++) {
      const distance = Math.abs(m.data[rows[row] * m.cols + col] - centre);
      if (distance > size) {
        size = distance;
        best = { row, col };
      }
    }
  }
  return best;
}
