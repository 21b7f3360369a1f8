// @ts-check
/** Regions by what they hold, linked with the cross-hair both ways. */
import { html, useEffect, useMemo, useRef, useState } from '../part/html.js';
import { plural } from '../part/words.js';
import { short } from '../view/scale.js';
import { listed, MOST, ranked } from './order.js';

/** @typedef {import('./regions.js').Region} Region */

/** @param {{regions: Region[], current: number, onChoose: (id: number) => void, unit: string, byVoxels: boolean, title: string}} props */
export function Ranking({ regions, current, onChoose, unit, byVoxels, title }) {
  const [search, setSearch] = useState('');
  const body = useRef(/** @type {HTMLElement | null} */ (null));
  const order = useMemo(() => ranked(regions, byVoxels), [regions, byVoxels]);
  const outside = order.findIndex((one) => one.id === current) >= MOST ? current : 0;
  const { shown, count } = useMemo(() => listed(order, search, outside), [order, search, outside]);
  const largest = Math.max(1e-300, ...order.slice(0, 1).map((one) => (byVoxels ? one.voxels : one.size || 0)));
  const rows = useMemo(() => shown.map(({ region, rank }) => html`<tr key=${region.id} data-id=${region.id}>
      <td class="number">${rank}</td>
      <th scope="row"><button type="button" class="brain-name" onClick=${() => onChoose(region.id)}>${region.name}</button></th>
      ${!byVoxels && html`<td class="number">${region.absent || Number.isNaN(region.size) ? 'absent' : short(region.size)}</td>`}
      <td class="brain-share"><span style=${{ width: `${(100 * Math.max(0, (byVoxels ? region.voxels : region.size) || 0)) / largest}%` }}></span></td>
      ${region.voxels > 0 ? html`<td class="number">${region.voxels}</td>` : html`<td class="number">–</td>`}</tr>`), [shown, largest, byVoxels]);
  useEffect(() => {
    const table = /** @type {HTMLElement} */ (body.current);
    table.querySelector('[aria-current]')?.removeAttribute('aria-current');
    const row = /** @type {HTMLElement | null} */ (table.querySelector(`[data-id="${current}"]`));
    row?.setAttribute('aria-current', 'true');
    const box = /** @type {HTMLElement} */ (table.closest('.brain-rows'));
    if (row && (row.offsetTop < box.scrollTop + 34 || row.offsetTop + row.offsetHeight > box.scrollTop + box.clientHeight)) {
      box.scrollTop = row.offsetTop - box.clientHeight / 2;
    }
  }, [current, rows]);
  return html`<section class="card brain-ranking"><div class="row"><h2>Regions</h2><span class="muted small-text">${title}</span><span class="room"></span>
      <input type="search" aria-label="Search regions" placeholder="Search" value=${search} onInput=${(/** @type {any} */ e) => setSearch(e.target.value)} /></div>
    <div class="brain-rows" tabindex="0" role="region" aria-label="Regions in order"><table><thead><tr><th scope="col" class="number">Rank</th><th scope="col">Region</th>
      ${!byVoxels && html`<th scope="col" class="number">Mean |${unit || 'value'}|</th>`}<th scope="col" class="brain-share"><span class="hide">Share of the largest</span></th><th scope="col" class="number">Voxels</th></tr></thead>
      <tbody ref=${body}>${rows}</tbody></table></div>
    <p class="muted small-text">${plural(count, 'region')}${shown.length < count ? `; the first ${shown.length} are listed, search for others` : ''}. Choose one to put the cross-hair into it.</p></section>`;
}
