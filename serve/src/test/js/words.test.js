import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ago, duration, labelOf, number, optionName, percent, plural, size, title } from '../../main/resources/io/unfade/serve/web/part/words.js';

test('sizes have the unit that leaves one to three digits', () => {
  assert.equal(size(1), '1 byte');
  assert.equal(size(38), '38 bytes');
  assert.equal(size(3011), '3.0 kB');
  assert.equal(size(9949), '9.9 kB');
  assert.equal(size(9950), '10 kB');
  assert.equal(size(999499), '999 kB');
  assert.equal(size(999500), '1.0 MB');
  assert.equal(size(2 ** 31), '2.1 GB');
});

test('durations are rounded to what people say', () => {
  assert.equal(duration(1), '1 second');
  assert.equal(duration(89), '89 seconds');
  assert.equal(duration(90), '2 minutes');
  assert.equal(duration(5400), '1 hour 30 min');
  assert.equal(duration(7200), '2 hours');
  assert.equal(duration(3 * 86400), '3 days');
  assert.equal(duration(-5), '0 seconds');
});

test('times past are told from now', () => {
  const now = Date.parse('2026-01-10T12:00:00Z');
  assert.equal(ago('2026-01-10T11:59:40Z', now), 'just now');
  assert.equal(ago('2026-01-10T11:50:00Z', now), '10 minutes ago');
  assert.equal(ago('2025-12-01T12:00:00Z', now), 'Dec 1, 2025');
  assert.equal(ago('never', now), '');
});

test('names of settings are written as the command line has them, or as people say them', () => {
  assert.equal(optionName('reportSeries'), 'report-series');
  assert.equal(optionName('adaptiveNoiseStart'), 'adaptive-noise-start');
  assert.equal(title('reportSeries'), 'Report series');
  assert.equal(title('cross-validate'), 'Cross validate');
  assert.equal(title('fmri-prepare'), 'fMRI prepare');
  assert.equal(labelOf('out'), 'Write to');
  assert.equal(labelOf('reportSeries'), 'Report series');
});

test('numbers are as short as their size allows', () => {
  assert.equal(number(12345), '12,345');
  assert.equal(number(0.0628634), '0.06286');
  assert.equal(number(0.0000123), '1.23e-5');
  assert.equal(number(NaN), 'NaN');
  assert.equal(percent(0.5), '50 %');
  assert.equal(percent(0.005), '0.5 %');
  assert.equal(plural(1, 'class', 'classes'), '1 class');
  assert.equal(plural(2, 'class', 'classes'), '2 classes');
});
