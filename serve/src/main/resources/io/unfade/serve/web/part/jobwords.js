// @ts-check
/** States of jobs in words and signs. */
import { html } from './html.js';
import { ago, duration, percent } from './words.js';

/** @type {Record<string, [string, string, string]>} word, sign, look */
const STATES = {
  waiting: ['waiting', '…', ''],
  running: ['running', '▶', 'busy'],
  done: ['done', '✓', 'good'],
  failed: ['failed', '✗', 'bad'],
  cancelled: ['cancelled', '■', 'warn'],
  interrupted: ['interrupted', '!', 'warn'],
};

/** @param {{state: string}} props */
export function StateChip({ state }) {
  const [word, sign, look] = STATES[state] ?? [state, '?', ''];
  return html`<span class=${`chip ${look}`}><span aria-hidden="true">${sign}</span>${word}</span>`;
}

/** @param {{state: string}} job */
export function isOpen(job) {
  return job.state === 'waiting' || job.state === 'running';
}

/** @param {number} seconds */
export function timeLeft(seconds) {
  return seconds < 1 ? 'almost there' : `about ${duration(seconds)} left`;
}

/** Where a job stands, in a sentence. @param {any} job */
export function standing(job) {
  if (job.state === 'waiting') {
    return job.position > 1 ? `Waiting; ${job.position - 1} before it.` : 'Waiting; next in the queue.';
  }
  if (job.state === 'running') {
    const left = typeof job.secondsLeft === 'number' && job.progress > 0 ? `, ${timeLeft(job.secondsLeft)}` : '';
    return `${[job.task || 'working', job.detail].filter(Boolean).join(', ')}: ${percent(job.progress ?? 0)}${left}`;
  }
  const took = job.started && job.ended ? ` after ${duration((Date.parse(job.ended) - Date.parse(job.started)) / 1000)}` : '';
  const when = job.ended ? `, ${ago(job.ended)}` : '';
  const how = { done: 'Done', failed: 'Failed', cancelled: 'Cancelled', interrupted: 'Interrupted by the end of the server' }[/** @type {string} */ (job.state)] ?? job.state;
  return `${how}${took}${when}.`;
}

/** What a job works on: the names in its request that tell it from others. @param {any} job */
export function subject(job) {
  const { model, data, saliency, maps, name, out } = job.request ?? {};
  const inputs = [model, data, saliency, ...(Array.isArray(maps) ? maps : []), name].filter((text) => typeof text === 'string');
  return `${inputs.join(', ')}${typeof out === 'string' ? ` → ${out}` : ''}`;
}
