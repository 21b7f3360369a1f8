// @ts-check
/** What if: cells of the input are changed, and the model is asked again. */
import { getJson, postBytes } from '../api.js';
import { html, useEffect, useMemo, useState } from '../part/html.js';
import { edited, inWords, presentSteps, trainedMeans } from './edit.js';
import { inputOf, meanInputOf } from './source.js';

/** @typedef {import('./edit.js').Edit} Edit */
/** @typedef {import('./source.js').Values} Values */
/**
 * @typedef {Object} Answer
 * @property {string[]} classes
 * @property {number[][]} probabilities before and after
 * @property {Values[] | null} maps before and after
 * @property {string} problem why there is no map; empty if there is
 * @property {string} method
 */

/**
 * Asks for probabilities and maps of the series as it is and as changed.
 *
 * @param {{model: string, method: string, options: string, target: string | null, output: string, background: string | null}} question @param {Values} input
 * @param {Float32Array} changed @param {AbortSignal} signal @returns {Promise<Answer>}
 */
async function ask(question, input, changed, signal) {
  const { features } = input;
  const steps = presentSteps(input.values, features);
  const both = new Float32Array(2 * steps * features);
  both.set(input.values.subarray(0, steps * features));
  both.set(changed.subarray(0, steps * features), steps * features);
  const shape = [2, steps, features];
  const model = `model=${encodeURIComponent(question.model)}`;
  const said = await postBytes(`/predict?${model}`, both, shape, { signal });
  const answer = { classes: said.classes, probabilities: said.predictions.map((/** @type {any} */ p) => p.probabilities), maps: null, problem: '', method: question.method };
  try {
    const query = new URLSearchParams({ model: question.model, method: question.method });
    if (question.target) {
      query.set('target', question.target);
    }
    if (question.output) {
      query.set('output', question.output);
    }
    if (question.background) {
      query.set('background', question.background);
    }
    question.options.split(/,\s*/).filter(Boolean).forEach((option) => query.append('set', option));
    const { bytes } = await postBytes(`/explain?${query}`, both, shape, { signal });
    const all = new Float32Array(bytes);
    const one = steps * features;
    return { ...answer, maps: [0, 1].map((b) => ({ values: all.slice(b * one, (b + 1) * one), steps, features })) };
  } catch (e) {
    if (signal.aborted) {
      throw e;
    }
    return { ...answer, problem: /** @type {Error} */ (e).message };
  }
}

/**
 * The changes of the present series and what the model says to them.
 *
 * @param {{model: string | null, data: string | null, background: string | null,
 *     series: import('./roster.js').Series | undefined, input: Values | null, details: any}} of
 */
