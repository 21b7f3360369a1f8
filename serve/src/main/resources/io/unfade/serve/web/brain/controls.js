// @ts-check
/** Which volume is shown, and how. */
import { html, useEffect, useRef, useState } from '../part/html.js';
import { plural } from '../part/words.js';
import { short } from '../view/scale.js';
import { keepOf, placeOf } from '../view/shares.js';

/** @typedef {import('./source.js').Brain} Brain */
/** @typedef {import('./state.js').State} State */

const FRAME = 450;

/** @param {{brain: Brain, index: number, loaded: boolean, onIndex: (index: number) => void}} props */
export function VolumeChoice({ brain, index, loaded, onIndex }) {
  const { volumes, unit, time } = brain.summary;
  if (volumes.length < 2) {
    return null;
  }
  if (unit === 'saliency' && volumes.every((one) => !/^-?[\d.]+ s$/.test(one.name))) {
    return html`<label class="look-field"><span>Class</span><select onChange=${(/** @type {any} */ e) => onIndex(Number(e.target.value))}>
      ${volumes.map((one, k) => html`<option value=${k} selected=${k === index}>${one.name}</option>`)}</select></label>`;
  }
  return html`<${Player} volumes=${volumes} index=${index} loaded=${loaded} onIndex=${onIndex} words=${time ? 'Time from onset' : 'Volume'} />`;
}

/** @param {{volumes: {name: string}[], index: number, loaded: boolean, onIndex: (index: number) => void, words: string}} props */
function Player({ volumes, index, loaded, onIndex, words }) {
  const [playing, setPlaying] = useState(false);
  const latest = useRef({ index, loaded });
  latest.current = { index, loaded };
  useEffect(() => {
    if (!playing) {
      return undefined;
    }
    const timer = setInterval(() => latest.current.loaded && onIndex((latest.current.index + 1) % volumes.length), FRAME);
    return () => clearInterval(timer);
  }, [playing]);
  return html`<div class="brain-player" role="group" aria-label="Time">
    <button type="button" class="small" aria-pressed=${playing} onClick=${() => setPlaying(!playing)}>${playing ? '❚❚ Pause' : '▶ Play'}</button>
    <label for="brain-time">${words}</label>
    <input id="brain-time" type="range" min="0" max=${volumes.length - 1} step="1" value=${index} aria-valuetext=${volumes[index].name} onInput=${(/** @type {any} */ e) => onIndex(Number(e.target.value))} />
    <output for="brain-time">${volumes[index].name}</output>
  </div>`;
}

/**
 * @param {{state: State, change: (changes: Partial<State>) => void, brain: Brain, kept: {threshold: number, cells: number, cellShare: number,
 *     sizeShare: number} | null, several: boolean}} props
 */
export function Settings({ state, change, brain, kept, several }) {
  const words = !kept || state.keep >= 1 ? 'All values are shown.' : `The largest ${percent(kept.cellShare)} of values: ${plural(kept.cells, 'voxel')} of at least ${short(kept.threshold)}, with ${percent(kept.sizeShare)} of the sum of sizes.`;
  return html`<div class="brain-settings card">
    ${kept && html`<div class="brain-setting"><label for="brain-keep">Hide small values</label>
      <input id="brain-keep" type="range" min="0" max="0.95" step="0.005" value=${placeOf(state.keep)} aria-valuetext=${words} onInput=${(/** @type {any} */ e) => change({ keep: keepOf(Number(e.target.value)) })} />
      <output for="brain-keep" class="small-text">${words}</output></div>`}
    ${brain.ground && html`<div class="brain-setting"><label for="brain-opacity">Opacity over the background</label>
      <input id="brain-opacity" type="range" min="0" max="1" step="0.05" value=${state.opacity} aria-valuetext=${percent(state.opacity)} onInput=${(/** @type {any} */ e) => change({ opacity: Number(e.target.value) })} />
      <output for="brain-opacity" class="small-text">${percent(state.opacity)}</output></div>`}
    <div class="brain-setting"><label for="brain-side">Sides</label>
      <select id="brain-side" onChange=${(/** @type {any} */ e) => change({ radio: e.target.value === '1' })}>
        <option value="0" selected=${!state.radio}>neurological: left is left</option>
        <option value="1" selected=${state.radio}>radiological: left is right</option></select></div>
    ${several && html`<label class="look-check"><input type="checkbox" checked=${state.own} onChange=${(/** @type {any} */ e) => change({ own: e.target.checked })} />Each volume its own colours</label>`}
  </div>`;
}

/** @param {number} share */
function percent(share) {
  return `${short(100 * share, share < 0.1 ? 2 : 3)} %`;
}
