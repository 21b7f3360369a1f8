// @ts-check
/** Colours of pixels. Pure functions. */
import { rgbOf, SIZE } from '../view/colours.js';

/** @typedef {{low: number, high: number, table: Uint32Array, threshold: number, labels: boolean}} Colouring */

const GOLDEN = 137.508;
/** Share of a background's values that counts as nothing, such as noise around a head. */
const FAINT = 0.03;

/** Colours that tell neighbouring labels apart. @param {boolean} dark @returns {Uint32Array} */
export function labelTable(dark) {
  const bytes = new Uint8ClampedArray(4 * SIZE);
  for (let i = 0; i < SIZE; i++) {
    const angle = (i * GOLDEN * Math.PI) / 180;
    const light = (dark ? 58 : 48) + 12 * ((i * 7) % 3);
    bytes.set([...rgbOf([light, 42 * Math.cos(angle), 42 * Math.sin(angle)]), 255], 4 * i);
  }
  return new Uint32Array(bytes.buffer);
}

/** The entry of a table for a value; -1 if it is not shown. @param {Colouring} c @param {number} value */
export function entry(c, value) {
  if (value === 0 || value !== value || Math.abs(value) < c.threshold) {
    return -1;
  }
  if (c.labels) {
    return Math.abs(Math.round(value)) % SIZE;
  }
  const place = (value - c.low) / (c.high - c.low);
  return Math.max(0, Math.min(SIZE - 1, Math.floor(place * SIZE)));
}

/** The values between which a background is drawn: 0 or its smallest, and what 2 % of the others exceed. @param {ArrayLike<number>} values */
export function windowOf(values) {
  const some = [];
  for (let i = 0, step = Math.max(1, Math.floor(values.length / 20000)); i < values.length; i += step) {
    if (values[i] !== 0 && Number.isFinite(values[i])) {
      some.push(values[i]);
    }
  }
  some.sort((a, b) => a - b);
  const high = some[Math.floor(0.98 * (some.length - 1))] ?? 1;
  const low = Math.min(0, some[0] ?? 0);
  return { low, high: high > low ? high : low + 1 };
}

/** A grey of the background, opaque. @param {number} share 0..1 @param {boolean} dark */
export function grey(share, dark) {
  const t = Math.max(0, Math.min(1, share));
  const v = Math.round(dark ? 38 + 130 * t : 246 - 116 * t);
  return (0xff000000 | (v << 16) | (v << 8) | v) >>> 0;
}

/** A colour over another, opaque. @param {number} over @param {number} under @param {number} opacity 0..1 */
export function mixed(over, under, opacity) {
  const mix = (/** @type {number} */ shift) => Math.round(((over >>> shift) & 255) * opacity + ((under >>> shift) & 255) * (1 - opacity));
  return (0xff000000 | (mix(16) << 16) | (mix(8) << 8) | mix(0)) >>> 0;
}

/**
 * Paints a plane: the background in greys, the values over it.
 *
 * @param {Uint32Array} pixels @param {{numbers: Int32Array, values: ArrayLike<number>, low: number, high: number} | null} ground
 * @param {{numbers: Int32Array, values: ArrayLike<number>}} shown @param {Colouring} c @param {number} opacity @param {boolean} dark
 */
export function paintPlane(pixels, ground, shown, c, opacity, dark) {
  const paper = dark ? 0xff2a2019 : 0xffffffff;
  for (let i = 0; i < pixels.length; i++) {
    let under = 0;
    if (ground && ground.numbers[i] >= 0) {
      const v = ground.values[ground.numbers[i]];
      const share = (v - ground.low) / (ground.high - ground.low);
      under = share > FAINT && v !== 0 ? grey(share, dark) : 0;
    }
    const at = shown.numbers[i] < 0 ? -1 : entry(c, shown.values[shown.numbers[i]]);
    pixels[i] = at < 0 ? under : mixed(c.table[at], under || paper, opacity);
  }
}

/** Paints a projection. @param {Uint32Array} pixels @param {Float32Array} values @param {Colouring} c */
export function paintGlass(pixels, values, c) {
  for (let i = 0; i < pixels.length; i++) {
    const at = entry(c, values[i]);
    pixels[i] = at < 0 ? 0 : c.table[at];
  }
}
