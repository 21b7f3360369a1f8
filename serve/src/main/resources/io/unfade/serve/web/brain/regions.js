// @ts-check
/** Regions of an atlas: their values and places. Pure functions. */
import { applied, numberOf, slice, voxelOf } from './space.js';

/** @typedef {import('./space.js').Grid} Grid */
/** @typedef {{id: number, name: string, column: number, voxels: number, size: number, absent: boolean}} Region `size`: its mean |value| */

/**
 * For each voxel of an atlas the voxel of another grid that its centre lies in; null if the grids are the same.
 *
 * @param {Grid} atlas @param {Grid} other @param {boolean} same
 */
export function across(atlas, other, same) {
  if (same) {
    return null;
  }
  const [nx, ny, nz] = atlas.shape;
  const found = new Int32Array(nx * ny * nz);
  for (let i = 0; i < found.length; i++) {
    const v = applied(other.inverse, applied(atlas.affine, voxelOf(atlas, i))).map((c) => Math.floor(c + 0.5 + 1e-9));
    found[i] = v.every((c, axis) => c >= 0 && c < other.shape[axis]) ? numberOf(other, v) : -1;
  }
  return found;
}

/**
 * The regions' mean |value| over their voxels, in the order of their names.
 *
 * @param {Int32Array} ids @param {ArrayLike<number>} values @param {Int32Array | null} places of {@link across}
 * @param {{id: number, name: string, absent?: boolean}[]} named
 * @returns {Region[]}
 */
export function regionsOf(ids, values, places, named) {
  const columns = new Map(named.map((one, i) => [one.id, i]));
  const sums = new Float64Array(named.length);
  const counts = new Uint32Array(named.length);
  const all = new Uint32Array(named.length);
  for (let i = 0; i < ids.length; i++) {
    const column = ids[i] ? columns.get(ids[i]) : undefined;
    if (column === undefined) {
      continue;
    }
    all[column]++;
    const at = places ? places[i] : i;
    const value = at < 0 ? NaN : Math.abs(values[at]);
    if (value === value) {
      sums[column] += value;
      counts[column]++;
    }
  }
  return named.map((one, column) => ({
    id: one.id, name: one.name, column, voxels: all[column], size: counts[column] ? sums[column] / counts[column] : NaN, absent: one.absent ?? false,
  }));
}

/** Names for labels that have none. @param {Int32Array} ids */
export function unnamed(ids) {
  const found = new Set(ids);
  found.delete(0);
  return [...found].sort((a, b) => a - b).map((id) => ({ id, name: `region ${id}` }));
}

/** The centre of the voxel of a region that is nearest to the mean of them all, in mm; null without voxels. @param {Grid} grid @param {Int32Array} ids @param {number} id */
export function centreOf(grid, ids, id) {
  const mean = [0, 0, 0];
  const own = [];
  for (let i = 0; i < ids.length; i++) {
    if (ids[i] === id) {
      const voxel = voxelOf(grid, i);
      own.push(voxel);
      voxel.forEach((c, axis) => (mean[axis] += c));
    }
  }
  const apart = (/** @type {number[]} */ voxel) => voxel.reduce((sum, c, axis) => sum + (c - mean[axis] / own.length) ** 2, 0);
  let best = own[0];
  own.forEach((voxel) => (best = apart(voxel) < apart(best) ? voxel : best));
  return best ? applied(grid.affine, best) : null;
}

/** The border between pixels of which something holds and others, in pixels. @param {(pixel: number) => boolean} holds @param {number} cols @param {number} rows @returns {[number, number, number, number][]} */
export function border(holds, cols, rows) {
  const at = (/** @type {number} */ c, /** @type {number} */ r) => c >= 0 && r >= 0 && c < cols && r < rows && holds(r * cols + c);
  const found = /** @type {[number, number, number, number][]} */ ([]);
  for (let r = 0; r <= rows; r++) {
    for (let c = 0, from = -1; c <= cols; c++) {
      const edge = c < cols && at(c, r) !== at(c, r - 1);
      if (edge && from < 0) {
        from = c;
      } else if (!edge && from >= 0) {
        found.push([from, r, c, r]);
        from = -1;
      }
    }
  }
  for (let c = 0; c <= cols; c++) {
    for (let r = 0, from = -1; r <= rows; r++) {
      const edge = r < rows && at(c, r) !== at(c - 1, r);
      if (edge && from < 0) {
        from = r;
      } else if (!edge && from >= 0) {
        found.push([c, from, c, r]);
        from = -1;
      }
    }
  }
  return found;
}

/** The border of a region in a plane. @param {Grid} grid @param {Int32Array} ids @param {number} id @param {import('./space.js').Raster} raster @param {number} at */
export function regionBorder(grid, ids, id, raster, at) {
  const numbers = slice(grid, raster, at);
  return border((pixel) => numbers[pixel] >= 0 && ids[numbers[pixel]] === id, raster.cols, raster.rows);
}
