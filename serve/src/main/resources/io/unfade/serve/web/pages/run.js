// @ts-check
/** `#/run`: choose what to do; `#/run/<command>?<json>`: its form, filled in by the JSON. */
import { firstSentence, grouped } from '../part/commands.js';
import { Examples } from '../part/examples.js';
import { html, useMemo, useState } from '../part/html.js';
import { link } from '../part/route.js';
import { RunForm } from '../part/runform.js';
import { asked, useAnswer, useShared } from '../part/store.js';
import { Problem, Prose, Spinner, useTitle } from '../part/ui.js';
import { title } from '../part/words.js';

/** @param {{params: {name: string, raw: string}}} props */
export default function RunPage({ params }) {
  const { value, error, again } = useAnswer(() => Promise.all([asked('/commands'), asked('/methods')]), []);
  useTitle(params.name ? title(params.name) : 'Run');
  if (error) {
    return html`<${Problem} heading="Run" error=${error} retry=${again} />`;
  }
  if (!value) {
    return html`<${Spinner} words="Asking what unfade can do …" />`;
  }
  const [{ commands }, { methods }] = value;
  if (!params.name) {
    return html`<${Chooser} commands=${commands} examplesFirst=${params.raw === 'examples'} />`;
  }
  const command = commands.find((/** @type {any} */ one) => one.name === params.name);
  if (!command) {
    return html`<${Problem} heading="Run" error=${`unfade cannot “${params.name}”.`}><p><a href="#/run">See what it can do</a></p><//>`;
  }
  return html`<${Form} command=${command} methods=${methods} raw=${params.raw} />`;
}

/** @param {{command: any, methods: any[], raw: string}} props */
function Form({ command, methods, raw }) {
  const { items } = useShared();
  const [initial, broken] = useMemo(() => {
    try {
      return [raw ? JSON.parse(raw) : {}, false];
    } catch {
      return [{}, true];
    }
  }, [command.name, raw]);
  return html`<div class="stack">
    <div class="page-head"><h1>${title(command.name)}</h1><a href="#/run">All that can be run</a><p><${Prose} text=${command.meaning} /></p></div>
    ${broken && html`<p class="hint">The settings in the address could not be read; the form starts empty.</p>`}
    ${items ? html`<${RunForm} key=${command.name + raw} ...${{ command, methods, items, initial }} />` : html`<${Spinner} words="Looking into the workspace …" />`}
  </div>`;
}

/** @param {{commands: any[], examplesFirst: boolean}} props */
function Chooser({ commands, examplesFirst }) {
  const [filter, setFilter] = useState('');
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const found = commands.filter((one) => words.every((word) => `${one.name} ${one.meaning}`.toLowerCase().includes(word)));
  const examples = words.length === 0 && html`<section key="examples"><h2>Examples</h2><p class="muted">Data, a model and its maps, made in the workspace to look around.</p><${Examples} /></section>`;
  return html`<div class="stack">
    <div class="page-head"><h1>What shall be done?</h1>
      <input type="search" aria-label="Search what can be run" placeholder="Search" value=${filter} onInput=${(/** @type {any} */ e) => setFilter(e.target.value)} />
      <p>A common way: train a model on labelled series, look how good it is, then explain what its answers depend on.</p></div>
    ${found.length === 0 && html`<p>Nothing that can be run has “${filter}” in its description.</p>`}
    ${examplesFirst && examples}
    ${grouped(found).map((group) => html`<section key=${group.title}>
      <h2>${group.title}</h2><p class="muted">${group.what}</p>
      <ul class="choices">${group.commands.map((one) => html`<li key=${one.name}><a class="card choice" href=${link('run', one.name)}>
        <strong>${title(one.name)}</strong><span><${Prose} text=${firstSentence(one.meaning)} /></span></a></li>`)}</ul>
    </section>`)}
    ${!examplesFirst && examples}
  </div>`;
}
