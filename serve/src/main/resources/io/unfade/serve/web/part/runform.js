// @ts-check
/** The form of one use case: fields, live check, command line, start. */
import { postJson } from '../api.js';
import { Field } from './field.js';
import { isGiven, missing, problem, request, sections, values as fieldsOf, withoutMeaning } from './form.js';
import { hints } from './hints.js';
import { html, useEffect, useMemo, useRef, useState } from './html.js';
import { candidates, suggestion } from './paths.js';
import { link, runLink } from './route.js';
import { putJob } from './store.js';
import { CopyButton } from './ui.js';
import { labelOf, plural, title } from './words.js';

/** Groups in words. @type {Record<string, string>} */
const GROUP_TITLES = {
  architecture: 'The network',
  'architecture.input': 'What the network reads the series through',
  'architecture.preparation': 'Preparation of the series',
  choice: 'What is explained',
  explanation: 'What is explained',
  folding: 'Folds',
  group: 'Comparison of classes',
  more: 'Memory and other details',
  optimization: 'How it learns',
  'optimization.augmentation': 'Random changes of the training series',
  'optimization.guidance': 'Saliency-guided training',
  'optimization.noising': 'Adaptive noise',
  reading: 'Which series, and how they are read',
};

/**
 * @typedef {import('./form.js').Values} Values
 * @typedef {import('./form.js').Setting} Setting
 * @typedef {{command: import('./commands.js').Command, initial: Record<string, any>, items: import('./store.js').Item[], methods: any[]}} Props
 */

/** A name for what a setting writes. @param {Props} props @param {Values} fields @param {Setting} setting */
function nameFor({ command, items }, fields, setting) {
  const given = command.settings.filter((s) => s.required && !s.output).map((s) => fields[s.path]);
  const inputs = given.map((value) => (Array.isArray(value) ? value[0] : value)).filter((value) => typeof value === 'string');
  return suggestion(command.name, setting, inputs, items.map((item) => item.name));
}

/** Fields with names for what will be written. @param {Props} props @param {Values} fields @param {Set<string>} own outputs that people named */
function named(props, fields, own) {
  const open = props.command.settings.filter((s) => s.output && s.required && !own.has(s.path));
  return { ...fields, ...Object.fromEntries(open.map((s) => [s.path, nameFor(props, fields, s)])) };
}

/** Items that are the only ones that fit a required setting. @param {Setting[]} settings @param {import('./store.js').Item[]} items @returns {Values} */
function onlyOnes(settings, items) {
  const open = settings.filter((s) => s.required && s.type === 'path').map((s) => ({ s, found: candidates(s, items) }));
  return Object.fromEntries(open.filter(({ found }) => found.length === 1).map(({ s, found }) => [s.path, found[0].name]));
}

/** What the server says of a request, some time after it last changed. @param {Record<string, any>} json @param {boolean} ready */
function useCheck(json, ready) {
  const [said, setSaid] = useState(/** @type {{commandLine?: string, error?: any}} */ ({}));
  const text = JSON.stringify(json);
  useEffect(() => {
    if (!ready) {
      setSaid({});
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      postJson('/commands/check', json, { signal: stop.signal }).then(
        (answer) => setSaid({ commandLine: answer.commandLine }),
        (error) => stop.signal.aborted || setSaid({ error }),
      );
    }, 350);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [text, ready]);
  return said;
}

/** @param {Props} props */
export function RunForm(props) {
  const { command, initial, items } = props;
  // an audit has every control by itself, and refuses one in place of a method
  const methods = command.name === 'audit' ? props.methods.filter((one) => !one.control) : props.methods;
  const settings = command.settings;
  const [given, setGiven] = useState(() => ({ ...onlyOnes(settings, items), ...fieldsOf(settings, initial) }));
  const own = useRef(new Set(settings.filter((s) => s.output && isGiven(given[s.path])).map((s) => s.path)));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState(/** @type {any} */ (null));
  const [sending, setSending] = useState(false);
  const fields = named(props, given, own.current);
  const json = request(command.name, settings, fields);
  const lacking = missing(settings, fields);
  const wrong = settings.filter((s) => problem(s, fields[s.path]) && !withoutMeaning(s, settings, fields));
  const said = useCheck(json, lacking.length === 0 && wrong.length === 0);
  const error = refused ?? said.error;
  const blamed = error?.setting && settings.find((s) => s.path === error.setting || s.name === error.setting);

  useEffect(() => {
    const { command: name, ...rest } = json;
    history.replaceState(null, '', runLink(name, rest));
    setRefused(null);
  }, [JSON.stringify(json)]);

  const put = (/** @type {Setting} */ setting, /** @type {any} */ value) => {
    if (setting.output) {
      isGiven(value) ? own.current.add(setting.path) : own.current.delete(setting.path);
    }
    setGiven((before) => ({ ...before, [setting.path]: value }));
  };
  const problemOf = (/** @type {Setting} */ setting) =>
    problem(setting, fields[setting.path]) || (blamed === setting ? error.message : '') || (tried && lacking.includes(setting) ? 'This is needed.' : '');
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    setTried(true);
    const first = lacking[0] ?? wrong[0];
    if (first) {
      document.getElementById(`set-${first.path}`)?.focus();
      return;
    }
    setSending(true);
    try {
      const job = await postJson('/jobs', json);
      putJob(job);
      location.hash = link('job', job.id);
    } catch (e) {
      setRefused(e);
      setSending(false);
    }
  };
  const methodName = fields[settings.find((s) => s.name === 'method')?.path ?? ''];
  const method = methods.find((one) => one.name === methodName);
  const field = (/** @type {Setting} */ setting) => html`<${Field} key=${setting.path} setting=${setting} value=${fields[setting.path]} items=${items}
    methods=${methods} method=${method} problem=${problemOf(setting)}
    disabled=${withoutMeaning(setting, settings, fields)}
    hints=${hints(setting, fields, items, methods)} suggested=${setting.output && !setting.required ? nameFor(props, fields, setting) : ''} onChange=${(/** @type {any} */ value) => put(setting, value)} />`;
  return html`<form class="run-form" novalidate onSubmit=${submit}>
    <${Body} settings=${settings} fields=${fields} field=${field} problemOf=${problemOf} background=${method?.background === true} />
    <${Footer} ...${{ command, said, error: blamed ? null : error, lacking, wrong, sending, blamed }} />
  </form>`;
}

