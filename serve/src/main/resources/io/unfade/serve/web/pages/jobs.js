// @ts-check
/** `#/jobs`: the queue, what runs, and what ran. */
import { remove } from '../api.js';
import { html } from '../part/html.js';
import { isOpen, standing, StateChip, subject } from '../part/jobwords.js';
import { link, runLink } from '../part/route.js';
import { dropJob, refreshJobs, useShared } from '../part/store.js';
import { Bar, Empty, Problem, Spinner, toast, useTitle } from '../part/ui.js';
import { plural, title } from '../part/words.js';

export default function JobsPage() {
  useTitle('Jobs');
  const { jobs, problem } = useShared();
  if (!jobs) {
    return problem ? html`<${Problem} heading="Jobs" error=${problem} retry=${refreshJobs} />` : html`<${Spinner} words="Asking for the jobs …" />`;
  }
  if (jobs.length === 0) {
    return html`<${Empty} title="Nothing was run yet"><p>What you start appears here, and goes on when you close this page.</p>
      <p><a class="button main" href="#/run">Run something</a></p><//>`;
  }
  const open = jobs.filter(isOpen).sort((a, b) => order(a) - order(b));
  const ended = jobs.filter((job) => !isOpen(job));
  return html`<div class="stack">
    <div class="page-head"><h1>Jobs</h1><span class="room"></span><a class="button" href="#/run">Run something</a></div>
    <section><h2>Now</h2>
      ${open.length === 0 ? html`<p class="muted">Nothing runs or waits.</p>` : html`<ul class="jobs">${open.map((job) => html`<${Row} key=${job.id} job=${job} />`)}</ul>`}
    </section>
    ${ended.length > 0 && html`<section>
      <div class="row"><h2>Before</h2><span class="muted">${plural(ended.length, 'job')}</span><span class="room"></span>
        <button type="button" class="small" onClick=${() => forget(ended)}>Forget all that ended</button></div>
      <ul class="jobs">${ended.map((job) => html`<${Row} key=${job.id} job=${job} />`)}</ul>
    </section>`}
  </div>`;
}

/** @param {any} job */
function order(job) {
  return job.state === 'running' ? 0 : job.position ?? 1;
}

/** @param {any[]} jobs */
async function forget(jobs) {
  for (const job of jobs) {
    try {
      await remove(`/jobs/${job.id}`);
      dropJob(job.id);
    } catch (e) {
      toast(/** @type {Error} */ (e).message);
      return;
    }
  }
}

/** @param {any} job */
async function stop(job) {
  try {
    await remove(`/jobs/${job.id}`);
    if (!isOpen(job)) {
      dropJob(job.id);
    }
  } catch (e) {
    toast(/** @type {Error} */ (e).message);
  }
}

/** @param {{job: any}} props */
function Row({ job }) {
  const { command, ...settings } = job.request ?? {};
  return html`<li class="card job-row">
    <div class="job-what"><a href=${link('job', job.id)}><strong>${title(job.command)}</strong></a> <span class="muted">${subject(job)}</span></div>
    <${StateChip} state=${job.state} />
    <div class="job-state">${job.error ? html`<span class="field-problem">${job.error}</span>` : standing(job)}
      ${job.state === 'running' && html`<${Bar} share=${job.progress ?? 0} label=${`Progress of ${job.command}`} />`}</div>
    <div class="row">
      ${!isOpen(job) && command && html`<a class="button small" href=${runLink(command, settings)}>Vary</a>`}
      <button type="button" class="small" aria-label=${`${isOpen(job) ? 'Cancel' : 'Forget'} ${command} ${subject(job)}`} onClick=${() => stop(job)}>${isOpen(job) ? 'Cancel' : 'Forget'}</button>
    </div>
  </li>`;
}
