import assert from 'node:assert/strict';
import test from 'node:test';
import { absolute, binned, byFeature, byStep, difference, extent, totalSize } from '../../main/resources/io/unfade/serve/web/view/matrix.js';
import { near, randomMatrix, randomOf, rowOf } from './loops.js';

test('byFeature_array_turnsItRoundAndFillsUp', () => {
  const random = randomOf(1);
  const [T, C, cols] = [131, 7, 140];
  const values = Float32Array.from({ length: T * C }, random);
  const m = byFeature(values, T, C, cols);
  for (let c = 0; c < C; c++) {
    for (let t = 0; t < cols; t++) {
      const v = m.data[c * cols + t];
      assert.ok(t < T ? v === values[t * C + c] : Number.isNaN(v));
    }
  }
  assert.deepEqual(byStep(m, T), values);
});

test('binned_uneven_isTheMeanOfPresentCells', () => {
  const m = randomMatrix(5, 23, 2, 0.4);
  const b = binned(m, 4);
  assert.equal(b.cols, 6);
  for (let r = 0; r < 5; r++) {
    for (let k = 0; k < 6; k++) {
      const cells = rowOf(m, r).slice(4 * k, 4 * k + 4).filter((v) => !Number.isNaN(v));
      assert.ok(near(b.data[r * 6 + k], cells.length ? cells.reduce((a, v) => a + v, 0) / cells.length : NaN));
    }
  }
  assert.equal(binned(m, 1), m);
});

test('difference_twoMaps_scalesEachToItsSum', () => {
  const a = randomMatrix(4, 9, 3);
  const b = randomMatrix(4, 9, 4);
  const sum = (m) => [...m.data].reduce((s, v) => s + (Number.isNaN(v) ? 0 : Math.abs(v)), 0);
  assert.ok(near(totalSize(a), sum(a)));
  const d = difference(a, b);
  for (let i = 0; i < 36; i++) {
    assert.ok(near(d.data[i], a.data[i] / sum(a) - b.data[i] / sum(b)));
  }
  const twice = { ...a, data: a.data.map((v) => 2 * v) };
  assert.ok([...difference(a, twice).data].every((v) => Number.isNaN(v) || Math.abs(v) < 1e-7));
  assert.throws(() => difference(a, randomMatrix(4, 8, 5)), /differ in size/);
});

test('extent_someAbsent_isThatOfThePresent', () => {
  assert.deepEqual(extent({ rows: 1, cols: 4, data: new Float32Array([NaN, -2, 3, NaN]) }), { low: -2, high: 3, absent: 2 });
  assert.deepEqual(extent({ rows: 1, cols: 2, data: new Float32Array([NaN, NaN]) }), { low: 0, high: 0, absent: 2 });
  assert.deepEqual([...absolute({ rows: 1, cols: 2, data: new Float32Array([-2, 3]) }).data], [2, 3]);
});
