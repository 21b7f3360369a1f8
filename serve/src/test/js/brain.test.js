import assert from 'node:assert/strict';
import test from 'node:test';
import { moved } from '../../main/resources/io/unfade/serve/web/brain/cursor.js';
import { isBrain } from '../../main/resources/io/unfade/serve/web/brain/items.js';
import { applied, boxOf, gridOf, inside, inverse, numberOf, placeOf, PLANES, pointOf, project, rasterOf, sameGrid, slice, voxelAt, voxelOf, voxelSizes } from '../../main/resources/io/unfade/serve/web/brain/space.js';
import { fromQuery, initial, toQuery } from '../../main/resources/io/unfade/serve/web/brain/state.js';
import { near, randomOf } from './loops.js';

/** Turned about all axes, mirrored, with three sizes. */
const OBLIQUE = [[-1.8, 0.3, 0.2, 12], [0.25, 2.9, -0.4, -40], [0.1, 0.5, 3.7, -20], [0, 0, 0, 1]];
const STRAIGHT = [[-2, 0, 0, 10], [0, 3, 0, -20], [0, 0, 4, -30], [0, 0, 0, 1]];

test('inverse_affine_undoesIt', () => {
  const random = randomOf(3);
  for (const affine of [OBLIQUE, STRAIGHT]) {
    for (let n = 0; n < 20; n++) {
      const p = [random() * 50, random() * 50, random() * 50];
      applied(inverse(affine), applied(affine, p)).forEach((v, i) => assert.ok(near(v, p[i], 1e-9)));
    }
  }
});

test('voxelAt_places_isTheNearestCentre', () => {
  const grid = gridOf([5, 4, 3], OBLIQUE);
  for (let i = 0; i < 60; i++) {
    const voxel = voxelOf(grid, i);
    assert.equal(numberOf(grid, voxel), i);
    assert.deepEqual(voxelAt(grid, applied(OBLIQUE, voxel.map((c) => c + 0.49))), voxel);
    assert.deepEqual(voxelAt(grid, applied(OBLIQUE, voxel.map((c) => c - 0.49))), voxel);
  }
  assert.equal(voxelAt(grid, applied(OBLIQUE, [-0.51, 0, 0])), null);
  assert.equal(voxelAt(grid, applied(OBLIQUE, [4.51, 0, 0])), null);
});

test('boxOf_grid_holdsTheCornersOfAllVoxels', () => {
  assert.deepEqual(boxOf(gridOf([3, 2, 2], STRAIGHT)), { low: [5, -21.5, -32], high: [11, -15.5, -24] });
  assert.deepEqual(voxelSizes(gridOf([3, 2, 2], STRAIGHT)), [2, 3, 4]);
  assert.ok(sameGrid(gridOf([3, 2, 2], STRAIGHT), gridOf([3, 2, 2], STRAIGHT)));
  assert.ok(!sameGrid(gridOf([3, 2, 2], STRAIGHT), gridOf([3, 2, 2], OBLIQUE)));
});

for (const radiological of [false, true]) {
  for (const affine of [STRAIGHT, OBLIQUE]) {
    test(`slice_${radiological ? 'radiological' : 'neurological'}_isTheVoxelUnderEachPixel_${affine === OBLIQUE}`, () => {
      const grid = gridOf([13, 11, 9], affine);
      const box = boxOf(grid);
      for (const plane of PLANES) {
        const raster = rasterOf(plane, box, 2, radiological);
        const at = (box.low[plane.across] + box.high[plane.across]) / 2 + 0.3;
        const numbers = slice(grid, raster, at);
        assert.equal(numbers.length, raster.cols * raster.rows);
        for (let row = 0; row < raster.rows; row++) {
          for (let col = 0; col < raster.cols; col++) {
            const place = [0, 0, 0];
            place[plane.right] = radiological && plane.right === 0 ? box.high[0] - (col + 0.5) * raster.step : box.low[plane.right] + (col + 0.5) * raster.step;
            place[plane.up] = box.high[plane.up] - (row + 0.5) * raster.step;
            place[plane.across] = at;
            const voxel = voxelAt(grid, place);
            assert.equal(numbers[row * raster.cols + col], voxel ? numberOf(grid, voxel) : -1);
          }
        }
      }
    });
  }
}

test('pointOf_placeOf_areInverse', () => {
  const box = boxOf(gridOf([13, 11, 9], STRAIGHT));
  for (const plane of PLANES) {
    for (const radiological of [false, true]) {
      const raster = rasterOf(plane, box, 2, radiological);
      const place = [-3.25, -8.5, -7.75];
      const [x, y] = pointOf(raster, place);
      placeOf(raster, x, y, place).forEach((v, i) => assert.ok(near(v, place[i], 1e-9)));
    }
  }
  const axial = rasterOf(PLANES[2], box, 2, false);
  assert.ok(pointOf(axial, [5, 0, 0])[0] > pointOf(axial, [-5, 0, 0])[0], 'right is right');
  const mirrored = rasterOf(PLANES[2], box, 2, true);
  assert.ok(pointOf(mirrored, [5, 0, 0])[0] < pointOf(mirrored, [-5, 0, 0])[0], 'right is left');
  assert.ok(pointOf(axial, [0, 5, 0])[1] < pointOf(axial, [0, -5, 0])[1], 'the front is up');
});

