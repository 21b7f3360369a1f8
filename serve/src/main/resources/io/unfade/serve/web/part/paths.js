// @ts-check
/** Which items fit a setting that names a file, and what a new file might be called. Pure functions. */

/** @typedef {import('./form.js').Setting} Setting */
/** @typedef {import('./store.js').Item} Item */

/** Kinds of items by the names of settings. @type {Record<string, string[]>} */
const KINDS = {
  model: ['model'],
  data: ['data'],
  background: ['data'],
  validation: ['data'],
  reference: ['data'],
  saliency: ['maps'],
  maps: ['maps'],
  bold: ['image', 'data', 'other', 'folder'],
  atlas: ['regions', 'image'],
  mask: ['image', 'regions'],
  atlasNames: ['regions', 'other'],
  labels: ['other', 'data'],
  runs: ['other', 'data'],
  events: ['other', 'folder'],
  confoundsFiles: ['other'],
};

/** Kinds of items that a setting takes; empty if it writes, or takes no file. @param {Setting} setting */
export function kindsFor(setting) {
  const isRead = setting.file ? setting.file === 'read' : setting.type === 'path' || setting.of === 'path';
  return setting.output || !isRead ? [] : KINDS[setting.name] ?? ['data', 'other'];
}

/** @param {Setting} setting @param {Item[]} items */
export function candidates(setting, items) {
  const kinds = kindsFor(setting);
  return items
    .filter((item) => kinds.includes(item.kind) && !item.problem)
    .sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || a.name.localeCompare(b.name));
}

/** What comes between an input's name and an output's ending. @type {Record<string, string>} */
const STEMS = {
  train: '-model', tune: '-tuned', explain: '-maps', predict: '-predictions', convert: '-converted', export: '', 'cross-validate': '-folds',
  evaluate: '-evaluation', compare: '-comparison', 'fmri-report': '-brain', 'fmri-map': '-brain-maps', 'fmri-prepare': 'blocks', 'fmri-group': '-groups',
};

/** @param {Setting} setting the output */
function ending(setting) {
  const label = setting.label ?? '';
  const found = /\.[a-z]+/.exec(label);
  return found ? found[0] : '';
}

/** A name without its folder and endings. @param {string} name */
function stem(name) {
  const parts = name.split('/');
  const last = parts[parts.length - 1].replace(/(\.[A-Za-z0-9]{1,8}){1,2}$/, '');
  const generic = /^(train|test|data|model)$/.test(last) && parts.length > 1;
  return generic ? parts[parts.length - 2] : last;
}

/**
 * A name for what a command writes that nothing in the workspace has.
 *
 * @param {string} command @param {Setting} setting @param {string[]} inputs names of the items that it reads, most telling first
 * @param {string[]} taken names of all items
 */
export function suggestion(command, setting, inputs, taken) {
  const source = inputs.find((name) => name !== '');
  const middle = (STEMS[command] ?? '-' + command) + (setting.name === 'out' ? '' : '-' + setting.name);
  const base = source ? stem(source) + middle : middle.replace(/^-/, '') || command;
  const end = ending(setting) || (command === 'convert' ? '.npz' : '');
  const used = (/** @type {string} */ name) => taken.some((other) => other === name || other.startsWith(name + '/'));
  let name = base + end;
  for (let i = 2; used(name); i++) {
    name = `${base}-${i}${end}`;
  }
  return name;
}
