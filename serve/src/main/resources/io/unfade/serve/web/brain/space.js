// @ts-check
/** Grids of voxels, planes through them, and projections. Millimetres: x to the right, y to the front, z up. Pure functions. */

/**
 * @typedef {number[][]} Affine four rows
 * @typedef {{shape: number[], affine: Affine, inverse: Affine}} Grid
 * @typedef {{low: number[], high: number[]}} Box in mm, around whole voxels
 * @typedef {{name: string, right: number, up: number, across: number, letters: [string, string]}} Plane its axes, and what lies at
 *     the low and at the high end of `right`
 * @typedef {{cols: number, rows: number, step: number, left: number, top: number, sign: number, plane: Plane, mid: number[]}} Raster
 */

/** @type {Plane[]} */
export const PLANES = [
  { name: 'sagittal', right: 1, up: 2, across: 0, letters: ['P', 'A'] },
  { name: 'coronal', right: 0, up: 2, across: 1, letters: ['L', 'R'] },
  { name: 'axial', right: 0, up: 1, across: 2, letters: ['L', 'R'] },
];

/** Pixels along the longer side of a raster, at most. */
const MOST_PIXELS = 400;

/** The inverse of an affine. @param {Affine} a @returns {Affine} */
export function inverse(a) {
  const minor = (/** @type {number} */ i, /** @type {number} */ j) => {
    const [r, s] = [0, 1, 2].filter((k) => k !== j);
    const [c, d] = [0, 1, 2].filter((k) => k !== i);
    return (a[r][c] * a[s][d] - a[r][d] * a[s][c]) * ((i + j) % 2 ? -1 : 1);
  };
  const determinant = a[0][0] * minor(0, 0) + a[0][1] * minor(1, 0) + a[0][2] * minor(2, 0);
  const rows = [0, 1, 2].map((i) => [0, 1, 2].map((j) => minor(i, j) / determinant));
  return [...rows.map((row) => [...row, -(row[0] * a[0][3] + row[1] * a[1][3] + row[2] * a[2][3])]), [0, 0, 0, 1]];
}

/** @param {Affine} a @param {number[]} p @returns {number[]} */
export function applied(a, p) {
  return [0, 1, 2].map((i) => a[i][0] * p[0] + a[i][1] * p[1] + a[i][2] * p[2] + a[i][3]);
}

/** @param {number[]} shape @param {Affine} affine @returns {Grid} */
export function gridOf(shape, affine) {
  return { shape, affine, inverse: inverse(affine) };
}

/** Whether two grids are the same. @param {Grid} a @param {Grid} b */
export function sameGrid(a, b) {
  return a.shape.every((extent, i) => extent === b.shape[i]) && a.affine.every((row, i) => row.every((v, j) => Math.abs(v - b.affine[i][j]) < 1e-4));
}

/** The distance between neighbouring voxels, along each axis. @param {Grid} grid */
export function voxelSizes(grid) {
  return [0, 1, 2].map((j) => Math.hypot(grid.affine[0][j], grid.affine[1][j], grid.affine[2][j]));
}

/** The box around all voxels of a grid. @param {Grid} grid @returns {Box} */
export function boxOf({ shape, affine }) {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let corner = 0; corner < 8; corner++) {
    const p = applied(affine, shape.map((extent, i) => ((corner >> i) & 1 ? extent - 0.5 : -0.5)));
    p.forEach((v, i) => {
      low[i] = Math.min(low[i], v);
      high[i] = Math.max(high[i], v);
    });
  }
  return { low, high };
}

/** The voxel that a place lies in; null outside. @param {Grid} grid @param {number[]} place in mm @returns {number[] | null} */
export function voxelAt(grid, place) {
  const voxel = applied(grid.inverse, place).map((v) => Math.floor(v + 0.5 + 1e-9));
  return voxel.every((v, i) => v >= 0 && v < grid.shape[i]) ? voxel : null;
}

/** @param {Grid} grid @param {number[]} voxel */
export function numberOf({ shape }, [i, j, k]) {
  return i + shape[0] * (j + shape[1] * k);
}

/** @param {Grid} grid @param {number} number @returns {number[]} */
export function voxelOf({ shape }, number) {
  return [number % shape[0], Math.floor(number / shape[0]) % shape[1], Math.floor(number / (shape[0] * shape[1]))];
}

/**
 * The pixels of a view, of one voxel each where the grid lies along the axes.
 *
 * @param {Plane} plane @param {Box} box @param {number} step mm, wanted @param {boolean} radiological the patient's left on the right
 * @returns {Raster}
 */
export function rasterOf(plane, box, step, radiological) {
  const width = box.high[plane.right] - box.low[plane.right];
  const height = box.high[plane.up] - box.low[plane.up];
  const size = Math.max(step, width / MOST_PIXELS, height / MOST_PIXELS);
  const flipped = radiological && plane.right === 0;
  const cols = Math.max(1, Math.round(width / size));
  const rows = Math.max(1, Math.round(height / size));
  return {
    cols, rows, step: size, plane, sign: flipped ? -1 : 1,
    left: flipped ? box.high[plane.right] - size / 2 : box.low[plane.right] + size / 2,
    top: box.high[plane.up] - size / 2,
    mid: box.low.map((v, i) => (v + box.high[i]) / 2),
  };
}

/** The place of a point of a raster, in pixels from its upper left corner. @param {Raster} r @param {number} x @param {number} y @param {number[]} at place whose third coordinate is kept */
export function placeOf(r, x, y, at) {
  const place = [...at];
  place[r.plane.right] = r.left + r.sign * (x - 0.5) * r.step;
  place[r.plane.up] = r.top - (y - 0.5) * r.step;
  return place;
}

