// @ts-check
/** The cross-hair: its own canvas over the cells, so that a move repaints nothing; and the hands that move it. */
import { farthestIn } from './tiles.js';

/** @typedef {import('./linked.js').Linked} Linked */
/** @typedef {import('./axes.js').Geometry} Geometry */
/** @typedef {{linked: Linked, geometry: () => Geometry, panel: () => import('./heatmap.js').Panel, features: () => ArrayLike<number>, onChoose: () => void}} Surface */

/** @param {CanvasRenderingContext2D} ctx @param {Linked} linked @param {Geometry} g @param {{fg: string, card: string, accent: string}} colours */
export function drawCrosshair(ctx, linked, g, colours) {
  ctx.clearRect(0, 0, ...g.whole);
  const { x0, x1, y0, y1 } = linked.window;
  const kx = g.width / (x1 - x0);
  const ky = g.height / (y1 - y0);
  ctx.save();
  ctx.beginPath();
  ctx.rect(g.left, g.top, g.width, g.height);
  ctx.clip();
  const cell = linked.cell;
  if (cell) {
    const x = g.left + (cell.col + 0.5 - x0) * kx;
    const y = g.top + (cell.row + 0.5 - y0) * ky;
    const gapX = Math.max(4, kx / 2);
    const gapY = Math.max(4, ky / 2);
    ctx.beginPath();
    ctx.moveTo(g.left, y);
    ctx.lineTo(x - gapX, y);
    ctx.moveTo(x + gapX, y);
    ctx.lineTo(g.left + g.width, y);
    ctx.moveTo(x, g.top);
    ctx.lineTo(x, y - gapY);
    ctx.moveTo(x, y + gapY);
    ctx.lineTo(x, g.top + g.height);
    ctx.rect(x - gapX, y - gapY, 2 * gapX, 2 * gapY);
    haloed(ctx, colours.fg, colours.card, 1);
  }
  const box = linked.box;
  if (box) {
    ctx.beginPath();
    ctx.rect(g.left + (box.x0 - x0) * kx, g.top + (box.y0 - y0) * ky, (box.x1 - box.x0) * kx, (box.y1 - box.y0) * ky);
    haloed(ctx, colours.accent, colours.card, 2);
  }
  ctx.restore();
}

/** @param {CanvasRenderingContext2D} ctx @param {string} colour @param {string} halo @param {number} width */
function haloed(ctx, colour, halo, width) {
  ctx.strokeStyle = halo;
  ctx.lineWidth = width + 2;
  ctx.globalAlpha = 0.75;
  ctx.stroke();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.stroke();
}

/** The cell under a point; where several lie under it, the largest. @param {Surface} s @param {number} px @param {number} py */
function cellAt(s, px, py) {
  const g = s.geometry();
  const { window: w, cols, rows } = s.linked;
  const kx = (w.x1 - w.x0) / g.width;
  const ky = (w.y1 - w.y0) / g.height;
  const x = w.x0 + (px - g.left) * kx;
  const y = w.y0 + (py - g.top) * ky;
  const within = (/** @type {number} */ v, /** @type {number} */ count) => Math.min(count - 1, Math.max(0, Math.floor(v)));
  const cell = { row: within(y, rows), col: within(x, cols) };
  if (kx <= 1 && ky <= 1) {
    return cell;
  }
  const box = {
    r0: within(ky > 1 ? y - ky / 2 : y, rows), r1: within(ky > 1 ? y + ky / 2 : y, rows) + 1,
    c0: within(kx > 1 ? x - kx / 2 : x, cols), c1: within(kx > 1 ? x + kx / 2 : x, cols) + 1,
  };
  const { pyramid } = s.panel();
  return farthestIn(pyramid.matrix, s.features(), pyramid.centre, box);
}

/**
 * Listens to mouse, touch, pen, wheel and keys. One finger moves the cross-hair, two zoom and pan; a drag with the mouse draws
 * a box, with Shift it pans.
 *
 * @param {HTMLCanvasElement} canvas @param {Surface} s @returns {() => void} ends it
 */
