import assert from 'node:assert/strict';
import test from 'node:test';
import { arrange, falling, firstComponent, rowSizes } from '../../main/resources/io/unfade/serve/web/view/order.js';
import { near, randomMatrix, randomOf, rowOf } from './loops.js';

test('rowSizes_someAbsent_sumsSizes', () => {
  const m = randomMatrix(6, 31, 7);
  rowSizes(m).forEach((sum, r) => assert.ok(near(sum, rowOf(m, r).reduce((s, v) => s + (Number.isNaN(v) ? 0 : Math.abs(v)), 0))));
});

test('falling_equalValues_keepsTheirOrder', () => {
  assert.deepEqual([...falling([1, 3, 1, 5, 3])], [3, 1, 4, 0, 2]);
});

test('firstComponent_isTheEigenvectorOfTheProductsOfRows', () => {
  const random = randomOf(11);
  const [rows, cols] = [6, 40];
  const weights = [3, -2, 0.5, 1, -1, 0];
  const data = new Float32Array(rows * cols);
  for (let c = 0; c < cols; c++) {
    const common = random() - 0.5;
    for (let r = 0; r < rows; r++) {
      data[r * cols + c] = weights[r] * common + 0.1 * (random() - 0.5) + r;
    }
  }
  const m = { rows, cols, data };
  const centred = Array.from({ length: rows }, (_, r) => {
    const row = rowOf(m, r);
    const mean = row.reduce((a, v) => a + v, 0) / cols;
    return row.map((v) => v - mean);
  });
  const products = centred.map((a) => centred.map((b) => a.reduce((s, v, i) => s + v * b[i], 0)));
  const v = firstComponent(m);
  assert.ok(near(v.reduce((s, x) => s + x * x, 0), 1));
  const image = products.map((row) => row.reduce((s, p, i) => s + p * v[i], 0));
  const value = image.reduce((s, x, i) => s + x * v[i], 0);
  image.forEach((x, i) => assert.ok(Math.abs(x - value * v[i]) < 1e-4 * value, 'not an eigenvector'));
  const trace = products.reduce((s, row, i) => s + row[i], 0);
  assert.ok(value > trace / 2, 'not the largest');
  assert.ok(v[0] > 0 && v[1] < 0);
});

test('firstComponent_nothingVaries_isZero', () => {
  assert.deepEqual([...firstComponent({ rows: 2, cols: 3, data: new Float32Array([1, 1, 1, 2, 2, 2]) })], [0, 0]);
});

test('arrange_top_keepsTheLargestAndSaysWhatTheyHold', () => {
  const m = { rows: 4, cols: 1, data: new Float32Array([1, -4, 2, -3]) };
  assert.deepEqual(arrange(m, 'file', 2), { features: new Int32Array([1, 3]), share: 0.7 });
  assert.deepEqual([...arrange(m, 'size', 0).features], [1, 3, 2, 0]);
  assert.equal(arrange(m, 'size', 9).share, 1);
  assert.deepEqual([...arrange(m, 'file', 0).features], [0, 1, 2, 3]);
});
