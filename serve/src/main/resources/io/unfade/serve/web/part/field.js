// @ts-check
/** A setting as a field: its control by its type, what it means, and what is wrong with it. */
import { html, useState } from './html.js';
import { MethodsDialog } from './methods.js';
import { candidates, kindsFor } from './paths.js';
import { Prose } from './ui.js';
import { labelOf } from './words.js';

/**
 * @typedef {import('./form.js').Setting} Setting
 * @typedef {import('./form.js').Value} Value
 * @typedef {import('./form.js').Pair} Pair
 * @typedef {import('./store.js').Item} Item
 * @typedef {Object} FieldProps
 * @property {Setting} setting
 * @property {Value | undefined} value
 * @property {(value: Value) => void} onChange
 * @property {string} [problem]
 * @property {string} [disabled] the reason in words
 * @property {Item[]} items
 * @property {any[]} [methods]
 * @property {any} [method] the chosen one
 * @property {import('./hints.js').Hint[]} [hints] words that a text may be
 * @property {string} [suggested] a name for what is written
 */

/** @param {FieldProps} props */
export function Field(props) {
  const { setting, problem, disabled } = props;
  const id = `set-${setting.path}`;
  const isCheck = setting.type === 'boolean';
  const notes = `${id}-note`;
  const shared = { id, 'aria-describedby': notes, 'aria-invalid': problem ? 'true' : null, disabled: Boolean(disabled) };
  return html`<div class=${`field ${isCheck ? 'check' : ''} ${disabled ? 'off' : ''}`} data-path=${setting.path}>
    <div class="field-head">
      ${isCheck && html`<${Control} ...${props} shared=${shared} />`}
      <label for=${id}>${labelOf(setting.name)}</label>
      ${setting.required && html`<span class="chip">required</span>`}
    </div>
    ${!isCheck && html`<${Control} ...${props} shared=${shared} />`}
    <p class="field-note" id=${notes}>
      ${problem && html`<strong class="field-problem" role="alert">${problem} </strong>`}
      ${disabled && html`<strong>${disabled} </strong>`}
      <${Prose} text=${setting.meaning || FALLBACK[setting.name] || ''} />
      ${!isCheck && (setting.usual ?? '').length > 24 && html` <span>Default: ${setting.usual}.</span>`}
    </p>
  </div>`;
}

/** What is said of settings that all use cases share. @type {Record<string, string>} */
const FALLBACK = { seed: 'The same seed gives the same result.' };

/** @param {FieldProps & {shared: object}} props */
function Control(props) {
  const { setting, value, onChange, shared } = props;
  if (setting.name === 'method' && props.methods) {
    return html`<${MethodControl} ...${props} />`;
  }
  if (setting.type === 'boolean') {
    return html`<input type="checkbox" ...${shared} checked=${value === true} onChange=${(/** @type {any} */ e) => onChange(e.target.checked)} />`;
  }
  if (setting.type === 'choice') {
    return html`<${Choice} choices=${setting.choices ?? []} empty=${setting.usual ? `default (${setting.usual})` : 'default'} ...${props} />`;
  }
  if (setting.type === 'list') {
    return html`<${ListControl} ...${props} />`;
  }
  if (setting.type === 'map') {
    return html`<${MapControl} ...${props} />`;
  }
  const one = html`<${One} setting=${setting} text=${String(value ?? '')} onText=${onChange} items=${props.items} shared=${shared} offered=${props.hints} />`;
  const offer = props.suggested && !value;
  return offer
    ? html`<div class="joined">${one}<button type="button" class="small" disabled=${Boolean(props.disabled)} title=${props.suggested} onClick=${() => onChange(props.suggested ?? '')}>Write it</button></div>`
    : one;
}

