import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isGiven, missing, problem, request, sections, values, withoutMeaning } from '../../main/resources/io/unfade/serve/web/part/form.js';

const setting = (path, type, more = {}) => {
  const keys = path.split('.');
  return { path, name: keys[keys.length - 1], group: keys.length > 1 ? keys[0] : '', type, required: false, usual: '', needs: [], unless: [], ...more };
};
const SETTINGS = [
  setting('data', 'path', { required: true }),
  setting('maps', 'list', { of: 'path' }),
  setting('overwrite', 'boolean'),
  setting('architecture.attention', 'choice', { choices: ['input-cell', 'none'], usual: 'input-cell' }),
  setting('architecture.hops', 'int', { usual: 'by the data', unless: ['attention none'] }),
  setting('architecture.readout', 'choice', { choices: ['last', 'self-attention'], usual: 'by the data' }),
  setting('architecture.readoutHops', 'int', { usual: '4', needs: ['readout self-attention'] }),
  setting('optimization.guidance.guided', 'double', { usual: '0' }),
  setting('optimization.guidance.weight', 'double', { usual: '1', needs: ['guided'], unless: ['guided 0'] }),
  setting('explanation.set', 'map'),
  setting('reading.groups', 'list', { of: 'int' }),
  setting('recompute', 'int'),
  setting('seed', 'long', { usual: '0' }),
];
const named = (name) => SETTINGS.find((one) => one.name === name);

test('a request has only what is given, with the types of the settings, at their places', () => {
  const fields = {
    data: ' a.npz ', maps: ['x.npz', '', 'y.npz'], overwrite: true, 'architecture.hops': '8', 'optimization.guidance.guided': '.5',
    'explanation.set': [['steps', '100'], ['', 'lost']], 'reading.groups': ['3', '4'], seed: '', recompute: '  ',
  };
  assert.deepEqual(request('train', SETTINGS, fields), {
    command: 'train', data: 'a.npz', maps: ['x.npz', 'y.npz'], overwrite: true, architecture: { hops: 8 },
    optimization: { guidance: { guided: 0.5 } }, explanation: { set: { steps: '100' } }, reading: { groups: [3, 4] },
  });
});

test('the fields of a request give the same request', () => {
  const json = { command: 'train', data: 'a', maps: ['x'], overwrite: true, architecture: { attention: 'none' }, explanation: { set: { a: '1' } }, reading: { groups: [1] }, seed: 7 };
  assert.deepEqual(request('train', SETTINGS, values(SETTINGS, json)), json);
});

test('fields leave out defaults', () => {
  assert.deepEqual(values(SETTINGS, { data: 'a', architecture: { attention: 'input-cell' }, optimization: { guidance: { guided: 0 } }, overwrite: false }), { data: 'a' });
});

test('a setting has no meaning with a value that excludes it', () => {
  assert.equal(withoutMeaning(named('hops'), SETTINGS, {}), '');
  assert.equal(withoutMeaning(named('hops'), SETTINGS, { 'architecture.attention': 'none' }), 'Not with attention none.');
});

test('a setting has no meaning without the value that it needs', () => {
  assert.equal(withoutMeaning(named('readoutHops'), SETTINGS, {}), 'Only with readout self-attention.');
  assert.equal(withoutMeaning(named('readoutHops'), SETTINGS, { 'architecture.readout': 'last' }), 'Only with readout self-attention.');
  assert.equal(withoutMeaning(named('readoutHops'), SETTINGS, { 'architecture.readout': 'self-attention' }), '');
});

test('a default counts as the value of a setting that is not given', () => {
  assert.equal(withoutMeaning(named('weight'), SETTINGS, {}), 'Not with guided 0.');
  assert.equal(withoutMeaning(named('weight'), SETTINGS, { 'optimization.guidance.guided': '0.0' }), 'Not with guided 0.');
  assert.equal(withoutMeaning(named('weight'), SETTINGS, { 'optimization.guidance.guided': '0.3' }), '');
});

test('conditions on settings that the use case lacks do not count', () => {
  const alone = setting('width', 'int', { needs: ['elsewhere'], unless: ['regime authors'] });
  assert.equal(withoutMeaning(alone, [alone], {}), '');
});

test('a request leaves out what has no meaning', () => {
  const fields = { data: 'a', 'architecture.attention': 'none', 'architecture.hops': '8' };
  assert.deepEqual(request('train', SETTINGS, fields), { command: 'train', data: 'a', architecture: { attention: 'none' } });
});

test('numbers are checked by their type', () => {
  const texts = { int: ['1', '-3', '+7'], long: ['9007199254740991'], double: ['1', '.5', '1.', '-2e-3'] };
  const wrong = { int: ['1.5', 'x', '2147483648', '1e3'], long: ['9007199254740993', '1.0'], double: ['1,5', '0x1', 'e3', '1.2.3'] };
  for (const type of ['int', 'long', 'double']) {
    texts[type].forEach((text) => assert.equal(problem(setting('n', type), text), '', `${type} ${text}`));
    wrong[type].forEach((text) => assert.notEqual(problem(setting('n', type), text), '', `${type} ${text}`));
  }
  assert.notEqual(problem(named('groups'), ['1', 'x']), '');
  assert.notEqual(problem(named('set'), [['a', '1'], ['a', '2']]), '');
  assert.equal(problem(setting('n', 'int'), ''), '');
});

test('required settings are missing until they are given', () => {
  assert.deepEqual(missing(SETTINGS, {}).map((one) => one.name), ['data']);
  assert.deepEqual(missing(SETTINGS, { data: ' ' }).map((one) => one.name), ['data']);
  assert.deepEqual(missing(SETTINGS, { data: 'a' }), []);
  assert.equal(isGiven([['', 'x']]), false);
});

test('every setting stands in the form once', () => {
  const { required, common, groups } = sections(SETTINGS);
  const all = [...required, ...common, ...groups.flatMap((group) => group.settings)].map((one) => one.path);
  assert.deepEqual([...all].sort(), SETTINGS.map((one) => one.path).sort());
  assert.deepEqual(required.map((one) => one.name), ['data']);
  assert.ok(common.some((one) => one.name === 'seed') && !common.some((one) => one.name === 'recompute'));
});

test('a setting that others bring up stands among those that are often changed', () => {
  const background = setting('explanation.background', 'path');
  assert.deepEqual(sections([background]).common, []);
  assert.deepEqual(sections([background], new Set(['background'])).common, [background]);
});
