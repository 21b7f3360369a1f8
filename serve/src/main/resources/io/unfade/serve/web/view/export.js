// @ts-check
/** What is seen as PNG, SVG or CSV. */
import { geometry } from './axes.js';
import { toCsv } from './csv.js';
import { drawMarks, svgGround, svgMarks, theme } from './draw.js';
import { marksOf, paintImage, paintPanel } from './heatmap.js';

/** @typedef {import('./heatmap.js').Panel} Panel */
/** @typedef {import('./heatmap.js').Rows} Rows */
/**
 * @typedef {{panels: Panel[], rows: Rows, view: import('./tiles.js').Window, lay: string, height: number, title: string}} Picture
 */

const HEAD = 42;
const TITLE = 30;
const RATIO = 2;

/** Where panels stand. @param {Picture} picture */
function placed({ panels, lay, height }) {
  const across = lay === 'side' ? Math.min(3, panels.length) : 1;
  const width = across > 1 ? 560 : 900;
  const places = panels.map((panel, i) => ({ panel, x: (i % across) * width, y: TITLE + Math.floor(i / across) * (height + HEAD) }));
  return { places, panelWidth: width, width: across * width, height: TITLE + Math.ceil(panels.length / across) * (height + HEAD) };
}

/** A text that fits into a width, its end left out if it must be. @param {string} text @param {number} width @param {number} size of a letter */
function fitting(text, width, size) {
  const most = Math.floor((width - 16) / size);
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** @param {Panel} panel @param {number} width @returns {import('./axes.js').Mark[]} */
function heading(panel, width) {
  return [
    { text: fitting(panel.title, width, 7.6), x: 8, y: 13, align: 'left', role: 'title' },
    { text: fitting(panel.note, width, 6), x: 8, y: 30, align: 'left', role: 'note' },
  ];
}

/** @param {Picture} picture @returns {import('./axes.js').Mark[]} */
function titleMarks(picture) {
  return [{ text: picture.title, x: 8, y: TITLE / 2, align: 'left', role: 'note' }];
}

/** @param {Picture} picture @returns {Promise<Blob>} */
export function pngOf(picture) {
  const { places, panelWidth, width, height } = placed(picture);
  const canvas = document.createElement('canvas');
  canvas.width = width * RATIO;
  canvas.height = height * RATIO;
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const colours = theme();
  const g = geometry(panelWidth, picture.height, picture.rows.names);
  const scratch = document.createElement('canvas');
  ctx.scale(RATIO, RATIO);
  ctx.fillStyle = colours.card;
  ctx.fillRect(0, 0, width, height);
  drawMarks(ctx, titleMarks(picture), colours);
  const one = document.createElement('canvas');
  one.width = panelWidth * RATIO;
  one.height = picture.height * RATIO;
  const inner = /** @type {CanvasRenderingContext2D} */ (one.getContext('2d'));
  inner.scale(RATIO, RATIO);
  for (const { panel, x, y } of places) {
    ctx.save();
    ctx.translate(x, y);
    drawMarks(ctx, heading(panel, panelWidth), colours);
    paintPanel(inner, panel, picture.rows, picture.view, g, colours, RATIO, scratch);
    ctx.drawImage(one, 0, HEAD, panelWidth, picture.height);
    ctx.restore();
  }
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.'))), 'image/png'));
}

/** Cells as an embedded image; axes, outlines and texts as vectors. @param {Picture} picture */
export function svgOf(picture) {
  const { places, panelWidth, width, height } = placed(picture);
  const colours = theme();
  const g = geometry(panelWidth, picture.height, picture.rows.names);
  const scratch = document.createElement('canvas');
  const parts = places.map(({ panel, x, y }, i) => {
    paintImage(panel, picture.rows, picture.view, Math.round(g.width * RATIO), Math.round(g.height * RATIO), colours.dark, scratch);
    const ground = panel.extent.absent > 0 ? svgGround(g, colours, `absent-${i}`) : '';
    const image = `<image x="${g.left}" y="${g.top}" width="${g.width}" height="${g.height}" preserveAspectRatio="none" style="image-rendering:pixelated" href="${scratch.toDataURL('image/png')}"/>`;
    return `<g transform="translate(${x} ${y})">${svgMarks(heading(panel, panelWidth), colours, `head-${i}`)}<g transform="translate(0 ${HEAD})">${ground}${image}${svgMarks(marksOf(panel, picture.rows, picture.view, g, colours.dark), colours, `panel-${i}`)}</g></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, DejaVu Sans, sans-serif" font-size="11"><rect width="100%" height="100%" fill="${colours.card}"/>${svgMarks(titleMarks(picture), colours, 'title')}${parts.join('')}</svg>\n`;
}

/** The cells of one panel that are in view; averaged steps stand at the first of them. @param {Picture} picture @param {Panel} panel */
export function csvOf({ rows, view }, panel) {
  const features = Array.from(rows.features).slice(Math.floor(view.y0), Math.ceil(view.y1));
  return toCsv(panel.pyramid.matrix, features, rows.names, Math.floor(view.x0), Math.ceil(view.x1), (col) => String(col * rows.bin));
}

/** Hands a file to the browser. @param {string} name @param {Blob} blob */
export function save(name, blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