/** @param {{choices: string[], empty: string, value: Value | undefined, onChange: (value: string) => void, shared: object}} props */
function Choice({ choices, empty, value, onChange, shared }) {
  return html`<select ...${shared} value=${value ?? ''} onChange=${(/** @type {any} */ e) => onChange(e.target.value)}>
    <option value="">${empty}</option>
    ${choices.map((choice) => html`<option value=${choice}>${choice}</option>`)}
  </select>`;
}

/**
 * One text, number or name.
 *
 * @param {{setting: Setting, text: string, onText: (text: string) => void, items: Item[], shared: any, offered?: any[]}} props
 */
function One({ setting, text, onText, items, shared, offered = [] }) {
  const kinds = kindsFor(setting);
  if (kinds.length > 0) {
    return html`<${ItemControl} ...${{ setting, text, onText, items, shared }} />`;
  }
  const type = setting.type === 'list' ? setting.of : setting.type;
  const mode = type === 'int' || type === 'long' ? 'numeric' : type === 'double' ? 'decimal' : 'text';
  const empty = setting.output && !setting.required ? 'not written' : setting.usual || setting.label || '';
  const list = offered.length > 0 ? `${shared.id}-list` : null;
  return html`<input type="text" ...${shared} inputmode=${mode} autocomplete="off" spellcheck=${false} value=${text} list=${list}
    placeholder=${empty} onInput=${(/** @type {any} */ e) => onText(e.target.value)} />
    ${list && html`<datalist id=${list}>${offered.map((one) => html`<option value=${one.name}>${one.summary}</option>`)}</datalist>`}`;
}

/** An item of the workspace, or any name. @param {{setting: Setting, text: string, onText: (text: string) => void, items: Item[], shared: any}} props */
function ItemControl({ setting, text, onText, items, shared }) {
  const offered = candidates(setting, items);
  const isText = setting.type === 'text';
  const [free, setFree] = useState(isText || (text !== '' && !offered.some((item) => item.name === text)));
  const input = (/** @type {any} */ e) => onText(e.target.value);
  if (free || offered.length === 0) {
    const list = `${shared.id}-list`;
    return html`<div class="joined">
      <input type="text" ...${shared} list=${list} autocomplete="off" spellcheck=${false} value=${text}
        placeholder=${offered.length === 0 ? `a name; the workspace has no ${kindsFor(setting)[0]} yet` : setting.usual || 'a name'} onInput=${input} />
      <datalist id=${list}>${offered.map((item) => html`<option value=${item.name}>${item.title}</option>`)}</datalist>
      ${!isText && offered.length > 0 && html`<button type="button" class="small" disabled=${shared.disabled} onClick=${() => setFree(false)}>Choose</button>`}
    </div>`;
  }
  return html`<div class="joined">
    <select ...${shared} value=${text} onChange=${input}>
      <option value="">${setting.required ? 'choose …' : 'none'}</option>
      ${offered.map((item) => html`<option value=${item.name}>${item.name}${item.title ? ` – ${item.title}` : ''}</option>`)}
    </select>
    <button type="button" class="small" disabled=${shared.disabled} onClick=${() => setFree(true)}>Type a name</button>
  </div>`;
}

/** @param {FieldProps & {shared: any}} props */
function ListControl({ setting, value, onChange, items, shared, hints }) {
  const rows = Array.isArray(value) && value.length > 0 ? /** @type {string[]} */ (value) : [''];
  const put = (/** @type {number} */ index, /** @type {string} */ text) => onChange(rows.map((row, i) => (i === index ? text : row)));
  return html`<div class="rows">
    ${rows.map((row, i) => html`<div class="joined" key=${i}>
      <div class="grow"><${One} setting=${setting} text=${row} onText=${(/** @type {string} */ text) => put(i, text)} items=${items} offered=${hints}
        shared=${{ ...shared, id: i === 0 ? shared.id : `${shared.id}-${i}`, 'aria-label': `${labelOf(setting.name)} ${i + 1}` }} /></div>
      ${rows.length > 1 && html`<button type="button" class="small" disabled=${shared.disabled} aria-label=${`Remove ${labelOf(setting.name)} ${i + 1}`}
        onClick=${() => onChange(rows.filter((_, other) => other !== i))}>✕</button>`}
    </div>`)}
    <button type="button" class="small" disabled=${shared.disabled} onClick=${() => onChange([...rows, ''])}>Add another</button>
  </div>`;
}

