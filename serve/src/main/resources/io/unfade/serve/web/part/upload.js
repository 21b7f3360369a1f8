// @ts-check
/** Files on their way into the workspace, one after the other. */
import { upload } from '../api.js';
import { chosen, dropped } from './dropped.js';
import { html, useEffect, useRef, useState } from './html.js';
import { refreshItems, useShared } from './store.js';
import { Bar } from './ui.js';
import { percent, size } from './words.js';

/**
 * @typedef {Object} Sending
 * @property {number} id
 * @property {string} name
 * @property {File} file
 * @property {'waiting' | 'sending' | 'done' | 'asks' | 'refused'} state
 * @property {number} share
 * @property {string} [problem]
 * @property {boolean} [replace]
 * @property {AbortController} stop
 */

let count = 0;

/** @param {string} name @param {File} file @param {number} limit in bytes @returns {Sending} */
function begun(name, file, limit) {
  const isLarge = file.size > limit; // a browser shows a refusal in the middle of a file as a broken connection
  const problem = isLarge ? `It has ${size(file.size)}, and the server takes ${size(limit)} at most; it can be started with a larger --upload-limit.` : undefined;
  return { id: ++count, name, file, state: isLarge ? 'refused' : 'waiting', share: 0, problem, stop: new AbortController() };
}

/** The uploads, and what to do with them. */
export function useUploads() {
  const limit = useShared().about?.uploadLimit ?? Infinity;
  const [all, setAll] = useState(/** @type {Sending[]} */ ([]));
  const busy = useRef(false);
  const change = (/** @type {number} */ id, /** @type {Partial<Sending>} */ changes) => setAll((before) => before.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const send = async (/** @type {Sending} */ one) => {
    busy.current = true;
    change(one.id, { state: 'sending', share: 0 });
    try {
      await upload(one.name, one.file, { replace: one.replace, signal: one.stop.signal, onProgress: (share) => change(one.id, { share }) });
      change(one.id, { state: 'done', share: 1 });
      refreshItems();
    } catch (e) {
      const { status, message } = /** @type {any} */ (e);
      change(one.id, status === 409 || status === 412 ? { state: 'asks' } : { state: 'refused', problem: message });
    }
    busy.current = false;
  };
  useEffect(() => {
    const next = all.find((one) => one.state === 'waiting');
    if (next && !busy.current) {
      send(next);
    }
  }, [all]);
  return {
    all,
    add: (/** @type {{name: string, file: File}[]} */ files) => setAll((before) => [...before, ...files.map(({ name, file }) => begun(name, file, limit))]),
    replace: (/** @type {number} */ id) => change(id, { state: 'waiting', replace: true }),
    drop: (/** @type {Sending} */ one) => {
      one.stop.abort();
      setAll((before) => before.filter((other) => other.id !== one.id));
    },
    clear: () => setAll((before) => before.filter((one) => one.state === 'waiting' || one.state === 'sending')),
  };
}

/** Where files are dropped or chosen. @param {{onFiles: (files: {name: string, file: File}[]) => void}} props */
export function DropZone({ onFiles }) {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  latest.current = onFiles;
  const files = useRef(/** @type {HTMLInputElement | null} */ (null));
  const folder = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => {
    const stop = (/** @type {DragEvent} */ event) => event.preventDefault(); // a file beside the zone must not replace the page
    const over = (/** @type {DragEvent} */ event) => {
      event.preventDefault();
      setOver(event.dataTransfer?.types.includes('Files') ?? false);
    };
    const out = (/** @type {DragEvent} */ event) => event.relatedTarget === null && setOver(false);
    const drop = async (/** @type {DragEvent} */ event) => {
      stop(event);
      setOver(false);
      if (event.dataTransfer) {
        latest.current(await dropped(event.dataTransfer));
      }
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', out);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', out);
      removeEventListener('drop', drop);
    };
  }, []);
  const picked = (/** @type {any} */ event) => {
    onFiles(chosen(event.target.files));
    event.target.value = '';
  };
  return html`<div class=${`drop ${over ? 'over' : ''}`}>
    <span>${over ? 'Drop to add to the workspace' : 'Drop series, models or images here, or'}</span>
    <button type="button" class="small" onClick=${() => files.current?.click()}>Choose files</button>
    <button type="button" class="small" onClick=${() => folder.current?.click()}>Choose a folder</button>
    <input type="file" multiple hidden ref=${files} onChange=${picked} aria-label="Files to add" />
    <input type="file" webkitdirectory hidden ref=${folder} onChange=${picked} aria-label="Folder to add" />
  </div>`;
}

/** @param {{uploads: ReturnType<typeof useUploads>}} props */
export function Uploads({ uploads }) {
  if (uploads.all.length === 0) {
    return null;
  }
  const busy = uploads.all.some((one) => one.state === 'waiting' || one.state === 'sending');
  return html`<section class="card" aria-label="Uploads">
    <div class="row"><h2>Uploads</h2><span class="room"></span><button type="button" class="small" onClick=${uploads.clear}>${busy ? 'Clear what ended' : 'Clear'}</button></div>
    <ul class="plain uploads">${uploads.all.map((one) => html`<li key=${one.id}>
      <div class="row"><strong>${one.name}</strong><span class="muted">${size(one.file.size)}</span><span class="room"></span><${State} one=${one} uploads=${uploads} /></div>
      ${one.state === 'sending' && html`<${Bar} share=${one.share} label=${`Upload of ${one.name}`} />`}
      ${one.problem && html`<p class="field-problem" role="alert">Not taken: ${one.problem}</p>`}
    </li>`)}</ul>
  </section>`;
}

/** @param {{one: Sending, uploads: ReturnType<typeof useUploads>}} props */
function State({ one, uploads }) {
  const button = (/** @type {string} */ text, /** @type {() => void} */ action) => html`<button type="button" class="small" onClick=${action}>${text}</button>`;
  switch (one.state) {
    case 'sending':
      return html`<span>${one.share < 1 ? percent(one.share) : 'the server looks at it …'}</span>${button('Stop', () => uploads.drop(one))}`;
    case 'asks':
      return html`<span role="alert">The workspace has one of this name.</span>${button('Replace it', () => uploads.replace(one.id))}${button('Keep the old one', () => uploads.drop(one))}`;
    case 'done':
      return html`<span class="chip good"><span aria-hidden="true">✓</span>added</span>`;
    case 'refused':
      return html`<span class="chip bad"><span aria-hidden="true">✗</span>refused</span>`;
    default:
      return html`<span class="muted">waiting</span>${button('Leave out', () => uploads.drop(one))}`;
  }
}
