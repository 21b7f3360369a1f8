// @ts-check
/** Pictograms of kinds of items, drawn on 16 x 16. */
import { html } from './html.js';

/** @type {Record<string, string>} */
const PATHS = {
  data: 'M1 8h2l2-5 3 10 2.500-7 1.500 2H15',
  model: 'M3 4v0M3 12v0M8 8v0M13 8v0M4.200 4.800 6.800 7.200M4.200 11.200 6.800 8.800M9.500 8h2',
  maps: 'M2 2h12v12H2zM2 6h12M2 10h12M6 2v12M10 2v12',
  predictions: 'M2 4h1M6 4h8M2 8h1M6 8h5M2 12h1M6 12h7',
  regions: 'M8 2a6 6 0 1 0 0 12A6 6 0 1 0 8 2M8 2v12M3 5c3 2 7 2 10 0',
  report: 'M3 1.500h7L13 4.500v10H3zM5.500 11.500V9M8 11.500V7M10.500 11.500v-3',
  run: 'M4 2.500v11l9-5.500z',
  image: 'M2 3h12v10H2zM2 11l4-4 3 3 2-2 3 3',
  folder: 'M1.500 4h5l1.500 1.500h6.500V13h-13z',
  other: 'M4 1.500h5.500L12.500 4.500v10H4z',
};

/** @param {{kind: string}} props */
export function Icon({ kind }) {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d=${PATHS[kind] ?? PATHS.other} /></svg>`;
}
