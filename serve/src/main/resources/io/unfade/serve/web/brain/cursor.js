// @ts-check
/** The cross-hair that all views share. */

export class Cursor {
  /** @param {number[]} place in mm */
  constructor(place) {
    this.place = place;
    /** @type {Set<() => void>} */
    this.watchers = new Set();
  }

  /** @param {number[]} place */
  move(place) {
    this.place = place;
    this.watchers.forEach((watcher) => watcher());
  }

  /** @param {() => void} watcher @returns {() => void} ends it */
  watch(watcher) {
    this.watchers.add(watcher);
    return () => void this.watchers.delete(watcher);
  }
}

/** Where keys lead, in the axes of a plane: along it in pixels of the picture, across it. @type {Record<string, [number, number, number]>} */
const STEPS = { ArrowLeft: [-1, 0, 0], ArrowRight: [1, 0, 0], ArrowUp: [0, 1, 0], ArrowDown: [0, -1, 0], PageUp: [0, 0, 1], PageDown: [0, 0, -1] };

/**
 * The place that a key leads to; null if it is none of these.
 *
 * @param {string} key @param {boolean} far ten times as far @param {import('./space.js').Raster} raster @param {number[]} place @param {number[]} sizes mm of a step along x, y and z
 * @returns {number[] | null}
 */
export function moved(key, far, raster, place, sizes) {
  const step = STEPS[key];
  if (!step) {
    return null;
  }
  const { right, up, across } = raster.plane;
  const next = [...place];
  const factor = far ? 10 : 1;
  next[right] += step[0] * raster.sign * sizes[right] * factor;
  next[up] += step[1] * sizes[up] * factor;
  next[across] += step[2] * sizes[across] * factor;
  return next;
}