export function useWhatIf({ model, data, background, series, input, details }) {
  const [edits, setEdits] = useState(/** @type {Edit[]} */ ([]));
  const [method, setMethod] = useState('');
  const [outcome, setOutcome] = useState(/** @type {{answer?: Answer, error?: any, busy: boolean}} */ ({ busy: false }));
  const [means, setMeans] = useState(/** @type {Float64Array | null} */ (null));
  const [all, setAll] = useState(/** @type {Float32Array | null} */ (null));
  const usedMethod = method || details?.method || 'gradient';
  const changed = useMemo(() => (input && edits.length ? edited(input.values, input.steps, input.features, edits, means, all) : null), [input, edits, means, all]);
  useEffect(() => {
    setEdits([]);
    setOutcome({ busy: false });
  }, [series?.index, data, model]);
  useEffect(() => {
    let current = true;
    setAll(null);
    if (data && model) {
      meanInputOf(data).then((mean) => current && setAll(mean.values), () => {}); // the choice that needs them is not offered
    }
    return () => void (current = false);
  }, [data, model]);
  useEffect(() => {
    let current = true;
    setMeans(null);
    if (input && model && data && series) {
      inputOf(data, series.dataIndex, model).then(
        (seen) => current && seen.values.length === input.values.length && setMeans(trainedMeans(input.values, seen.values, input.steps, input.features)),
        () => {}, // the choice that needs them is not offered
      );
    }
    return () => void (current = false);
  }, [input, model]);
  useEffect(() => {
    if (!changed || !input || !model) {
      setOutcome({ busy: false });
      return undefined;
    }
    const stop = new AbortController();
    setOutcome((before) => ({ ...before, error: undefined, busy: true }));
    const same = usedMethod === details?.method;
    const how = { method: usedMethod, options: same ? (details?.options ?? '') : '', background: same ? background : null, output: details?.output ?? '' };
    const timer = setTimeout(() => ask({ model, ...how, target: series?.explained ?? null }, input, changed, stop.signal).then(
      (answer) => setOutcome({ answer, busy: false }),
      (error) => !stop.signal.aborted && setOutcome({ error, busy: false }),
    ), 150);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [changed, usedMethod]);
  return {
    edits, changed, means, all, method: usedMethod, setMethod, ...outcome,
    add: (/** @type {Edit} */ edit) => setEdits((all) => [...all, edit]), undo: () => setEdits((all) => all.slice(0, -1)), reset: () => setEdits([]),
  };
}

/** @type {[Edit['kind'], string][]} */
const KINDS = [['all', 'erase: mean of all series, step by step'], ['trained', 'erase: mean in training'], ['mean', 'erase: mean of this series'], ['value', 'set to a value'], ['scale', 'multiply by']];

/**
 * @param {{what: ReturnType<typeof useWhatIf>, marking: boolean, onMarking: (on: boolean) => void,
 *     marked: {features: number[], from: number, to: number} | null, onDone: () => void, names: string[], apartShare: number | null}} props
 */
export function WhatIfView({ what, marking, onMarking, marked, onDone, names, apartShare }) {
  const [chosen, setChosen] = useState(/** @type {Edit['kind'] | null} */ (null));
  const kind = chosen ?? (what.all ? 'all' : what.means ? 'trained' : 'mean');
  const [amount, setAmount] = useState('0');
  const [methods, setMethods] = useState(/** @type {string[]} */ ([]));
  useEffect(() => {
    getJson('/methods').then((answer) => setMethods(answer.methods.map((/** @type {any} */ m) => m.name)), () => {});
  }, []);
  const needsAmount = kind === 'value' || kind === 'scale';
  const number = Number(amount);
  const usable = marked && (!needsAmount || (amount.trim() !== '' && Number.isFinite(number)));
  const apply = () => {
    if (marked && usable) {
      what.add({ ...marked, kind, amount: number });
      onDone();
    }
  };
  return html`<div class="look-whatif">
    <div class="row">
      <button type="button" aria-pressed=${marking} onClick=${() => onMarking(!marking)}>${marking ? 'Marking: drag over cells' : 'Mark cells'}</button>
      <span>${marked ? inWords({ ...marked, kind: 'mean', amount: 0 }, names).replace(/:.*/, '') : html`<span class="muted">Nothing is marked. Drag a box over a map, or press Space at two corners.</span>`}</span>
    </div>
    <div class="row">
      <select aria-label="What to do with the marked cells" value=${kind} onChange=${(/** @type {any} */ e) => setChosen(e.target.value)}>
        ${KINDS.filter(([k]) => (k !== 'trained' || what.means) && (k !== 'all' || what.all)).map(([k, words]) => html`<option value=${k} selected=${k === kind}>${words}</option>`)}</select>
      ${needsAmount && html`<input type="number" step="any" aria-label=${kind === 'scale' ? 'Factor' : 'Value'} value=${amount} onInput=${(/** @type {any} */ e) => setAmount(e.target.value)} />`}
      <button type="button" class="main" disabled=${!usable} onClick=${apply}>Change and ask</button>
      <button type="button" disabled=${!what.edits.length} onClick=${what.undo}>Undo</button>
      <button type="button" disabled=${!what.edits.length} onClick=${what.reset}>Reset</button>
      ${methods.length > 0 && html`<label class="look-field"><span>Map by</span><select value=${what.method} onChange=${(/** @type {any} */ e) => what.setMethod(e.target.value)}>
        ${[...new Set([what.method, ...methods])].map((name) => html`<option value=${name} selected=${name === what.method}>${name}</option>`)}</select></label>`}
    </div>
    ${what.edits.length > 0 && html`<ol class="small-text">${what.edits.map((edit) => html`<li>${inWords(edit, names)}</li>`)}</ol>`}
    ${what.busy && html`<p role="status" class="muted">Asking the model …</p>`}
    ${what.error && html`<p role="alert" class="look-bad">${what.error.message}</p>`}
    ${what.answer && html`<${Outcome} answer=${what.answer} apartShare=${apartShare} />`}
  </div>`;
}

/** Probabilities before and after. @param {{answer: Answer, apartShare: number | null}} props */
function Outcome({ answer, apartShare }) {
  const [before, after] = answer.probabilities;
  const percent = (/** @type {number} */ p) => `${(100 * p).toFixed(1)} %`;
  const order = before.map((_, k) => k).sort((a, b) => Math.max(before[b], after[b]) - Math.max(before[a], after[a])).slice(0, 8);
  const best = (/** @type {number[]} */ p) => answer.classes[p.indexOf(Math.max(...p))];
  const verdict = best(before) === best(after) ? `The model still says ${best(after)}.` : `The model now says ${best(after)} instead of ${best(before)}.`;
  return html`<div aria-live="polite"><p><strong>${verdict}</strong></p>
    <table><thead><tr><th scope="col">Class</th><th scope="col">Before</th><th scope="col">Now</th><th scope="col">Change</th></tr></thead>
      <tbody>${order.map((k) => html`<tr><th scope="row">${answer.classes[k]}</th><td>${percent(before[k])}</td><td>${percent(after[k])}</td><td>${after[k] >= before[k] ? '+' : '−'}${(100 * Math.abs(after[k] - before[k])).toFixed(1)} points</td></tr>`)}</tbody></table>
    ${answer.problem && html`<p class="look-bad">There is no new map: ${answer.problem}</p>`}
    ${apartShare !== null && apartShare > 0.01 && html`<p class="muted small-text">Asked now of the unchanged series, the map differs from that of the file by up to ${Math.round(100 * apartShare)} % of its largest cell; so both are shown: compare these two.</p>`}
  </div>`;
}
