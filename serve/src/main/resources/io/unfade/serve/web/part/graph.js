// @ts-check
/** Places items so that what came of what is seen from left to right. Pure functions. */

/**
 * @typedef {{from: string, to: string, how: string, stale: boolean}} Link
 * @typedef {{name: string, x: number, y: number, layer: number}} Node
 * @typedef {Link & {path: string, x: number, y: number}} Edge `x`, `y`: the place of its words
 */

export const BOX = { width: 200, height: 44, gapX: 110, gapY: 18 };

/** The layer of each name: one more than the largest of what it came from. @param {Link[]} links @returns {Map<string, number>} */
export function layers(links) {
  /** @type {Map<string, string[]>} */
  const inputs = new Map();
  links.forEach(({ from, to }) => {
    inputs.set(to, [...(inputs.get(to) ?? []), from]);
    inputs.set(from, inputs.get(from) ?? []);
  });
  /** @type {Map<string, number>} */
  const found = new Map();
  const layer = (/** @type {string} */ name, /** @type {Set<string>} */ above) => {
    const known = found.get(name);
    if (known !== undefined) {
      return known;
    }
    const before = (inputs.get(name) ?? []).filter((input) => !above.has(input) && input !== name);
    const own = before.reduce((most, input) => Math.max(most, 1 + layer(input, new Set([...above, name]))), 0);
    found.set(name, own);
    return own;
  };
  inputs.forEach((_, name) => layer(name, new Set()));
  return found;
}

/** Names of each layer, each near the middle of what it came from. @param {Map<string, number>} layerOf @param {Link[]} links */
function ordered(layerOf, links) {
  /** @type {string[][]} */
  const columns = [];
  [...layerOf].sort(([a], [b]) => a.localeCompare(b)).forEach(([name, layer]) => (columns[layer] ??= []).push(name));
  /** @type {Map<string, number>} */
  const place = new Map();
  columns.forEach((names) => {
    const middle = (/** @type {string} */ name) => {
      const inputs = links.filter((link) => link.to === name && place.has(link.from)).map((link) => place.get(link.from) ?? 0);
      return inputs.length > 0 ? inputs.reduce((sum, at) => sum + at, 0) / inputs.length : 0;
    };
    const middles = new Map(names.map((name) => [name, middle(name)]));
    names.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0));
    names.forEach((name, i) => place.set(name, i - (names.length - 1) / 2));
  });
  return { columns, place };
}

/**
 * @param {Link[]} links
 * @returns {{nodes: Node[], edges: Edge[], width: number, height: number}}
 */
export function layout(links) {
  const layerOf = layers(links);
  const { columns, place } = ordered(layerOf, links);
  const most = Math.max(1, ...columns.map((names) => names.length));
  const stepX = BOX.width + BOX.gapX;
  const stepY = BOX.height + BOX.gapY;
  const height = most * stepY;
  const nodes = columns.flatMap((names, layer) => names.map((name) => ({
    name, layer, x: layer * stepX + 1, y: height / 2 + (place.get(name) ?? 0) * stepY - BOX.height / 2,
  })));
  const at = new Map(nodes.map((node) => [node.name, node]));
  const edges = links.flatMap((link) => {
    const from = at.get(link.from);
    const to = at.get(link.to);
    return from && to && from !== to ? [edge(link, from, to)] : [];
  });
  return { nodes, edges, width: Math.max(1, columns.length) * stepX - BOX.gapX + 2, height };
}

/** @param {Link} link @param {Node} from @param {Node} to @returns {Edge} */
function edge(link, from, to) {
  const x1 = from.x + BOX.width;
  const y1 = from.y + BOX.height / 2;
  const y2 = to.y + BOX.height / 2;
  const bend = BOX.gapX * 0.55;
  const path = `M${x1} ${y1}C${x1 + bend} ${y1} ${to.x - bend} ${y2} ${to.x} ${y2}`;
  // words stand in the gap before the target, where lines of different origins are apart
  return { ...link, path, x: to.x - BOX.gapX / 2, y: y2 + (y1 - y2) * 0.5 };
}

/** A name cut in its middle, so that its ending stays. @param {string} name @param {number} most letters */
export function shortened(name, most) {
  if (name.length <= most) {
    return name;
  }
  const tail = Math.floor((most - 1) * 0.6);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(name.length - tail)}`;
}
