// @ts-check
/** Views of a brain as pictures and marks, for the canvas and for files. */
import { short, ticks } from '../view/scale.js';
import { drawMarks, svgMarks } from '../view/draw.js';
import { paintGlass, paintPlane } from './paint.js';
import { border, regionBorder } from './regions.js';
import { numberOf, PLANES, pointOf, project, rasterOf, sameGrid, slice, voxelAt } from './space.js';

/** @typedef {import('../view/axes.js').Mark} Mark */
/**
 * @typedef {Object} Scene
 * @property {import('./space.js').Grid} grid of the values
 * @property {Float32Array} values
 * @property {import('./paint.js').Colouring} colouring
 * @property {{grid: import('./space.js').Grid, values: Float32Array, low: number, high: number} | null} ground
 * @property {{grid: import('./space.js').Grid, ids: Int32Array} | null} atlas
 * @property {import('./space.js').Box} box
 * @property {number} step mm of a pixel
 * @property {boolean} radio
 * @property {number} opacity
 * @property {boolean} dark
 * @property {string} unit
 */
/**
 * @typedef {{plane: import('./space.js').Plane, glass: boolean, raster: import('./space.js').Raster, x: number, y: number, width: number,
 *     height: number, cell: [number, number], name: string, kept: Map<any, any>}} View
 */

const HEAD = 17;
const FOOT = 17;
const LEAST_GROUND = 0.15;

/** Where a glass brain is seen from. @param {import('./space.js').Plane} plane @param {boolean} radio */
function sight(plane, radio) {
  return [['from the right', 'from the right'], ['from behind', 'from the front'], ['from above', 'from below']][plane.across][radio ? 1 : 0];
}

/** The six views in cells of this width. @param {Scene} scene @param {number} cellWidth @returns {View[]} */
export function viewsOf(scene, cellWidth) {
  const lengths = scene.box.low.map((v, i) => scene.box.high[i] - v);
  const scale = (cellWidth - 4) / Math.max(lengths[0], lengths[1]);
  const room = Math.ceil(Math.max(lengths[1], lengths[2]) * scale);
  return [false, true].flatMap((glass) => PLANES.map((plane) => {
    const raster = rasterOf(plane, scene.box, scene.step, scene.radio);
    const width = lengths[plane.right] * scale;
    const height = lengths[plane.up] * scale;
    const name = glass ? `Glass brain, ${sight(plane, scene.radio)}` : `${plane.name[0].toUpperCase()}${plane.name.slice(1)} plane`;
    return { plane, glass, raster, width, height, x: (cellWidth - width) / 2, y: HEAD + (room - height) / 2, cell: [cellWidth, room + HEAD + FOOT], name, kept: new Map() };
  }));
}

/** @template T @param {View} view @param {any} key @param {() => T} make @returns {T} */
function kept(view, key, make) {
  let found = view.kept.get(key);
  if (!found) {
    view.kept.size > 24 && view.kept.clear();
    found = make();
    view.kept.set(key, found);
  }
  return found;
}

/** What counts as brain, to draw its outline. @param {Scene} scene */
function brainOf(scene) {
  if (scene.atlas) {
    return { grid: scene.atlas.grid, values: /** @type {ArrayLike<number>} */ (scene.atlas.ids), least: 1 };
  }
  const ground = scene.ground ?? { grid: scene.grid, values: scene.values, high: Math.max(Math.abs(scene.colouring.low), scene.colouring.high) };
  return { grid: ground.grid, values: /** @type {ArrayLike<number>} */ (ground.values), least: LEAST_GROUND * ground.high };
}

