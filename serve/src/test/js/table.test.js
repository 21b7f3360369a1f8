import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseSeries, stepsOf } from '../../main/resources/io/unfade/serve/web/part/table.js';
import { workspaceName } from '../../main/resources/io/unfade/serve/web/part/dropped.js';

test('a line is a step, whatever stands between its numbers', () => {
  const expected = [[1, -2.5], [3e-2, 4]];
  for (const text of ['1,-2.5\n3e-2,4', '1; -2.5\r\n0.03;4\r\n', '1\t-2.5\n\n.03\t4', '  1   -2.5\n.03 4', 'a,b\n1,-2.5\n0.03,4', '1,-2.5,\n.03,4,']) {
    assert.deepEqual(parseSeries(text), expected, JSON.stringify(text));
  }
});

test('absent values are NaN', () => {
  assert.deepEqual(parseSeries('1,nan\nNA,2'), [[1, NaN], [NaN, 2]]);
});

test('what is wrong is said with its line', () => {
  assert.throws(() => parseSeries('1,2\n3,x'), /Line 2: 'x' is not a number/);
  assert.throws(() => parseSeries('1,,2'), /Line 1: value 2 is empty/);
  assert.throws(() => parseSeries('1,2\n\n3'), /Line 3 has 1 values, but the first has 2/);
  assert.throws(() => parseSeries(' \n'), /no line with numbers/);
});

test('numbers one after the other are cut into steps, without the padding at their end', () => {
  assert.deepEqual(stepsOf(new Float32Array([1, 2, NaN, 4, NaN, NaN]), 2), [[1, 2], [NaN, 4]]);
});

test('names of dropped files become names that the workspace takes', () => {
  const rule = /^[A-Za-z0-9_][A-Za-z0-9._ -]{0,99}$/;
  for (const path of ['ü.csv', '/a/b c.npz', '..\\..\\x', '-x.npz', 'a//b', 'x'.repeat(300), 'é/-é']) {
    workspaceName(path).split('/').forEach((part) => assert.match(part, rule, path));
  }
  assert.equal(workspaceName('runs/model/weights.safetensors'), 'runs/model/weights.safetensors');
  assert.equal(workspaceName('../.hidden/x.csv'), 'x.csv');
});
