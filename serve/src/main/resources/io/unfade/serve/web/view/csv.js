// @ts-check
/** A map as text for tables. Pure functions. */

/** @param {string | number} field */
function quoted(field) {
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/**
 * One line a feature, one column a step; absent cells are empty. Numbers have the digits that a float32 needs.
 *
 * @param {import('./matrix.js').Matrix} m
 * @param {ArrayLike<number>} features rows in the order of the lines
 * @param {string[]} names of all features
 * @param {number} from first column @param {number} to column after the last
 * @param {(column: number) => string} heading
 */
export function toCsv(m, features, names, from, to, heading) {
  const lines = [['feature', ...Array.from({ length: to - from }, (_, i) => heading(from + i))].map(quoted).join(',')];
  for (let i = 0; i < features.length; i++) {
    const row = features[i];
    const fields = [quoted(names[row])];
    for (let c = from; c < to; c++) {
      fields.push(shortest(m.data[row * m.cols + c]));
    }
    lines.push(fields.join(','));
  }
  return lines.join('\r\n') + '\r\n';
}

/** The shortest text that reads back as the same float32. @param {number} value */
export function shortest(value) {
  if (value !== value) {
    return '';
  }
  for (let digits = 6; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) {
      return String(Number(text));
    }
  }
  return String(Number(value.toPrecision(9)));
}
