// @ts-check
/** Which regions, courses and limits of colours are shown. Pure functions. */

/** @typedef {import('./regions.js').Region} Region */
/** @typedef {{values: Float32Array, steps: number, features: number}} Values */

/** Rows of a table, at most. */
export const MOST = 300;

/** The largest first; absent ones last. @param {Region[]} regions @param {boolean} byVoxels */
export function ranked(regions, byVoxels) {
  const size = (/** @type {Region} */ one) => (byVoxels ? one.voxels : one.absent || Number.isNaN(one.size) ? -1 : one.size);
  return [...regions].sort((a, b) => size(b) - size(a) || a.column - b.column);
}

/** Rows to show: those that fit a search, and the one under the cross-hair. @param {Region[]} all in order @param {string} search @param {number} current @param {number} [most] */
export function listed(all, search, current, most = MOST) {
  const wanted = search.trim().toLowerCase();
  const rows = all.map((region, i) => ({ region, rank: i + 1 })).filter(({ region }) => region.name.toLowerCase().includes(wanted));
  const shown = rows.slice(0, most);
  const own = rows.find(({ region }) => region.id === current);
  return { shown: own && !shown.includes(own) ? [...shown, own] : shown, count: rows.length };
}

/** Mean |value| of each region over the steps. @param {Values} mean @param {{id: number, name: string, absent?: boolean}[]} named @returns {import('./regions.js').Region[]} */
export function sizesOf({ values, steps, features }, named) {
  return named.slice(0, features).map((one, column) => {
    let sum = 0;
    let count = 0;
    for (let t = 0; t < steps; t++) {
      const v = values[t * features + column];
      if (v === v) {
        sum += Math.abs(v);
        count++;
      }
    }
    return { id: one.id, name: one.name, column, voxels: 0, size: count ? sum / count : NaN, absent: one.absent ?? false };
  });
}

/** A column of steps by features; null where it is absent. @param {Values | null} values @param {number} column @returns {(number | null)[]} */
export function courseOf(values, column) {
  if (!values || column < 0 || column >= values.features) {
    return [];
  }
  return Array.from({ length: values.steps }, (_, t) => {
    const v = values.values[t * values.features + column];
    return Number.isFinite(v) ? v : null;
  });
}

/** The block that is shown: the one asked for, else the first of a class. @param {any[]} all @param {number | null} asked @param {string} ofClass */
export function blockOf(all, asked, ofClass) {
  return all.find((one) => one.index === asked) ?? all.find((one) => one.label === ofClass) ?? all[0] ?? null;
}

/** The largest and smallest value of what shares colours. @param {{summary: {volumes: {least: number | null, largest: number | null}[]}}} brain @param {Float32Array} values @param {boolean} own */
export function extentOf(brain, values, own) {
  const { volumes } = brain.summary;
  if (!own && volumes.every((one) => one.least !== null && one.largest !== null)) {
    return { low: Math.min(...volumes.map((one) => one.least ?? 0)), high: Math.max(...volumes.map((one) => one.largest ?? 0)) };
  }
  let low = Infinity;
  let high = -Infinity;
  for (const v of values) {
    low = v < low ? v : low;
    high = v > high ? v : high;
  }
  return low <= high ? { low, high } : { low: 0, high: 0 };
}