/** Paints the pixels of a view into a canvas of the raster's size. @param {View} view @param {Scene} scene @param {number[]} place @param {HTMLCanvasElement} scratch */
function paintPixels(view, scene, place, scratch) {
  const { raster, plane, glass } = view;
  if (scratch.width !== raster.cols || scratch.height !== raster.rows) {
    scratch.width = raster.cols;
    scratch.height = raster.rows;
  }
  const ctx = /** @type {CanvasRenderingContext2D} */ (scratch.getContext('2d'));
  const image = kept(view, 'image', () => ctx.createImageData(raster.cols, raster.rows));
  const pixels = new Uint32Array(image.data.buffer);
  if (glass) {
    paintGlass(pixels, kept(view, scene.values, () => project(scene.grid, scene.values, raster, scene.box)), scene.colouring);
  } else {
    const numbers = slice(scene.grid, raster, place[plane.across], kept(view, 'numbers', () => new Int32Array(raster.cols * raster.rows)));
    const ground = scene.ground && {
      ...scene.ground,
      numbers: sameGrid(scene.ground.grid, scene.grid) ? numbers : slice(scene.ground.grid, raster, place[plane.across], kept(view, 'ground', () => new Int32Array(raster.cols * raster.rows))),
    };
    paintPlane(pixels, ground, { numbers, values: scene.values }, scene.colouring, ground ? scene.opacity : 1, scene.dark);
  }
  ctx.putImageData(image, 0, 0);
}

/** The region under a place; 0 for none. @param {Scene} scene @param {number[]} place */
export function regionAt({ atlas }, place) {
  const voxel = atlas && voxelAt(atlas.grid, place);
  return voxel && atlas ? atlas.ids[numberOf(atlas.grid, voxel)] : 0;
}

/** The value under a place; NaN outside. @param {Scene} scene @param {number[]} place */
export function valueAt({ grid, values }, place) {
  const voxel = voxelAt(grid, place);
  return voxel ? values[numberOf(grid, voxel)] : NaN;
}

/** Lines and letters of a view. @param {View} view @param {Scene} scene @param {number[]} place @returns {Mark[]} */
export function marksOf(view, scene, place) {
  const { raster, plane, x, y, width, height, cell } = view;
  const scale = width / raster.cols;
  const across = height / raster.rows;
  const toCell = (/** @type {[number, number, number, number]} */ [a, b, c, d]) => /** @type {[number, number, number, number]} */ ([x + a * scale, y + b * across, x + c * scale, y + d * across]);
  const marks = /** @type {Mark[]} */ ([]);
  if (view.glass) {
    const { grid, values, least } = brainOf(scene);
    marks.push({ line: kept(view, values === scene.values ? scene : 'outline', () => {
      const found = values === scene.values ? kept(view, values, () => project(grid, values, raster, scene.box)) : project(grid, values, raster, scene.box);
      return border((pixel) => Math.abs(found[pixel]) >= least, raster.cols, raster.rows);
    }).map(toCell), role: 'axis' });
  } else if (scene.atlas) {
    const id = regionAt(scene, place);
    id && marks.push({ line: regionBorder(scene.atlas.grid, scene.atlas.ids, id, raster, place[plane.across]).map(toCell), role: 'reference' });
  }
  const [cx, cy] = pointOf(raster, place);
  const [px, py] = [x + cx * scale, y + cy * across];
  const gap = 4;
  marks.push({ line: [[x, py, px - gap, py], [px + gap, py, x + width, py], [px, y, px, py - gap], [px, py + gap, px, y + height]], role: 'axis' });
  const letters = raster.sign < 0 ? [plane.letters[1], plane.letters[0]] : plane.letters;
  marks.push({ text: letters[0], x: Math.max(6, x + 2), y: HEAD / 2, align: 'left', role: 'title' });
  marks.push({ text: letters[1], x: Math.min(cell[0] - 2, x + width - 2), y: HEAD / 2, align: 'right', role: 'title' });
  const words = view.glass ? sight(plane, scene.radio) : `${'xyz'[plane.across]} = ${short(Number(place[plane.across].toFixed(1)), 4)} mm`;
  marks.push({ text: words, x: cell[0] / 2, y: cell[1] - FOOT / 2, align: 'center', role: 'note' });
  return marks;
}

/** @param {CanvasRenderingContext2D} ctx in CSS pixels @param {View} view @param {Scene} scene @param {number[]} place @param {import('../view/draw.js').Theme} colours @param {HTMLCanvasElement} scratch */
export function paintView(ctx, view, scene, place, colours, scratch) {
  paintPixels(view, scene, place, scratch);
  ctx.clearRect(0, 0, view.cell[0], view.cell[1]);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(scratch, view.x, view.y, view.width, view.height);
  drawMarks(ctx, marksOf(view, scene, place), colours);
}