/** Names with values; those of the chosen method are offered. @param {FieldProps & {shared: any}} props */
function MapControl({ setting, value, onChange, shared, method }) {
  const rows = Array.isArray(value) && value.length > 0 ? /** @type {Pair[]} */ (value) : [/** @type {Pair} */ (['', ''])];
  const options = /** @type {any[]} */ (method?.options ?? []);
  const list = `${shared.id}-names`;
  const put = (/** @type {number} */ index, /** @type {Pair} */ pair) => onChange(rows.map((row, i) => (i === index ? pair : row)));
  const meaning = (/** @type {string} */ name) => options.find((option) => option.name === name);
  return html`<div class="rows">
    <datalist id=${list}>${options.map((option) => html`<option value=${option.name}>${option.meaning}</option>`)}</datalist>
    ${rows.map(([name, text], i) => html`<div key=${i}>
      <div class="joined pair">
        <input type="text" ...${shared} id=${i === 0 ? shared.id : `${shared.id}-${i}`} list=${list} aria-label=${`${labelOf(setting.name)}: name ${i + 1}`} placeholder="name" value=${name} autocomplete="off"
          onInput=${(/** @type {any} */ e) => put(i, [e.target.value, text])} />
        <span aria-hidden="true">=</span>
        <input type="text" disabled=${shared.disabled} aria-label=${`${labelOf(setting.name)}: value ${i + 1}`} placeholder=${meaning(name)?.usual ?? meaning(name)?.default ?? 'value'} value=${text} autocomplete="off"
          onInput=${(/** @type {any} */ e) => put(i, [name, e.target.value])} />
        ${rows.length > 1 && html`<button type="button" class="small" disabled=${shared.disabled} aria-label=${`Remove row ${i + 1}`} onClick=${() => onChange(rows.filter((_, other) => other !== i))}>✕</button>`}
      </div>
      ${meaning(name) && html`<p class="field-note">${meaning(name).meaning}</p>`}
    </div>`)}
    <div class="row">
      <button type="button" class="small" disabled=${shared.disabled} onClick=${() => onChange([...rows, ['', '']])}>Add another</button>
      ${options.filter((option) => !rows.some(([name]) => name === option.name)).map((option) => html`<button type="button" class="small" disabled=${shared.disabled}
        title=${option.meaning} onClick=${() => onChange([...rows.filter(([name]) => name !== ''), [option.name, '']])}>+ ${option.name}</button>`)}
    </div>
  </div>`;
}

/** A method, with what it does. @param {FieldProps & {shared: any}} props */
function MethodControl({ setting, value, onChange, shared, methods = [], method }) {
  const [all, setAll] = useState(false);
  const what = method?.summary;
  return html`<div>
    <div class="joined"><${Choice} choices=${methods.map((one) => one.name)} empty="default" ...${{ value, onChange, shared }} />
      <button type="button" class="small" disabled=${shared.disabled} onClick=${() => setAll(true)}>All methods</button></div>
    ${all && html`<${MethodsDialog} methods=${methods} chosen=${String(value ?? '')} onChoose=${onChange} onClose=${() => setAll(false)} />`}
    ${method && html`<p class="method-note">${what}${what?.endsWith('.') ? '' : '.'}
      ${method.needs && method.needs !== 'nothing' ? ` Needs ${method.needs}.` : ''}${method.background ? ' Needs series of the training distribution: see Background.' : ''}
      ${method.complete === true ? ' The cells of a map sum to what is explained.' : ''}</p>`}
  </div>`;
}

