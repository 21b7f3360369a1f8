// @ts-check
/** `#/job/<id>`: one job, live. */
import { getJson, listen, postJson, remove } from '../api.js';
import { actions } from '../part/actions.js';
import { Chart } from '../part/chart.js';
import { curves } from '../part/curves.js';
import { html, useEffect, useMemo, useRef, useState } from '../part/html.js';
import { Icon } from '../part/icons.js';
import { isOpen, standing, StateChip, subject } from '../part/jobwords.js';
import { link, runLink } from '../part/route.js';
import { asked, dropJob, putJob, updateJob, useAnswer, useShared } from '../part/store.js';
import { Bar, CopyButton, Name, Problem, Spinner, toast, useTitle } from '../part/ui.js';
import { ago, percent, title } from '../part/words.js';

/** @typedef {{kind: 'step' | 'note', text: string, epoch?: number, values?: Record<string, number>}} Entry */

/** How long news are gathered before they are shown, in milliseconds. */
const PACE = 80;
/** Lines of a long log that are shown at first, the last ones. */
const LINES = 400;

/** Kinds of items in the order in which those that a job wrote are shown; others follow. */
const RANKS = ['report', 'maps', 'model', 'data'];

/** The job and its log, kept up to date. @param {string} id */
function useJob(id) {
  const [job, setJob] = useState(/** @type {any} */ (null));
  const [log, setLog] = useState(/** @type {Entry[]} */ ([]));
  const [error, setError] = useState(/** @type {any} */ (null));
  const [connected, setConnected] = useState(true);
  const [round, setRound] = useState(0);
  const server = useShared().connected;
  const wasLost = useRef(false);
  useEffect(() => {
    if (server && wasLost.current) {
      setRound((before) => before + 1); // the server may be another one that does not know the job
    }
    wasLost.current = !server;
  }, [server]);
  useEffect(() => {
    let current = true;
    let stop = () => {};
    const load = async () => {
      try {
        const found = await getJson(`/jobs/${encodeURIComponent(id)}`);
        current && setJob(found);
        return current;
      } catch (e) {
        if (current) {
          setError(e);
          setJob(null);
        }
        return false;
      }
    };
    let said = /** @type {Entry[]} */ ([]);
    let timer = 0;
    const show = () => {
      timer = 0;
      setLog(said);
    };
    const add = (/** @type {'step' | 'note'} */ kind) => (/** @type {any} */ data) => {
      said = timer ? said : [...said]; // one copy for all that is shown at once
      said.push({ kind, ...data });
      timer ||= window.setTimeout(show, PACE);
    };
    const handlers = {
      state: (/** @type {any} */ data) => setJob((/** @type {any} */ before) => ({ ...before, ...data })),
      progress: (/** @type {any} */ data) => {
        setJob((/** @type {any} */ before) => (before && isOpen(before) ? { ...before, ...data } : before));
        updateJob(id, data);
      },
      step: add('step'),
      note: add('note'),
      end: (/** @type {any} */ data) => {
        stop();
        setConnected(true);
        setJob((/** @type {any} */ before) => ({ ...before, ...data }));
        load();
      },
    };
    setError(null);
    load().then((found) => {
      if (found) {
        setLog([]);
        stop = listen(`/jobs/${encodeURIComponent(id)}/events`, handlers, { onState: setConnected, once: true });
      }
    });
    return () => {
      current = false;
      clearTimeout(timer);
      stop();
    };
  }, [id, round]);
  return { job, log, error, connected, again: () => setRound(round + 1) };
}

/** @param {{params: {name: string}}} props */
export default function JobPage({ params }) {
  const { job, log, error, connected, again } = useJob(params.name);
  useTitle(job ? `${title(job.command)}: ${job.state === 'running' ? percent(job.progress ?? 0) : job.state}` : 'Job');
  if (error && !job) {
    return html`<${Problem} heading="Job" error=${error} retry=${again}><p><a href="#/jobs">All jobs</a></p><//>`;
  }
  if (!job) {
    return html`<${Spinner} words="Asking for the job …" />`;
  }
  return html`<div class="stack">
    <${Head} job=${job} connected=${connected} />
    ${job.error && html`<div class="problem" role="alert"><p><strong>${job.state === 'failed' ? 'It failed.' : 'It ended early.'}</strong> ${job.error}</p>
      <p><a href=${varyLink(job)}>Change the settings and start again</a></p></div>`}
    <${Outputs} job=${job} />
    <${Curves} log=${log} />
    ${warnings(job.text).map((line) => html`<p class="hint warn"><strong>Warning: </strong>${line}</p>`)}
    ${job.text && html`<section class="card"><div class="row"><h2>Result</h2><span class="room"></span><a class="small-text" href="#/words">What the words mean</a><${CopyButton} text=${job.text} /></div><pre class="result" tabindex="0">${job.text.split('\n').map((/** @type {string} */ line) => html`<span class=${/\S {2,}\S/.test(line) ? '' : 'prose'}>${line + '\n'}</span>`)}</pre></section>`}
    ${job.result && html`<details class="card"><summary>Result as JSON</summary><pre tabindex="0" class="log">${JSON.stringify(job.result, null, 2)}</pre></details>`}
    ${(log.length > 0 || isOpen(job)) && html`<${Log} log=${log} />`}
  </div>`;
}

/** The form with the settings of a job. @param {any} job */
function varyLink(job) {
  const { command, ...settings } = job.request;
  return runLink(command, settings);
}

/** What the result warns of. @param {string | null} [text] */
function warnings(text) {
  return (text ?? '').split('\n').flatMap((line) => /^Warning: (.*)$/.exec(line)?.[1] ?? []);
}

