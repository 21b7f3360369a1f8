// @ts-check
/** Everything that the page asks of the server. Paths begin after `/api/v1`. */
import { encodePath } from './part/route.js';

const BASE = 'api/v1';
const TOKEN = 'unfade-token';

/** What the server refused, in one line for people. */
export class ApiError extends Error {
  /** @param {string} message @param {number} status 0 if no answer came @param {string} [setting] */
  constructor(message, status, setting) {
    super(message);
    this.status = status;
    this.setting = setting;
  }
}

/** Takes the token out of the address, so that it is neither seen nor kept in the history. @returns {boolean} whether there was one */
export function takeToken() {
  const found = /(?:^#|&)token=([^&]+)&?(.*)$/.exec(location.hash);
  if (found) {
    sessionStorage.setItem(TOKEN, decodeURIComponent(found[1]));
    history.replaceState(null, '', '#' + (found[2] || '/'));
  }
  return found !== null;
}

/** @returns {boolean} whether a token was given, right or wrong */
export function hasToken() {
  return sessionStorage.getItem(TOKEN) !== null;
}

/** @param {string} token as the server printed it */
export function setToken(token) {
  sessionStorage.setItem(TOKEN, token);
}

/** @returns {Record<string, string>} */
function authorization() {
  const token = sessionStorage.getItem(TOKEN);
  return token ? { Authorization: `Bearer ${token}` } : {};
}

/** Gives the browser a cookie, since EventSource, WebSocket and pictures send no headers. */
export async function openSession() {
  if (sessionStorage.getItem(TOKEN)) {
    await call('/session', { method: 'POST' });
  }
}

/** @param {string} path @param {RequestInit} [options] @returns {Promise<Response>} */
async function call(path, options = {}) {
  let response;
  try {
    response = await fetch(BASE + path, { ...options, headers: { ...authorization(), .../** @type {any} */ (options.headers) } });
  } catch (e) {
    if (options.signal?.aborted) {
      throw e;
    }
    throw new ApiError('The server does not answer. Is `unfade serve` still running?', 0);
  }
  if (!response.ok) {
    throw refusal(response.status, await response.text(), response.headers.get('Retry-After'));
  }
  return response;
}

/** @param {number} status @param {string} body @param {string | null} [after] seconds */
function refusal(status, body, after) {
  let said = /** @type {{error?: string, setting?: string}} */ ({});
  try {
    said = JSON.parse(body);
  } catch {
    // not JSON: the status alone says what happened
  }
  const line = said.error ?? (status === 401 ? 'The server wants a token: open the address that it printed.' : `The server answered with ${status}.`);
  return new ApiError(after ? `${line} Try again in ${after} seconds.` : line, status, said.setting);
}

/** @param {string} path @param {{signal?: AbortSignal}} [options] @returns {Promise<any>} */
export async function getJson(path, options = {}) {
  return (await call(path, options)).json();
}

/** @param {string} path @param {object} [body] @param {{signal?: AbortSignal}} [options] @returns {Promise<any>} */
export async function postJson(path, body = {}, options = {}) {
  const response = await call(path, { ...options, method: 'POST', body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } });
  const text = await response.text();
  return text ? JSON.parse(text) : null;
}

/** @param {string} path */
export async function remove(path) {
  await call(path, { method: 'DELETE' });
}

/** @typedef {{shape: number[], bytes: ArrayBuffer, headers: Headers}} Numbers */

/** @param {Response} response @returns {Promise<Numbers>} */
async function numbers(response) {
  const shape = (response.headers.get('X-Shape') ?? '').split(',').map(Number);
  return { shape, bytes: await response.arrayBuffer(), headers: response.headers };
}

/** Numbers with their shape. @param {string} path @param {{signal?: AbortSignal}} [options] */
export async function getBytes(path, options = {}) {
  return numbers(await call(path, options));
}

