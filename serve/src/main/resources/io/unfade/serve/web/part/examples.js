// @ts-check
/** Examples that are made in the workspace by one click. */
import { postJson } from '../api.js';
import { html, useState } from './html.js';
import { link } from './route.js';
import { asked, refreshJobs, useAnswer } from './store.js';
import { Problem, Spinner, toast } from './ui.js';

export function Examples() {
  const { value, error, again } = useAnswer(() => asked('/examples'), []);
  if (error) {
    return html`<${Problem} error=${error} retry=${again} />`;
  }
  if (!value) {
    return html`<${Spinner} words="Asking for examples …" />`;
  }
  return html`<ul class="choices">${value.map((/** @type {any} */ one) => html`<${Example} key=${one.name} one=${one} />`)}</ul>`;
}

/** @param {{one: {name: string, title: string, what: string}}} props */
function Example({ one }) {
  const [busy, setBusy] = useState(false);
  const begin = async () => {
    setBusy(true);
    try {
      const ids = /** @type {string[]} */ (await postJson(`/examples/${encodeURIComponent(one.name)}`));
      await refreshJobs();
      toast('The workspace fills as the jobs end.');
      location.hash = ids.length === 1 ? link('job', ids[0]) : '#/jobs';
    } catch (e) {
      toast(/** @type {Error} */ (e).message);
      setBusy(false);
    }
  };
  return html`<li class="card example"><strong>${one.title}</strong><p class="muted">${one.what}</p>
    <button type="button" disabled=${busy} onClick=${begin} aria-label=${`Make the example ${one.title}`}>${busy ? 'Starting …' : 'Make this example'}</button></li>`;
}
