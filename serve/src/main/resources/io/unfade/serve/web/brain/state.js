// @ts-check
/** What is shown of a brain, as an address that restores it. Pure functions. */

/**
 * @typedef {Object} State
 * @property {number[] | null} at place of the cross-hair in mm; null takes the largest value
 * @property {number | null} volume null takes the one that the item is
 * @property {number} keep share 0..1 of the voxels that are shown, the largest
 * @property {number} opacity 0..1 of the map over the background
 * @property {boolean} radio radiological convention: the left side on the right
 * @property {boolean} own each volume its own colours
 * @property {number | null} block series whose course is shown; null takes the first of the class
 */

/** @returns {State} */
export function initial() {
  return { at: null, volume: null, keep: 1, opacity: 0.85, radio: false, own: false, block: null };
}

/** @param {string | null} text @param {number} low @param {number} high @param {any} usual */
function within(text, low, high, usual) {
  const value = text === null || text === '' ? NaN : Number(text);
  return value >= low && value <= high ? value : usual;
}

/** @param {string | null} text */
function whole(text) {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null;
}

/** @param {URLSearchParams} query @returns {State} */
export function fromQuery(query) {
  const usual = initial();
  const at = (query.get('at') ?? '').split(',').map((v) => (v === '' ? NaN : Number(v)));
  return {
    at: at.length === 3 && at.every((v) => Number.isFinite(v) && Math.abs(v) < 1e5) ? at : null,
    volume: whole(query.get('volume')),
    keep: within(query.get('keep'), 0, 1, usual.keep),
    opacity: within(query.get('opacity'), 0, 1, usual.opacity),
    radio: query.get('side') === 'radiological',
    own: query.get('scale') === 'own',
    block: whole(query.get('block')),
  };
}

/** @param {State} state only what is not usual @returns {string} */
export function toQuery(state) {
  const usual = initial();
  const query = new URLSearchParams();
  state.at && query.set('at', state.at.map((v) => String(Number(v.toFixed(2)))).join(','));
  state.volume !== null && query.set('volume', String(state.volume));
  state.keep !== usual.keep && query.set('keep', String(Number(state.keep.toPrecision(4))));
  state.opacity !== usual.opacity && query.set('opacity', String(state.opacity));
  state.radio && query.set('side', 'radiological');
  state.own && query.set('scale', 'own');
  state.block !== null && query.set('block', String(state.block));
  return query.toString();
}
