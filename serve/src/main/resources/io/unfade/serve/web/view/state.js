// @ts-check
/** What is shown, as an address that restores it. Pure functions. */

/**
 * @typedef {Object} State
 * @property {string | null} data item of the input; null takes the one that the maps name
 * @property {number} series
 * @property {string[]} also further maps items
 * @property {string} of `series`, `mean`, or `mean:CLASS` with the class's number
 * @property {'stack' | 'side'} lay
 * @property {boolean} input whether the input is shown
 * @property {boolean} abs sizes instead of signed values
 * @property {boolean} common one scale for all maps
 * @property {boolean} clip colours end at the size that 99.5 % of cells do not exceed
 * @property {boolean} diff whether the difference of the first two maps is shown
 * @property {string} order
 * @property {number} top features; 0 shows all
 * @property {number} bin steps of a column
 * @property {number} keep share of cells that are not dimmed
 * @property {boolean} ref @property {boolean} dis outlines of the masks
 * @property {number[] | null} lines features; null: the largest of the first map
 * @property {string | null} cell `step,feature` of the cross-hair
 * @property {number[] | null} zoom first and last column, first and last row; null shows all
 */

/** @returns {State} */
export function initial() {
  return {
    data: null, series: 0, also: [], of: 'series', lay: 'stack', input: true, abs: false, common: false, clip: false, diff: false,
    order: 'file', top: 0, bin: 1, keep: 1, ref: true, dis: true, lines: null, cell: null, zoom: null,
  };
}

/** @type {Record<string, (text: string, usual: any) => any>} */
const READERS = {
  string: (text) => text,
  boolean: (text) => text === '1',
  number: (text, usual) => (text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : usual),
};

/** Settings that are read in a way of their own. @type {Record<string, (text: string, usual?: any) => any>} */
const OWN = {
  also: (text) => text.split(',').filter(Boolean).map(decodeURIComponent),
  lines: (text) => numbers(text) ?? [],
  zoom: (text) => {
    const four = numbers(text);
    return four?.length === 4 && four[1] > four[0] && four[3] > four[2] ? four : null;
  },
  lay: (text) => (text === 'side' ? 'side' : 'stack'),
};

/** @param {string} text @returns {number[] | null} */
function numbers(text) {
  const list = text.split(',').filter(Boolean).map(Number);
  return list.every(Number.isFinite) ? list : null;
}

/** Unknown settings and values that cannot be are left at what is usual. @param {URLSearchParams} query @returns {State} */
export function fromQuery(query) {
  const state = /** @type {any} */ (initial());
  for (const key of Object.keys(state)) {
    const text = query.get(key);
    if (text !== null) {
      try {
        state[key] = (OWN[key] ?? READERS[typeof state[key]] ?? READERS.string)(text, state[key]);
      } catch {
        // a broken escape: the usual value stays
      }
    }
  }
  state.series = Math.max(0, Math.floor(state.series));
  state.bin = Math.max(1, Math.floor(state.bin));
  state.top = Math.max(0, Math.floor(state.top));
  state.keep = Math.min(1, Math.max(0, state.keep));
  return state;
}

/** Only what differs from the usual. @param {State} state */
export function toQuery(state) {
  const query = new URLSearchParams();
  for (const [key, usual] of Object.entries(initial())) {
    const value = /** @type {any} */ (state)[key];
    const text = key === 'also' ? value.map(encodeURIComponent).join(',') : Array.isArray(value) ? value.map(rounded).join(',') : asText(value);
    const usualText = Array.isArray(usual) ? usual.join(',') : asText(usual);
    if (value !== null && (text !== usualText || (usual === null))) {
      query.set(key, text);
    }
  }
  return query.toString();
}

/** @param {number} value */
function rounded(value) {
  return String(Number(value.toFixed(3)));
}

/** @param {any} value */
function asText(value) {
  return typeof value === 'boolean' ? (value ? '1' : '0') : typeof value === 'number' ? String(Number(value.toPrecision(6))) : String(value);
}
