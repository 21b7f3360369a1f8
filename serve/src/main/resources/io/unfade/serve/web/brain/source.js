// @ts-check
/** Volumes from the server, each asked for once. */
import { getBytes, getJson } from '../api.js';
import { gridOf } from './space.js';

/** @typedef {{id: number, name: string, absent?: boolean}} Named */
/**
 * @typedef {{places: boolean, unit: string, note: string, shape: number[], affine: number[][], volumes: {name: string, least: number | null, largest: number | null}[],
 *     selected: number, ofClass: string | null, background: string | null, backgroundShape: number[], backgroundAffine: number[][], atlas: string | null, atlasShape: number[],
 *     atlasAffine: number[][], regions: Named[] | null, series: string | null, maps: string | null, time: {start: number, step: number} | null,
 *     related: {item: string, title: string}[]}} Summary
 */

const MOST_KEPT = 64;
/** Numbers that are kept, at most: a quarter of a gigabyte. */
const MOST_NUMBERS = 1 << 26;

/** @param {string} name @param {string} what */
function path(name, what) {
  return `/brain?name=${encodeURIComponent(name)}&what=${what}`;
}

/** What there is of an item. */
export class Brain {
  /** @param {string} name @param {Summary} summary @param {Float32Array | null} background @param {Int32Array | null} ids */
  constructor(name, summary, background, ids) {
    this.name = name;
    this.summary = summary;
    this.grid = gridOf(summary.shape, summary.affine);
    this.ground = background && { grid: gridOf(summary.backgroundShape, summary.backgroundAffine), values: background };
    this.atlas = ids && { grid: gridOf(summary.atlasShape, summary.atlasAffine), ids };
    /** @type {Map<number, Promise<Float32Array>>} */
    this.kept = new Map();
  }

  /** @param {number} index @returns {Promise<Float32Array>} */
  volume(index) {
    let answer = this.kept.get(index);
    if (!answer) {
      answer = getBytes(`${path(this.name, 'volume')}&index=${index}`).then(({ bytes }) => new Float32Array(bytes));
      answer.catch(() => this.kept.delete(index));
      const size = this.summary.shape.reduce((a, b) => a * b, 1);
      while (this.kept.size >= Math.max(2, Math.min(MOST_KEPT, Math.floor(MOST_NUMBERS / size)))) {
        this.kept.delete(/** @type {number} */ (this.kept.keys().next().value));
      }
    }
    this.kept.delete(index);
    this.kept.set(index, answer);
    return answer;
  }
}

/** @param {string} name @returns {Promise<{summary: Summary, brain: Brain | null}>} */
export async function openBrain(name) {
  const summary = /** @type {Summary} */ (await getJson(path(name, 'summary')));
  if (!summary.places) {
    return { summary, brain: null };
  }
  const [background, atlas] = await Promise.all([
    summary.background ? getBytes(path(name, 'background')) : null,
    summary.atlas ? getBytes(path(name, 'atlas')) : null,
  ]);
  return { summary, brain: new Brain(name, summary, background && new Float32Array(background.bytes), atlas && new Int32Array(atlas.bytes)) };
}
