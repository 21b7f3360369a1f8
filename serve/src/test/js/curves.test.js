import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curves } from '../../main/resources/io/unfade/serve/web/part/curves.js';

const step = (epoch, values) => ({ text: '', epoch, values });

test('values of a kind share a chart', () => {
  const { x, unit, charts } = curves([
    step(1, { loss: 0.7, accuracy: 0.5, validationLoss: 0.8, rate: 3 }),
    { text: 'something else' },
    step(3, { loss: 0.5, accuracy: 0.75 }),
  ]);
  assert.deepEqual([x, unit], [[1, 3], 'epoch']);
  assert.deepEqual(charts.map((chart) => [chart.title, chart.share]), [['Loss', false], ['Accuracy', true], ['Other', false]]);
  assert.deepEqual(charts[0].curves, [{ label: 'loss', values: [0.7, 0.5] }, { label: 'validation loss', values: [0.8, null] }]);
});

test('epochs that begin again are counted on', () => {
  const { x, unit } = curves([step(1, { loss: 1 }), step(2, { loss: 1 }), step(1, { loss: 1 })]);
  assert.deepEqual([x, unit], [[1, 2, 3], 'step']);
});

test('what is no number is a gap', () => {
  assert.deepEqual(curves([step(1, { loss: 1, gain: NaN }), step(2, { loss: Infinity, gain: 2 })]).charts.map((chart) => chart.curves[0].values), [[1, null], [null, 2]]);
});

test('steps without values have no chart', () => {
  assert.deepEqual(curves([{ text: 'a' }, step(1, {})]).charts, []);
});
