// @ts-check
/** What the page remembers, asks and writes into the address. */
import { useEffect, useRef, useState } from '../part/html.js';
import { link, parse } from '../part/route.js';
import { fromQuery, toQuery } from './state.js';

/** @typedef {import('./state.js').State} State */

/**
 * The outcome of the latest question; while it is asked, that of the one before stays.
 *
 * @template T @param {() => Promise<T>} ask @param {any[]} inputs asks again when they change
 * @returns {{value?: T, error?: any, busy: boolean, again: () => void}}
 */
export function useLatest(ask, inputs) {
  const [outcome, setOutcome] = useState(/** @type {{value?: T, error?: any, busy: boolean}} */ ({ busy: true }));
  const [round, setRound] = useState(0);
  useEffect(() => {
    let current = true;
    setOutcome((before) => ({ ...before, busy: true }));
    ask().then(
      (value) => current && setOutcome({ value, busy: false }),
      (error) => current && setOutcome({ error, busy: false }),
    );
    return () => void (current = false);
  }, [...inputs, round]);
  return { ...outcome, again: () => setRound(round + 1) };
}

/**
 * The state of the view, kept in the address; an address that is opened by a link, by hand or by going back changes it.
 *
 * @param {string} path `#/look/...` @param {URLSearchParams} query @param {() => Partial<State>} moving what changes without a
 *     repaint: the cross-hair and the zoom
 * @returns {{state: State, change: (changes: Partial<State>) => void, moved: () => void, opened: number}} the state, its
 *     change, what to call when what moves has moved, and how many addresses were opened
 */
export function useAddress(path, query, moving) {
  const [{ state, opened }, setKept] = useState(() => ({ state: fromQuery(query), opened: 0 }));
  const latest = useRef(state);
  const timer = useRef(0);
  const take = (/** @type {State} */ next, /** @type {number} */ more) => {
    latest.current = next;
    setKept((kept) => ({ state: next, opened: kept.opened + more }));
  };
  const moved = () => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const text = toQuery({ ...latest.current, ...moving() });
      history.replaceState(null, '', path + (text ? `?${text}` : ''));
    }, 250);
  };
  useEffect(() => {
    const arrived = () => {
      const route = parse(location.hash);
      if (link(route.page, route.params.name) === path) {
        clearTimeout(timer.current);
        take(fromQuery(route.query), 1);
      }
    };
    addEventListener('hashchange', arrived);
    return () => {
      removeEventListener('hashchange', arrived);
      clearTimeout(timer.current);
    };
  }, [path]);
  const change = (/** @type {Partial<State>} */ changes) => {
    take({ ...latest.current, ...changes }, 0);
    moved();
  };
  return { state, change, moved, opened };
}

/** Listens to keys of the whole page that no field uses. @param {(event: KeyboardEvent) => boolean} use whether it was used */
export function usePageKeys(use) {
  const latest = useRef(use);
  latest.current = use;
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      const target = /** @type {HTMLElement | null} */ (event.target);
      const typing = target && (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable);
      if (!event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey && !typing && !document.querySelector('dialog[open]') && latest.current(event)) {
        event.preventDefault();
      }
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
