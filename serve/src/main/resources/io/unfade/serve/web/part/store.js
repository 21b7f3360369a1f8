// @ts-check
/** What all pages share: the workspace, the jobs, the connection. One stream of events keeps it up to date. */
import { getJson, listen, openSession } from '../api.js';
import { useEffect, useState } from './html.js';
import { toast } from './ui.js';
import { title } from './words.js';

/**
 * @typedef {{name: string, kind: string, bytes: number, modified: string, title: string, about: Record<string, any>,
 *     problem?: string | null}} Item
 * @typedef {{from: string, to: string, how: string, stale: boolean}} Link
 * @typedef {Record<string, any> & {id: string, command: string, state: string}} Job
 * @typedef {Object} Shared
 * @property {any} about of the server
 * @property {Item[] | null} items null before the first answer
 * @property {Link[]} links
 * @property {string} note what of the workspace is left out; often empty
 * @property {Job[] | null} jobs newest first
 * @property {Error | null} problem why there is nothing
 * @property {boolean} connected
 */

/** @type {Shared} */
let shared = { about: null, items: null, links: [], note: '', jobs: null, problem: null, connected: true };
/** @type {Set<(shared: Shared) => void>} */
const watchers = new Set();

/** @param {Partial<Shared>} changes */
function change(changes) {
  shared = { ...shared, ...changes };
  watchers.forEach((watcher) => watcher(shared));
}

/** {@link Shared}, and again whenever it changes. @returns {Shared} */
export function useShared() {
  const [value, setValue] = useState(shared);
  useEffect(() => {
    watchers.add(setValue);
    setValue(shared);
    return () => void watchers.delete(setValue);
  }, []);
  return value;
}

export async function refreshItems() {
  try {
    const { items, links, note = '' } = await getJson('/items');
    change({ items, links, note: note ?? '', problem: null });
  } catch (e) {
    change({ problem: /** @type {Error} */ (e) });
  }
}

export async function refreshJobs() {
  try {
    change({ jobs: (await getJson('/jobs')).jobs }); // a problem with the items may be known, and stays
  } catch (e) {
    change({ problem: /** @type {Error} */ (e) });
  }
}

/** Puts a job that changed, or is new, into its place. @param {Job} job */
export function putJob(job) {
  const jobs = shared.jobs ?? [];
  const known = jobs.some((other) => other.id === job.id);
  change({ jobs: known ? jobs.map((other) => (other.id === job.id ? { ...other, ...job } : other)) : [job, ...jobs] });
}

/** How jobs end, in words. @type {Record<string, string>} */
const ENDS = { done: 'is done', failed: 'failed', interrupted: 'was interrupted' };

/** Also says so where a job ended that is not looked at. @param {Job} job */
function jobChanged(job) {
  const before = shared.jobs?.find((other) => other.id === job.id)?.state;
  const ended = (before === 'running' || before === 'waiting') && ENDS[job.state];
  if (ended && !location.hash.includes(`/job/${job.id}`)) {
    const first = job.outputs?.[0];
    const more = (job.outputs?.length ?? 0) - 1;
    toast(`${title(job.command)} ${ended}${first ? `: ${first}${more > 0 ? ` and ${more} more` : ''}` : ''}.`);
  }
  putJob(job);
}

/** Puts what is newly known of a job that is still open. @param {string} id @param {Record<string, any>} changes */
export function updateJob(id, changes) {
  const job = shared.jobs?.find((other) => other.id === id);
  if (job?.state === 'running') {
    putJob({ ...job, ...changes });
  }
}

/** @param {string} id */
export function dropJob(id) {
  change({ jobs: (shared.jobs ?? []).filter((job) => job.id !== id) });
}

/** Asks for everything once, then follows the events. */
export async function start() {
  try {
    await openSession();
    change({ about: await getJson('/about') });
  } catch (e) {
    change({ problem: /** @type {Error} */ (e) });
    if (/** @type {any} */ (e).status === 401) {
      return; // nothing more without a token
    }
  }
  await Promise.all([refreshItems(), refreshJobs()]);
  follow();
}

function follow() {
  let soon = 0;
  let lost = false;
  const onState = (/** @type {boolean} */ connected) => {
    if (connected && lost) {
      refreshItems();
      refreshJobs();
    }
    lost = !connected;
    change({ connected });
  };
  const items = () => {
    clearTimeout(soon);
    soon = window.setTimeout(refreshItems, 200);
  };
  addEventListener('focus', items); // others may have written to the folder while the page was not looked at
  listen('/events', { job: jobChanged, gone: ({ id }) => dropJob(id), items }, { onState });
}

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/** The answer to a question whose answer does not change while the server runs. @param {string} path */
export function asked(path) {
  let answer = kept.get(path);
  if (!answer) {
    answer = getJson(path);
    kept.set(path, answer);
    answer.catch(() => kept.delete(path));
  }
  return answer;
}

/**
 * The outcome of a question: `value` or `error`, neither while it is asked.
 *
 * @template T @param {() => Promise<T>} ask @param {any[]} inputs asks again when they change
 * @returns {{value?: T, error?: any, again: () => void}}
 */
export function useAnswer(ask, inputs) {
  const [outcome, setOutcome] = useState(/** @type {{value?: T, error?: any}} */ ({}));
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    setOutcome({});
    ask().then(
      (value) => current && setOutcome({ value }),
      (error) => current && setOutcome({ error }),
    );
    return () => void (current = false);
  }, [...inputs, round]);
  return { ...outcome, again: () => setRound(round + 1) };
}
