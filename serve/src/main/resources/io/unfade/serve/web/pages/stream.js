// @ts-check
/** `#/stream/<model>?data=..&series=..`: what a model thinks while a series comes in, step by step. */
import { getBytes, getJson } from '../api.js';
import { fittingData } from '../part/actions.js';
import { Chart } from '../part/chart.js';
import { useHelp } from '../part/help.js';
import { html, useEffect, useMemo, useState } from '../part/html.js';
import { usePlayer } from '../part/player.js';
import { link, runLink } from '../part/route.js';
import { useAnswer, useShared } from '../part/store.js';
import { parseSeries, stepsOf } from '../part/table.js';
import { Empty, Problem, Spinner, useTitle } from '../part/ui.js';
import { percent, plural } from '../part/words.js';

const SPEEDS = /** @type {[string, number][]} */ ([['1 step a second', 1], ['5 steps a second', 5], ['20 steps a second', 20], ['100 steps a second', 100], ['as fast as it answers', Infinity]]);
/** Classes that are drawn at most. */
const SHOWN_CLASSES = 6;

/** @param {{params: {name: string}, query: URLSearchParams}} props */
export default function StreamPage({ params, query }) {
  useTitle(params.name ? `${params.name} step by step` : 'Step by step');
  const { items } = useShared();
  const { value, error, again } = useAnswer(() => getJson('/models'), []);
  if (error) {
    return html`<${Problem} heading="Step by step" error=${error} retry=${again} />`;
  }
  if (!value || !items) {
    return html`<${Spinner} words="Asking for the models …" />`;
  }
  if (!params.name) {
    return html`<${ModelChoice} models=${value.models} />`;
  }
  const model = value.models.find((/** @type {any} */ one) => one.name === params.name) ?? { name: params.name };
  return html`<${Stream} key=${params.name} model=${model} query=${query} />`;
}

/** @param {{models: any[]}} props */
function ModelChoice({ models }) {
  if (models.length === 0) {
    return html`<${Empty} title="There is no model yet"><p>A model that was trained here can be watched while a series comes in.</p><p><a class="button main" href="#/run/train">Train one</a></p><//>`;
  }
  return html`<div class="page-head"><h1>Which model?</h1></div>
    <ul class="choices">${models.map((one) => html`<li><a class="card choice" href=${link('stream', one.name)}><strong>${one.name}</strong><span>${one.description}</span></a></li>`)}</ul>`;
}

/** The series that is chosen: of an item, or pasted. @param {any} model @param {URLSearchParams} query */
function useSeries(model, query) {
  const { items, links } = useShared();
  const offered = useMemo(() => fittingData({ ...model, about: model }, items ?? [], links), [model.name, items]);
  const [data, setData] = useState(query.get('data') ?? offered[0]?.name ?? '');
  const [series, setSeries] = useState(Number(query.get('series') ?? 0));
  const [text, setText] = useState('');
  const [pasted, setPasted] = useState(offered.length === 0 && !query.get('data'));
  const summary = useAnswer(async () => (data && !pasted ? getJson(`/data?name=${encodeURIComponent(data)}&what=summary`) : null), [data, pasted]);
  const values = useAnswer(async () => {
    if (!data || pasted) {
      return null;
    }
    const { shape, bytes } = await getBytes(`/data?name=${encodeURIComponent(data)}&what=values&series=${series}`);
    return stepsOf(new Float32Array(bytes), shape[1]);
  }, [data, series, pasted]);
  const typed = useMemo(() => {
    try {
      return text.trim() === '' ? { steps: [], problem: '' } : { steps: parseSeries(text), problem: '' };
    } catch (e) {
      return { steps: [], problem: /** @type {Error} */ (e).message };
    }
  }, [text]);
  useEffect(() => {
    history.replaceState(null, '', link('stream', model.name, data && !pasted ? { data, series: String(series) } : {}));
  }, [data, series, pasted]);
  const steps = (pasted ? typed.steps : values.value) ?? NONE;
  return { offered, data, setData, series, setSeries, text, setText, pasted, setPasted, summary, values, typed, steps };
}

const NONE = /** @type {number[][]} */ ([]);
const NO_NAMES = /** @type {string[]} */ ([]);

