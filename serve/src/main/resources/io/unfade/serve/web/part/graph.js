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
  /** @param {string} name @param {Set<string>} above @returns {number} */
  const layer = (name, above) => {
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

/** A link from layer to layer, through places that are kept free where it passes others. @typedef {{link: Link, stops: string[]}} Route */

/** @param {Link[]} links @param {Map<string, number>} layerOf gets the places too @returns {Route[]} */
function routes(links, layerOf) {
  return links.filter((link) => link.from !== link.to).map((link, i) => {
    const first = layerOf.get(link.from) ?? 0;
    const last = layerOf.get(link.to) ?? 0;
    const between = Array.from({ length: Math.max(0, last - first - 1) }, (_, k) => `\0${i}/${k}`);
    between.forEach((place, k) => layerOf.set(place, first + 1 + k));
    return { link, stops: [link.from, ...between, link.to] };
  });
}

/** The place of each name in its column, near the middle of those that lead to it. @param {Map<string, number>} layerOf @param {Route[]} routed */
function places(layerOf, routed) {
  /** @type {string[][]} */
  const columns = [];
  [...layerOf].sort(([a], [b]) => a.localeCompare(b)).forEach(([name, layer]) => (columns[layer] ??= []).push(name));
  /** @type {Map<string, number>} */
  const place = new Map();
  const set = (/** @type {string[]} */ names) => names.forEach((name, i) => place.set(name, i - (names.length - 1) / 2));
  columns.forEach(set);
  const pairs = routed.flatMap(({ stops }) => stops.slice(1).map((to, i) => [stops[i], to]));
  const sort = (/** @type {string[]} */ names, /** @type {0 | 1} */ own) => {
    const middle = (/** @type {string} */ name) => {
      const near = pairs.filter((pair) => pair[own] === name).map((pair) => place.get(pair[1 - own]) ?? 0);
      return near.length > 0 ? near.reduce((sum, at) => sum + at, 0) / near.length : place.get(name) ?? 0;
    };
    const middles = new Map(names.map((name) => [name, middle(name)]));
    names.sort((a, b) => (middles.get(a) ?? 0) - (middles.get(b) ?? 0));
    set(names);
  };
  for (let round = 0; round < 3; round++) {
    columns.slice(1).forEach((names) => sort(names, 1));
    columns.slice(0, -1).reverse().forEach((names) => sort(names, 0));
  }
  return { columns, place };
}

/** Links that hang together, by the first of their names. @param {Link[]} links @returns {Link[][]} */
export function parts(links) {
  /** @type {Map<string, Link[]>} */
  const partOf = new Map();
  links.forEach((link) => {
    const joined = [...new Set([link.from, link.to].flatMap((name) => (partOf.has(name) ? [partOf.get(name) ?? []] : [])))].flat();
    const part = [...joined, link];
    part.forEach(({ from, to }) => partOf.set(from, part).set(to, part));
  });
  const first = (/** @type {Link[]} */ part) => part.map((link) => link.from).sort((one, other) => one.localeCompare(other))[0];
  return [...new Set(partOf.values())].sort((one, other) => first(one).localeCompare(first(other)));
}

/** @typedef {{nodes: Node[], edges: Edge[], width: number, height: number}} Drawing */

/** Places all items, those that hang together in a band of their own. @param {Link[]} links @returns {Drawing} */
export function layout(links) {
  const whole = /** @type {Drawing} */ ({ nodes: [], edges: [], width: 1, height: 0 });
  parts(links).forEach((part) => {
    const { nodes, edges, width, height } = layoutPart(part, whole.height);
    whole.nodes.push(...nodes);
    whole.edges.push(...edges);
    whole.width = Math.max(whole.width, width);
    whole.height += height;
  });
  return whole;
}

/** @param {Link[]} links @param {number} top @returns {Drawing} */
function layoutPart(links, top) {
  const layerOf = layers(links);
  const named = new Set(layerOf.keys());
  const routed = routes(links, layerOf);
  const { columns, place } = places(layerOf, routed);
  const stepX = BOX.width + BOX.gapX;
  const stepY = BOX.height + BOX.gapY;
  const height = Math.max(1, ...columns.map((names) => names.length)) * stepY;
  const all = columns.flatMap((names, layer) => names.map((name) => ({
    name, layer, x: layer * stepX + 1, y: top + height / 2 + (place.get(name) ?? 0) * stepY - BOX.height / 2,
  })));
  const at = new Map(all.map((node) => [node.name, node]));
  const edges = routed.map(({ link, stops }) => edge(link, stops.map((name) => /** @type {Node} */ (at.get(name)))));
  return { nodes: all.filter((node) => named.has(node.name)), edges, width: Math.max(1, columns.length) * stepX - BOX.gapX + 2, height };
}

/** @param {Link} link @param {Node[]} stops @returns {Edge} */
function edge(link, stops) {
  const bend = BOX.gapX * 0.55;
  const middle = (/** @type {Node} */ node) => node.y + BOX.height / 2;
  const parts = stops.slice(1).map((to, i) => {
    const x = stops[i].x + BOX.width;
    const start = i === 0 ? `M${x} ${middle(stops[0])}` : `L${x} ${middle(stops[i])}`;
    return `${start}C${x + bend} ${middle(stops[i])} ${to.x - bend} ${middle(to)} ${to.x} ${middle(to)}`;
  });
  const [before, last] = stops.slice(-2);
  return { ...link, path: parts.join(''), x: last.x - BOX.gapX / 2, y: (middle(before) + middle(last)) / 2 };
}

/** A name cut in its middle, so that its ending stays. @param {string} name @param {number} most letters */
export function shortened(name, most) {
  if (name.length <= most) {
    return name;
  }
  const tail = Math.floor((most - 1) * 0.6);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(name.length - tail)}`;
}