/** The point of a place, in pixels from the upper left corner. @param {Raster} r @param {number[]} place @returns {[number, number]} */
export function pointOf(r, place) {
  return [(r.sign * (place[r.plane.right] - r.left)) / r.step + 0.5, (r.top - place[r.plane.up]) / r.step + 0.5];
}

/**
 * The number of the voxel under each pixel of a plane; -1 outside the grid.
 *
 * @param {Grid} grid @param {Raster} r @param {number} at mm across the plane @param {Int32Array} [into]
 */
export function slice(grid, r, at, into = new Int32Array(r.cols * r.rows)) {
  const origin = placeOf(r, 0.5, 0.5, r.mid);
  origin[r.plane.across] = at;
  const v = applied(grid.inverse, origin).map((c) => c + 0.5 + 1e-9);
  const m = grid.inverse;
  const [dx, dy, dz] = [0, 1, 2].map((i) => m[i][r.plane.right] * r.sign * r.step);
  const [ux, uy, uz] = [0, 1, 2].map((i) => -m[i][r.plane.up] * r.step);
  const [nx, ny, nz] = grid.shape;
  for (let row = 0, pixel = 0; row < r.rows; row++) {
    for (let col = 0; col < r.cols; col++, pixel++) {
      const x = Math.floor(v[0] + col * dx + row * ux);
      const y = Math.floor(v[1] + col * dy + row * uy);
      const z = Math.floor(v[2] + col * dz + row * uz);
      into[pixel] = x >= 0 && y >= 0 && z >= 0 && x < nx && y < ny && z < nz ? x + nx * (y + ny * z) : -1;
    }
  }
  return into;
}

/**
 * The value of largest size behind each pixel, with its sign; 0 where there is none.
 *
 * @param {Grid} grid @param {ArrayLike<number>} values @param {Raster} r @param {Box} box
 */
export function project(grid, values, r, box) {
  const lines = straight(grid);
  return lines ? projectStraight(grid, lines, values, r, box) : projectSampled(grid, values, r, box);
}

/** For each axis in mm the axis of the grid that lies along it; null if the grid lies askew. @param {Grid} grid @returns {number[] | null} */
function straight(grid) {
  const sizes = voxelSizes(grid);
  const along = [0, 1, 2].map((axis) => [0, 1, 2].findIndex((j) => Math.abs(grid.affine[axis][j]) > (1 - 1e-9) * sizes[j]));
  return along.includes(-1) ? null : along;
}

/** What voxels at places along one axis add to their numbers; -1 outside. @param {Grid} grid @param {number} axis in mm @param {number} j of the grid @param {number} count @param {(i: number) => number} place */
function offsets(grid, axis, j, count, place) {
  const stride = [1, grid.shape[0], grid.shape[0] * grid.shape[1]][j];
  return Int32Array.from({ length: count }, (_, i) => {
    const voxel = Math.floor((place(i) - grid.affine[axis][3]) / grid.affine[axis][j] + 0.5 + 1e-9);
    return voxel >= 0 && voxel < grid.shape[j] ? voxel * stride : -1;
  });
}

/** The same for a grid along the axes, whose voxels are gone through in rows. @param {Grid} grid @param {number[]} lines @param {ArrayLike<number>} values @param {Raster} r @param {Box} box */
function projectStraight(grid, lines, values, r, box) {
  const { right, up, across } = r.plane;
  const found = new Float32Array(r.cols * r.rows);
  const cols = offsets(grid, right, lines[right], r.cols, (i) => r.left + r.sign * i * r.step);
  const rows = offsets(grid, up, lines[up], r.rows, (i) => r.top - i * r.step);
  const [scale, origin] = [grid.affine[across][lines[across]], grid.affine[across][3]];
  const depth = [...offsets(grid, across, lines[across], grid.shape[lines[across]], (i) => origin + i * scale)];
  const layers = depth.filter((_, i) => origin + i * scale >= box.low[across] && origin + i * scale <= box.high[across]);
  for (const layer of layers) {
    for (let row = 0, pixel = 0; row < r.rows; row++) {
      for (let col = 0; col < r.cols; col++, pixel++) {
        const value = rows[row] < 0 || cols[col] < 0 ? 0 : values[layer + rows[row] + cols[col]];
        if (Math.abs(value) > Math.abs(found[pixel])) {
          found[pixel] = value;
        }
      }
    }
  }
  return found;
}

/** The same for a grid that lies askew: sampled along each line. @param {Grid} grid @param {ArrayLike<number>} values @param {Raster} r @param {Box} box */
function projectSampled(grid, values, r, box) {
  const found = new Float32Array(r.cols * r.rows);
  const depth = Math.max(r.step, Math.min(...voxelSizes(grid)));
  const { across } = r.plane;
  const indices = new Int32Array(found.length);
  const layers = Math.ceil((box.high[across] - box.low[across]) / depth - 1e-6);
  for (let layer = 0; layer < layers; layer++) {
    slice(grid, r, box.low[across] + (layer + 0.5) * depth, indices);
    for (let pixel = 0; pixel < found.length; pixel++) {
      const value = indices[pixel] < 0 ? 0 : values[indices[pixel]];
      if (Math.abs(value) > Math.abs(found[pixel])) {
        found[pixel] = value;
      }
    }
  }
  return found;
}

/** Keeps a place inside a box. @param {Box} box @param {number[]} place */
export function inside(box, place) {
  return place.map((v, i) => Math.min(box.high[i] - 1e-6, Math.max(box.low[i] + 1e-6, v)));
}
