// @ts-check
/** The settings of the view. */
import { html } from '../part/html.js';
import { ORDERS } from './order.js';
import { keepOf, placeOf } from './shares.js';

/** @typedef {import('./state.js').State} State */
/** @typedef {(changes: Partial<State>) => void} Change */

/** @param {{label: string, value: boolean, onChange: (on: boolean) => void, disabled?: boolean, why?: string}} props */
function Check({ label, value, onChange, disabled = false, why }) {
  return html`<label class="look-check" title=${disabled ? why : null}>
    <input type="checkbox" checked=${value} disabled=${disabled} onChange=${(/** @type {any} */ e) => onChange(e.target.checked)} />${label}</label>`;
}

/** @param {{label: string, value: any, choices: [any, string][], onChange: (value: string) => void}} props */
function Choose({ label, value, choices, onChange }) {
  return html`<label class="look-field"><span>${label}</span>
    <select value=${value} onChange=${(/** @type {any} */ e) => onChange(e.target.value)}>
      ${choices.map(([choice, words]) => html`<option value=${choice} selected=${String(choice) === String(value)}>${words}</option>`)}
    </select></label>`;
}

/** A whole number, used once it is typed out. @param {{label: string, value: number, min: number, max: number, onChange: (value: number) => void}} props */
function Whole({ label, value, min, max, onChange }) {
  const typed = (/** @type {any} */ e) => {
    const number = Math.round(Number(e.target.value));
    const possible = Math.min(max, Math.max(min, Number.isFinite(number) ? number : min));
    e.target.value = String(possible);
    onChange(possible);
  };
  return html`<label class="look-field"><span>${label}</span><input type="number" min=${min} max=${max} step="1" value=${value} onChange=${typed} /></label>`;
}

/**
 * @param {{state: State, change: Change, classNames: string[] | null, features: number, steps: number, maps: number,
 *     others: {name: string, title: string}[], shownOthers: {name: string, title: string}[], hasInput: boolean,
 *     hasReference: boolean, hasDistractor: boolean}} props
 */
export function Controls({ state, change, classNames, features, steps, maps, others, shownOthers, hasInput, hasReference, hasDistractor }) {
  const means = /** @type {[any, string][]} */ ([['series', 'one series'], ['mean', 'mean size over all series'], ...(classNames ?? []).map((name, k) => [`mean:${k}`, `mean size over ${name}`])]);
  const add = (/** @type {any} */ e) => e.target.value && change({ also: [...state.also, e.target.value] });
  return html`<div class="look-controls">
    <fieldset><legend>Show</legend>
      <${Choose} label="Maps of" value=${state.of} choices=${means} onChange=${(/** @type {string} */ of) => change({ of })} />
      ${others.length > 0 && html`<label class="look-field"><span>Compare with</span><select value="" onChange=${add}>
        <option value="">add a map …</option>${others.map((item) => html`<option value=${item.name}>${item.title}</option>`)}</select></label>`}
      ${shownOthers.map((item) => html`<button type="button" class="small" key=${item.name} aria-label=${`Remove ${item.title}`} onClick=${() => change({ also: state.also.filter((name) => name !== item.name) })}>${item.title} ✕</button>`)}
      <${Check} label="Input" value=${state.input && hasInput} disabled=${!hasInput} why="The data of these maps are not in the workspace." onChange=${(/** @type {boolean} */ input) => change({ input })} />
      <${Check} label="Difference of two maps" value=${state.diff && maps > 1} disabled=${maps < 2} why="Add a second map first." onChange=${(/** @type {boolean} */ diff) => change({ diff })} />
      ${hasReference && html`<${Check} label="Reference cells" value=${state.ref} onChange=${(/** @type {boolean} */ ref) => change({ ref })} />`}
      ${hasDistractor && html`<${Check} label="Distractor cells" value=${state.dis} onChange=${(/** @type {boolean} */ dis) => change({ dis })} />`}
    </fieldset>
    <fieldset><legend>Colours</legend>
      <${Choose} label="Values" value=${state.abs ? 1 : 0} choices=${[[0, 'with sign'], [1, 'sizes only']]} onChange=${(/** @type {string} */ v) => change({ abs: v === '1' })} />
      <${Choose} label="Scale" value=${state.common ? 1 : 0} choices=${[[0, 'each map its own'], [1, 'one for all maps']]} onChange=${(/** @type {string} */ v) => change({ common: v === '1' })} />
      <${Choose} label="Ends at" value=${state.clip ? 1 : 0} choices=${[[0, 'the largest cell'], [1, '99.5 % of cells']]} onChange=${(/** @type {string} */ v) => change({ clip: v === '1' })} />
    </fieldset>
    <fieldset><legend>Rows and columns</legend>
      <${Choose} label="Features" value=${state.order} choices=${Object.entries(ORDERS)} onChange=${(/** @type {string} */ order) => change({ order })} />
      <${Whole} label="Only the largest (0: all)" value=${state.top} min=${0} max=${features} onChange=${(/** @type {number} */ top) => change({ top: top >= features ? 0 : top })} />
      <${Whole} label="Steps averaged" value=${state.bin} min=${1} max=${Math.max(1, steps)} onChange=${(/** @type {number} */ bin) => change({ bin })} />
      <${Choose} label="Panels" value=${state.lay} choices=${[['stack', 'below each other'], ['side', 'side by side']]} onChange=${(/** @type {any} */ lay) => change({ lay })} />
    </fieldset>
  </div>`;
}

/** The threshold, and what it keeps in words. @param {{keep: number, words: string[], onKeep: (keep: number) => void}} props */
export function Threshold({ keep, words, onKeep }) {
  const moved = (/** @type {any} */ e) => onKeep(keepOf(Number(e.target.value)));
  return html`<div class="look-threshold">
    <label for="look-keep">Dim small cells</label>
    <input id="look-keep" type="range" min="0" max="0.95" step="0.005" value=${placeOf(keep)} aria-valuetext=${words.join('. ') || 'nothing is dimmed'} onInput=${moved} />
    <output for="look-keep" class="small-text">${words.length ? words.map((line) => html`<span>${line}.</span>`) : html`<span class="muted">Nothing is dimmed.</span>`}</output>
  </div>`;
}
