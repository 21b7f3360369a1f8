import assert from 'node:assert/strict';
import test from 'node:test';
import { edited, featureMean, inWords, touchedBy, trainedMeans } from '../../main/resources/io/unfade/serve/web/view/edit.js';
import { outline } from '../../main/resources/io/unfade/serve/web/view/outline.js';
import { byStep } from '../../main/resources/io/unfade/serve/web/view/matrix.js';
import { near, randomMatrix, randomOf } from './loops.js';

const [T, C] = [30, 4];
const values = byStep(randomMatrix(C, T, 41, 0.15));

test('edited_kinds_changeOnlyTheirCells', () => {
  const edits = [
    { features: [1], from: 3, to: 8, kind: 'mean', amount: 0 },
    { features: [0, 3], from: 20, to: 99, kind: 'scale', amount: 2 },
    { features: [2], from: 0, to: 2, kind: 'value', amount: -7 },
    { features: [2], from: 5, to: 6, kind: 'trained', amount: 0 },
    { features: [3], from: 7, to: 9, kind: 'all', amount: 0 },
  ];
  const all = Float32Array.from({ length: T * C }, (_, i) => 100 + i);
  const out = edited(values, T, C, edits, [9, 9, 4, 9], all);
  const mean = (c) => {
    const column = Array.from({ length: T }, (_, t) => values[t * C + c]).filter((v) => !Number.isNaN(v));
    return column.reduce((a, v) => a + v, 0) / column.length;
  };
  assert.ok(near(featureMean(values, T, C, 1), mean(1)));
  for (let t = 0; t < T; t++) {
    for (let c = 0; c < C; c++) {
      const old = values[t * C + c];
      const wanted = c === 1 && t >= 3 && t < 8 ? mean(1) : (c === 0 || c === 3) && t >= 20 ? 2 * old : c === 2 && t < 2 ? -7 : c === 2 && t === 5 ? 4 : c === 3 && (t === 7 || t === 8) ? 100 + t * C + c : old;
      assert.ok(near(out[t * C + c], Number.isNaN(old) ? NaN : wanted), `${t} ${c}`);
    }
  }
});

test('trainedMeans_standardised_findsTheValueAtZero', () => {
  const means = [3, -2, 0, 50];
  const full = byStep(randomMatrix(C, T, 42, 0));
  const raw = full.map((v, i) => v * (1 + (i % C)) + means[i % C]);
  const found = trainedMeans(raw, full, T, C);
  means.forEach((mean, c) => assert.ok(near(found[c], mean, 1e-4)));
  const bent = full.map((v) => Math.tanh(v));
  assert.equal(trainedMeans(raw, bent, T, C), null);
  assert.equal(trainedMeans(new Float32Array(T * C), new Float32Array(T * C), T, C), null);
});

test('touchedBy_edits_marksTheirCells', () => {
  const mask = touchedBy(5, 3, [{ features: [1], from: 2, to: 9, kind: 'mean', amount: 0 }]);
  assert.deepEqual([...mask], [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0]);
});

test('inWords_oneCell_readsWell', () => {
  assert.equal(inWords({ features: [1], from: 2, to: 3, kind: 'value', amount: 4 }, ['a', 'b']), 'b at step 2: set to 4');
  assert.equal(inWords({ features: [0, 1], from: 2, to: 5, kind: 'scale', amount: 0.5 }, ['a', 'b']), '2 features at steps 2 to 4: times 0.5');
});

test('outline_box_hasFourSides', () => {
  const mask = new Uint8Array(6 * 4);
  for (let t = 2; t < 5; t++) {
    mask[t * 4 + 1] = mask[t * 4 + 2] = 1;
  }
  assert.deepEqual(outline(mask, 6, 4, [0, 1, 2, 3]), [[2, 1, 5, 1], [2, 3, 5, 3], [2, 1, 2, 3], [5, 1, 5, 3]]);
  assert.deepEqual(outline(mask, 6, 4, [1], 2), [[1, 0, 3, 0], [1, 1, 3, 1], [1, 0, 1, 1], [3, 0, 3, 1]]);
});

test('outline_anyMask_isTheBorderOfItsCells', () => {
  const random = randomOf(43);
  const [steps, features] = [9, 7];
  const mask = Uint8Array.from({ length: steps * features }, () => (random() < 0.4 ? 1 : 0));
  const rows = [3, 0, 6, 1];
  const edges = new Set();
  for (const [x0, y0, x1, y1] of outline(mask, steps, features, rows)) {
    for (let x = x0; x < x1; x++) edges.add(`h ${x} ${y0}`);
    for (let y = y0; y < y1; y++) edges.add(`v ${x0} ${y}`);
  }
  const at = (r, t) => (r >= 0 && t >= 0 && r < rows.length && t < steps ? mask[t * features + rows[r]] : 0);
  const wanted = new Set();
  for (let r = 0; r <= rows.length; r++) {
    for (let t = 0; t <= steps; t++) {
      if (at(r, t) !== at(r - 1, t)) wanted.add(`h ${t} ${r}`);
      if (at(r, t) !== at(r, t - 1)) wanted.add(`v ${t} ${r}`);
    }
  }
  assert.deepEqual([...edges].sort(), [...wanted].sort());
});