export function follow(canvas, s) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  let panning = false;
  const { linked } = s;
  const place = (/** @type {MouseEvent} */ event) => {
    const frame = canvas.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  };
  const onDown = (/** @type {PointerEvent} */ event) => {
    const at = place(event);
    down.set(event.pointerId, at);
    panning = event.shiftKey || event.button === 1;
    linked.point(cellAt(s, at.x, at.y));
    if (event.pointerType === 'mouse' || linked.mode === 'mark') {
      canvas.setPointerCapture(event.pointerId);
      if (!panning && event.button === 0 && down.size === 1) {
        linked.startBox(cellAt(s, at.x, at.y));
      }
    }
    if (down.size === 2) {
      linked.dropBox();
    }
  };
  const onMove = (/** @type {PointerEvent} */ event) => {
    const at = place(event);
    const before = down.get(event.pointerId);
    if (before && down.size === 2) {
      pinch(s, [...down.entries()].find(([id]) => id !== event.pointerId)?.[1] ?? before, before, at);
    } else if (before && panning) {
      const g = s.geometry();
      const w = linked.window;
      linked.pan(((before.x - at.x) * (w.x1 - w.x0)) / g.width, ((before.y - at.y) * (w.y1 - w.y0)) / g.height);
    } else if (linked.corner && before) {
      linked.growBox(cellAt(s, at.x, at.y));
    } else if (!linked.corner) {
      linked.point(cellAt(s, at.x, at.y));
    }
    if (before) {
      down.set(event.pointerId, at);
    }
  };
  const onUp = (/** @type {PointerEvent} */ event) => {
    if (down.delete(event.pointerId) && linked.corner && event.type === 'pointerup') {
      linked.endBox();
    } else if (event.type === 'pointercancel') {
      linked.dropBox();
    }
    panning = false;
  };
  const onWheel = (/** @type {WheelEvent} */ event) => {
    if (!event.ctrlKey && !event.metaKey) {
      return; // the page scrolls
    }
    event.preventDefault();
    const at = place(event);
    const g = s.geometry();
    const w = linked.window;
    if (event.shiftKey) {
      linked.pan((Math.sign(event.deltaY || event.deltaX) * (w.x1 - w.x0)) / 10, 0);
    } else {
      linked.zoom(1.2 ** Math.sign(event.deltaY), w.x0 + ((at.x - g.left) / g.width) * (w.x1 - w.x0), w.y0 + ((at.y - g.top) / g.height) * (w.y1 - w.y0));
    }
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (keyMoves(linked, event, s.onChoose)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const pairs = /** @type {[string, any][]} */ ([['pointerdown', onDown], ['pointermove', onMove], ['pointerup', onUp], ['pointercancel', onUp], ['keydown', onKey], ['dblclick', s.onChoose]]);
  pairs.forEach(([name, handle]) => canvas.addEventListener(name, handle));
  canvas.addEventListener('wheel', onWheel, { passive: false });
  return () => {
    pairs.forEach(([name, handle]) => canvas.removeEventListener(name, handle));
    canvas.removeEventListener('wheel', onWheel);
  };
}

/** Two fingers: one stays, one goes from here to there. @param {Surface} s @param {{x: number, y: number}} still @param {{x: number, y: number}} from @param {{x: number, y: number}} to */
function pinch(s, still, from, to) {
  const { linked } = s;
  const g = s.geometry();
  const w = linked.window;
  const distance = (/** @type {{x: number, y: number}} */ p) => Math.max(10, Math.hypot(p.x - still.x, p.y - still.y));
  const middleX = (still.x + to.x) / 2;
  const middleY = (still.y + to.y) / 2;
  linked.zoom(distance(from) / distance(to), w.x0 + ((middleX - g.left) / g.width) * (w.x1 - w.x0), w.y0 + ((middleY - g.top) / g.height) * (w.y1 - w.y0));
  const now = linked.window;
  linked.pan((((from.x - to.x) / 2) * (now.x1 - now.x0)) / g.width, (((from.y - to.y) / 2) * (now.y1 - now.y0)) / g.height);
}

/** @param {Linked} linked @param {KeyboardEvent} event @param {() => void} choose @returns {boolean} whether the key is used */
function keyMoves(linked, event, choose) {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return false;
  }
  const far = event.shiftKey ? 10 : 1;
  const moves = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far], Home: [-Infinity, 0], End: [Infinity, 0], PageUp: [0, -Infinity], PageDown: [0, Infinity] });
  if (moves[event.key]) {
    linked.step(...moves[event.key]);
  } else if (event.key === 'Enter') {
    choose();
  } else if (event.key === ' ') {
    if (linked.corner) {
      linked.endBox();
    } else if (linked.cell) {
      linked.startBox(linked.cell);
    }
  } else if (event.key === 'Escape' && (linked.corner || linked.cell)) {
    linked.dropBox();
    linked.point(null);
  } else {
    return false;
  }
  return true;
}
