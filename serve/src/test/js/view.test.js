import assert from 'node:assert/strict';
import test from 'node:test';
import { axisMarks, barMarks, fitted, geometry, outlineMarks } from '../../main/resources/io/unfade/serve/web/view/axes.js';
import { svgMarks } from '../../main/resources/io/unfade/serve/web/view/draw.js';
import { apart, presentSteps } from '../../main/resources/io/unfade/serve/web/view/edit.js';
import { Linked } from '../../main/resources/io/unfade/serve/web/view/linked.js';
import { listed, neighbour, probabilityInWords, seriesOf } from '../../main/resources/io/unfade/serve/web/view/roster.js';
import { keptInWords, layersOf, panelsOf } from '../../main/resources/io/unfade/serve/web/view/scene.js';
import { table } from '../../main/resources/io/unfade/serve/web/view/colours.js';
import { byStep } from '../../main/resources/io/unfade/serve/web/view/matrix.js';
import { near, randomMatrix } from './loops.js';

const maps = { count: 3, ids: ['c', 'a', 'b'], classNames: ['x', 'y'], targets: [1, 0, 0], probabilities: [[0.2, 0.8], [0.6, 0.4], [0.9, 0.1]] };
const data = { ids: ['a', 'b', 'c'], labels: [0, 1, 1], classNames: ['x', 'y'] };

test('seriesOf_otherOrderOfData_matchesIds', () => {
  const all = seriesOf(maps, data);
  assert.deepEqual(all.map((s) => [s.id, s.dataIndex, s.label, s.predicted, s.probability, s.wrong]), [['c', 2, 'y', 'y', 0.8, false], ['a', 0, 'x', 'x', 0.6, false], ['b', 1, 'y', 'x', 0.9, true]]);
});

test('seriesOf_nothingKnown_hasNumbers', () => {
  assert.deepEqual(seriesOf({ count: 1 }, null), [{ index: 0, dataIndex: 0, label: null, predicted: null, labelIndex: null, explained: null, id: '0', probability: null, wrong: false }]);
});

test('listed_wrongOnes_comeFirst', () => {
  const all = seriesOf(maps, data);
  assert.deepEqual(listed(all, '', '').map((s) => s.id), ['b', 'c', 'a']);
  assert.deepEqual(listed(all, 'y', '').map((s) => s.id), ['b', 'c']);
  assert.deepEqual(listed(all, '', ' A').map((s) => s.id), ['a']);
});

test('neighbour_ends_stay', () => {
  const list = listed(seriesOf(maps, data), '', '');
  assert.equal(neighbour(list, 2, 1).id, 'c');
  assert.equal(neighbour(list, 1, 1).id, 'a');
  assert.equal(neighbour(list, 2, -1).id, 'b');
  assert.equal(neighbour(list, 99, 1).id, 'b');
  assert.equal(neighbour([], 0, 1), undefined);
});

test('probabilityInWords_nearlyOne_isNotOne', () => {
  assert.deepEqual([0.5, 0.999, 1, 0.001, 0].map(probabilityInWords), ['50 %', '> 99 %', '100 %', '< 1 %', '0 %']);
});

test('linked_arrows_moveTheCellAndTheWindow', () => {
  const linked = new Linked();
  linked.resize(100, 20);
  linked.show({ x0: 10, x1: 20, y0: 0, y1: 10 });
  let told = 0;
  const end = linked.watch('cell', () => told++);
  linked.point({ row: 5, col: 19 });
  linked.point({ row: 5, col: 19 });
  assert.equal(told, 1);
  linked.step(1, 0);
  assert.deepEqual([linked.cell, linked.window], [{ row: 5, col: 20 }, { x0: 11, x1: 21, y0: 0, y1: 10 }]);
  linked.step(Infinity, -Infinity);
  assert.deepEqual([linked.cell, linked.window.x1], [{ row: 0, col: 99 }, 100]);
  end();
  linked.point(null);
  assert.equal(told, 3);
});

test('linked_keysWithoutCell_beginInTheMiddle', () => {
  const linked = new Linked();
  linked.resize(100, 20);
  linked.step(10, 0);
  assert.deepEqual(linked.cell, { row: 10, col: 50 });
  linked.point(null);
  linked.step(-Infinity, 0);
  assert.deepEqual(linked.cell, { row: 10, col: 0 });
});

test('linked_box_zoomsOrMarks', () => {
  const linked = new Linked();
  linked.resize(100, 20);
  linked.startBox({ row: 8, col: 30 });
  linked.growBox({ row: 4, col: 10 });
  linked.endBox();
  assert.deepEqual(linked.window, { x0: 10, x1: 31, y0: 4, y1: 9 });
  assert.equal(linked.box, null);
  const marks = [];
  linked.mode = 'mark';
  linked.onMark = (box) => marks.push(box);
  linked.startBox({ row: 3, col: 3 });
  linked.endBox();
  assert.deepEqual(marks, [{ x0: 3, x1: 4, y0: 3, y1: 4 }]);
  linked.resize(50, 20);
  assert.deepEqual(linked.window, { x0: 0, x1: 50, y0: 0, y1: 20 });
});

function raw(key, seed, input = false, steps = 12) {
  return { key, title: key, note: '', unit: '', input, values: { values: byStep(randomMatrix(3, steps, seed, 0.1)), steps, features: 3 } };
}

test('layersOf_shorterMap_isAbsentBeyondItsEnd', () => {
  const layers = layersOf([raw('a', 51, false, 10), raw('b', 52)], { bin: 1, abs: false, diff: true });
  assert.deepEqual(layers.map((l) => [l.raw.key, l.matrix.cols]), [['a', 12], ['b', 12], ['difference', 12]]);
  assert.ok(Number.isNaN(layers[0].matrix.data[11]) && Number.isNaN(layers[2].matrix.data[11]));
});

