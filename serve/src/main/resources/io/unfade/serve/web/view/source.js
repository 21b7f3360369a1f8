// @ts-check
/** Maps, inputs and masks from the server; the latest are kept. */
import { getBytes, getJson } from '../api.js';

/** @typedef {{name: string, summary: any}} Source */
/** @typedef {{values: Float32Array, steps: number, features: number}} Values (T, C), step after step */

const KEPT = 24;
const MOST_CELLS = 4e7;
/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/** @template T @param {string} path @param {() => Promise<T>} ask @returns {Promise<T>} */
function remembered(path, ask) {
  let answer = kept.get(path);
  if (!answer) {
    answer = ask();
    answer.catch(() => kept.delete(path));
    // Of very large arrays only the latest few fit into memory.
    answer.then((value) => (value?.values?.length > MOST_CELLS / 8 ? trim(4) : trim(KEPT)), () => {});
  }
  kept.delete(path);
  kept.set(path, answer);
  return answer;
}

/** @param {number} most */
function trim(most) {
  for (const path of [...kept.keys()].slice(0, Math.max(0, kept.size - most))) {
    kept.delete(path);
  }
}

/** Forgets what was read, as files may have changed. */
export function forget() {
  kept.clear();
}

/** @param {string} kind `maps` or `data` @param {string} name @returns {Promise<Source>} */
export async function summary(kind, name) {
  return { name, summary: await getJson(`/${kind}?name=${encodeURIComponent(name)}&what=summary`) };
}

/** @param {string} path @returns {Promise<Values>} */
function floats(path) {
  return remembered(path, async () => {
    const { shape, bytes } = await getBytes(path);
    const values = new Float32Array(bytes);
    const [steps, features] = shape;
    if (steps * features !== values.length) {
      throw new Error(`The server sent ${values.length} numbers for ${steps} steps x ${features} features.`);
    }
    return { values, steps, features };
  });
}

/** @param {string} name @param {number} series @returns {Promise<Values>} */
export function mapOf(name, series) {
  return floats(`/maps?name=${encodeURIComponent(name)}&what=values&series=${series}`);
}

/** The mean of |saliency| over all series, or those of a class. @param {string} name @param {string | number | null} ofClass its name or place @returns {Promise<Values>} */
export function meanOf(name, ofClass) {
  return floats(`/maps?name=${encodeURIComponent(name)}&what=mean${ofClass === null ? '' : `&class=${encodeURIComponent(ofClass)}`}`);
}

/** @param {string} name @param {number} series @param {string} [model] as this model sees it @returns {Promise<Values>} */
export function inputOf(name, series, model) {
  return floats(`/data?name=${encodeURIComponent(name)}&what=values&series=${series}${model ? `&standardized=${encodeURIComponent(model)}` : ''}`);
}

/** The mean of each cell over all series. @param {string} name @returns {Promise<Values>} */
export function meanInputOf(name) {
  return floats(`/data?name=${encodeURIComponent(name)}&what=mean`);
}

/** Cells that are set. @param {string} name @param {'reference' | 'distractor'} what @param {number} series @returns {Promise<{mask: Uint8Array, steps: number, features: number}>} */
export function maskOf(name, what, series) {
  const path = `/data?name=${encodeURIComponent(name)}&what=${what}&series=${series}`;
  return remembered(path, async () => {
    const { shape, bytes } = await getBytes(path);
    return { mask: new Uint8Array(bytes), steps: shape[0], features: shape[1] };
  });
}
