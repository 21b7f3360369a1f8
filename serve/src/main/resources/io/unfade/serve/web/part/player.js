// @ts-check
/** Sends a series to a model step by step, at a pace, and keeps what it answers. */
import { streamSocket } from '../api.js';
import { useEffect, useRef, useState } from './html.js';

/**
 * @typedef {{step: number, probabilities: number[], attention?: number[]}} Answer
 * @typedef {'idle' | 'opening' | 'playing' | 'paused' | 'done' | 'failed'} Phase
 */

/** How often at most the page is drawn again, in milliseconds. */
const REDRAW = 60;

/**
 * @param {string} model
 * @param {number[][]} steps
 * @param {number} speed steps a second; Infinity for as fast as the answers come
 */
export function usePlayer(model, steps, speed) {
  const [phase, setPhase] = useState(/** @type {Phase} */ ('idle'));
  const [problem, setProblem] = useState('');
  const [answers, setAnswers] = useState(/** @type {Answer[]} */ ([]));
  const live = useRef({
    socket: /** @type {WebSocket | null} */ (null), answers: /** @type {Answer[]} */ ([]), sent: 0, awaited: false, left: 0, timer: 0, drawTimer: 0, failed: false, speed, steps,
  });
  const now = live.current;
  now.speed = speed;
  now.steps = steps;

  const draw = () => {
    now.drawTimer ||= window.setTimeout(() => {
      now.drawTimer = 0;
      setAnswers([...now.answers]);
    }, REDRAW);
  };
  const send = () => {
    if (now.awaited || now.left <= 0 || now.socket?.readyState !== WebSocket.OPEN) {
      return;
    }
    if (now.sent >= now.steps.length) {
      now.left = 0;
      setPhase('done');
      return;
    }
    now.awaited = true;
    now.left--;
    now.socket.send(JSON.stringify({ values: now.steps[now.sent++].map((value) => (Number.isNaN(value) ? null : value)) }));
  };
  const next = () => {
    if (now.sent >= now.steps.length) {
      setPhase('done');
    } else if (now.left > 0) {
      now.timer = window.setTimeout(send, now.speed === Infinity ? 0 : 1000 / now.speed);
    } else {
      setPhase('paused');
    }
  };
  const fail = (/** @type {string} */ text) => {
    now.left = 0;
    if (!now.failed) { // the first problem is the cause of the others
      setProblem(text);
    }
    now.failed = true;
    setPhase('failed');
  };
  const heard = (/** @type {MessageEvent} */ event) => {
    const answer = JSON.parse(event.data);
    now.awaited = false;
    if (answer.error) {
      fail(answer.error);
    } else if (Array.isArray(answer.probabilities) && now.answers.length < now.sent) {
      now.answers.push(answer);
      draw();
      next();
    }
  };
  const opened = () =>
    new Promise((resolve, reject) => {
      if (now.socket?.readyState === WebSocket.OPEN) {
        resolve(null);
        return;
      }
      const socket = streamSocket(model);
      now.socket = socket;
      socket.onopen = () => resolve(null);
      socket.onmessage = heard;
      socket.onclose = (event) => {
        const isOwn = now.socket === socket;
        now.socket = isOwn ? null : now.socket;
        now.awaited = false;
        reject(new Error('closed'));
        if (isOwn && now.sent < now.steps.length) {
          fail(event.reason || 'The server closed the connection. Begin again to go on.');
        }
      };
    });
  const go = async (/** @type {number} */ count) => {
    setProblem('');
    now.failed = false;
    if (!now.socket || phase === 'done' || phase === 'failed') {
      reset();
    }
    now.left = count;
    setPhase('opening');
    try {
      await opened();
      setPhase('playing');
      send();
    } catch {
      // said by onclose
    }
  };
  const pause = () => {
    now.left = 0;
    clearTimeout(now.timer);
    setPhase('paused');
  };
  const reset = () => {
    clearTimeout(now.timer);
    const old = now.socket;
    now.socket = null;
    old?.close();
    Object.assign(now, { answers: [], sent: 0, awaited: false, left: 0, failed: false });
    setAnswers([]);
    setProblem('');
    setPhase('idle');
  };
  useEffect(() => reset, [model, steps]);
  return { phase, problem, answers, play: () => go(Infinity), stepOnce: () => go(1), pause, reset };
}
