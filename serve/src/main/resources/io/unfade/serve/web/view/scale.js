// @ts-check
/** Numbers of axes and colour bars. Pure functions. */

/**
 * Round numbers within an interval.
 *
 * @param {number} low @param {number} high @param {number} wanted about how many @param {boolean} [whole] whole numbers only
 * @returns {number[]}
 */
export function ticks(low, high, wanted, whole = false) {
  if (!(high > low) || wanted < 1) {
    return Number.isFinite(low) && low === high ? [low] : [];
  }
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const factor = [1, 2, 5, 10].find((f) => f * power >= raw * (1 - 1e-9)) ?? 10;
  const step = whole ? Math.max(1, Math.round(factor * power)) : factor * power;
  const found = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + step * 1e-9; i++) {
    found.push(Number((i * step).toPrecision(12)));
  }
  return found;
}

/** A number in few letters, with so many significant digits. @param {number} value @param {number} [digits] */
export function short(value, digits = 3) {
  if (Number.isNaN(value)) {
    return 'absent';
  }
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e5 || size < 1e-3)) {
    return minus(value.toExponential(digits - 1).replace(/\.?0+e/, 'e').replace('e+', 'e'));
  }
  return minus(String(Number(value.toPrecision(digits))));
}

/** @param {string} text */
function minus(text) {
  return text.replace(/-/g, '−');
}

/**
 * The numbers at the ends of the colours of a map: symmetric about 0 if it has signs, else from 0. Of values whose sizes
 * stand at a distance from 0, such as temperatures, smallest and largest.
 *
 * @param {{low: number, high: number}} extent
 * @param {boolean} free whether colours need not begin at 0
 * @returns {{low: number, high: number, kind: 'diverging' | 'sequential'}}
 */
export function range(extent, free) {
  const { low, high } = extent;
  if (low < 0 && high > 0) {
    const size = Math.max(-low, high);
    return { low: -size, high: size, kind: 'diverging' };
  }
  if (free && low !== high) {
    return { low, high, kind: 'sequential' };
  }
  if (low < 0) {
    return { low, high: -low, kind: 'diverging' };
  }
  return { low: 0, high: high || 1, kind: 'sequential' };
}

/** The steps of a column. @param {number} col @param {number} bin @param {number} [steps] of all */
export function stepsInWords(col, bin, steps = Infinity) {
  return bin === 1 ? `${col}` : `${col * bin}–${Math.min(steps, (col + 1) * bin) - 1}`;
}