/**
 * Sends numbers; the answer is numbers if the server has them as such, else JSON.
 *
 * @param {string} path @param {Float32Array} values @param {number[]} shape @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<any>}
 */
export async function postBytes(path, values, shape, options = {}) {
  const headers = { 'Content-Type': 'application/octet-stream', 'X-Shape': shape.join(','), Accept: 'application/octet-stream, application/json' };
  const response = await call(path, { ...options, method: 'POST', body: /** @type {any} */ (values), headers });
  return response.headers.get('Content-Type')?.startsWith('application/json') ? response.json() : numbers(response);
}

/** The address of a file; with `view` it is shown instead of saved. @param {string} name @param {boolean} [view] */
export function fileUrl(name, view = false) {
  return `${BASE}/files/${encodePath(name)}${view ? '?view=1' : ''}`;
}

/** @param {string} name */
export function thumbnailUrl(name) {
  return `${BASE}/thumbnail?name=${encodeURIComponent(name)}`;
}

/**
 * Sends a file. XMLHttpRequest, as fetch tells nothing of its progress.
 *
 * @param {string} name @param {Blob} file
 * @param {{replace?: boolean, onProgress?: (share: number) => void, signal?: AbortSignal}} [options]
 * @returns {Promise<any>} the item
 */
export function upload(name, file, { replace = false, onProgress = () => {}, signal } = {}) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', fileUrl(name));
    Object.entries(authorization()).forEach(([key, value]) => request.setRequestHeader(key, value));
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    if (!replace) {
      request.setRequestHeader('If-None-Match', '*');
    }
    request.upload.onprogress = (event) => onProgress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onload = () => (request.status < 300 ? resolve(JSON.parse(request.responseText)) : reject(refusal(request.status, request.responseText)));
    request.onerror = () => reject(new ApiError('The connection broke while the file was sent.', 0));
    request.onabort = () => reject(new ApiError('The upload was stopped.', 0));
    signal?.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

/** Whether an event was not seen before, by its id: a number, after the name of the run of the server and a hyphen. */
export function counter() {
  let run = '';
  let last = -1;
  return (/** @type {string} */ id) => {
    const [, before = '', digits] = /^(.*-)?(\d+)$/.exec(id) ?? [];
    const number = digits === undefined ? Infinity : Number(digits);
    if (before === run && number <= last) {
      return false;
    }
    run = before;
    last = digits === undefined ? last : number;
    return true;
  };
}

/**
 * Listens to events. The browser resumes after a short loss by itself; after a refusal this opens a new stream, later and
 * later.
 *
 * @param {string} path @param {Record<string, (data: any) => void>} handlers by the names of events
 * @param {{onState?: (connected: boolean) => void, once?: boolean}} [options] with `once`, events that come again after a
 *     loss are not delivered again
 * @returns {() => void} ends it
 */
export function listen(path, handlers, { onState = () => {}, once = false } = {}) {
  /** @type {EventSource | undefined} */
  let source;
  let timer = 0;
  let wait = 1000;
  const isNew = counter();
  const open = () => {
    source = new EventSource(BASE + path);
    source.onopen = () => {
      wait = 1000;
      onState(true);
    };
    source.onerror = () => {
      onState(false);
      if (source?.readyState === EventSource.CLOSED) {
        timer = window.setTimeout(open, wait);
        wait = Math.min(30000, wait * 2);
      }
    };
    Object.entries(handlers).forEach(([name, handle]) =>
      source?.addEventListener(name, (event) => {
        if (!once || isNew(event.lastEventId)) {
          handle(event.data ? JSON.parse(event.data) : null);
        }
      }));
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

/** A socket for a model that reads step by step. @param {string} model */
export function streamSocket(model) {
  const base = new URL(BASE, location.href);
  base.protocol = base.protocol.replace('http', 'ws');
  return new WebSocket(`${base.href.replace(/#.*/, '')}/stream?model=${encodeURIComponent(model)}`);
}