test('project_values_isTheLargestSizeAlongEachLine', () => {
  const random = randomOf(5);
  const shape = [7, 6, 5];
  const grid = gridOf(shape, [[2, 0, 0, -6], [0, 2, 0, -5], [0, 0, 2, -4], [0, 0, 0, 1]]);
  const values = Float32Array.from({ length: 210 }, () => (random() < 0.5 ? 0 : random() - 0.5));
  for (const plane of PLANES) {
    const raster = rasterOf(plane, boxOf(grid), 2, false);
    const found = project(grid, values, raster, boxOf(grid));
    assert.equal(found.length, shape[plane.right] * shape[plane.up]);
    for (let u = 0; u < shape[plane.up]; u++) {
      for (let r = 0; r < shape[plane.right]; r++) {
        let best = 0;
        for (let a = 0; a < shape[plane.across]; a++) {
          const voxel = [0, 0, 0];
          voxel[plane.right] = r;
          voxel[plane.up] = u;
          voxel[plane.across] = a;
          const v = values[voxel[0] + 7 * (voxel[1] + 6 * voxel[2])];
          best = Math.abs(v) > Math.abs(best) ? v : best;
        }
        assert.equal(found[(shape[plane.up] - 1 - u) * shape[plane.right] + r], best);
      }
    }
  }
});

test('project_otherOrders_equalsSamplingEachLine', () => {
  const random = randomOf(8);
  const turned = [[0, 0, 3, -9], [-2, 0, 0, 8], [0, 2.5, 0, -6], [0, 0, 0, 1]];
  for (const affine of [turned, STRAIGHT, OBLIQUE]) {
    const grid = gridOf([8, 7, 6], affine);
    const box = boxOf(grid);
    const values = Float32Array.from({ length: 336 }, () => random() - 0.5);
    for (const plane of PLANES) {
      for (const radiological of [false, true]) {
        const raster = rasterOf(plane, box, 1.7, radiological);
        const found = project(grid, values, raster, box);
        const depth = Math.max(raster.step, Math.min(...voxelSizes(grid)));
        for (let pixel = 0; pixel < found.length; pixel++) {
          const place = placeOf(raster, (pixel % raster.cols) + 0.5, Math.floor(pixel / raster.cols) + 0.5, [0, 0, 0]);
          let best = 0;
          const step = affine === OBLIQUE ? depth : 0.1;
          for (let at = box.low[plane.across] + step / 2; at < box.high[plane.across] - 1e-6; at += step) {
            place[plane.across] = at;
            const voxel = voxelAt(grid, place);
            const v = voxel ? values[numberOf(grid, voxel)] : 0;
            best = Math.abs(v) > Math.abs(best) ? v : best;
          }
          assert.equal(found[pixel], best);
        }
      }
    }
  }
});

test('rasterOf_aFineGrid_hasABoundedNumberOfPixels', () => {
  const raster = rasterOf(PLANES[2], { low: [0, 0, 0], high: [2000, 1000, 10] }, 0.1, false);
  assert.ok(raster.cols <= 400 && raster.rows <= 400);
  assert.ok(near(raster.cols / raster.rows, 2, 0.02));
});

test('moved_keys_goWhereThePictureShows', () => {
  const box = boxOf(gridOf([13, 11, 9], STRAIGHT));
  const sizes = [2, 3, 4];
  const axial = rasterOf(PLANES[2], box, 2, false);
  assert.deepEqual(moved('ArrowRight', false, axial, [0, 0, 0], sizes), [2, 0, 0]);
  assert.deepEqual(moved('ArrowRight', false, rasterOf(PLANES[2], box, 2, true), [0, 0, 0], sizes), [-2, 0, 0]);
  assert.deepEqual(moved('ArrowUp', true, axial, [0, 0, 0], sizes), [0, 30, 0]);
  assert.deepEqual(moved('PageUp', false, axial, [0, 0, 0], sizes), [0, 0, 4]);
  assert.deepEqual(moved('ArrowLeft', false, rasterOf(PLANES[0], box, 2, true), [0, 0, 0], sizes), [0, -3, 0]);
  assert.equal(moved('a', false, axial, [0, 0, 0], sizes), null);
  assert.deepEqual(inside({ low: [0, 0, 0], high: [1, 1, 1] }, [0.5, -3, 7]).map((v) => Math.round(v)), [1, 0, 1]);
});

test('state_changed_comesBack_usualIsEmpty', () => {
  assert.equal(toQuery(initial()), '');
  assert.deepEqual(fromQuery(new URLSearchParams('')), initial());
  const state = { at: [-12.5, 0, 30.25], volume: 2, keep: 0.125, opacity: 0.5, radio: true, own: true, block: 7 };
  assert.deepEqual(fromQuery(new URLSearchParams(toQuery(state))), state);
});

test('state_nonsense_isIgnored', () => {
  assert.deepEqual(fromQuery(new URLSearchParams('at=1,2&volume=-1&keep=7&opacity=x&side=up&block=1e9')), initial());
  assert.deepEqual(fromQuery(new URLSearchParams('at=1,,3&keep=&volume=2.5')), initial());
  assert.deepEqual(fromQuery(new URLSearchParams('at=Infinity,0,0')), initial());
});

test('isBrain_items_areImagesAndPreparedSeries', () => {
  const items = ['a.nii', 'b.nii.gz', 'c.func.gii', 's.npz', 's.fmri.json', 't.npz', 'p.png'].map((name) => ({ name, kind: name.endsWith('npz') ? 'data' : 'image' }));
  assert.deepEqual(items.filter((item) => isBrain(item, items)).map((item) => item.name), ['a.nii', 'b.nii.gz', 'c.func.gii', 's.npz', 's.fmri.json']);
  assert.equal(isBrain({ ...items[0], problem: 'cut' }, items), false);
});
