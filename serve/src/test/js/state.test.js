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
