import assert from 'node:assert/strict';
import test from 'node:test';
import { entry, grey, labelTable, mixed, paintPlane, windowOf } from '../../main/resources/io/unfade/serve/web/brain/paint.js';
import { across, border, centreOf, regionsOf, unnamed } from '../../main/resources/io/unfade/serve/web/brain/regions.js';
import { applied, gridOf, voxelOf } from '../../main/resources/io/unfade/serve/web/brain/space.js';
import { keptTable, SIZE } from '../../main/resources/io/unfade/serve/web/view/colours.js';
import { near, randomOf } from './loops.js';

const UNIT = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]];

test('regionsOf_values_areMeansOfSizes', () => {
  const random = randomOf(11);
  const ids = Int32Array.from({ length: 500 }, () => [0, 3, 8, 40][Math.floor(random() * 4)]);
  const values = Float32Array.from(ids, (_, i) => (i % 17 === 0 ? NaN : random() - 0.5));
  const named = [{ id: 8, name: 'eight' }, { id: 3, name: 'three' }, { id: 99, name: 'gone', absent: true }];
  const found = regionsOf(ids, values, null, named);
  named.forEach((one, column) => {
    const own = [...values].filter((v, i) => ids[i] === one.id);
    const present = own.filter((v) => !Number.isNaN(v));
    assert.equal(found[column].voxels, own.length);
    assert.ok(near(found[column].size, present.reduce((sum, v) => sum + Math.abs(v), 0) / present.length));
    assert.equal(found[column].column, column);
  });
  assert.ok(found[2].absent && Number.isNaN(found[2].size));
  assert.deepEqual(unnamed(ids), [3, 8, 40].map((id) => ({ id, name: `region ${id}` })));
});

test('regionsOf_anotherGrid_takesTheVoxelAtTheSamePlace', () => {
  const atlas = gridOf([4, 2, 1], UNIT);
  const fine = gridOf([8, 4, 1], [[0.5, 0, 0, -0.25], [0, 0.5, 0, -0.25], [0, 0, 1, 0], [0, 0, 0, 1]]);
  const places = across(atlas, fine, false);
  const values = Float32Array.from({ length: 32 }, (_, i) => voxelOf(fine, i)[0]);
  const ids = Int32Array.from([1, 1, 1, 1, 0, 0, 0, 2]);
  const found = regionsOf(ids, values, places, [{ id: 1, name: 'a' }, { id: 2, name: 'b' }]);
  assert.ok(near(found[0].size, (1 + 3 + 5 + 7) / 4), String(found[0].size));
  assert.equal(across(atlas, atlas, true), null);
  const away = across(atlas, gridOf([1, 1, 1], [[1, 0, 0, 50], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]), false);
  assert.ok([...away].every((i) => i === -1));
});

test('centreOf_region_isOneOfItsOwnVoxels', () => {
  const affine = [[-2, 0, 0, 5], [0, 2, 0, 1], [0, 0, 2, 0], [0, 0, 0, 1]];
  const grid = gridOf([5, 5, 1], affine);
  const ring = Int32Array.from({ length: 25 }, (_, i) => (Math.max(Math.abs((i % 5) - 2), Math.abs(Math.floor(i / 5) - 2)) === 2 ? 4 : 0));
  const place = centreOf(grid, ring, 4);
  const own = Array.from({ length: 25 }, (_, i) => i).filter((i) => ring[i] === 4).map((i) => applied(affine, voxelOf(grid, i)).join());
  assert.ok(own.includes(place.join()));
  assert.equal(centreOf(grid, ring, 5), null);
});

test('border_pixels_separatesWhatHolds', () => {
  const random = randomOf(7);
  const [cols, rows] = [9, 7];
  const set = Array.from({ length: cols * rows }, () => random() < 0.4);
  const edges = new Set();
  for (const [x0, y0, x1, y1] of border((pixel) => set[pixel], cols, rows)) {
    assert.ok(x0 === x1 || y0 === y1);
    for (let i = 0; i < Math.abs(x1 - x0) + Math.abs(y1 - y0); i++) {
      edges.add(x0 === x1 ? `v${x0},${y0 + i}` : `h${x0 + i},${y0}`);
    }
  }
  const at = (c, r) => c >= 0 && r >= 0 && c < cols && r < rows && set[r * cols + c];
  for (let r = 0; r <= rows; r++) {
    for (let c = 0; c <= cols; c++) {
      assert.equal(edges.has(`h${c},${r}`), c < cols && at(c, r) !== at(c, r - 1));
      assert.equal(edges.has(`v${c},${r}`), r < rows && at(c, r) !== at(c - 1, r));
    }
  }
});

test('entry_values_followScaleThresholdAndAbsence', () => {
  const table = keptTable('saliency', false);
  const c = { low: -2, high: 2, table, threshold: 0.5, labels: false };
  assert.equal(entry(c, 0), -1);
  assert.equal(entry(c, NaN), -1);
  assert.equal(entry(c, 0.49), -1);
  assert.equal(entry(c, -0.5), Math.floor((1.5 / 4) * SIZE));
  assert.equal(entry(c, 2), SIZE - 1);
  assert.equal(entry(c, -9), 0);
  const labels = { ...c, labels: true, threshold: 0 };
  assert.equal(entry(labels, 7), 7);
  assert.notEqual(labelTable(false)[7], labelTable(false)[8]);
});

test('paintPlane_layers_mixesByOpacity', () => {
  const table = new Uint32Array(SIZE).fill(0xff0000ff);
  const c = { low: 0, high: 1, table, threshold: 0, labels: false };
  const pixels = new Uint32Array(4);
  const shown = { numbers: Int32Array.from([0, 1, -1, 2]), values: [1, 0, 1] };
  const ground = { numbers: Int32Array.from([0, 0, 0, -1]), values: [5], low: 0, high: 10 };
  paintPlane(pixels, ground, shown, c, 0.5, true);
  const under = grey(0.5, true);
  assert.equal(pixels[0], mixed(0xff0000ff, under, 0.5));
  assert.equal((pixels[0] & 255) - Math.round((255 + (under & 255)) / 2), 0);
  assert.equal(pixels[1], under);
  assert.equal(pixels[2], under);
  assert.equal(pixels[3] >>> 24, 255);
  assert.deepEqual([0, 1].map((o) => mixed(0xff112233, 0xff445566, o)), [0xff445566, 0xff112233]);
});

test('windowOf_background_isFromZeroToTheLargestFew', () => {
  assert.deepEqual(windowOf(Float32Array.from([0, 0, NaN])), { low: 0, high: 1 });
  const values = Float32Array.from({ length: 1000 }, (_, i) => i + 1);
  const { low, high } = windowOf(values);
  assert.ok(low === 0 && Math.abs(high - 980) <= 2, String(high));
});
