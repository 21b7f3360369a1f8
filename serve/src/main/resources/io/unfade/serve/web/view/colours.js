// @ts-check
/** Colours of values, made so that people with any colour vision tell them apart. Pure functions. */

/*
 * Colours run through a space in which equal steps look equal (CIE L*a*b*, D65), so that lightness alone orders sizes: from
 * the middle outwards it only falls (on light ground) or only rises (on dark ground). Blue against orange and green against
 * purple stay apart with each of the common colour deficiencies.
 */

export const SIZE = 512;

/** @typedef {[number, number, number]} Lab lightness, green to red, blue to yellow */

/** @type {Record<string, {light: Lab[], dark: Lab[]}>} */
const RAMPS = {
  saliency: {
    light: [[24, 12, -48], [46, 0, -46], [72, -8, -26], [98, 0, 1], [76, 20, 34], [52, 44, 52], [30, 44, 40]],
    dark: [[88, -16, -22], [68, -12, -42], [40, -2, -34], [15, 0, -5], [40, 26, 36], [66, 36, 62], [90, 6, 48]],
  },
  input: {
    light: [[28, 34, -34], [52, 28, -28], [76, 14, -14], [98, 0, 1], [78, -22, 16], [54, -32, 24], [30, -28, 18]],
    dark: [[88, 18, -16], [66, 30, -30], [40, 26, -26], [15, 0, -5], [40, -24, 12], [68, -36, 22], [92, -24, 20]],
  },
  size: {
    light: [[98, 0, 1], [82, 6, 34], [64, 34, 42], [45, 46, 26], [28, 36, -8], [14, 20, -26]],
    dark: [[15, 0, -5], [30, 26, -28], [46, 46, 2], [64, 40, 44], [82, 6, 60], [96, -6, 30]],
  },
  amount: {
    light: [[98, 0, 1], [80, -14, 4], [60, -20, -6], [42, -10, -24], [24, 12, -36]],
    dark: [[15, 0, -5], [32, 4, -26], [52, -14, -22], [74, -26, 0], [95, -14, 28]],
  },
};

/** @param {number} t @returns {number} */
function inverseF(t) {
  return t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29);
}

/** @param {Lab} lab @returns {[number, number, number]} red, green, blue, 0..255 */
export function rgbOf([l, a, b]) {
  const fy = (l + 16) / 116;
  const x = 0.95047 * inverseF(fy + a / 500);
  const y = inverseF(fy);
  const z = 1.08883 * inverseF(fy - b / 200);
  const linear = [3.2406 * x - 1.5372 * y - 0.4986 * z, -0.9689 * x + 1.8758 * y + 0.0415 * z, 0.0557 * x - 0.204 * y + 1.057 * z];
  return /** @type {[number, number, number]} */ (linear.map((v) => Math.round(255 * gamma(Math.min(1, Math.max(0, v))))));
}

/** @param {number} v */
function gamma(v) {
  return v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055;
}

/** The place 0..1 of a ramp. @param {Lab[]} ramp @param {number} place @returns {Lab} */
function along(ramp, place) {
  const at = place * (ramp.length - 1);
  const i = Math.min(ramp.length - 2, Math.floor(at));
  const f = at - i;
  return /** @type {Lab} */ (ramp[i].map((v, k) => v + f * (ramp[i + 1][k] - v)));
}

/**
 * The table of a ramp.
 *
 * @param {string} name `saliency` or `input` for values with signs, `size` or `amount` for those without
 * @param {boolean} dark the ground
 * @param {number} [alpha] 0..1
 * @returns {Uint32Array} {@link SIZE} colours as the bytes of an ImageData
 */
export function table(name, dark, alpha = 1) {
  const ramp = RAMPS[name][dark ? 'dark' : 'light'];
  const colours = new Uint8ClampedArray(4 * SIZE);
  for (let i = 0; i < SIZE; i++) {
    colours.set([...rgbOf(along(ramp, (i + 0.5) / SIZE)), 255 * alpha], 4 * i);
  }
  return new Uint32Array(colours.buffer);
}

/** @type {Map<string, Uint32Array>} */
const made = new Map();

/** The same, made once. @param {string} name @param {boolean} dark @param {number} [alpha] */
export function keptTable(name, dark, alpha = 1) {
  const key = `${name} ${dark} ${alpha}`;
  let found = made.get(key);
  if (!found) {
    found = table(name, dark, alpha);
    made.set(key, found);
  }
  return found;
}

/** The ramp for values of a sort. @param {boolean} input @param {'diverging' | 'sequential'} kind */
export function rampFor(input, kind) {
  return kind === 'diverging' ? (input ? 'input' : 'saliency') : input ? 'amount' : 'size';
}

/** An entry of a table as CSS. @param {Uint32Array} colours @param {number} i */
export function css(colours, i) {
  const c = colours[i];
  return `rgb(${c & 255} ${(c >>> 8) & 255} ${(c >>> 16) & 255})`;
}