/** @param {{settings: Setting[], fields: Values, field: (s: Setting) => any, problemOf: (s: Setting) => string, background: boolean}} props `background`: whether the method needs it */
function Body({ settings, fields, field, problemOf, background }) {
  const parts = useMemo(() => sections(settings, new Set(background ? ['background'] : [])), [settings, background]);
  const [filter, setFilter] = useState('');
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = (/** @type {Setting} */ s) => {
    const text = `${s.path} ${title(s.name)} ${s.meaning ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const rest = parts.groups.reduce((sum, group) => sum + group.settings.length, 0);
  const shown = parts.groups.map((group) => ({ ...group, settings: group.settings.filter(matches) })).filter((group) => group.settings.length > 0);
  return html`
    ${parts.required.length > 0 && html`<section class="card"><h2>Needed</h2><div class="fields">${parts.required.map(field)}</div></section>`}
    ${parts.common.length > 0 && html`<section class="card"><h2>Often changed</h2><div class="fields">${parts.common.map(field)}</div></section>`}
    ${rest > 0 && html`<section class="card">
      <div class="row"><h2>${plural(rest, 'further setting')}</h2>
        ${rest > 5 && html`<input type="search" aria-label="Filter further settings" placeholder="Filter, such as dropout" value=${filter} onInput=${(/** @type {any} */ e) => setFilter(e.target.value)} />`}</div>
      <p class="muted">The defaults are chosen to do well; nothing here has to be changed.</p>
      ${shown.map((group) => html`<${Group} key=${group.name} name=${group.name} settings=${group.settings} open=${words.length > 0} fields=${fields} field=${field} problemOf=${problemOf} />`)}
      ${shown.length === 0 && html`<p>No setting has “${filter}” in its name or meaning.</p>`}
    </section>`}`;
}

/** @param {{name: string, settings: Setting[], open: boolean, fields: Values, field: (s: Setting) => any, problemOf: (s: Setting) => string}} props */
function Group({ name, settings, open, fields, field, problemOf }) {
  const changed = settings.filter((s) => isGiven(fields[s.path])).length;
  const bad = settings.some((s) => problemOf(s) !== '');
  const [unfolded, setUnfolded] = useState(changed > 0);
  const isOpen = open || unfolded || bad;
  return html`<details class="group" open=${isOpen}>
    <summary onClick=${(/** @type {Event} */ e) => {
      e.preventDefault();
      setUnfolded(!isOpen);
    }}>
      ${GROUP_TITLES[name] ?? title(name)} <span class="muted">${plural(settings.length, 'setting')}</span>
      ${changed > 0 && html` <span class="chip busy">${changed} changed</span>`} ${bad && html` <span class="chip bad">look here</span>`}
    </summary>
    ${isOpen && html`<div class="fields">${settings.map(field)}</div>`}
  </details>`;
}

/** @param {any} props */
function Footer({ command, said, error, lacking, wrong, sending, blamed }) {
  const state = () => {
    if (lacking.length > 0) {
      return html`Still needed: ${lacking.map((/** @type {Setting} */ s) => labelOf(s.name).toLowerCase()).join(', ')}.`;
    }
    if (wrong.length > 0 || blamed) {
      const named = blamed ?? wrong[0];
      return html`<span class="field-problem">Look at ${labelOf(named.name).toLowerCase()} again.</span>`;
    }
    return said.commandLine ? 'Ready. The same on the command line:' : 'Checking the settings …';
  };
  return html`<div class="run-foot card">
    <div role="status">${error ? html`<span class="field-problem">${error.message}</span>` : state()}</div>
    ${said.commandLine && html`<div class="command"><code tabindex="0" aria-label="Command line">${said.commandLine}</code><${CopyButton} text=${said.commandLine} /></div>`}
    <button class="main" disabled=${sending}>${sending ? 'Starting …' : `Start: ${title(command.name).toLowerCase()}`}</button>
  </div>`;
}
