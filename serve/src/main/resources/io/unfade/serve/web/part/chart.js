// @ts-check
/** Lines over steps, drawn by uPlot, with a text for those who do not see them. */
import uPlot from '../../lib/uplot.js';
import { html, useEffect, useRef } from './html.js';
import { colour } from './theme.js';
import { number } from './words.js';

const DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3], [4, 2], [1, 4]];

/**
 * @typedef {Object} ChartProps
 * @property {string} title
 * @property {string} unit of the horizontal axis
 * @property {number[]} x strictly growing
 * @property {{label: string, values: (number | null)[]}[]} curves
 * @property {[number, number]} [range] of the values; by the values if not given
 * @property {number} [height]
 */

/** @param {ChartProps} props @param {number} width @returns {any} */
function options({ unit, curves, range, height = 220 }, width) {
  const axis = () => ({ stroke: colour('--muted'), grid: { stroke: colour('--line'), width: 1 }, ticks: { stroke: colour('--line'), width: 1 } });
  // without a cursor, the last value
  const shown = (/** @type {any} */ plot, /** @type {number | null} */ value, /** @type {number} */ at) => {
    const here = value ?? plot.data[at]?.[plot.data[at].length - 1];
    return here === null || here === undefined ? '–' : number(here);
  };
  return {
    width,
    height,
    scales: { x: { time: false, range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => (low === high ? [low - 1, high + 1] : [low, high]) }, y: range ? { range } : {} },
    axes: [{ ...axis(), label: unit, labelSize: 22, size: 34, space: 60, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 1e5] }, { ...axis(), size: 56 }],
    series: [
      { label: unit, value: shown },
      ...curves.map((curve, i) => ({ label: curve.label, value: shown, stroke: colour(`--series-${(i % 6) + 1}`), width: 2, dash: DASHES[i % 6], points: { show: (/** @type {any} */ plot) => plot.data[0].length < 30, fill: colour('--card') } })),
    ],
  };
}

/** @param {ChartProps} props */
export function Chart(props) {
  const holder = useRef(/** @type {HTMLElement | null} */ (null));
  const plot = useRef(/** @type {any} */ (null));
  const latest = useRef(props);
  latest.current = props;
  const shape = props.curves.map((curve) => curve.label).join('|') + props.unit + props.height;
  const data = () => /** @type {any} */ ([latest.current.x, ...latest.current.curves.map((curve) => curve.values)]);
  useEffect(() => {
    const place = /** @type {HTMLElement} */ (holder.current);
    const make = () => {
      plot.current?.destroy();
      plot.current = new uPlot(options(latest.current, Math.max(200, place.clientWidth)), data(), place);
    };
    make();
    const watcher = new ResizeObserver(() => plot.current?.setSize({ width: Math.max(200, place.clientWidth), height: latest.current.height ?? 220 }));
    watcher.observe(place);
    addEventListener('unfade-theme', make);
    return () => {
      removeEventListener('unfade-theme', make);
      watcher.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [shape]);
  useEffect(() => plot.current?.setData(data()), [props.x, props.curves]);
  return html`<figure class="chart"><figcaption>${props.title}</figcaption>
    <p class="hide">${inWords(props)}</p><div ref=${holder} aria-hidden="true"></div></figure>`;
}

/** The last values, in a sentence. @param {ChartProps} props */
function inWords({ curves, x, unit }) {
  if (x.length === 0) {
    return 'No values yet.';
  }
  const last = curves.map((curve) => `${curve.label} ${number(curve.values[x.length - 1] ?? NaN)}`);
  return `After ${unit} ${x[x.length - 1]}: ${last.join(', ')}.`;
}