/** The class that a series has in its file. @param {any} summary @param {number} series @returns {string | undefined} */
function labelOf(summary, series) {
  const label = summary?.labels?.[series];
  return typeof label === 'number' ? summary.classNames?.[label] : label ?? undefined;
}

/** @param {{model: any, query: URLSearchParams}} props */
function Stream({ model, query }) {
  const { links } = useShared();
  const chosen = useSeries(model, query);
  const [speed, setSpeed] = useState(20);
  const player = usePlayer(model.name, chosen.steps, speed);
  const info = useAnswer(() => getJson(`/item?name=${encodeURIComponent(model.name)}`), [model.name]).value?.info;
  const labels = /** @type {string[]} */ (info?.model?.classNames ?? NO_NAMES);
  const truth = labelOf(chosen.summary.value, chosen.series);
  const learnt = links.find((one) => one.to === model.name)?.from;
  const causal = runLink('train', { ...(learnt && { data: learnt }), architecture: { input: { stemAlignment: 'causal' } } });
  const wrongWidth = model.features && chosen.steps.length > 0 && chosen.steps[0].length !== model.features;
  useHelp('Step by step', [['p', 'Play or pause'], ['s', 'One step'], ['r', 'From the beginning']]);
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      const isText = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      if (isText || event.ctrlKey || event.metaKey || event.altKey || chosen.steps.length === 0) {
        return;
      }
      const keys = /** @type {Record<string, () => void>} */ ({ p: player.phase === 'playing' ? player.pause : player.play, s: player.stepOnce, r: player.reset });
      keys[event.key]?.();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  });
  return html`<div class="stack">
    <div class="page-head"><h1>${model.name}, step by step</h1><a href=${link('item', model.name)}>About the model</a>
      <p>The model reads the series one step at a time, as it would while the signal is measured, and says after each step how probable each class is.</p></div>
    <${Source} chosen=${chosen} />
    ${wrongWidth && html`<div class="problem" role="alert"><p>The model reads ${plural(model.features, 'feature')}, but the series has ${chosen.steps[0].length}.</p></div>`}
    ${chosen.steps.length > 0 && !wrongWidth && html`<section class="card stack">
      <div class="row player">
        ${player.phase === 'playing' || player.phase === 'opening'
          ? html`<button type="button" class="main" onClick=${player.pause}>Pause</button>`
          : html`<button type="button" class="main" onClick=${player.play}>${player.answers.length > 0 && player.phase === 'paused' ? 'Go on' : 'Play'}</button>`}
        <button type="button" onClick=${player.stepOnce} disabled=${player.phase === 'playing' || player.phase === 'done'}>One step</button>
        <button type="button" onClick=${player.reset} disabled=${player.answers.length === 0}>From the beginning</button>
        <label class="inline">Speed <select value=${String(speed)} onChange=${(/** @type {any} */ e) => setSpeed(Number(e.target.value))}>
          ${SPEEDS.map(([words, value]) => html`<option value=${String(value)}>${words}</option>`)}</select></label>
        <span class="room"></span><span class="muted">step ${player.answers.length} of ${chosen.steps.length}</span>
      </div>
      ${player.problem && html`<div class="problem" role="alert"><p>${player.problem}</p>
        ${player.phase === 'failed' && player.answers.length === 0 && html`<p><a href=${causal}>Train one that never looks ahead</a></p>`}</div>`}
      <${Now} answers=${player.answers} labels=${labels} truth=${truth} done=${player.phase === 'done'} />
      <${Lines} answers=${player.answers} labels=${labels} />
    </section>`}
  </div>`;
}

