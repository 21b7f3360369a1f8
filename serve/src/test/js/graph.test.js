import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BOX, layers, layout, parts, shortened } from '../../main/resources/io/unfade/serve/web/part/graph.js';

const link = (from, to, stale = false) => ({ from, to, how: 'of', stale });
const LINKS = [link('train', 'model'), link('model', 'maps'), link('test', 'maps'), link('maps', 'report'), link('test', 'old'), link('model', 'old', true)];

/** The longest way to a name, by trying all ways. */
function longest(links, name) {
  const before = links.filter((one) => one.to === name).map((one) => 1 + longest(links, one.from));
  return Math.max(0, ...before);
}

test('a layer is the length of the longest way', () => {
  const found = layers(LINKS);
  assert.deepEqual([...found.keys()].sort(), ['maps', 'model', 'old', 'report', 'test', 'train']);
  found.forEach((layer, name) => assert.equal(layer, longest(LINKS, name), name));
});

test('boxes do not overlap, and links lead to the right', () => {
  const { nodes, edges, width, height } = layout(LINKS);
  const at = new Map(nodes.map((node) => [node.name, node]));
  assert.equal(nodes.length, 6);
  assert.equal(edges.length, LINKS.length);
  for (const one of nodes) {
    assert.ok(one.x >= 0 && one.x + BOX.width <= width && one.y >= 0 && one.y + BOX.height <= height, one.name);
    for (const other of nodes) {
      const apart = Math.abs(one.x - other.x) >= BOX.width || Math.abs(one.y - other.y) >= BOX.height;
      assert.ok(one === other || apart, `${one.name} ${other.name}`);
    }
  }
  LINKS.forEach(({ from, to }) => assert.ok(at.get(from).x + BOX.width < at.get(to).x));
});

test('a link over several layers passes beside the boxes between', () => {
  const { nodes, edges } = layout(LINKS);
  const model = nodes.find((node) => node.name === 'model');
  const long = edges.find((edge) => edge.from === 'test' && edge.to === 'maps');
  const y = Number(/ L?[\d.]+ ([\d.]+)L/.exec(long.path)?.[1] ?? /C[\d.]+ [\d.]+ [\d.]+ [\d.]+ [\d.]+ ([\d.]+)/.exec(long.path)[1]);
  assert.ok(y < model.y || y > model.y + BOX.height, `${y} against ${model.y}`);
});

test('links in a circle, or to itself, end', () => {
  const { nodes, edges } = layout([link('a', 'b'), link('b', 'a'), link('c', 'c')]);
  assert.deepEqual(nodes.map((node) => node.name).sort(), ['a', 'b', 'c']);
  assert.equal(edges.length, 2);
});

test('nothing gives an empty picture', () => {
  assert.deepEqual(layout([]).nodes, []);
});

test('long names keep beginning and end', () => {
  assert.equal(shortened('short.npz', 24), 'short.npz');
  const cut = shortened('runs/a-very-long-name-of-a-run/saliency.npz', 24);
  assert.equal(cut.length, 24);
  assert.ok(cut.startsWith('runs/a-ve') && cut.endsWith('saliency.npz'));
});

test('what hangs together is a part, whatever the order of the links', () => {
  const names = (links) => parts(links).map((part) => [...new Set(part.flatMap(({ from, to }) => [from, to]))].sort().join(''));
  const links = [link('c', 'd'), link('a', 'b'), link('e', 'f'), link('b', 'd')];
  assert.deepEqual(names(links), ['abcd', 'ef']);
  assert.deepEqual(names([...links].reverse()), ['abcd', 'ef']);
  assert.equal(parts(links).flat().length, links.length);
});

test('parts lie below each other', () => {
  const { nodes, height } = layout([link('a', 'b'), link('a', 'c'), link('x', 'y')]);
  const y = (name) => nodes.find((node) => node.name === name).y;
  assert.ok(Math.max(y('a'), y('b'), y('c')) + BOX.height <= Math.min(y('x'), y('y')));
  assert.ok(y('x') + BOX.height <= height);
});
