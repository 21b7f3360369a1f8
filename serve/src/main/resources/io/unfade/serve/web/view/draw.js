// @ts-check
/** Draws marks on a canvas, or writes them as SVG. */
import { css } from './colours.js';

/** @typedef {import('./axes.js').Mark} Mark */
/** @typedef {{fg: string, muted: string, line: string, card: string, sunk: string, accent: string, dark: boolean}} Theme */

const FONT = '11px system-ui, "DejaVu Sans", sans-serif';
const DASH = /** @type {Record<string, number[]>} */ ({ axis: [], reference: [], distractor: [5, 3], edit: [2, 2] });

/** The present colours of the page. @returns {Theme} */
export function theme() {
  const style = getComputedStyle(document.documentElement);
  const get = (/** @type {string} */ name, /** @type {string} */ usual) => style.getPropertyValue(name).trim() || usual;
  const dark = document.documentElement.dataset.theme === 'dark';
  return {
    fg: get('--fg', dark ? '#e6ebf1' : '#17202b'), muted: get('--muted', '#6b7785'), line: get('--line', '#d5dbe3'), card: get('--card', dark ? '#19202a' : '#ffffff'),
    sunk: get('--sunk', dark ? '#131922' : '#eef1f5'), accent: get('--accent', '#0b5cad'), dark,
  };
}

/** @param {CanvasRenderingContext2D} ctx @param {Mark[]} marks @param {Theme} colours */
export function drawMarks(ctx, marks, colours) {
  ctx.font = FONT;
  ctx.textBaseline = 'middle';
  for (const mark of marks) {
    if ('line' in mark) {
      drawLines(ctx, mark, colours);
    } else if ('text' in mark) {
      ctx.fillStyle = mark.role === 'note' ? colours.muted : colours.fg;
      ctx.font = mark.role === 'title' ? FONT.replace('11px', 'bold 13px') : FONT;
      ctx.textAlign = mark.align;
      ctx.fillText(mark.text, mark.x, mark.y);
    } else {
      drawRamp(ctx, mark);
    }
  }
}

/** @param {CanvasRenderingContext2D} ctx @param {{line: number[][], role: string}} mark @param {Theme} colours */
function drawLines(ctx, { line, role }, colours) {
  ctx.beginPath();
  for (const [x0, y0, x1, y1] of line) {
    ctx.moveTo(crisp(x0), crisp(y0));
    ctx.lineTo(crisp(x1), crisp(y1));
  }
  if (role === 'axis') {
    ctx.strokeStyle = colours.muted;
    ctx.lineWidth = 1;
  } else {
    ctx.strokeStyle = colours.card;
    ctx.lineWidth = 3.5;
    ctx.lineCap = 'square';
    ctx.stroke();
    ctx.lineCap = 'butt';
    ctx.strokeStyle = role === 'edit' ? colours.accent : colours.fg;
    ctx.lineWidth = role === 'edit' ? 2 : 1.5;
  }
  ctx.setLineDash(DASH[role]);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** @param {number} v */
function crisp(v) {
  return Math.round(v) + 0.5;
}

/** @param {CanvasRenderingContext2D} ctx @param {{ramp: Uint32Array, x: number, y: number, width: number, height: number}} mark */
function drawRamp(ctx, { ramp, x, y, width, height }) {
  for (let i = 0; i < height; i++) {
    ctx.fillStyle = css(ramp, Math.min(ramp.length - 1, Math.floor((1 - (i + 0.5) / height) * ramp.length)));
    ctx.fillRect(x, y + i, width, 1.5);
  }
}

/** Stripes where cells are absent. @param {CanvasRenderingContext2D} ctx @param {import('./axes.js').Geometry} g @param {Theme} colours */
export function drawGround(ctx, g, colours) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(g.left, g.top, g.width, g.height);
  ctx.clip();
  ctx.fillStyle = colours.sunk;
  ctx.fillRect(g.left, g.top, g.width, g.height);
  ctx.strokeStyle = colours.line;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  for (let d = -g.height; d < g.width; d += 8) {
    ctx.moveTo(g.left + d, g.top + g.height);
    ctx.lineTo(g.left + d + g.height, g.top);
  }
  ctx.stroke();
  ctx.restore();
}

/** @param {string} text */
function escaped(text) {
  return text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? c);
}

/** @param {number} v */
function round(v) {
  return String(Math.round(v * 10) / 10);
}

/** Marks as SVG. @param {Mark[]} marks @param {Theme} colours @param {string} id told apart from that of other panels */
export function svgMarks(marks, colours, id) {
  return marks.map((mark, i) => ('line' in mark ? svgLines(mark, colours) : 'text' in mark ? svgText(mark, colours) : svgRamp(mark, `${id}-${i}`))).join('');
}

/** @param {{line: number[][], role: string}} mark @param {Theme} colours */
function svgLines({ line, role }, colours) {
  const d = line.map(([x0, y0, x1, y1]) => `M${round(x0)} ${round(y0)}L${round(x1)} ${round(y1)}`).join('');
  if (role === 'axis') {
    return `<path d="${d}" stroke="${colours.muted}" fill="none"/>`;
  }
  const dash = DASH[role].length ? ` stroke-dasharray="${DASH[role].join(' ')}"` : '';
  return `<path d="${d}" stroke="${colours.card}" stroke-width="3.5" stroke-linecap="square" fill="none"/><path d="${d}" stroke="${role === 'edit' ? colours.accent : colours.fg}" stroke-width="1.5" fill="none"${dash}/>`;
}

/** @param {{text: string, x: number, y: number, align: string, role: string}} mark @param {Theme} colours */
function svgText({ text, x, y, align, role }, colours) {
  const anchor = /** @type {Record<string, string>} */ ({ left: 'start', center: 'middle', right: 'end' })[align];
  const size = role === 'title' ? ' font-size="13" font-weight="bold"' : '';
  return `<text x="${round(x)}" y="${round(y)}" dy=".35em" text-anchor="${anchor}" fill="${role === 'note' ? colours.muted : colours.fg}"${size}>${escaped(text)}</text>`;
}

/** @param {{ramp: Uint32Array, x: number, y: number, width: number, height: number}} mark @param {string} id */
function svgRamp({ ramp, x, y, width, height }, id) {
  const stops = Array.from({ length: 33 }, (_, i) => {
    const colour = css(ramp, Math.min(ramp.length - 1, Math.round((i / 32) * (ramp.length - 1))));
    return `<stop offset="${i / 32}" stop-color="${colour.replace(/ (\d)/g, ',$1')}"/>`;
  });
  return `<linearGradient id="${id}" x1="0" y1="1" x2="0" y2="0">${stops.join('')}</linearGradient><rect x="${round(x)}" y="${round(y)}" width="${width}" height="${round(height)}" fill="url(#${id})"/>`;
}

/** The striped ground as SVG. @param {import('./axes.js').Geometry} g @param {Theme} colours @param {string} id */
export function svgGround(g, colours, id) {
  return `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect width="6" height="6" fill="${colours.sunk}"/><path d="M0 3H6" stroke="${colours.line}" stroke-width="1.5"/></pattern><rect x="${g.left}" y="${g.top}" width="${g.width}" height="${g.height}" fill="url(#${id})"/>`;
}