/** @param {{chosen: ReturnType<typeof useSeries>}} props */
function Source({ chosen }) {
  const { summary } = chosen;
  const label = labelOf(summary.value, chosen.series);
  const count = summary.value?.count ?? 0;
  return html`<section class="card stack">
    <div class="row" role="group" aria-label="Where the series comes from">
      <button type="button" aria-pressed=${!chosen.pasted} onClick=${() => chosen.setPasted(false)}>From the workspace</button>
      <button type="button" aria-pressed=${chosen.pasted} onClick=${() => chosen.setPasted(true)}>Pasted</button>
    </div>
    ${chosen.pasted
      ? html`<div class="field"><label for="pasted">A line for each step, a number for each feature</label>
          <textarea id="pasted" rows="6" spellcheck=${false} placeholder="0.1, -0.4, 1.2" value=${chosen.text} onInput=${(/** @type {any} */ e) => chosen.setText(e.target.value)}></textarea>
          <p class="field-note" role="status">${chosen.typed.problem ? html`<span class="field-problem">${chosen.typed.problem}</span>` : chosen.steps.length > 0 ? `${plural(chosen.steps.length, 'step')} of ${plural(chosen.steps[0].length, 'feature')}.` : 'Commas, semicolons, tabs or spaces between the numbers.'}</p></div>`
      : html`<div class="fields">
          <div class="field"><label for="stream-data">Data</label>
            <select id="stream-data" value=${chosen.data} onChange=${(/** @type {any} */ e) => {
              chosen.setSeries(0);
              chosen.setData(e.target.value);
            }}>
              ${!chosen.offered.some((item) => item.name === chosen.data) && html`<option value=${chosen.data}>${chosen.data || 'none that fits the model'}</option>`}
              ${chosen.offered.map((item) => html`<option value=${item.name}>${item.name}</option>`)}</select></div>
          <div class="field"><label for="stream-series">Series (1 to ${count || '…'})</label>
            <input id="stream-series" type="number" min="1" max=${count || 1} value=${chosen.series + 1}
              onChange=${(/** @type {any} */ e) => chosen.setSeries(Math.max(0, Math.min(count - 1, Math.round(Number(e.target.value)) - 1 || 0)))} />
            <p class="field-note">${label ? `Its class is ${label}.` : ''}</p></div></div>
        ${(summary.error || chosen.values.error) && html`<${Problem} error=${summary.error ?? chosen.values.error} retry=${() => {
          summary.again();
          chosen.values.again();
        }} />`}
        ${chosen.data && !chosen.values.error && !chosen.values.value && html`<${Spinner} words="Reading the series …" />`}`}
  </section>`;
}

/** What the model thinks now. @param {{answers: any[], labels: string[], truth?: string, done: boolean}} props */
function Now({ answers, labels, truth, done }) {
  const last = answers[answers.length - 1];
  if (!last) {
    return html`<p class="muted">Press play, or go step by step.</p>`;
  }
  const best = last.probabilities.indexOf(Math.max(...last.probabilities));
  const name = labels[best] ?? `class ${best + 1}`;
  const verdict = truth && done ? (truth === name ? ', which is right' : `, but it is ${truth}`) : '';
  return html`<p class="standing" role=${done ? 'status' : null}>After ${plural(answers.length, 'step')}: <strong>${name}</strong>, ${percent(last.probabilities[best])}${verdict}.</p>`;
}

/** @param {{answers: any[], labels: string[]}} props */
function Lines({ answers, labels }) {
  const last = answers[answers.length - 1];
  const drawn = useMemo(() => {
    const count = last?.probabilities.length ?? labels.length;
    const ranked = Array.from({ length: count }, (_, k) => k);
    if (count > SHOWN_CLASSES) {
      const most = ranked.map((k) => Math.max(...answers.map((one) => one.probabilities[k])));
      ranked.sort((a, b) => most[b] - most[a]).splice(SHOWN_CLASSES);
    }
    return { x: answers.map((_, i) => i + 1), curves: ranked.map((k) => ({ label: labels[k] ?? `class ${k + 1}`, values: answers.map((one) => one.probabilities[k]) })) };
  }, [answers, labels]);
  const attention = useMemo(() => {
    const weights = last?.attention;
    const first = answers.length - (weights?.length ?? 0) + 1; // of a long series the last steps
    return weights ? { x: weights.map((/** @type {any} */ _, /** @type {number} */ i) => first + i), curves: [{ label: 'weight', values: weights }] } : null;
  }, [last]);
  if (answers.length === 0) {
    return null;
  }
  return html`<div class="charts">
    <${Chart} title="Probability of each class" unit="step" x=${drawn.x} curves=${drawn.curves} range=${[0, 1]} height=${260} />
    ${attention && html`<${Chart} title="What the attention holds of each step so far" unit="step" x=${attention.x} curves=${attention.curves} height=${260} />`}
  </div>
  ${labels.length > SHOWN_CLASSES && html`<p class="muted small-text">Of ${labels.length} classes, the ${SHOWN_CLASSES} that were most probable at some step are drawn.</p>`}`;
}
