// @ts-check
/** Addresses of views: `#/page/name/with/slashes?query`. Pure functions. */

/**
 * @typedef {Object} Route
 * @property {string} page first part of the path; empty for the workspace
 * @property {{name: string, raw: string}} params the rest of the path, and the text of the query
 * @property {URLSearchParams} query
 */

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @param {string} hash with or without `#` @returns {Route} */
export function parse(hash) {
  const text = hash.replace(/^#/, '');
  const mark = text.indexOf('?');
  const path = mark < 0 ? text : text.slice(0, mark);
  const raw = mark < 0 ? '' : text.slice(mark + 1);
  const [page = '', ...rest] = path.split('/').filter((part) => part !== '').map(decoded);
  return { page, params: { name: rest.join('/'), raw: decoded(raw) }, query: new URLSearchParams(raw) };
}

/** A name with each of its parts encoded. @param {string} name */
export function encodePath(name) {
  return name.split('/').map(encodeURIComponent).join('/');
}

/** @param {string} page @param {string} [name] @param {Record<string, string>} [query] */
export function link(page, name = '', query = {}) {
  const search = new URLSearchParams(query).toString();
  return `#/${page}${name ? '/' + encodePath(name) : ''}${search ? '?' + search : ''}`;
}

/** The form of a use case, filled in. @param {string} command @param {object} [request] */
export function runLink(command, request = {}) {
  const json = JSON.stringify(request);
  return `#/run/${command}${json === '{}' ? '' : '?' + encodeURIComponent(json)}`;
}
