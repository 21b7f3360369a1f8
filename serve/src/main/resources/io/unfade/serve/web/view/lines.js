// @ts-check
/** Chosen features as lines over the steps, each with its saliency as bands below. */
import uPlot from '../../lib/uplot.js';
import { html, useEffect, useMemo, useRef } from '../part/html.js';
import { keptTable, rampFor } from './colours.js';
import { theme } from './draw.js';
import { useThemeChange, useWidth } from './panel.js';
import { short } from './scale.js';
import { paintCells } from './tiles.js';

/** @typedef {import('./heatmap.js').Panel} Panel */

const PLOT = 118;
const BAND = 14;

/**
 * @param {{panels: Panel[], rows: import('./heatmap.js').Rows, linked: import('./linked.js').Linked, features: number[],
 *     onRemove: (feature: number) => void}} props
 */
export function LinesView({ panels, rows, linked, features, onRemove }) {
  const input = panels.find((panel) => panel.input);
  const maps = useMemo(() => panels.filter((panel) => !panel.input), [panels]);
  if (features.length === 0) {
    return html`<p class="muted">No feature is chosen. Double-click a cell, or press Enter on it, to see its feature as a line.</p>`;
  }
  return html`<div class="look-lines">
    ${features.map((feature) => html`<${Line} key=${feature} feature=${feature} input=${input} maps=${maps} rows=${rows} linked=${linked} onRemove=${onRemove} />`)}
    <p class="muted small-text">${input ? 'The line is the input; the bands' : 'The line is the first map; the bands'} below show, in the colours of the maps, ${maps.map((panel) => panel.title).join(', then ')}.</p>
  </div>`;
}

/** Values of a row, with null for absent ones, as uPlot reads them. @param {import('./matrix.js').Matrix} m @param {number} row */
function line(m, row) {
  return Array.from(m.data.subarray(row * m.cols, (row + 1) * m.cols), (v) => (Number.isNaN(v) ? null : v));
}

/** @param {any} props */
function Line({ feature, input, maps, rows, linked, onRemove }) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const bands = useRef(/** @type {HTMLCanvasElement | null} */ (null));
  const width = useWidth(holder);
  const themed = useThemeChange();
  const chart = useRef(/** @type {any} */ (null));
  const latest = useRef(maps);
  latest.current = maps;
  const name = rows.names[feature];
  const m = (input ?? maps[0]).pyramid.matrix;
  useEffect(() => {
    if (width < 40) {
      return undefined;
    }
    const colours = theme();
    const data = [Array.from({ length: m.cols }, (_, i) => i), line(m, feature)];
    const point = (/** @type {any} */ plot) => {
      const cell = linked.cell;
      plot.setCursor({ left: cell ? plot.valToPos(cell.col, 'x') : -10, top: cell ? 10 : -10 }, false);
    };
    // uPlot lays out and draws after it was asked, so what depends on its place waits for that.
    const drawn = (/** @type {any} */ plot) => {
      paintBands(bands.current, plot, latest.current, feature, linked, colours);
      point(plot);
    };
    const plot = new uPlot({ ...options(width, colours, linked, rows.bin), hooks: { draw: [drawn] } }, /** @type {any} */ (data), /** @type {HTMLElement} */ (holder.current));
    chart.current = plot;
    const follow = () => plot.setScale('x', { min: linked.window.x0 - 0.5, max: linked.window.x1 - 0.5 });
    const ends = [linked.watch('window', follow), linked.watch('cell', () => point(plot))];
    const moved = (/** @type {MouseEvent} */ event) => {
      const frame = plot.over.getBoundingClientRect();
      const col = Math.round(plot.posToVal(event.clientX - frame.left, 'x'));
      const row = Array.prototype.indexOf.call(rows.features, feature);
      if (col >= 0 && col < m.cols) {
        linked.point({ col, row: row < 0 ? 0 : row });
      }
    };
    plot.over.addEventListener('mousemove', moved);
    return () => {
      ends.forEach((end) => end());
      plot.destroy();
      chart.current = null;
    };
  }, [m, rows, linked, feature, width, themed]);
  useEffect(() => {
    if (chart.current?.over.clientWidth) {
      paintBands(bands.current, chart.current, maps, feature, linked, theme());
    }
  }, [maps]);
  return html`<figure class="look-line">
    <figcaption><strong>${name}</strong> <span class="muted small-text">${inWords(input ?? maps[0], maps, feature)}</span>
      <button type="button" class="quiet small" aria-label=${`Remove the line of ${name}`} onClick=${() => onRemove(feature)}>✕</button></figcaption>
    <div ref=${holder} aria-hidden="true"></div>
    <canvas ref=${bands} aria-hidden="true" height=${BAND * maps.length}></canvas>
  </figure>`;
}

