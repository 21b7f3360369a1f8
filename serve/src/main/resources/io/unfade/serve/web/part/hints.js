// @ts-check
/** Words that a text field may offer. Pure functions. */

/** @typedef {import('./form.js').Setting} Setting */
/** @typedef {import('./form.js').Values} Values */
/** @typedef {{name: string, summary?: string}} Hint */

/** What a class may be called in place of its name. @type {Record<string, string[]>} */
const CLASS_WORDS = { target: ['predicted', 'label'], contrast: ['second'] };

/**
 * The words that a meaning begins with, if these are a list such as `a, b, c or d`.
 *
 * @param {string} meaning
 */
export function listedWords(meaning) {
  const start = meaning.replace(/^[^:.,]*:\s*/, '').split(/\.\s|\.$/)[0];
  const parts = start.split(/,\s*(?:or\s+)?|\s+or\s+/);
  const words = parts.filter((part) => /^[a-z0-9_]+(-[a-z0-9_]+)*$/.test(part));
  return words.length >= 3 && words.length >= parts.length - 1 ? words : [];
}

/**
 * @param {Setting} setting @param {Values} fields @param {import('./store.js').Item[]} items @param {any[]} methods
 * @returns {Hint[]}
 */
export function hints(setting, fields, items, methods) {
  if (setting.name === 'also') {
    return methods;
  }
  const words = CLASS_WORDS[setting.name];
  if (words && setting.type === 'text') {
    const named = new Set([fields.model, fields.data]);
    const classes = items.filter((item) => named.has(item.name)).map((item) => item.about?.classes).filter(Array.isArray);
    return [...new Set([...words, ...classes.flat().map(String)])].map((name) => ({ name }));
  }
  const isText = setting.type === 'text' || (setting.type === 'list' && setting.of === 'text');
  return isText && !setting.choices ? listedWords(setting.meaning ?? '').map((name) => ({ name })) : [];
}