/** The colour bar. @param {Scene} scene @param {number} height @returns {Mark[]} */
export function barMarks({ colouring, unit }, height) {
  const { low, high, table } = colouring;
  const [top, room] = [24, height - 32];
  const at = (/** @type {number} */ v) => top + room * (1 - (v - low) / (high - low));
  const marks = /** @type {Mark[]} */ ([{ ramp: table, x: 6, y: top, width: 14, height: room }, { text: unit, x: 4, y: 10, align: 'left', role: 'note' }]);
  for (const v of ticks(low, high, Math.max(2, Math.floor(room / 34)))) {
    marks.push({ line: [[20, at(v), 24, at(v)]], role: 'axis' }, { text: short(v), x: 27, y: at(v), align: 'left', role: 'label' });
  }
  if (colouring.threshold > 0) {
    const cuts = [colouring.threshold, ...(low < 0 ? [-colouring.threshold] : [])].filter((v) => v > low && v < high);
    marks.push({ line: cuts.map((v) => [2, at(v), 24, at(v)]), role: 'reference' });
  }
  return marks;
}

const CELL = 300;
const BAR = 84;
const TITLE = 30;

/** @param {Scene} scene */
function sheet(scene) {
  const views = viewsOf(scene, CELL);
  const high = views[0].cell[1];
  return { views, high, width: 3 * CELL + (scene.colouring.labels ? 0 : BAR), height: TITLE + 2 * high, spot: (/** @type {number} */ i) => [CELL * (i % 3), TITLE + high * Math.floor(i / 3)] };
}

/** @param {string} title @returns {Mark[]} */
function heading(title) {
  return [{ text: title, x: 8, y: TITLE / 2, align: 'left', role: 'title' }];
}

/** @param {Scene} scene @param {number[]} place @param {string} title @param {import('../view/draw.js').Theme} colours @returns {Promise<Blob>} */
export function pngOf(scene, place, title, colours) {
  const { views, high, width, height, spot } = sheet(scene);
  const canvas = document.createElement('canvas');
  const ratio = 2;
  canvas.width = width * ratio;
  canvas.height = height * ratio;
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  ctx.scale(ratio, ratio);
  ctx.fillStyle = colours.card;
  ctx.fillRect(0, 0, width, height);
  drawMarks(ctx, heading(title), colours);
  const scratch = document.createElement('canvas');
  views.forEach((view, i) => {
    ctx.save();
    ctx.translate(...(/** @type {[number, number]} */ (spot(i))));
    paintPixels(view, scene, place, scratch);
    ctx.imageSmoothingEnabled = false;
    ctx.drawImage(scratch, view.x, view.y, view.width, view.height);
    drawMarks(ctx, marksOf(view, scene, place), colours);
    ctx.restore();
  });
  if (!scene.colouring.labels) {
    ctx.translate(3 * CELL, TITLE);
    drawMarks(ctx, barMarks(scene, high), colours);
  }
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.'))), 'image/png'));
}

/** Voxels as embedded images; lines and texts as vectors. @param {Scene} scene @param {number[]} place @param {string} title @param {import('../view/draw.js').Theme} colours */
export function svgOf(scene, place, title, colours) {
  const { views, high, width, height, spot } = sheet(scene);
  const scratch = document.createElement('canvas');
  const parts = views.map((view, i) => {
    paintPixels(view, scene, place, scratch);
    const image = `<image x="${view.x.toFixed(1)}" y="${view.y.toFixed(1)}" width="${view.width.toFixed(1)}" height="${view.height.toFixed(1)}" preserveAspectRatio="none" style="image-rendering:pixelated" href="${scratch.toDataURL('image/png')}"/>`;
    return `<g transform="translate(${spot(i).join(' ')})">${image}${svgMarks(marksOf(view, scene, place), colours, `view-${i}`)}</g>`;
  });
  const bar = scene.colouring.labels ? '' : `<g transform="translate(${3 * CELL} ${TITLE})">${svgMarks(barMarks(scene, high), colours, 'bar')}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, DejaVu Sans, sans-serif" font-size="11"><rect width="100%" height="100%" fill="${colours.card}"/>${svgMarks(heading(title), colours, 'title')}${parts.join('')}${bar}</svg>\n`;
}