/** @param {{job: any, connected: boolean}} props */
function Head({ job, connected }) {
  const cancel = async () => {
    try {
      await remove(`/jobs/${job.id}`);
      if (!isOpen(job)) {
        dropJob(job.id);
        location.hash = '#/jobs';
      }
    } catch (e) {
      toast(/** @type {Error} */ (e).message);
    }
  };
  const begin = async (/** @type {Record<string, any>} */ changes) => {
    try {
      const again = await postJson('/jobs', { ...job.request, ...changes });
      putJob(again);
      location.hash = link('job', again.id);
    } catch (e) {
      toast(/** @type {Error} */ (e).message);
    }
  };
  const { value: known } = useAnswer(() => asked('/commands'), []);
  const settings = known?.commands.find((/** @type {any} */ one) => one.name === job.command)?.settings ?? [];
  const goesOn = (job.state === 'cancelled' || job.state === 'interrupted') && settings.some((/** @type {any} */ one) => one.path === 'resume');
  return html`<div class="page-head"><h1>${title(job.command)}</h1><${StateChip} state=${job.state} /><span class="muted">${subject(job)}</span>
      <span class="room"></span>
      ${!isOpen(job) && html`<button type="button" title="Takes the job off the list; what it wrote stays." onClick=${cancel}>Forget</button>`}
      <a class="button" href=${varyLink(job)} title="The same settings in the form, to be changed.">Vary</a>
      ${!isOpen(job) && !goesOn && html`<button type="button" onClick=${() => begin({})}>Repeat</button>`}
      ${goesOn && html`<button type="button" class="main" title="From where it stopped." onClick=${() => begin({ resume: true })}>Go on</button>`}
      ${isOpen(job) && html`<button type="button" class="danger" onClick=${cancel}>Cancel</button>`}
    </div>
    <section class="card stack">
      <div role="status" class="standing">${standing(job)} ${!connected && isOpen(job) && html`<span class="chip warn">connection lost, trying again</span>`}</div>
      ${isOpen(job) && html`<${Bar} share=${job.progress ?? 0} label="Progress" />`}
      ${job.commandLine && html`<div class="command"><code tabindex="0" aria-label="Command line">${job.commandLine}</code><${CopyButton} text=${job.commandLine} /></div>`}
      <p class="muted small-text">Asked for ${ago(job.created)}. ${isOpen(job) ? 'It goes on when you close this page.' : ''}</p>
    </section>`;
}

/** @param {{job: any}} props */
function Outputs({ job }) {
  const { items, links } = useShared();
  const names = /** @type {string[]} */ (job.outputs ?? []);
  if (names.length === 0 || isOpen(job)) {
    return null;
  }
  const kindOf = (/** @type {string} */ name) => items?.find((one) => one.name === name)?.kind;
  const rank = (/** @type {string} */ name) => RANKS.indexOf(kindOf(name) ?? '') + 1 || RANKS.length + 1;
  const report = names.find((name) => kindOf(name) === 'report');
  return html`<section><div class="row"><h2>What it wrote</h2>${report && html`<a class="button main" href=${link('item', report)}>Open the report</a>`}</div>
    <ul class="choices">${[...names].sort((a, b) => rank(a) - rank(b)).map((name) => {
    const item = items?.find((one) => one.name === name);
    return html`<li key=${name} class="card output"><${Icon} kind=${item?.kind ?? 'other'} /><div><a href=${link('item', name)}><strong><${Name} text=${name} /></strong></a>
      ${item?.title && html`<p class="item-title">${item.title}</p>`}
      ${item && html`<p class="row">${actions(item, items ?? [], links).slice(0, 3).map((one) => html`<a class="button small" href=${one.href} title=${one.what}>${one.label}</a>`)}</p>`}</div></li>`;
  })}</ul></section>`;
}

/** @param {{log: Entry[]}} props */
function Curves({ log }) {
  const found = useMemo(() => curves(log.filter((entry) => entry.kind === 'step')), [log]);
  if (found.charts.length === 0) {
    return null;
  }
  return html`<section class="charts">${found.charts.map((chart) => html`<div class="card" key=${chart.title}>
    <${Chart} title=${chart.title} unit=${found.unit} x=${found.x} curves=${chart.curves} range=${chart.share ? [0, 1] : undefined} /></div>`)}</section>`;
}

/** What was said on the way, with its end in sight while the job runs. @param {{log: Entry[]}} props */
function Log({ log }) {
  const box = useRef(/** @type {HTMLElement | null} */ (null));
  const atEnd = useRef(true);
  const [all, setAll] = useState(false);
  const first = all ? 0 : Math.max(0, log.length - LINES);
  useEffect(() => {
    if (box.current && atEnd.current) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [log]);
  const scrolled = () => {
    const el = box.current;
    atEnd.current = !el || el.scrollHeight - el.scrollTop - el.clientHeight < 30;
  };
  return html`<section class="card"><h2>Log</h2>
    ${log.length === 0
      ? html`<p class="muted">Nothing was said yet.</p>`
      : html`<div class="log" tabindex="0" role="log" aria-label="Log" ref=${box} onScroll=${scrolled}>
        ${first > 0 && html`<button type="button" class="small" onClick=${() => setAll(true)}>Show the ${first} lines before</button>`}
        ${log.slice(first).map((entry, i) => html`<p key=${first + i} class=${entry.kind}>${entry.kind === 'note' && html`<strong>Note: </strong>`}${entry.text}</p>`)}</div>`}
  </section>`;
}
