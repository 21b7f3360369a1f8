// @ts-check
/** Pictograms of kinds of items, drawn on 16 x 16. */
import { html } from './html.js';

/** @type {Record<string, string>} */
const PATHS = {
  data: 'M1 8h2l2-5 3 10 2.5-7 1.5 2H15',
  model: 'M5.5 4a1.75 1.75 0 1 0-3.5 0 1.75 1.75 0 1 0 3.5 0M5.5 12a1.75 1.75 0 1 0-3.5 0 1.75 1.75 0 1 0 3.5 0M14 8a2.2 2.2 0 1 0-4.4 0A2.2 2.2 0 1 0 14 8M5.3 5l4.5 2M5.3 11l4.5-2',
  maps: 'M2 2h12v12H2zM2 6h12M2 10h12M6 2v12M10 2v12',
  predictions: 'M2 4h1M6 4h8M2 8h1M6 8h5M2 12h1M6 12h7',
  regions: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 2v12M3 5c3 2 7 2 10 0',
  report: 'M3 1.5h7L13 4.5v10H3zM5.5 11.5V9M8 11.5V7M10.5 11.5v-3',
  run: 'M4 2.5v11l9-5.5z',
  image: 'M2 3h12v10H2zM2 11l4-4 3 3 2-2 3 3',
  folder: 'M1.5 4h5l1.5 1.5h6.5V13h-13z',
  other: 'M4 1.5h5.5L12.5 4.5v10H4z',
};

/** @param {{kind: string}} props */
export function Icon({ kind }) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[kind] ?? PATHS.other} /></svg>`;
}
