// @ts-check
/** Matrices as the viewer draws them: a row for each feature, a column for each step or bin of steps. Pure functions. */

/**
 * @typedef {Object} Matrix
 * @property {number} rows features
 * @property {number} cols steps, or bins of steps
 * @property {Float32Array} data row after row; NaN is an absent cell
 */

/**
 * Turns an array (T, C), step after step, round. Steps beyond the array are absent.
 *
 * @param {Float32Array} values @param {number} steps T @param {number} features C @param {number} [cols] columns, at least T
 * @returns {Matrix}
 */
export function byFeature(values, steps, features, cols = steps) {
  const data = new Float32Array(features * cols);
  if (cols > steps) {
    data.fill(NaN);
  }
  const block = 64;
  for (let t0 = 0; t0 < steps; t0 += block) {
    const t1 = Math.min(steps, t0 + block);
    for (let c = 0; c < features; c++) {
      for (let t = t0; t < t1; t++) {
        data[c * cols + t] = values[t * features + c];
      }
    }
  }
  return { rows: features, cols, data };
}

/** Back to (T, C), step after step. @param {Matrix} m @param {number} [steps] */
export function byStep(m, steps = m.cols) {
  const values = new Float32Array(m.rows * steps);
  for (let r = 0; r < m.rows; r++) {
    for (let t = 0; t < steps; t++) {
      values[t * m.rows + r] = m.data[r * m.cols + t];
    }
  }
  return values;
}

/** Each cell without its sign. @param {Matrix} m @returns {Matrix} */
export function absolute(m) {
  return { ...m, data: m.data.map(Math.abs) };
}

/**
 * The mean of the present cells of every bin of so many steps; a bin without one is absent.
 *
 * @param {Matrix} m @param {number} size steps of a bin @returns {Matrix}
 */
export function binned(m, size) {
  if (size <= 1) {
    return m;
  }
  const cols = Math.ceil(m.cols / size);
  const data = new Float32Array(m.rows * cols);
  for (let r = 0; r < m.rows; r++) {
    for (let b = 0; b < cols; b++) {
      const end = Math.min(m.cols, (b + 1) * size);
      let sum = 0;
      let count = 0;
      for (let t = b * size; t < end; t++) {
        const v = m.data[r * m.cols + t];
        if (v === v) {
          sum += v;
          count++;
        }
      }
      data[r * cols + b] = count ? sum / count : NaN;
    }
  }
  return { rows: m.rows, cols, data };
}

/** The sum of |cell| over all present cells. @param {Matrix} m */
export function totalSize(m) {
  let sum = 0;
  for (const v of m.data) {
    if (v === v) {
      sum += Math.abs(v);
    }
  }
  return sum;
}

/**
 * a - b, each divided by its sum of |cell|; absent where one of them is. A matrix of zeros counts as zeros.
 *
 * @param {Matrix} a @param {Matrix} b of the same size @returns {Matrix}
 */
export function difference(a, b) {
  if (a.rows !== b.rows || a.cols !== b.cols) {
    throw new Error(`The maps differ in size: ${a.cols} steps x ${a.rows} features and ${b.cols} x ${b.rows}.`);
  }
  const byA = 1 / (totalSize(a) || 1);
  const byB = 1 / (totalSize(b) || 1);
  const data = new Float32Array(a.data.length);
  for (let i = 0; i < data.length; i++) {
    data[i] = a.data[i] * byA - b.data[i] * byB;
  }
  return { rows: a.rows, cols: a.cols, data };
}

/** Smallest and largest present value, how many are absent, and whether any is below 0. @param {Matrix} m */
export function extent(m) {
  let low = Infinity;
  let high = -Infinity;
  let absent = 0;
  for (const v of m.data) {
    if (v !== v) {
      absent++;
    } else {
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  return absent === m.data.length ? { low: 0, high: 0, absent } : { low, high, absent };
}
