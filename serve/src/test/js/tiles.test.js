import assert from 'node:assert/strict';
import test from 'node:test';
import { farthestIn, halved, paintCells, Pyramid } from '../../main/resources/io/unfade/serve/web/view/tiles.js';
import { randomMatrix } from './loops.js';

/** A table whose entry is its own number, so that a pixel tells its value. */
const N = 512;
const table = Uint32Array.from({ length: N }, (_, i) => i + 1);
const dim = Uint32Array.from({ length: N }, (_, i) => i + 1001);
const paint = (threshold = 0) => ({ table, dim, low: -2, high: 2, threshold });
const entry = (v) => (Number.isNaN(v) ? 0 : 1 + Math.min(N - 1, Math.max(0, Math.floor(((v + 2) / 4) * N))));

function painted(m, rows, view, width, height, p = paint(), centre = 0) {
  const out = new Uint32Array(width * height);
  paintCells(new Pyramid(m, centre), rows, view, width, height, p, out);
  return out;
}

test('halved_pairs_keepsTheFartherCell', () => {
  const m = { rows: 1, cols: 7, data: new Float32Array([1, -2, NaN, 0.5, NaN, NaN, -3]) };
  assert.deepEqual([...halved(m, 0).data], [-2, 0.5, NaN, -3]);
  assert.deepEqual([...halved({ rows: 1, cols: 2, data: new Float32Array([36, 39]) }, 37).data], [39]);
});

test('paintCells_cellsLargerThanPixels_isTheCellUnderEachPixel', () => {
  const m = randomMatrix(4, 5, 21);
  const rows = [2, 0, 3];
  const out = painted(m, rows, { x0: 1, x1: 4, y0: 0, y1: 3 }, 30, 12);
  for (let y = 0; y < 12; y++) {
    for (let x = 0; x < 30; x++) {
      assert.equal(out[y * 30 + x], entry(m.data[rows[Math.floor(y / 4)] * 5 + 1 + Math.floor(x / 10)]), `${x} ${y}`);
    }
  }
});

test('paintCells_wholePixels_showTheLargestCellOfEach', () => {
  const [rows, cols, width, height] = [24, 1024, 64, 6];
  const m = randomMatrix(rows, cols, 22, 0.3);
  const out = painted(m, [...Array(rows).keys()], { x0: 0, x1: cols, y0: 0, y1: rows }, width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let best = NaN;
      for (let r = 4 * y; r < 4 * y + 4; r++) {
        for (let c = 16 * x; c < 16 * x + 16; c++) {
          const v = m.data[r * cols + c];
          best = Number.isNaN(v) || Math.abs(best) >= Math.abs(v) ? best : v;
        }
      }
      assert.equal(out[y * width + x], entry(best), `${x} ${y}`);
    }
  }
});

test('paintCells_oneCellOfAMillion_isSeenAtEveryZoom', () => {
  const [rows, cols] = [3, 100000];
  const at = 76543;
  const m = { rows, cols, data: new Float32Array(rows * cols).fill(0.001) };
  m.data[cols + at] = -1.9;
  for (const [x0, x1] of [[0, cols], [70000, 77000], [76000, 76999], [76540, 76550], [0.5, 99999.5]]) {
    const width = 777;
    const out = painted(m, [0, 1, 2], { x0, x1, y0: 0, y1: 3 }, width, 3);
    const seen = [...out.subarray(width, 2 * width).keys()].filter((x) => out[width + x] === entry(-1.9));
    const expected = ((at + 0.5 - x0) / (x1 - x0)) * width;
    assert.ok(seen.length > 0, `lost at ${x0}..${x1}`);
    assert.ok(seen.some((x) => Math.abs(x + 0.5 - expected) <= Math.max(1.5, (0.5 * width) / (x1 - x0) + 1)), 'at its place');
    assert.ok((seen.length - 2) * ((x1 - x0) / width) <= 2, 'no wider than it is');
  }
});

test('paintCells_threshold_dimsSmallerCells', () => {
  const m = { rows: 1, cols: 4, data: new Float32Array([0.5, -0.5, 0.49, NaN]) };
  const out = painted(m, [0], { x0: 0, x1: 4, y0: 0, y1: 1 }, 4, 1, paint(0.5));
  assert.deepEqual([...out], [entry(0.5), entry(-0.5), entry(0.49) + 1000, 0]);
});

test('paintCells_beyondTheColours_takesTheirEnds', () => {
  const m = { rows: 1, cols: 2, data: new Float32Array([-9, 9]) };
  assert.deepEqual([...painted(m, [0], { x0: 0, x1: 2, y0: 0, y1: 1 }, 2, 1)], [1, N]);
});

test('farthestIn_box_isTheLargestOfShownRows', () => {
  const m = { rows: 3, cols: 3, data: new Float32Array([9, 1, 1, 1, NaN, -5, 2, 2, 2]) };
  assert.deepEqual(farthestIn(m, [2, 1, 0], 0, { r0: 0, r1: 2, c0: 0, c1: 3 }), { row: 1, col: 2 });
  assert.deepEqual(farthestIn(m, [1], 0, { r0: 0, r1: 1, c0: 1, c1: 2 }), { row: 0, col: 1 });
});
