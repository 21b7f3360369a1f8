// @ts-check
/** Preact with templates: the only module that knows where these libraries lie. */
import { h, render, Component } from '../../lib/preact.js';
import htm from '../../lib/htm.js';

export { render, Component };
export { useState, useEffect, useLayoutEffect, useMemo, useRef, useCallback, useErrorBoundary } from '../../lib/hooks.js';

/** Makes elements of a template: html`<p class="x">${text}</p>`. */
export const html = htm.bind(h);
