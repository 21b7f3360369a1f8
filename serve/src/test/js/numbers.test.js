import assert from 'node:assert/strict';
import test from 'node:test';
import { shortest, toCsv } from '../../main/resources/io/unfade/serve/web/view/csv.js';
import { range, short, stepsInWords, ticks } from '../../main/resources/io/unfade/serve/web/view/scale.js';
import { keeping, keepOf, placeOf, sharesOf } from '../../main/resources/io/unfade/serve/web/view/shares.js';
import { near, randomMatrix } from './loops.js';

test('keeping_anyShare_countsWhatItsThresholdKeeps', () => {
  const { data } = randomMatrix(40, 250, 31);
  const present = [...data].filter((v) => !Number.isNaN(v)).map(Math.abs);
  const shares = sharesOf(data);
  assert.equal(shares.cells, present.length);
  for (const keep of [1, 0.5, 0.1, 0.01, 0.0001, 0]) {
    const got = keeping(shares, keep);
    const kept = present.filter((v) => v >= got.threshold);
    assert.equal(got.cells, kept.length);
    assert.ok(near(got.cellShare, kept.length / present.length));
    assert.ok(near(got.sizeShare, kept.reduce((a, b) => a + b, 0) / present.reduce((a, b) => a + b, 0)));
    const wanted = Math.max(1, Math.round(keep * present.length));
    assert.ok(kept.length >= wanted, 'at least what was asked for');
    assert.ok(kept.length <= wanted + 0.01 * present.length, 'not many more');
  }
});

test('keeping_zerosOrNothing_isDefined', () => {
  assert.equal(keeping(sharesOf(new Float32Array(3)), 0.5).cells, 3);
  assert.equal(keeping(sharesOf(new Float32Array([NaN])), 0.5).cells, 0);
});

test('keepOf_placeOf_areInverse', () => {
  for (const place of [0, 0.25, 0.8, 1]) {
    assert.ok(near(placeOf(keepOf(place)), place));
  }
});

test('ticks_interval_areRoundAndInside', () => {
  assert.deepEqual(ticks(0, 100, 5), [0, 20, 40, 60, 80, 100]);
  assert.deepEqual(ticks(-0.31, 0.31, 4), [-0.2, 0, 0.2]);
  assert.deepEqual(ticks(3.2, 6.9, 9, true), [4, 5, 6]);
  assert.deepEqual(ticks(5, 5, 4), [5]);
  for (const [low, high] of [[0.001, 0.0017], [1e6, 3e9], [-7, -2]]) {
    const found = ticks(low, high, 5);
    assert.ok(found.length >= 2 && found.length <= 8 && found.every((v) => v >= low && v <= high));
  }
});

test('range_values_isSymmetricWithSigns', () => {
  assert.deepEqual(range({ low: -1, high: 3 }, false), { low: -3, high: 3, kind: 'diverging' });
  assert.deepEqual(range({ low: 35, high: 39 }, true), { low: 35, high: 39, kind: 'sequential' });
  assert.deepEqual(range({ low: 0.5, high: 2 }, false), { low: 0, high: 2, kind: 'sequential' });
  assert.deepEqual(range({ low: -4, high: 0 }, false), { low: -4, high: 4, kind: 'diverging' });
  assert.deepEqual(range({ low: 0, high: 0 }, false), { low: 0, high: 1, kind: 'sequential' });
});

test('short_numbers_haveFewLetters', () => {
  assert.deepEqual([0, 1.23456, -0.5, 123456, 0.00012345, NaN].map((v) => short(v)), ['0', '1.23', '−0.5', '1.23e5', '1.23e−4', 'absent']);
});

test('stepsInWords_bins_nameFirstAndLast', () => {
  assert.equal(stepsInWords(7, 1), '7');
  assert.equal(stepsInWords(2, 5), '10–14');
  assert.equal(stepsInWords(2, 5, 12), '10–11');
});

test('toCsv_namesWithSigns_areQuotedAndNumbersReadBack', () => {
  const m = { rows: 3, cols: 3, data: new Float32Array([1, 2, 3, 0.1, NaN, -1e-9, 7, 8, 1 / 3]) };
  const lines = toCsv(m, [2, 1], ['a', 'b,"x"', 'c'], 1, 3, (c) => `${c}`).split('\r\n');
  assert.deepEqual([lines[0], lines[1], lines.length], ['step,c,"b,""x"""', '1,8,', 4]);
  const [step, third, tiny] = lines[2].split(',');
  assert.deepEqual([step, Math.fround(Number(third)), Math.fround(Number(tiny))], ['2', m.data[8], m.data[5]]);
  for (const v of randomMatrix(20, 50, 33, 0).data) {
    assert.equal(Math.fround(Number(shortest(v))), v);
  }
});
