/** What the tests compare with: random numbers and plain loops, written without the code under test. */

/** Numbers 0..1 that are the same on every machine. */
export function randomOf(seed) {
  let s = seed >>> 0;
  return () => {
    s = (Math.imul(s, 1664525) + 1013904223) >>> 0;
    return s / 4294967296;
  };
}

/** A matrix of features by columns with signs, a few large cells and a share of absent ones. */
export function randomMatrix(rows, cols, seed, absentShare = 0.1) {
  const random = randomOf(seed);
  const data = new Float32Array(rows * cols);
  for (let i = 0; i < data.length; i++) {
    const v = random() - 0.5;
    data[i] = random() < absentShare ? NaN : v ** 5 * 40;
  }
  return { rows, cols, data };
}

/** Values of one row as an array. */
export function rowOf(m, r) {
  return [...m.data.subarray(r * m.cols, (r + 1) * m.cols)];
}

export function near(a, b, tolerance = 1e-6) {
  return (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));
}
