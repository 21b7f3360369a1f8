// @ts-check
/** One view on the page, which the mouse, fingers and keys move in. */
import { html, useEffect, useRef } from '../part/html.js';
import { drawMarks, theme } from '../view/draw.js';
import { barMarks, paintView } from './figure.js';
import { moved } from './cursor.js';
import { inside, placeOf } from './space.js';

/** @typedef {import('./figure.js').View} View */
/** @typedef {import('./figure.js').Scene} Scene */
/** @typedef {import('./cursor.js').Cursor} Cursor */

/** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @returns {CanvasRenderingContext2D} in CSS pixels */
function sized(canvas, width, height) {
  const ratio = devicePixelRatio || 1;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return ctx;
}

/** @param {{view: View, scene: Scene, cursor: Cursor, sizes: number[]}} props */
export function ViewPanel({ view, scene, cursor, sizes }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    const element = /** @type {HTMLCanvasElement} */ (canvas.current);
    const colours = theme();
    const scratch = document.createElement('canvas');
    const paint = () => {
      const start = performance.now();
      paintView(sized(element, view.cell[0], view.cell[1]), view, scene, cursor.place, colours, scratch);
      element.dataset.ms = (performance.now() - start).toFixed(2);
    };
    paint();
    let frame = 0;
    const soon = () => {
      frame = frame || requestAnimationFrame(() => {
        frame = 0;
        paint();
      });
    };
    const end = cursor.watch(soon);
    return () => {
      end();
      cancelAnimationFrame(frame);
    };
  }, [view, scene, cursor]);
  const point = (/** @type {PointerEvent} */ event) => {
    const frame = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
    const x = ((event.clientX - frame.left - view.x) / view.width) * view.raster.cols;
    const y = ((event.clientY - frame.top - view.y) / view.height) * view.raster.rows;
    cursor.move(inside(scene.box, placeOf(view.raster, x, y, cursor.place)));
  };
  const down = (/** @type {PointerEvent} */ event) => {
    if (event.button === 0) {
      /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
      point(event);
    }
  };
  const drag = (/** @type {PointerEvent} */ event) => {
    if (event.buttons & 1) {
      point(event);
    }
  };
  const key = (/** @type {KeyboardEvent} */ event) => {
    const next = event.ctrlKey || event.metaKey || event.altKey ? null : moved(event.key, event.shiftKey, view.raster, cursor.place, sizes);
    if (next) {
      event.preventDefault();
      cursor.move(inside(scene.box, next));
    }
  };
  return html`<figure class="brain-view">
    <canvas ref=${canvas} tabindex="0" role="application" aria-roledescription="view of a brain" aria-label=${`${view.name}: arrow keys move the cross-hair, Page Up and Page Down go through the planes`}
      aria-describedby="brain-read" onPointerDown=${down} onPointerMove=${drag} onKeyDown=${key}></canvas>
  </figure>`;
}

/** The colour bar. @param {{scene: Scene, height: number}} props */
export function Bar({ scene, height }) {
  const canvas = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  useEffect(() => {
    const ctx = sized(/** @type {HTMLCanvasElement} */ (canvas.current), 80, height);
    ctx.clearRect(0, 0, 80, height);
    drawMarks(ctx, barMarks(scene, height), theme());
  }, [scene, height]);
  const { low, high } = scene.colouring;
  return html`<canvas ref=${canvas} class="brain-bar" role="img" aria-label=${`Colours from ${low.toPrecision(3)} to ${high.toPrecision(3)} ${scene.unit}`}></canvas>`;
}
