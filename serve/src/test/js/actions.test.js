import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actions, fittingData } from '../../main/resources/io/unfade/serve/web/part/actions.js';
import { grouped, firstSentence } from '../../main/resources/io/unfade/serve/web/part/commands.js';
import { hints, listedWords } from '../../main/resources/io/unfade/serve/web/part/hints.js';
import { candidates, suggestion } from '../../main/resources/io/unfade/serve/web/part/paths.js';
import { parse } from '../../main/resources/io/unfade/serve/web/part/route.js';

const item = (name, kind, about = {}, problem = null) => ({ name, kind, about, problem, title: '', bytes: 0, modified: '' });
const ITEMS = [
  item('boxes/train.npz', 'data', { features: 4, hasReference: true }), item('boxes/test.npz', 'data', { features: 4, hasReference: true }),
  item('other.csv', 'data', { features: 7 }), item('bad.npz', 'data', { features: 4 }, 'broken'), item('model', 'model', { features: 4 }),
  item('a.npz', 'maps'), item('b.npz', 'maps'), item('page.html', 'report'),
];
const link = (from, to) => ({ from, to, how: '', stale: false });
const LINKS = [link('boxes/train.npz', 'model'), link('model', 'a.npz'), link('boxes/test.npz', 'a.npz'), link('boxes/test.npz', 'b.npz')];
const of = (name) => actions(ITEMS.find((one) => one.name === name), ITEMS, LINKS);
const settings = (name, label) => JSON.parse(parse(of(name).find((one) => one.label === label).href).params.raw);

test('data that a model has not learnt from come first, and those that do not fit are left out', () => {
  assert.deepEqual(fittingData(ITEMS[4], ITEMS, LINKS).map((one) => one.name), ['boxes/test.npz', 'boxes/train.npz']);
});

test('forms are filled in with what belongs together', () => {
  assert.deepEqual(settings('model', 'Explain'), { model: 'model', data: 'boxes/test.npz' });
  assert.deepEqual(settings('boxes/test.npz', 'Train'), { data: 'boxes/test.npz' });
  assert.deepEqual(settings('a.npz', 'Score'), { saliency: 'a.npz', data: 'boxes/test.npz' });
  assert.deepEqual(settings('a.npz', 'Compare'), { maps: ['a.npz', 'b.npz'], data: 'boxes/test.npz' });
  assert.equal(of('a.npz')[0].href, '#/look/a.npz?data=boxes%2Ftest.npz');
});

test('nothing is offered for what cannot be read', () => {
  assert.deepEqual(of('bad.npz'), []);
});

test('a field offers items of its kind', () => {
  const names = (name, type = 'path', more = {}) => candidates({ name, type, path: name, ...more }, ITEMS).map((one) => one.name);
  assert.deepEqual(names('model'), ['model']);
  assert.deepEqual(names('data'), ['boxes/test.npz', 'boxes/train.npz', 'other.csv']);
  assert.deepEqual(names('maps', 'list', { of: 'path' }), ['a.npz', 'b.npz']);
  assert.deepEqual(names('validation', 'text', { file: 'read' }), ['boxes/test.npz', 'boxes/train.npz', 'other.csv']);
  assert.deepEqual(names('out', 'path', { output: true, file: 'written' }), []);
  assert.deepEqual(names('hidden', 'int'), []);
});

test('names for what is written come of what is read, and are new', () => {
  const out = (label) => ({ name: 'out', path: 'out', type: 'path', output: true, label });
  assert.equal(suggestion('train', out('MODEL'), ['boxes/train.npz'], []), 'boxes-model');
  assert.equal(suggestion('train', out('MODEL'), ['boxes/train.npz'], ['boxes-model', 'boxes-model-2/x']), 'boxes-model-3');
  assert.equal(suggestion('explain', out('S.npz'), ['model', 'boxes/test.npz'], []), 'model-maps.npz');
  assert.equal(suggestion('explain', { ...out('R.html'), name: 'report' }, ['model'], []), 'model-maps-report.html');
  assert.equal(suggestion('export', out('NET.onnx'), ['runs/a/model'], []), 'a.onnx');
  assert.equal(suggestion('generate', out('DIR'), [], []), 'generate');
});

test('every use case stands in a group once', () => {
  const commands = ['train', 'explain', 'fmri-map', 'new-one'].map((name) => ({ name, meaning: '', settings: [] }));
  const all = grouped(commands).flatMap((group) => group.commands.map((one) => one.name));
  assert.deepEqual([...all].sort(), commands.map((one) => one.name).sort());
  assert.equal(firstSentence('Writes x.npz and y. Then more.'), 'Writes x.npz and y.');
});

test('a text field offers the words that its meaning lists', () => {
  assert.deepEqual(listedWords('earlier-box, middle-box, task-fmri, planted, or ts-TYPE-PROCESS. TYPE: middle, rare-time, moving.'), ['earlier-box', 'middle-box', 'task-fmri', 'planted']);
  assert.deepEqual(listedWords('Take these out, separated by commas: motion6, wm_csf, global, or names of columns. From the file.'), []);
  assert.deepEqual(listedWords('Series to explain.'), []);
  assert.deepEqual(listedWords('lstm, gru or rnn.'), ['lstm', 'gru', 'rnn']);
});

test('a class is offered by the names that model and data know', () => {
  const items = [item('m', 'model', { classes: ['a', 'b'] }), item('d', 'data', { classes: ['b', 'c'] })];
  const target = { name: 'target', path: 'explanation.target', type: 'text' };
  assert.deepEqual(hints(target, { model: 'm', data: 'd' }, items, []).map((one) => one.name), ['predicted', 'label', 'a', 'b', 'c']);
  assert.deepEqual(hints({ name: 'also', path: 'also', type: 'list' }, {}, [], [{ name: 'lrp' }]), [{ name: 'lrp' }]);
});

test('maps of a brain are offered as brains', () => {
  const labels = (items) => actions(items[0], items, [link('runs.npz', 'm.npz')]).map((one) => one.label);
  const items = [item('m.npz', 'maps'), item('runs.npz', 'data')];
  assert.deepEqual(labels(items), ['Look']);
  assert.deepEqual(labels([...items, item('other.fmri.json', 'regions')]), ['Look']);
  assert.deepEqual(labels([...items, item('runs.fmri.json', 'regions')]), ['Look', 'Brain report', 'Brain maps']);
});
