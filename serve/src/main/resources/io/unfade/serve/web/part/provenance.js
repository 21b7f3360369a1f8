// @ts-check
/** What came of what, as a picture and as a list. */
import { BOX, layout, shortened } from './graph.js';
import { html, useMemo } from './html.js';
import { Icon } from './icons.js';
import { link } from './route.js';

/** @typedef {import('./graph.js').Link} Link */

/** @param {Link} one */
function words(one) {
  return `${one.to}: ${one.how} ${one.from}${one.stale ? ' (out of date: it has changed since)' : ''}`;
}

/** @param {{links: Link[], kinds: Map<string, string>, here?: string}} props `here`: the item that is marked */
export function Provenance({ links, kinds, here }) {
  const drawn = useMemo(() => layout(links), [links]);
  if (links.length === 0) {
    return null;
  }
  return html`
    <div class="scroll graph" tabindex="0" role="group" aria-label="What came of what; the list below says the same">
      <svg width=${drawn.width} height=${drawn.height} viewBox=${`0 0 ${drawn.width} ${drawn.height}`} aria-hidden="true">
        <defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" /></marker></defs>
        ${drawn.edges.map((edge) => html`<path class=${edge.stale ? 'edge stale' : 'edge'} d=${edge.path} marker-end="url(#tip)" />`)}
        ${drawn.edges.map((edge) => html`<text class=${edge.stale ? 'how stale' : 'how'} x=${edge.x} y=${edge.y - 4} text-anchor="middle">${edge.how}
          ${edge.stale && html`<tspan x=${edge.x} dy="14">out of date</tspan>`}</text>`)}
        ${drawn.nodes.map((node) => html`<a href=${link('item', node.name)} tabindex="-1"><title>${node.name}</title>
          <g class=${`node ${node.name === here ? 'here' : ''}`} transform=${`translate(${node.x} ${node.y})`}>
            <rect width=${BOX.width} height=${BOX.height} rx="7" />
            <text x="12" y="18">${shortened(node.name.slice(node.name.lastIndexOf('/') + 1), 24)}</text><text class="kind" x="12" y="34">${kinds.get(node.name) ?? 'not here any more'}</text>
          </g></a>`)}
      </svg>
    </div>
    <details><summary>As a list</summary><ul class="plain">${links.map((one) => html`<li>
      <${Icon} kind=${kinds.get(one.to) ?? 'other'} /> <a href=${link('item', one.to)}>${one.to}</a> ${one.how} <a href=${link('item', one.from)}>${one.from}</a>
      ${one.stale && html` <span class="chip warn">out of date</span>`}<span class="hide">. ${words(one)}</span></li>`)}</ul></details>`;
}

/** The links that lead to an item or away from it, over any number of others. @param {Link[]} links @param {string} name */
export function around(links, name) {
  const reach = (/** @type {'from' | 'to'} */ here, /** @type {'from' | 'to'} */ there) => {
    const names = new Set([name]);
    for (let size = 0; size < names.size;) {
      size = names.size;
      links.forEach((one) => names.has(one[here]) && names.add(one[there]));
    }
    return names;
  };
  const before = reach('to', 'from');
  const after = reach('from', 'to');
  return links.filter((one) => before.has(one.to) || after.has(one.from));
}
