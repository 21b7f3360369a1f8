// @ts-check
/** Paints the cells of a panel. */
import { axisMarks, barMarks, outlineMarks } from './axes.js';
import { keptTable, rampFor } from './colours.js';
import { drawGround, drawMarks } from './draw.js';
import { paintCells } from './tiles.js';

/** How much of the colour is left of a cell below the threshold. */
const DIMMED = 0.16;

/**
 * A picture to paint.
 *
 * @typedef {Object} Panel
 * @property {string} key @property {string} title @property {string} note @property {string} unit
 * @property {boolean} input whether it shows values of the input rather than saliency
 * @property {import('./tiles.js').Pyramid} pyramid
 * @property {import('./shares.js').Shares | null} shares of saliency
 * @property {{low: number, high: number, absent: number}} extent of the values
 * @property {{low: number, high: number, kind: 'diverging' | 'sequential'}} range of the colours
 * @property {number} threshold
 * @property {{segments: import('./outline.js').Segment[], role: 'reference' | 'distractor' | 'edit'}[]} outlines
 */

/** @typedef {{features: ArrayLike<number>, names: string[], bin: number}} Rows */

/** The cells alone, as an image in pixels of the screen. @param {Panel} panel @param {Rows} rows @param {import('./tiles.js').Window} view @param {number} width @param {number} height @param {boolean} dark @param {HTMLCanvasElement} canvas */
export function paintImage(panel, rows, view, width, height, dark, canvas) {
  const ramp = rampFor(panel.input, panel.range.kind);
  const paint = { table: keptTable(ramp, dark), dim: keptTable(ramp, dark, DIMMED), low: panel.range.low, high: panel.range.high, threshold: panel.threshold };
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const image = ctx.createImageData(width, height);
  paintCells(panel.pyramid, rows.features, view, width, height, paint, new Uint32Array(image.data.buffer));
  ctx.putImageData(image, 0, 0);
}

/** Axes, bar and outlines. @param {Panel} panel @param {Rows} rows @param {import('./tiles.js').Window} view @param {import('./axes.js').Geometry} g @param {boolean} dark */
export function marksOf(panel, rows, view, g, dark) {
  const beyond = { below: panel.extent.low < panel.range.low, above: panel.extent.high > panel.range.high };
  return [
    ...panel.outlines.flatMap((o) => outlineMarks(g, view, o.segments, o.role)),
    ...axisMarks(g, view, rows.features, rows.names, rows.bin),
    ...barMarks(g, panel.range, keptTable(rampFor(panel.input, panel.range.kind), dark), beyond, panel.unit),
  ];
}

/**
 * The whole panel.
 *
 * @param {CanvasRenderingContext2D} ctx in CSS pixels, the panel's corner at 0 @param {Panel} panel @param {Rows} rows
 * @param {import('./tiles.js').Window} view @param {import('./axes.js').Geometry} g @param {import('./draw.js').Theme} colours
 * @param {number} ratio pixels of the screen for one of CSS @param {HTMLCanvasElement} scratch
 */
export function paintPanel(ctx, panel, rows, view, g, colours, ratio, scratch) {
  ctx.clearRect(0, 0, ...g.whole);
  if (panel.extent.absent > 0 || panel.threshold > 0) {
    drawGround(ctx, g, panel.extent.absent > 0 ? colours : { ...colours, line: colours.sunk });
  }
  paintImage(panel, rows, view, Math.round(g.width * ratio), Math.round(g.height * ratio), colours.dark, scratch);
  ctx.imageSmoothingEnabled = false;
  ctx.drawImage(scratch, g.left, g.top, g.width, g.height);
  drawMarks(ctx, marksOf(panel, rows, view, g, colours.dark), colours);
}
