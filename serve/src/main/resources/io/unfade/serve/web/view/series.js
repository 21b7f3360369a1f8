// @ts-check
/** The list of series: wrong predictions first, by class, searched. */
import { html, useEffect, useMemo, useRef, useState } from '../part/html.js';
import { probabilityInWords } from './roster.js';

/** @typedef {import('./roster.js').Series} Series */

const ROW = 46;

/**
 * @param {{all: Series[], list: Series[], present: number, ofClass: string, search: string, onClass: (name: string) => void,
 *     onSearch: (text: string) => void, onPick: (index: number) => void}} props
 */
export function SeriesList({ all, list, present, ofClass, search, onClass, onSearch, onPick }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const [top, setTop] = useState(0);
  const classes = useMemo(() => [...new Set(all.map((s) => s.label ?? s.predicted).filter((name) => name !== null))].sort(), [all]);
  const wrong = all.filter((s) => s.wrong).length;
  const at = list.findIndex((s) => s.index === present);
  useEffect(() => {
    const element = box.current;
    if (element && at >= 0 && (at * ROW < element.scrollTop || (at + 1) * ROW > element.scrollTop + element.clientHeight)) {
      element.scrollTop = Math.max(0, at * ROW - element.clientHeight / 2);
    }
  }, [at]);
  const first = Math.max(0, Math.floor(top / ROW) - 4);
  const seen = list.slice(first, first + 30);
  const known = all.some((s) => s.label !== null && s.predicted !== null);
  return html`<div class="look-series">
    <div class="look-series-head">
      <input type="search" aria-label="Find a series by its id" placeholder="Find by id" value=${search} onInput=${(/** @type {any} */ e) => onSearch(e.target.value)} />
      ${classes.length > 1 && html`<select aria-label="Class" value=${ofClass} onChange=${(/** @type {any} */ e) => onClass(e.target.value)}>
        <option value="">All classes</option>${classes.map((name) => html`<option value=${name}>${name}</option>`)}
      </select>`}
      <p class="muted small-text">${list.length === all.length ? `${all.length} series` : `${list.length} of ${all.length} series`}${known ? `, ${wrong} predicted wrongly${wrong ? ', these first' : ''}` : ''}</p>
    </div>
    <div class="look-list" ref=${box} tabindex="-1" onScroll=${(/** @type {any} */ e) => setTop(e.target.scrollTop)}>
      <ol style=${{ height: `${list.length * ROW}px` }} aria-label="Series">
        ${seen.map((s, i) => html`<li key=${s.index} style=${{ top: `${(first + i) * ROW}px`, height: `${ROW}px` }}><${Entry} s=${s} present=${s.index === present} onPick=${onPick} /></li>`)}
      </ol>
      ${list.length === 0 && html`<p class="muted look-none">No series is like that.</p>`}
    </div>
  </div>`;
}

/** @param {{s: Series, present: boolean, onPick: (index: number) => void}} props */
function Entry({ s, present, onPick }) {
  const said = s.predicted === null ? (s.explained ? `explained: ${s.explained}` : '') : `${s.predicted}${s.probability === null ? '' : `, ${probabilityInWords(s.probability)}`}`;
  return html`<button type="button" aria-current=${present ? 'true' : null} onClick=${() => onPick(s.index)}>
    <span><strong>${s.id}</strong>${s.label !== null && html` <span class="muted">${s.label}</span>`}</span>
    <span class=${s.wrong ? 'look-wrong' : 'muted'}>${s.wrong ? '✗ predicted ' : s.label !== null && s.predicted !== null ? '✓ ' : ''}${said}</span>
  </button>`;
}