/** @param {number} width @param {import('./draw.js').Theme} colours @param {any} linked @param {number} bin */
function options(width, colours, linked, bin) {
  const axis = { stroke: colours.fg, grid: { stroke: colours.line, width: 1 }, ticks: { stroke: colours.line, width: 1 }, font: '11px system-ui, "DejaVu Sans", sans-serif' };
  return {
    width,
    height: PLOT,
    padding: /** @type {any} */ ([6, 8, 0, 0]),
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
    scales: { x: { time: false, min: linked.window.x0 - 0.5, max: linked.window.x1 - 0.5 } },
    axes: [
      { ...axis, size: 28, space: 70, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 2e4, 5e4], values: (/** @type {any} */ _, /** @type {number[]} */ at) => at.map((v) => String(v * bin)) },
      { ...axis, size: 58, space: 26, values: (/** @type {any} */ _, /** @type {number[]} */ at) => at.map((v) => short(v)) },
    ],
    series: [{}, { stroke: colours.accent, width: 1.5, points: { show: false } }],
  };
}

/** @param {any} canvas @param {any} plot @param {Panel[]} maps @param {number} feature @param {any} linked @param {import('./draw.js').Theme} colours */
function paintBands(canvas, plot, maps, feature, linked, colours) {
  const ratio = devicePixelRatio || 1;
  const width = Math.max(1, Math.round(plot.over.clientWidth * ratio));
  const high = Math.round(BAND * ratio);
  canvas.width = width;
  canvas.height = high * maps.length;
  canvas.style.width = `${plot.over.clientWidth}px`;
  canvas.style.height = `${BAND * maps.length}px`;
  canvas.style.marginLeft = plot.over.style.left;
  const ctx = canvas.getContext('2d');
  const { x0, x1 } = linked.window;
  maps.forEach((panel, i) => {
    const image = ctx.createImageData(width, high - 2);
    const ramp = rampFor(false, panel.range.kind);
    const paint = { table: keptTable(ramp, colours.dark), dim: keptTable(ramp, colours.dark, 0.16), ...panel.range, threshold: panel.threshold };
    paintCells(panel.pyramid, [feature], { x0, x1, y0: 0, y1: 1 }, width, high - 2, paint, new Uint32Array(image.data.buffer));
    ctx.putImageData(image, 0, i * high + 1);
  });
}

/** @param {Panel} source @param {Panel[]} maps @param {number} feature */
function inWords(source, maps, feature) {
  const row = (/** @type {Panel} */ panel) => panel.pyramid.matrix.data.subarray(feature * panel.pyramid.matrix.cols, (feature + 1) * panel.pyramid.matrix.cols);
  let low = Infinity;
  let high = -Infinity;
  for (const v of row(source)) {
    low = v < low ? v : low;
    high = v > high ? v : high;
  }
  const shares = maps.filter((panel) => panel.shares && panel.shares.total > 0).map((panel) => {
    const sum = row(panel).reduce((total, v) => total + (Number.isNaN(v) ? 0 : Math.abs(v)), 0);
    return `${short((100 * sum) / /** @type {any} */ (panel.shares).total, 2)} % of ${panel.title}`;
  });
  return `${low <= high ? `from ${short(low)} to ${short(high)}` : 'absent'}${shares.length ? `; holds ${shares.join(', ')}` : ''}`;
}
