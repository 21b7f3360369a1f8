import assert from 'node:assert/strict';
import { test } from 'node:test';
import { link, parse, runLink } from '../../main/resources/io/unfade/serve/web/part/route.js';

test('the empty address is the workspace', () => {
  for (const hash of ['', '#', '#/']) {
    assert.equal(parse(hash).page, '');
    assert.equal(parse(hash).params.name, '');
  }
});

test('links lead back to the names and queries that they were made of', () => {
  for (const name of ['model', 'runs/a/model', 'ward 7.csv', 'a?b#c/50%']) {
    const { page, params, query } = parse(link('look', name, { data: 'x y/z&=.npz', series: '3' }));
    assert.equal(page, 'look');
    assert.equal(params.name, name);
    assert.deepEqual([query.get('data'), query.get('series')], ['x y/z&=.npz', '3']);
  }
});

test('the settings of a form come back from its address', () => {
  const request = { data: 'a b.npz', optimization: { epochs: 3 }, also: ['occlusion window=5'], set: { 'a?': '100 %' } };
  const { page, params } = parse(runLink('train', request));
  assert.deepEqual([page, params.name, JSON.parse(params.raw)], ['run', 'train', request]);
  assert.equal(runLink('train'), '#/run/train');
});

test('settings may stand in an address as people type them', () => {
  assert.deepEqual(JSON.parse(parse('#/run/explain?{"model":"m","data":"d"}').params.raw), { model: 'm', data: 'd' });
});

test('an address that is not well encoded does not fail', () => {
  assert.equal(parse('#/item/50%').params.name, '50%');
});
