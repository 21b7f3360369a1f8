// @ts-check
/** Small parts that every page uses. */
import { html, useEffect, useRef, useState } from './html.js';

/** Waiting, in words. @param {{words: string}} props */
export function Spinner({ words }) {
  return html`<p class="spinner" role="status"><span class="turning" aria-hidden="true"></span>${words}</p>`;
}

/**
 * What went wrong; with a heading where it stands for a whole page.
 *
 * @param {{error: any, heading?: string, retry?: () => void, children?: any}} props
 */
export function Problem({ error, heading, retry, children }) {
  return html`${heading && html`<div class="page-head"><h1>${heading}</h1></div>`}
    <div class="problem" role="alert">
      <p><strong>That did not work.</strong> ${typeof error === 'string' ? error : error?.message ?? 'Unknown problem.'}</p>
      ${children}
      ${retry && html`<button type="button" onClick=${retry}>Try again</button>`}
    </div>`;
}

/** A place where there is nothing yet. @param {{title: string, children?: any}} props */
export function Empty({ title, children }) {
  return html`<div class="empty"><h1>${title}</h1>${children}</div>`;
}

/** A bar and what it says. @param {{share: number, label: string}} props */
export function Bar({ share, label }) {
  const percent = Math.round(100 * Math.min(1, Math.max(0, share)));
  return html`<div class="bar" role="progressbar" aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent}>
    <span style=${{ width: `${percent}%` }}></span>
  </div>`;
}

/** Names and values. @param {{rows: [string, any][]}} props those without a value are left out */
export function Facts({ rows }) {
  const known = rows.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return html`<dl class="facts">${known.map(([name, value]) => html`<div class=${String(value).length > 44 ? 'long' : ''}><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A long name that may be broken after its parts. @param {{text: string}} props */
export function Name({ text }) {
  return text.split(/(?<=[/._-])/).map((part, i) => (i > 0 ? [html`<wbr />`, part] : part));
}

/** A text in which names stand between grave accents. @param {{text: string}} props */
export function Prose({ text }) {
  return text.split('`').map((part, i) => (i % 2 ? html`<code>${part}</code>` : part));
}

/** @param {{text: string, label?: string}} props */
export function CopyButton({ text, label = 'Copy' }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await copyText(text);
    setDone(true);
    setTimeout(() => setDone(false), 1500);
  };
  return html`<button type="button" class="small" onClick=${copy}><span aria-live="polite">${done ? 'Copied' : label}</span></button>`;
}

/** Also where the page is not from a secure place, or may not use the clipboard. @param {string} text */
async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return;
  } catch {
    // the old way then
  }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

/** A window over the page; Esc closes it. @param {{title: string, wide?: boolean, onClose: () => void, children?: any}} props */
export function Dialog({ title, wide = false, onClose, children }) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  const outside = (/** @type {MouseEvent} */ event) => event.target === ref.current && onClose();
  return html`<dialog ref=${ref} class=${wide ? 'wide' : ''} aria-label=${title} onClose=${onClose} onClick=${outside}>
    <div class="dialog">
      <header><h2>${title}</h2><button type="button" class="quiet" aria-label="Close" onClick=${onClose}>✕</button></header>
      ${children}
    </div>
  </dialog>`;
}

/** @type {Set<(texts: {id: number, text: string}[]) => void>} */
const toastWatchers = new Set();
/** @type {{id: number, text: string}[]} */
let toasts = [];
let toastCount = 0;

/** Says something in passing. @param {string} text */
export function toast(text) {
  const one = { id: ++toastCount, text };
  toasts = [...toasts, one];
  toastWatchers.forEach((show) => show(toasts));
  setTimeout(() => {
    toasts = toasts.filter((other) => other !== one);
    toastWatchers.forEach((show) => show(toasts));
  }, 6000);
}

export function Toasts() {
  const [shown, setShown] = useState(toasts);
  useEffect(() => {
    toastWatchers.add(setShown);
    return () => void toastWatchers.delete(setShown);
  }, []);
  return html`<div class="toasts" role="status" aria-live="polite">${shown.map((one) => html`<p key=${one.id}>${one.text}</p>`)}</div>`;
}

/** Sets the title of the window. @param {string} title */
export function useTitle(title) {
  useEffect(() => {
    document.title = title ? `${title} – unfade` : 'unfade';
  }, [title]);
}
