// @ts-check
/** A series as text: a line for each step, values between commas, semicolons, tabs or spaces. Pure functions. */

/**
 * @param {string} text
 * @returns {number[][]} values by step
 * @throws {Error} that says which line is wrong
 */
export function parseSeries(text) {
  const lines = text.split(/\r?\n/);
  /** @type {number[][]} */
  const steps = [];
  lines.forEach((line, i) => {
    if (line.trim() === '') {
      return;
    }
    const cells = line.trim().split(/\s*[,;\t]\s*|\s+/).filter((cell, at, all) => cell !== '' || at < all.length - 1);
    const values = cells.map((cell) => (cell === '' ? NaN : Number(cell)));
    const wrong = cells.findIndex((cell, at) => Number.isNaN(values[at]) && !/^(nan|na)$/i.test(cell));
    if (wrong >= 0) {
      if (steps.length === 0 && cells.every((cell) => Number.isNaN(Number(cell)))) {
        return; // the names of the features
      }
      throw new Error(cells[wrong] === '' ? `Line ${i + 1}: value ${wrong + 1} is empty.` : `Line ${i + 1}: '${cells[wrong]}' is not a number.`);
    }
    if (steps.length > 0 && values.length !== steps[0].length) {
      throw new Error(`Line ${i + 1} has ${values.length} values, but the first has ${steps[0].length}.`);
    }
    steps.push(values);
  });
  if (steps.length === 0) {
    throw new Error('There is no line with numbers.');
  }
  return steps;
}

/** A series out of numbers one after the other, without the steps at its end that are absent throughout. @param {Float32Array} values @param {number} features */
export function stepsOf(values, features) {
  /** @type {number[][]} */
  const steps = [];
  for (let at = 0; at + features <= values.length; at += features) {
    steps.push(Array.from(values.subarray(at, at + features)));
  }
  while (steps.length > 0 && steps[steps.length - 1].every(Number.isNaN)) {
    steps.pop();
  }
  return steps;
}
