// @ts-check
/**
 * The form of a use case, made of what the server says of its settings: values as they stand in the fields, and the request
 * that they amount to. Pure functions.
 */
import { optionName } from './words.js';

/**
 * @typedef {Object} Setting
 * @property {string} path such as `architecture.hidden`
 * @property {string} name
 * @property {string} group
 * @property {'path'|'int'|'long'|'double'|'boolean'|'text'|'choice'|'list'|'map'} type
 * @property {string} [of] type of the elements of a list
 * @property {string} [label]
 * @property {boolean} required
 * @property {string} [usual]
 * @property {string} [meaning]
 * @property {string[]} [choices]
 * @property {string[]} [needs]
 * @property {string[]} [unless]
 * @property {boolean} [output] whether it names what is written
 * @property {'read' | 'written'} [file] whether it names files, and why
 *
 * @typedef {[string, string]} Pair
 * @typedef {string | boolean | string[] | Pair[]} Value as it stands in a field
 * @typedef {Record<string, Value>} Values by the paths of settings; absent ones have their default
 */

/** Settings that most people look at first, also out of groups. */
const COMMON = new Set(['method', 'set', 'target', 'members', 'epochs', 'hidden']);
/** What is often changed, in this order; the others follow. */
const ORDER = ['preset', 'method', 'set', 'background', 'target', 'also', 'report', 'budget', 'members', 'epochs', 'hidden', 'validation'];
/** Settings without a group that few people need. */
const RARE = new Set(['recompute', 'modelLayout', 'batchSize', 'jacobianSeries']);

/** @param {Setting} setting @param {Set<string>} [wanted] names that the other settings bring up @returns {'required' | 'common' | 'rest'} */
export function place(setting, wanted = new Set()) {
  if (setting.required) {
    return 'required';
  }
  const common = wanted.has(setting.name) || (setting.group === '' ? !RARE.has(setting.name) : COMMON.has(setting.name));
  return common ? 'common' : 'rest';
}

/** @param {Setting} setting */
function rank(setting) {
  const found = ORDER.indexOf(setting.name);
  return found < 0 ? ORDER.length : found;
}

/** Settings in the order of a form. @param {Setting[]} settings @param {Set<string>} [wanted] as in {@link place} */
export function sections(settings, wanted) {
  const at = (/** @type {string} */ where) => settings.filter((setting) => place(setting, wanted) === where);
  /** @type {Map<string, Setting[]>} */
  const groups = new Map();
  at('rest').forEach((setting) => {
    const group = setting.group || 'more';
    groups.set(group, [...(groups.get(group) ?? []), setting]);
  });
  return {
    required: at('required'),
    common: at('common').sort((a, b) => rank(a) - rank(b)),
    groups: [...groups].map(([name, inside]) => ({ name, settings: inside })),
  };
}

/** Whether a field says something. @param {Value | undefined} value */
export function isGiven(value) {
  if (Array.isArray(value)) {
    return value.some((one) => (Array.isArray(one) ? one[0].trim() !== '' : one.trim() !== ''));
  }
  return typeof value === 'boolean' ? value : value !== undefined && value.trim() !== '';
}

/** What a request will have for a setting, as a text; empty if that is not known here. @param {Setting} setting @param {Values} values */
function inWords(setting, values) {
  const value = values[setting.path];
  if (isGiven(value)) {
    return typeof value === 'string' ? value.trim() : 'true';
  }
  const usual = setting.usual ?? '';
  const isValue = setting.choices ? setting.choices.includes(usual) : /^-?[0-9.]+$/.test(usual);
  return isValue ? usual : '';
}

/** @param {string} condition such as `regime authors` @param {Setting[]} settings @param {Values} values */
function holds(condition, settings, values) {
  const [name, wanted] = condition.split(' ');
  const other = settings.find((setting) => setting.name === name);
  if (!other) {
    return false;
  }
  const words = inWords(other, values);
  return wanted === undefined ? words !== '' : words.replace(/\.0$/, '') === wanted;
}

/** @param {string} condition */
function conditionInWords(condition) {
  const [name, wanted] = condition.split(' ');
  const words = optionName(name).replace(/-/g, ' ');
  return wanted === undefined ? words : `${words} ${wanted}`;
}

/**
 * Why a setting has no meaning beside the others, in words; empty if it has one.
 *
 * @param {Setting} setting @param {Setting[]} settings all of the use case @param {Values} values
 */
