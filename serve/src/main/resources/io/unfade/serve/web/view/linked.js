// @ts-check
/** What all panels share while a hand moves: the window, the cross-hair, the box being drawn. No document, no repaint. */
import { fit, panned, showing, whole, zoomed } from './window.js';

/** @typedef {import('./tiles.js').Window} Window */
/** @typedef {{row: number, col: number}} Cell as shown */
/** @typedef {{x0: number, x1: number, y0: number, y1: number}} Box columns and shown rows, whole cells, ends without */

export class Linked {
  constructor() {
    this.cols = 1;
    this.rows = 1;
    /** @type {Window} */
    this.window = whole(1, 1);
    /** @type {Cell | null} */
    this.cell = null;
    /** @type {Box | null} */
    this.box = null;
    /** @type {Cell | null} */
    this.corner = null;
    /** What a box does. @type {'zoom' | 'mark'} */
    this.mode = 'zoom';
    /** @type {(box: Box) => void} */
    this.onMark = () => {};
    /** @type {Record<string, Set<() => void>>} */
    this.watchers = { window: new Set(), cell: new Set() };
  }

  /** @param {'window' | 'cell'} what @param {() => void} watcher @returns {() => void} */
  watch(what, watcher) {
    this.watchers[what].add(watcher);
    return () => void this.watchers[what].delete(watcher);
  }

  /** @param {'window' | 'cell'} what */
  tell(what) {
    this.watchers[what].forEach((watcher) => watcher());
  }

  /** Takes another size; shows all if it differs, as places no longer mean the same. @param {number} cols @param {number} rows */
  resize(cols, rows) {
    if (cols !== this.cols || rows !== this.rows) {
      this.cols = cols;
      this.rows = rows;
      this.window = whole(cols, rows);
      this.cell = this.cell && { row: Math.min(this.cell.row, rows - 1), col: Math.min(this.cell.col, cols - 1) };
      this.box = this.corner = null;
    }
  }

  /** @param {Window} window */
  show(window) {
    this.window = fit(window, this.cols, this.rows);
    this.tell('window');
    this.tell('cell');
  }

  showAll() {
    this.show(whole(this.cols, this.rows));
  }

  /** @param {number} factor @param {number} [x] @param {number} [y] the cross-hair or the middle if not given */
  zoom(factor, x, y) {
    const w = this.window;
    const atX = x ?? (this.cell ? this.cell.col + 0.5 : (w.x0 + w.x1) / 2);
    const atY = y ?? (this.cell ? this.cell.row + 0.5 : (w.y0 + w.y1) / 2);
    this.show(zoomed(w, factor, atX, atY, this.cols, this.rows));
  }

  /** @param {number} dx columns @param {number} dy rows */
  pan(dx, dy) {
    this.show(panned(this.window, dx, dy, this.cols, this.rows));
  }

  /** @param {Cell | null} cell */
  point(cell) {
    if (cell?.row !== this.cell?.row || cell?.col !== this.cell?.col) {
      this.cell = cell;
      this.tell('cell');
    }
  }

  /** Moves the cross-hair and, as far as needed, the window. @param {number} dc @param {number} dr */
  step(dc, dr) {
    const { x0, x1, y0, y1 } = this.window;
    // Without a cross-hair, a step of a few cells shows it in the middle.
    const back = (/** @type {number} */ d) => (Number.isFinite(d) ? d : 0);
    const from = this.cell ?? { col: Math.floor((x0 + x1) / 2) - back(dc), row: Math.floor((y0 + y1) / 2) - back(dr) };
    const cell = { col: Math.min(this.cols - 1, Math.max(0, from.col + dc)), row: Math.min(this.rows - 1, Math.max(0, from.row + dr)) };
    this.cell = cell;
    if (this.corner) {
      this.box = boxOf(this.corner, cell);
    }
    const window = showing(this.window, cell.col, cell.row, this.cols, this.rows);
    if (window !== this.window) {
      this.window = window;
      this.tell('window');
    }
    this.tell('cell');
  }

  /** @param {Cell} cell */
  startBox(cell) {
    this.corner = cell;
    this.box = boxOf(cell, cell);
    this.tell('cell');
  }

  /** @param {Cell} cell */
  growBox(cell) {
    if (this.corner) {
      this.box = boxOf(this.corner, cell);
      this.cell = cell;
      this.tell('cell');
    }
  }

  /** Zooms to the box or marks its cells. */
  endBox() {
    const box = this.box;
    this.dropBox();
    if (box && this.mode === 'mark') {
      this.onMark(box);
    } else if (box && (box.x1 - box.x0 > 1 || box.y1 - box.y0 > 1)) {
      this.show(box);
    }
  }

  dropBox() {
    this.box = this.corner = null;
    this.tell('cell');
  }
}

/** @param {Cell} a @param {Cell} b @returns {Box} */
function boxOf(a, b) {
  return { x0: Math.min(a.col, b.col), x1: Math.max(a.col, b.col) + 1, y0: Math.min(a.row, b.row), y1: Math.max(a.row, b.row) + 1 };
}