test('layersOf_sizesOnly_leavesTheInput', () => {
  const raws = [raw('input', 53, true), raw('a', 54)];
  const [input, a] = layersOf(raws, { bin: 1, abs: true, diff: false });
  assert.ok(input.extent.low < 0 && a.extent.low >= 0);
  const [, signed] = layersOf(raws, { bin: 1, abs: false, diff: false });
  assert.ok(signed.extent.low < 0, 'what is kept must not be taken for the other');
});

test('panelsOf_commonScale_isThatOfTheLargestMap', () => {
  const layers = layersOf([raw('input', 55, true), raw('a', 56), raw('b', 57)], { bin: 1, abs: false, diff: true });
  const size = (l) => Math.max(-l.extent.low, l.extent.high);
  const own = panelsOf(layers, { common: false, clip: false, keep: 1 }, () => []);
  own.forEach((panel, i) => assert.equal(panel.range.high, size(layers[i])));
  const common = panelsOf(layers, { common: true, clip: false, keep: 1 }, () => []);
  const most = Math.max(size(layers[1]), size(layers[2]));
  assert.deepEqual(common.map((p) => p.range.high), [size(layers[0]), most, most, size(layers[3])]);
});

test('keptInWords_half_countsCells', () => {
  const values = new Float32Array([4, -3, 2, 1]);
  const [panel] = panelsOf(layersOf([{ ...raw('m', 1), values: { values, steps: 4, features: 1 } }], { bin: 1, abs: false, diff: false }), { common: false, clip: false, keep: 0.5 }, () => []);
  assert.equal(keptInWords(panel, 0.5), 'm: the 2 largest cells (50.0 % of all) hold 70.0 % of |saliency|');
  assert.ok(panel.threshold > 2 && panel.threshold <= 3);
});

test('axisMarks_zoomed_namesTheRowsInView', () => {
  const g = geometry(900, 200, ['alpha', 'b', 'c', 'd']);
  const marks = axisMarks(g, { x0: 10, x1: 20, y0: 1, y1: 3 }, [3, 0, 1, 2], ['alpha', 'b', 'c', 'd'], 1);
  const texts = marks.filter((m) => 'text' in m);
  assert.deepEqual(texts.filter((m) => m.align === 'right').map((m) => [m.text, Math.round(m.y - g.top)]), [['alpha', Math.round(g.height / 4)], ['b', Math.round((3 * g.height) / 4)]]);
  const steps = texts.filter((m) => m.role === 'label' && m.align === 'center');
  assert.ok(steps.length >= 4);
  steps.forEach((m) => assert.ok(near(m.x, g.left + ((Number(m.text) + 0.5 - 10) / 10) * g.width)));
});

test('axisMarks_bins_standAtTheirFirstStep', () => {
  const g = geometry(900, 200, ['a']);
  const steps = axisMarks(g, { x0: 0, x1: 20, y0: 0, y1: 1 }, [0], ['a'], 5).filter((m) => 'text' in m && m.role === 'label' && m.align === 'center');
  assert.ok(steps.length >= 4 && steps[0].text === '0');
  steps.forEach((m) => assert.ok(near(m.x, g.left + (Number(m.text) / 100) * g.width)));
});

test('barMarks_valuesBeyond_saySo', () => {
  const g = geometry(900, 200, ['a']);
  const texts = barMarks(g, { low: -2, high: 2 }, table('saliency', false), { above: true }, 'logit').filter((m) => 'text' in m).map((m) => m.text);
  assert.ok(texts.includes('logit') && texts.includes('≥ 2') && texts.includes('−2') && texts.includes('0'));
});

test('outlineMarks_outsideTheView_isLeftOut', () => {
  const g = geometry(900, 200, ['a']);
  const view = { x0: 0, x1: 10, y0: 0, y1: 10 };
  assert.deepEqual(outlineMarks(g, view, [[20, 1, 30, 1]], 'reference'), []);
  assert.deepEqual(outlineMarks(g, view, [[5, 5, 30, 5]], 'edit'), [{ line: [[g.left + g.width / 2, g.top + g.height / 2, g.left + g.width, g.top + g.height / 2]], role: 'edit' }]);
});

test('svgMarks_textOfFiles_isEscaped', () => {
  const colours = { fg: '#000', muted: '#555', line: '#ccc', card: '#fff', sunk: '#eee', accent: '#00f', dark: false };
  const svg = svgMarks([{ text: '<script>&"', x: 1, y: 2, align: 'right', role: 'label' }], colours, 'p');
  assert.ok(svg.includes('&lt;script&gt;&amp;&quot;') && !svg.includes('<script'));
});

test('presentSteps_padding_isLeftOut', () => {
  assert.equal(presentSteps(new Float32Array([1, NaN, NaN, 2, NaN, NaN]), 2), 2);
  assert.equal(presentSteps(new Float32Array([NaN, NaN]), 2), 0);
});

test('apart_maps_isRelativeToTheLargest', () => {
  const of = (...values) => ({ values: new Float32Array(values) });
  assert.equal(apart(of(1, 2, NaN), of(1, -4, NaN)), 1.5);
  assert.equal(apart(of(0, 0), of(0, 0)), 0);
});

test('fitted_longNames_keepBothEnds', () => {
  const names = ['coefficient 1', 'coefficient 10', 'coefficient 12'].map((name) => fitted(name, 45));
  assert.equal(new Set(names).size, 3);
  names.forEach((name) => assert.ok(name.length <= 8, name));
  assert.equal(fitted('f12', 45), 'f12');
});
