// @ts-check
/** What is under the cross-hair, in words and numbers. */
import { html, useEffect, useRef, useState } from '../part/html.js';
import { short, stepsInWords } from './scale.js';

/** @typedef {import('./heatmap.js').Panel} Panel */

/**
 * @param {{id: string, linked: import('./linked.js').Linked, panels: Panel[], rows: import('./heatmap.js').Rows, about: string,
 *     onLine: (feature: number) => void, lines: number[]}} props
 */
export function ReadOut({ id, linked, panels, rows, about, onLine, lines }) {
  const [, again] = useState(0);
  const [said, setSaid] = useState('');
  const latest = useRef('');
  useEffect(() => {
    let frame = 0;
    let timer = 0;
    const changed = () => {
      frame = frame || requestAnimationFrame(() => {
        frame = 0;
        again((n) => n + 1);
      });
      clearTimeout(timer);
      timer = window.setTimeout(() => setSaid(latest.current), 400);
    };
    const end = linked.watch('cell', changed);
    return () => {
      end();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [linked]);
  const cell = linked.cell;
  if (!cell || cell.row >= rows.features.length) {
    latest.current = '';
    return html`<div class="look-read" id=${id}><span class="muted">Point at a cell, or press Tab to reach a map and move with the arrow keys.</span></div>`;
  }
  const feature = rows.features[cell.row];
  const valueOf = (/** @type {Panel} */ panel) => short(panel.pyramid.matrix.data[feature * panel.pyramid.matrix.cols + cell.col], 4);
  const step = stepsInWords(cell.col, rows.bin);
  latest.current = `${rows.names[feature]}, step ${step}. ${panels.map((panel) => `${panel.title} ${valueOf(panel)}`).join(', ')}.${about ? ` Predicted ${about}.` : ''}`;
  const isLine = lines.includes(feature);
  return html`<div class="look-read" id=${id}>
    <dl>
      <div><dt>Feature</dt><dd>${rows.names[feature]}</dd></div>
      <div><dt>${rows.bin === 1 ? 'Step' : 'Steps'}</dt><dd>${step}</dd></div>
      ${panels.map((panel) => html`<div key=${panel.key}><dt>${panel.title}</dt><dd>${valueOf(panel)}</dd></div>`)}
      ${about && html`<div><dt>Predicted</dt><dd>${about}</dd></div>`}
    </dl>
    <button type="button" class="small" aria-pressed=${isLine} onClick=${() => onLine(feature)}>${isLine ? 'Line shown' : 'Show as line'}</button>
    <span class="hide" aria-live="polite">${said}</span>
  </div>`;
}
