// @ts-check
/** What is under the cross-hair. */
import { html } from '../part/html.js';
import { short } from '../view/scale.js';
import { regionAt, valueAt } from './figure.js';
import { useSettled } from './hooks.js';
import { voxelAt } from './space.js';

/** @typedef {import('./figure.js').Scene} Scene */

/** A place in whole tenths of millimetres. @param {number[]} place */
export function placeInWords(place) {
  return place.map((v) => short(Math.round(v * 10) / 10 || 0, 5)).join(', ');
}

/** @param {{scene: Scene, place: number[], names: Map<number, string>, title: string}} props */
export function ReadOut({ scene, place, names, title }) {
  const voxel = voxelAt(scene.grid, place);
  const value = valueAt(scene, place);
  const id = regionAt(scene, place);
  const region = id ? names.get(id) ?? `region ${id}` : '';
  const shown = scene.colouring.labels ? '' : `${Number.isNaN(value) ? 'outside' : short(value, 4)}`;
  const hidden = shown && value !== 0 && Math.abs(value) < scene.colouring.threshold;
  const said = useSettled(`${region ? `${region}. ` : scene.atlas ? 'No region. ' : ''}${shown ? `${scene.unit || 'Value'} ${shown}${hidden ? ', hidden' : ''}. ` : ''}${placeInWords(place)} millimetres. ${title}`);
  return html`<div class="look-read brain-read card" id="brain-read"><dl>
      <div class="brain-mm"><dt>x, y, z in mm</dt><dd>${placeInWords(place)}</dd></div>
      <div class="brain-voxel"><dt>Voxel</dt><dd>${voxel ? voxel.join(', ') : 'outside'}</dd></div>
      ${shown && html`<div class="brain-value"><dt>${scene.unit ? scene.unit[0].toUpperCase() + scene.unit.slice(1) : 'Value'}</dt><dd>${shown}${hidden ? ' (hidden)' : ''}</dd></div>`}
      ${scene.atlas && html`<div class="brain-region"><dt>Region</dt><dd>${region || 'none'}</dd></div>`}
    </dl><span class="hide" aria-live="polite">${said}</span></div>`;
}
