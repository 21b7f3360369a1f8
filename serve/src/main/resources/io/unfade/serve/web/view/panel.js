// @ts-check
/** One heat map on the page: cells and axes on one canvas, the cross-hair on another above it. */
import { html, useEffect, useLayoutEffect, useRef, useState } from '../part/html.js';
import { geometry } from './axes.js';
import { drawCrosshair, follow } from './crosshair.js';
import { theme } from './draw.js';
import { paintPanel } from './heatmap.js';

/** @typedef {import('./heatmap.js').Panel} Panel */
/** @typedef {import('./heatmap.js').Rows} Rows */

/** Calls at most once a frame. @param {() => void} work @returns {(() => void) & {cancel: () => void}} */
function framed(work) {
  let asked = 0;
  const ask = () => {
    asked = asked || requestAnimationFrame(() => {
      asked = 0;
      work();
    });
  };
  return Object.assign(ask, { cancel: () => cancelAnimationFrame(asked) });
}

/** Width of an element, followed. @param {{current: HTMLElement | null}} ref */
export function useWidth(ref) {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = /** @type {HTMLElement} */ (ref.current);
    const measure = () => setWidth(Math.floor(element.clientWidth));
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return width;
}

/** Counts up when the colours of the page change. */
export function useThemeChange() {
  const [count, setCount] = useState(0);
  useEffect(() => {
    const changed = () => setCount((n) => n + 1);
    addEventListener('unfade-theme', changed);
    return () => removeEventListener('unfade-theme', changed);
  }, []);
  return count;
}

/** @param {HTMLCanvasElement} canvas @param {number} width @param {number} height @param {number} ratio @returns {CanvasRenderingContext2D} in CSS pixels */
function prepared(canvas, width, height, ratio) {
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  return ctx;
}

/**
 * @param {{panel: Panel, rows: Rows, linked: import('./linked.js').Linked, height: number, describedBy: string,
 *     onChoose: () => void, extra?: any}} props
 */
export function PanelView(props) {
  const { panel, height, describedBy, extra } = props;
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const base = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const over = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const latest = useRef(props);
  latest.current = props;
  const width = useWidth(holder);
  const themed = useThemeChange();
  usePainting({ base, over, latest, width, themed });
  const m = panel.pyramid.matrix;
  const name = `${panel.title}: heat map of ${m.rows} features by ${m.cols} steps. ${panel.note}`;
  return html`<section class=${`look-panel${panel.input ? ' of-input' : ''}`}>
    <div class="look-panel-head"><h3>${panel.title}</h3><span class="muted small-text">${panel.note}</span>${extra}</div>
    <div class="look-plot" ref=${holder} style=${{ height: `${height}px` }}>
      <canvas ref=${base} role="img" aria-label=${name}></canvas>
      <canvas ref=${over} class="look-over" tabindex="0" role="application" aria-roledescription="heat map" aria-label=${`${panel.title}: arrow keys move the cross-hair`} aria-describedby=${describedBy}></canvas>
    </div>
  </section>`;
}

/** @param {{base: any, over: any, latest: {current: any}, width: number, themed: number}} on */
function usePainting({ base, over, latest, width, themed }) {
  const { panel, rows, linked, height } = latest.current;
  const scratch = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  scratch.current ??= document.createElement('canvas');
  useEffect(() => {
    if (!width) {
      return;
    }
    const colours = theme();
    const ratio = devicePixelRatio || 1;
    const g = geometry(width, height, rows.names);
    const paint = () => {
      const start = performance.now();
      paintPanel(prepared(base.current, width, height, ratio), panel, rows, linked.window, g, colours, ratio, /** @type {HTMLCanvasElement} */ (scratch.current));
      base.current.dataset.ms = (performance.now() - start).toFixed(1);
    };
    const cross = () => {
      const start = performance.now();
      drawCrosshair(prepared(over.current, width, height, ratio), linked, g, colours);
      over.current.dataset.ms = (performance.now() - start).toFixed(2);
    };
    paint();
    cross();
    const [soonPaint, soonCross] = [framed(paint), framed(cross)];
    const ends = [
      linked.watch('window', soonPaint), linked.watch('cell', soonCross), soonPaint.cancel, soonCross.cancel,
      follow(over.current, {
        linked, geometry: () => g, panel: () => latest.current.panel, features: () => latest.current.rows.features, onChoose: () => latest.current.onChoose(),
      }),
    ];
    return () => ends.forEach((end) => end());
  }, [panel, rows, linked, height, width, themed]);
}
