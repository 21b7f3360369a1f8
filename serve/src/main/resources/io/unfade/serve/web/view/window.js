// @ts-check
/** The part of a matrix that is seen: zoom and pan. Pure functions. */

/** @typedef {import('./tiles.js').Window} Window */

/** @param {number} cols @param {number} rows @returns {Window} */
export function whole(cols, rows) {
  return { x0: 0, x1: cols, y0: 0, y1: rows };
}

/** Whether all is seen. @param {Window} w @param {number} cols @param {number} rows */
export function isWhole(w, cols, rows) {
  return w.x0 <= 0 && w.y0 <= 0 && w.x1 >= cols && w.y1 >= rows;
}

/** An interval of this length at least 1 and at most all, moved into 0..count. @param {number} from @param {number} to @param {number} count */
function fitted(from, to, count) {
  const length = Math.min(count, Math.max(Math.min(2, count), to - from));
  const middle = (from + to) / 2;
  const start = Math.min(count - length, Math.max(0, middle - length / 2));
  return [start, start + length];
}

/** Makes a window possible. @param {Window} w @param {number} cols @param {number} rows @returns {Window} */
export function fit(w, cols, rows) {
  const [x0, x1] = fitted(w.x0, w.x1, cols);
  const [y0, y1] = fitted(w.y0, w.y1, rows);
  return { x0, x1, y0, y1 };
}

/**
 * Zooms so that a place stays where it is.
 *
 * @param {Window} w @param {number} factor below 1 shows fewer cells @param {number} x column @param {number} y row
 * @param {number} cols @param {number} rows @returns {Window}
 */
export function zoomed(w, factor, x, y, cols, rows) {
  return fit({ x0: x - (x - w.x0) * factor, x1: x + (w.x1 - x) * factor, y0: y - (y - w.y0) * factor, y1: y + (w.y1 - y) * factor }, cols, rows);
}

/** @param {Window} w @param {number} dx columns @param {number} dy rows @param {number} cols @param {number} rows @returns {Window} */
export function panned(w, dx, dy, cols, rows) {
  return fit({ x0: w.x0 + dx, x1: w.x1 + dx, y0: w.y0 + dy, y1: w.y1 + dy }, cols, rows);
}

/** Moves a window only as far as needed to see a cell. @param {Window} w @param {number} col @param {number} row @param {number} cols @param {number} rows @returns {Window} */
export function showing(w, col, row, cols, rows) {
  const dx = col < w.x0 ? col - w.x0 : col + 1 > w.x1 ? col + 1 - w.x1 : 0;
  const dy = row < w.y0 ? row - w.y0 : row + 1 > w.y1 ? row + 1 - w.y1 : 0;
  return dx || dy ? panned(w, dx, dy, cols, rows) : w;
}
