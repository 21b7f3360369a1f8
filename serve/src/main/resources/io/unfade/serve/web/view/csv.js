// @ts-check
/** A map as text for tables. Pure functions. */

/** @param {string | number} field */
function quoted(field) {
  const text = String(field);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/**
 * One line a step, one column a feature, as files of series have it; absent cells are empty. Numbers have the digits that a
 * float32 needs.
 *
 * @param {import('./matrix.js').Matrix} m
 * @param {ArrayLike<number>} features rows in the order of the columns
 * @param {string[]} names of all features
 * @param {number} from first column of the matrix @param {number} to column after the last
 * @param {(column: number) => string} stepOf what the line of a column begins with
 */
export function toCsv(m, features, names, from, to, stepOf) {
  const rows = Array.from(features);
  const lines = [['step', ...rows.map((row) => names[row])].map(quoted).join(',')];
  for (let c = from; c < to; c++) {
    lines.push([quoted(stepOf(c)), ...rows.map((row) => shortest(m.data[row * m.cols + c]))].join(','));
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