export function withoutMeaning(setting, settings, values) {
  const needs = (setting.needs ?? []).filter((condition) => settings.some((other) => other.name === condition.split(' ')[0]));
  if (needs.length > 0 && !needs.some((condition) => holds(condition, settings, values))) {
    return `Only with ${needs.map(conditionInWords).join(' or ')}.`;
  }
  const against = (setting.unless ?? []).find((condition) => holds(condition, settings, values));
  return against ? `Not with ${conditionInWords(against)}.` : '';
}

/** What is wrong with a text as a number; empty if nothing. @param {string} type @param {string} text */
function numberProblem(type, text) {
  const value = text.trim();
  if (type === 'double') {
    return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value) ? '' : `This must be a number, but is '${value}'.`;
  }
  if (!/^[+-]?\d+$/.test(value)) {
    return `This must be a whole number, but is '${value}'.`;
  }
  const most = type === 'int' ? 2147483647 : Number.MAX_SAFE_INTEGER;
  return Math.abs(Number(value)) > most ? 'This number is too large.' : '';
}

/** What is wrong with a field in itself; empty if nothing. @param {Setting} setting @param {Value | undefined} value */
export function problem(setting, value) {
  if (!isGiven(value)) {
    return '';
  }
  const type = setting.type === 'list' ? setting.of ?? 'text' : setting.type;
  if (type === 'int' || type === 'long' || type === 'double') {
    const texts = Array.isArray(value) ? value.map(String).filter((text) => text.trim() !== '') : [String(value)];
    return texts.map((text) => numberProblem(type, text)).find((text) => text !== '') ?? '';
  }
  if (setting.type === 'map') {
    const keys = /** @type {Pair[]} */ (value).map(([key]) => key.trim()).filter((key) => key !== '');
    return new Set(keys).size < keys.length ? 'A name stands here twice.' : '';
  }
  return '';
}

/** @param {string} type @param {string} text */
function typed(type, text) {
  return type === 'int' || type === 'long' || type === 'double' ? Number(text) : text.trim();
}

/** @param {Setting} setting @param {Value} value */
function node(setting, value) {
  if (setting.type === 'list') {
    return /** @type {string[]} */ (value).filter((text) => text.trim() !== '').map((text) => typed(setting.of ?? 'text', text));
  }
  if (setting.type === 'map') {
    const pairs = /** @type {Pair[]} */ (value).filter(([key]) => key.trim() !== '');
    return Object.fromEntries(pairs.map(([key, text]) => [key.trim(), text.trim()]));
  }
  return typeof value === 'string' ? typed(setting.type, value) : value;
}

/**
 * The request that the fields amount to: without settings that have their default, or no meaning beside the others.
 *
 * @param {string} command @param {Setting[]} settings @param {Values} values
 * @returns {Record<string, any>}
 */
export function request(command, settings, values) {
  const json = /** @type {Record<string, any>} */ ({ command });
  settings.forEach((setting) => {
    const value = values[setting.path];
    if (value === undefined || !isGiven(value) || withoutMeaning(setting, settings, values)) {
      return;
    }
    const keys = setting.path.split('.');
    const holder = keys.slice(0, -1).reduce((inner, key) => (inner[key] ??= {}), json);
    holder[keys[keys.length - 1]] = node(setting, value);
  });
  return json;
}

/** The fields that a request amounts to. @param {Setting[]} settings @param {Record<string, any>} json @returns {Values} */
export function values(settings, json) {
  const fields = /** @type {Values} */ ({});
  settings.forEach((setting) => {
    const found = setting.path.split('.').reduce((inner, key) => inner?.[key], /** @type {any} */ (json));
    const isDefault = String(found) === setting.usual;
    if (found === undefined || found === null || found === false || isDefault) {
      return;
    }
    fields[setting.path] = fieldOf(setting, found);
  });
  return fields;
}

/** @param {Setting} setting @param {any} found @returns {Value} */
function fieldOf(setting, found) {
  if (setting.type === 'boolean') {
    return found === true;
  }
  if (setting.type === 'list') {
    return (Array.isArray(found) ? found : [found]).map(String);
  }
  return setting.type === 'map' ? Object.entries(found).map(([key, text]) => /** @type {Pair} */ ([key, String(text)])) : String(found);
}

/** Required settings that no field gives. @param {Setting[]} settings @param {Values} fields */
export function missing(settings, fields) {
  return settings.filter((setting) => setting.required && setting.type !== 'boolean' && !isGiven(fields[setting.path]));
}
