// @ts-check
/** What the page of a brain remembers and follows. */
import { link } from '../part/route.js';
import { useEffect, useRef, useState } from '../part/html.js';
import { fromQuery, toQuery } from './state.js';

/** @typedef {import('./state.js').State} State */

/**
 * The state of the view, kept in the address; another address that is opened changes it.
 *
 * @param {string} name @param {URLSearchParams} query
 * @returns {[State, (changes: Partial<State>, quietly?: boolean) => void]} the state and its change; quietly: without a repaint
 */
export function useBrainAddress(name, query) {
  const asked = query.toString();
  const seen = useRef(asked);
  const [state, setState] = useState(() => fromQuery(query));
  const latest = useRef(state);
  const timer = useRef(0);
  if (seen.current !== asked) {
    seen.current = asked;
    latest.current = fromQuery(query);
    setState(latest.current);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = (/** @type {Partial<State>} */ changes, quietly = false) => {
    latest.current = { ...latest.current, ...changes };
    quietly || setState(latest.current);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      const text = toQuery(latest.current);
      history.replaceState(null, '', link('brain', name) + (text ? `?${text}` : ''));
    }, 250);
  };
  return [state, change];
}

/** The place of the cross-hair, at most once a frame. @param {import('./cursor.js').Cursor} cursor @returns {number[]} */
export function usePlace(cursor) {
  const [place, setPlace] = useState(cursor.place);
  useEffect(() => {
    let frame = 0;
    setPlace(cursor.place);
    const end = cursor.watch(() => {
      frame = frame || requestAnimationFrame(() => {
        frame = 0;
        setPlace(cursor.place);
      });
    });
    return () => {
      end();
      cancelAnimationFrame(frame);
    };
  }, [cursor]);
  return place;
}

/** A text that changes only once it has stayed the same for a while, for screen readers. @param {string} text */
export function useSettled(text) {
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSaid(text), 400);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}
