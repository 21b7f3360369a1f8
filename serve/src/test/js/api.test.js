import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counter, fileUrl } from '../../main/resources/io/unfade/serve/web/api.js';

test('events that come again are not new', () => {
  const isNew = counter();
  const seen = ['4f-1', '4f-2', '4f-2', '4f-1', '4f-10', '4f-9'].map(isNew);
  assert.deepEqual(seen, [true, true, false, false, true, false]);
});

test('another run of the server counts anew', () => {
  const isNew = counter();
  assert.deepEqual(['a-7', 'b-1', 'b-1', 'b-2'].map(isNew), [true, true, false, true]);
});

test('ids may be bare numbers, and events without one are always new', () => {
  const isNew = counter();
  assert.deepEqual(['1', '1', '2', '', ''].map(isNew), [true, false, true, true, true]);
});

test('names of files are encoded part by part', () => {
  assert.equal(fileUrl('runs/a b/50%?.html', true), 'api/v1/files/runs/a%20b/50%25%3F.html?view=1');
});
