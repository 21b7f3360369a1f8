import assert from 'node:assert/strict';
import test from 'node:test';
import { keptTable, rgbOf, SIZE, table } from '../../main/resources/io/unfade/serve/web/view/colours.js';
import { fromQuery, initial, toQuery } from '../../main/resources/io/unfade/serve/web/view/state.js';
import { fit, panned, showing, whole, zoomed } from '../../main/resources/io/unfade/serve/web/view/window.js';
import { near } from './loops.js';

test('state_usual_isAnEmptyAddress', () => {
  assert.equal(toQuery(initial()), '');
  assert.deepEqual(fromQuery(new URLSearchParams('')), initial());
});

test('state_changed_comesBack', () => {
  const state = {
    ...initial(), data: 'runs/a b/x.npz', series: 7, also: ['maps, odd.npz', 'b/c.npz'], of: 'mean:1', lay: 'side', input: false, abs: true,
    common: true, clip: true, diff: true, order: 'size', top: 12, bin: 4, keep: 0.125, ref: false, dis: false, lines: [], cell: '3,4', zoom: [1.25, 20, 0, 8],
  };
  assert.deepEqual(fromQuery(new URLSearchParams(toQuery(state))), state);
});

test('state_nonsense_isIgnored', () => {
  const state = fromQuery(new URLSearchParams('series=-3&bin=x&keep=7&zoom=4,1,0,2&lay=heap&also=%25&lines=a'));
  assert.deepEqual(state, { ...initial(), lines: [], keep: 1 });
});

test('window_zoomed_keepsThePlaceAndTheLimits', () => {
  const w = zoomed(whole(100, 40), 0.5, 30, 10, 100, 40);
  assert.deepEqual(w, { x0: 15, x1: 65, y0: 5, y1: 25 });
  assert.deepEqual(zoomed(w, 100, 30, 10, 100, 40), whole(100, 40));
  assert.deepEqual(panned(w, 500, -500, 100, 40), { x0: 50, x1: 100, y0: 0, y1: 20 });
  assert.deepEqual(showing(w, 70, 10, 100, 40), { x0: 21, x1: 71, y0: 5, y1: 25 });
  assert.equal(showing(w, 20, 10, 100, 40), w);
  assert.deepEqual(fit({ x0: 7, x1: 7, y0: 0, y1: 1 }, 100, 1), { x0: 6, x1: 8, y0: 0, y1: 1 });
});

test('rgbOf_knownColours_areThose', () => {
  assert.deepEqual(rgbOf([100, 0, 0]).map((v) => Math.abs(v - 255) <= 1), [true, true, true]);
  assert.deepEqual(rgbOf([0, 0, 0]), [0, 0, 0]);
  const red = rgbOf([53.24, 80.09, 67.2]);
  assert.ok(Math.abs(red[0] - 255) <= 1 && red[1] <= 3 && red[2] <= 3, String(red));
});

test('table_ramps_growInContrastToTheirMiddle', () => {
  const luminance = (c) => {
    const linear = [c & 255, (c >>> 8) & 255, (c >>> 16) & 255].map((v) => ((v / 255) <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  };
  for (const name of ['saliency', 'input', 'size', 'amount']) {
    for (const dark of [false, true]) {
      const lights = [...table(name, dark)].map(luminance);
      const out = lights.slice(['saliency', 'input'].includes(name) ? SIZE / 2 : 0);
      for (let i = 16; i < out.length; i += 16) {
        assert.ok(dark ? out[i] > out[i - 16] : out[i] < out[i - 16], `${name} ${dark} ${i}`);
      }
    }
  }
  assert.equal(keptTable('size', false, 0.5)[3] >>> 24, 128);
  assert.ok(near(luminance(table('saliency', false)[256]), 0.95, 0.03));
});

/** Colours as people with a deficiency see them: matrices of Machado, Oliveira and Fernandes (2009), full strength. */
const VISIONS = {
  deuteranopia: [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]],
  protanopia: [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
  tritanopia: [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]],
};

test('table_signs_stayApartForAnyColourVision', () => {
  const linear = (c) => [c & 255, (c >>> 8) & 255, (c >>> 16) & 255].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  const f = (t) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const lab = ([r, g, b]) => {
    const [x, y, z] = [(0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b, (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883].map(f);
    return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
  };
  for (const name of ['saliency', 'input']) {
    for (const dark of [false, true]) {
      const colours = table(name, dark);
      for (const [vision, matrix] of Object.entries(VISIONS)) {
        const seen = (c) => lab(matrix.map((row) => Math.min(1, Math.max(0, row.reduce((sum, m, i) => sum + m * linear(c)[i], 0)))));
        for (const at of [64, 128, 192, 255]) {
          const [a, b] = [seen(colours[256 + at]), seen(colours[255 - at])];
          const apart = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
          assert.ok(apart > 15, `${name} ${dark ? 'dark' : 'light'} ${vision} ${at}: ${apart}`); // 2.3 is just noticeable
        }
      }
    }
  }
});
