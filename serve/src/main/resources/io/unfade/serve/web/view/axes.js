// @ts-check
/**
 * Axes, outlines and colour bar of a panel as marks: lines, texts and ramps, which the canvas draws and the SVG writes.
 * Pure functions.
 */
import { short, ticks } from './scale.js';

/** @typedef {{left: number, top: number, width: number, height: number, barLeft: number, whole: [number, number]}} Geometry */
/**
 * @typedef {{line: [number, number, number, number][], role: 'axis' | 'reference' | 'distractor' | 'edit'}
 *     | {text: string, x: number, y: number, align: 'left' | 'center' | 'right', role: 'label' | 'title' | 'note'}
 *     | {ramp: Uint32Array, x: number, y: number, width: number, height: number}} Mark
 */

const LETTER = 6.2;
const BAR = 12;

/** The plot within a panel of this size. @param {number} width @param {number} height @param {string[]} names @returns {Geometry} */
export function geometry(width, height, names) {
  const narrow = width < 520;
  const longest = names.reduce((most, name) => Math.max(most, name.length), 1);
  const left = Math.min(narrow ? 60 : 130, 14 + Math.ceil(longest * LETTER));
  const right = narrow ? 66 : 80;
  return { left, top: 6, width: Math.max(20, width - left - right), height: Math.max(20, height - 6 - 36), barLeft: width - right + 10, whole: [width, height] };
}

/** A name in the room there is, with its end: names often differ there. @param {string} name @param {number} room pixels */
export function fitted(name, room) {
  const most = Math.max(3, Math.floor(room / LETTER));
  const end = Math.floor((most - 1) / 2);
  return name.length <= most ? name : `${name.slice(0, most - 1 - end)}…${name.slice(-end)}`;
}

/**
 * @param {Geometry} g @param {import('./tiles.js').Window} view @param {ArrayLike<number>} features shown rows
 * @param {string[]} names of all features @param {number} bin steps of a column
 * @returns {Mark[]}
 */
export function axisMarks(g, view, features, names, bin) {
  const bottom = g.top + g.height;
  const right = g.left + g.width;
  const lines = /** @type {[number, number, number, number][]} */ ([
    [g.left, g.top, right, g.top], [right, g.top, right, bottom], [g.left, bottom, right, bottom], [g.left, g.top, g.left, bottom],
  ]);
  const marks = /** @type {Mark[]} */ ([{ line: lines, role: 'axis' }]);
  const centre = bin === 1 ? 0.5 : 0;
  for (const step of ticks(view.x0 * bin, view.x1 * bin - (bin === 1 ? 1 : 0), Math.max(2, g.width / 80), true)) {
    const x = g.left + ((step / bin + centre - view.x0) / (view.x1 - view.x0)) * g.width;
    lines.push([x, bottom, x, bottom + 4]);
    marks.push({ text: String(step), x, y: bottom + 13, align: 'center', role: 'label' });
  }
  marks.push({ text: 'step', x: g.left + g.width / 2, y: bottom + 28, align: 'center', role: 'note' });
  const rowHeight = g.height / (view.y1 - view.y0);
  const every = niceEvery(13 / rowHeight);
  for (let row = Math.ceil((view.y0 - 0.49) / every) * every; row < view.y1 && row < features.length; row += every) {
    const y = g.top + (row + 0.5 - view.y0) * rowHeight;
    if (row >= 0 && y > g.top - 1 && y < bottom + 1) {
      lines.push([g.left - 4, y, g.left, y]);
      marks.push({ text: fitted(names[features[row]], g.left - 8), x: g.left - 6, y, align: 'right', role: 'label' });
    }
  }
  return marks;
}

/** @param {number} least */
function niceEvery(least) {
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].find((every) => every >= least) ?? Math.ceil(least);
}

/**
 * The colour bar with its numbers.
 *
 * @param {Geometry} g @param {{low: number, high: number}} range @param {Uint32Array} colours
 * @param {{below?: boolean, above?: boolean}} beyond whether values lie outside of the colours
 * @param {string} [unit] of the numbers
 * @returns {Mark[]}
 */
export function barMarks(g, range, colours, beyond, unit = '') {
  const marks = /** @type {Mark[]} */ ([{ ramp: colours, x: g.barLeft, y: g.top, width: BAR, height: g.height }]);
  const lines = /** @type {[number, number, number, number][]} */ ([]);
  const right = g.barLeft + BAR;
  const inner = ticks(range.low, range.high, Math.min(6, g.height / 34));
  for (const value of inner) {
    const y = g.top + (1 - (value - range.low) / (range.high - range.low)) * g.height;
    lines.push([right, y, right + 3, y]);
    const edge = value === range.high && beyond.above ? '≥ ' : value === range.low && beyond.below ? '≤ ' : '';
    marks.push({ text: edge + short(value), x: right + 5, y: Math.min(g.top + g.height - 5, Math.max(g.top + 6, y)), align: 'left', role: 'label' });
  }
  if (unit) {
    marks.push({ text: fitted(unit, g.whole[0] - g.barLeft), x: g.barLeft, y: g.top + g.height + 13, align: 'left', role: 'note' });
  }
  marks.push({ line: [...lines, [g.barLeft, g.top, right, g.top], [right, g.top, right, g.top + g.height], [g.barLeft, g.top + g.height, right, g.top + g.height], [g.barLeft, g.top, g.barLeft, g.top + g.height]], role: 'axis' });
  return marks;
}

/**
 * Segments of an outline within the view.
 *
 * @param {Geometry} g @param {import('./tiles.js').Window} view @param {import('./outline.js').Segment[]} segments
 * @param {'reference' | 'distractor' | 'edit'} role
 * @returns {Mark[]}
 */
export function outlineMarks(g, view, segments, role) {
  const kx = g.width / (view.x1 - view.x0);
  const ky = g.height / (view.y1 - view.y0);
  const inX = (/** @type {number} */ x) => g.left + (Math.min(view.x1, Math.max(view.x0, x)) - view.x0) * kx;
  const inY = (/** @type {number} */ y) => g.top + (Math.min(view.y1, Math.max(view.y0, y)) - view.y0) * ky;
  const seen = segments.filter(([x0, y0, x1, y1]) => x1 >= view.x0 && x0 <= view.x1 && y1 >= view.y0 && y0 <= view.y1);
  return seen.length ? [{ line: seen.map(([x0, y0, x1, y1]) => [inX(x0), inY(y0), inX(x1), inY(y1)]), role }] : [];
}
