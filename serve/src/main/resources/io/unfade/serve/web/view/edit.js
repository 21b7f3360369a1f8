// @ts-check
/** Changes of an input, for "what if". Pure functions. */

/**
 * @typedef {Object} Edit
 * @property {number[]} features
 * @property {number} from first step @property {number} to step after the last
 * @property {'all' | 'mean' | 'trained' | 'value' | 'scale'} kind set to the cell's mean over all series, to the feature's mean in
 *     this series, to its mean in training, to a value, or times a factor
 * @property {number} amount value or factor
 */

/**
 * The input after all changes, one after the other. Means are those of the input before any change. Absent cells stay so.
 *
 * @param {Float32Array} values (T, C) @param {number} steps @param {number} features @param {Edit[]} edits
 * @param {ArrayLike<number> | null} trained the mean of each feature in training
 * @param {ArrayLike<number> | null} all the mean of each cell over all series
 * @returns {Float32Array}
 */
export function edited(values, steps, features, edits, trained, all) {
  const changed = values.slice();
  for (const edit of edits) {
    for (const c of edit.features) {
      const set = edit.kind === 'mean' ? featureMean(values, steps, features, c) : edit.kind === 'trained' ? (trained?.[c] ?? 0) : edit.amount;
      for (let t = edit.from; t < Math.min(edit.to, steps); t++) {
        const i = t * features + c;
        if (changed[i] === changed[i]) {
          changed[i] = edit.kind === 'scale' ? changed[i] * edit.amount : edit.kind === 'all' ? (all?.[i] ?? set) : set;
        }
      }
    }
  }
  return changed;
}

/** @param {Float32Array} values @param {number} steps @param {number} features @param {number} c */
export function featureMean(values, steps, features, c) {
  let sum = 0;
  let count = 0;
  for (let t = 0; t < steps; t++) {
    const v = values[t * features + c];
    if (v === v) {
      sum += v;
      count++;
    }
  }
  return count ? sum / count : 0;
}

/** Which cells were changed by any of the edits, as a mask (T, C). @param {number} steps @param {number} features @param {Edit[]} edits */
export function touchedBy(steps, features, edits) {
  const mask = new Uint8Array(steps * features);
  for (const edit of edits) {
    for (const c of edit.features) {
      for (let t = edit.from; t < Math.min(edit.to, steps); t++) {
        mask[t * features + c] = 1;
      }
    }
  }
  return mask;
}

/**
 * The value of each feature at which the model sees 0, from a series as it is in the file and as the model sees it: the model
 * sees (value - mean) / deviation of every feature. A constant feature, or one seen in another way, has none.
 *
 * @param {Float32Array} raw (T, C) @param {Float32Array} seen (T, C) @param {number} steps @param {number} features
 * @returns {Float64Array | null} null if any feature has none
 */
export function trainedMeans(raw, seen, steps, features) {
  const means = new Float64Array(features);
  for (let c = 0; c < features; c++) {
    const mean = zeroOf(raw, seen, steps, features, c);
    if (Number.isNaN(mean)) {
      return null;
    }
    means[c] = mean;
  }
  return means;
}

/** Least squares of the raw value on the seen one; its value at 0. */
function zeroOf(/** @type {Float32Array} */ raw, /** @type {Float32Array} */ seen, /** @type {number} */ steps, /** @type {number} */ features, /** @type {number} */ c) {
  let n = 0;
  let x = 0;
  let y = 0;
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (let i = c; i < steps * features; i += features) {
    if (raw[i] === raw[i] && seen[i] === seen[i]) {
      n++;
      x += seen[i];
      y += raw[i];
      xx += seen[i] * seen[i];
      xy += seen[i] * raw[i];
      yy += raw[i] * raw[i];
    }
  }
  const varX = xx / n - (x / n) ** 2;
  const varY = yy / n - (y / n) ** 2;
  const slope = (xy / n - (x / n) * (y / n)) / varX;
  const rest = varY - slope * slope * varX;
  const straight = varX > 1e-12 && Math.abs(rest) <= 1e-4 * varY;
  return straight ? y / n - slope * (x / n) : NaN;
}

/** An edit in words. @param {Edit} edit @param {string[]} names */
export function inWords(edit, names) {
  const what = edit.features.length === 1 ? names[edit.features[0]] : `${edit.features.length} features`;
  const when = edit.to - edit.from === 1 ? `at step ${edit.from}` : `at steps ${edit.from} to ${edit.to - 1}`;
  const how = {
    all: 'set to the mean of all series',
    mean: 'set to the mean of this series',
    trained: 'set to the mean in training',
    value: `set to ${edit.amount}`,
    scale: `times ${edit.amount}`,
  }[edit.kind];
  return `${what} ${when}: ${how}`;
}

/** Steps up to the last with a present cell: models read a series as long as it is. @param {Float32Array} values @param {number} features */
export function presentSteps(values, features) {
  let end = values.length;
  while (end > 0 && Number.isNaN(values[end - 1])) {
    end--;
  }
  return Math.ceil(end / features);
}

/**
 * How far the map asked now of the unchanged series is from that of the file: largest difference over largest size.
 *
 * @param {{values: Float32Array}} now @param {{values: Float32Array}} file
 */
export function apart(now, file) {
  let most = 0;
  let size = 0;
  for (let i = 0; i < Math.min(now.values.length, file.values.length); i++) {
    const d = Math.abs(now.values[i] - file.values[i]);
    most = d > most ? d : most;
    size = Math.max(size, Math.abs(file.values[i]) || 0);
  }
  return size > 0 ? most / size : most;
}
