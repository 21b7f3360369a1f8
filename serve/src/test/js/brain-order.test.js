import assert from 'node:assert/strict';
import test from 'node:test';
import { blockOf, courseOf, extentOf, listed, ranked, sizesOf } from '../../main/resources/io/unfade/serve/web/brain/order.js';
import { near, randomOf } from './loops.js';

const regions = [['a', 0.5, 9], ['b', NaN, 3], ['c', 0.9, 1], ['d', 0.5, 20]].map(([name, size, voxels], column) => ({ id: column + 10, name, column, size, voxels, absent: false }));

test('ranked_sizes_fallAndEndWithAbsentOnes', () => {
  assert.deepEqual(ranked(regions, false).map((one) => one.name), ['c', 'a', 'd', 'b']);
  assert.deepEqual(ranked(regions, true).map((one) => one.name), ['d', 'a', 'b', 'c']);
  assert.deepEqual(ranked([{ ...regions[2], absent: true }, regions[0]], false).map((one) => one.name), ['a', 'c']);
});

test('listed_searchAndLimit_keepTheCurrentOneWithItsRank', () => {
  const order = ranked(regions, false);
  assert.deepEqual(listed(order, ' D ', 0).shown.map(({ region, rank }) => [region.name, rank]), [['d', 3]]);
  assert.deepEqual(listed(order, '', 11, 2).shown.map(({ region, rank }) => [region.name, rank]), [['c', 1], ['a', 2], ['b', 4]]);
  assert.equal(listed(order, '', 0, 2).count, 4);
});

test('sizesOf_mean_isThatOverStepsWithAValue', () => {
  const random = randomOf(2);
  const [steps, features] = [9, 4];
  const values = Float32Array.from({ length: steps * features }, (_, i) => (i % 5 === 0 ? NaN : random() - 0.5));
  const found = sizesOf({ values, steps, features }, [1, 2, 3, 4].map((id) => ({ id, name: String(id) })));
  for (let c = 0; c < features; c++) {
    const own = Array.from({ length: steps }, (_, t) => values[t * features + c]).filter((v) => !Number.isNaN(v));
    assert.ok(near(found[c].size, own.reduce((sum, v) => sum + Math.abs(v), 0) / own.length));
  }
});

test('courseOf_column_isItsStepsWithGaps', () => {
  const values = { values: Float32Array.from([1, 2, 3, NaN, 5, 6]), steps: 3, features: 2 };
  assert.deepEqual(courseOf(values, 0), [1, 3, 5]);
  assert.deepEqual(courseOf(values, 1), [2, null, 6]);
  assert.deepEqual(courseOf(values, 2), []);
  assert.deepEqual(courseOf(null, 0), []);
});

test('blockOf_series_isTheAskedElseTheFirstOfTheClass', () => {
  const all = [{ index: 0, label: 'x' }, { index: 1, label: 'y' }, { index: 2, label: 'y' }];
  assert.equal(blockOf(all, 2, 'x').index, 2);
  assert.equal(blockOf(all, null, 'y').index, 1);
  assert.equal(blockOf(all, 9, 'none').index, 0);
  assert.equal(blockOf([], null, ''), null);
});

test('extentOf_volumes_isOfAllUnlessOwnOrUnknown', () => {
  const brain = { summary: { volumes: [{ least: -1, largest: 2 }, { least: 0, largest: 7 }] } };
  const values = Float32Array.from([0, 2, -0.5, NaN]);
  assert.deepEqual(extentOf(brain, values, false), { low: -1, high: 7 });
  assert.deepEqual(extentOf(brain, values, true), { low: -0.5, high: 2 });
  assert.deepEqual(extentOf({ summary: { volumes: [{ least: null, largest: null }] } }, values, false), { low: -0.5, high: 2 });
  assert.deepEqual(extentOf(brain, Float32Array.from([NaN]), true), { low: 0, high: 0 });
});
