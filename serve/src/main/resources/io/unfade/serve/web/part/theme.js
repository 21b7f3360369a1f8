// @ts-check
/** Light or dark: as the system has it, or as chosen here. */
import { html, useState } from './html.js';

const KEY = 'unfade-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
/** @type {Record<string, string>} */
const NEXT = { system: 'light', light: 'dark', dark: 'system' };
/** @type {Record<string, string>} */
const SIGN = { system: '◐', light: '☀', dark: '☾' };

function chosen() {
  const choice = localStorage.getItem(KEY) ?? 'system';
  return choice in NEXT ? choice : 'system';
}

function apply() {
  const choice = chosen();
  document.documentElement.dataset.theme = choice === 'system' ? (system.matches ? 'dark' : 'light') : choice;
  dispatchEvent(new Event('unfade-theme'));
}

/** Shows the page as chosen, also when the system changes. */
export function followTheme() {
  apply();
  system.addEventListener('change', apply);
}

export function ThemeSwitch() {
  const [choice, setChoice] = useState(chosen());
  const next = () => {
    localStorage.setItem(KEY, NEXT[choice]);
    setChoice(NEXT[choice]);
    apply();
  };
  const words = choice === 'system' ? 'Colours: as the system' : `Colours: ${choice}`;
  return html`<button type="button" class="quiet" onClick=${next} aria-label=${words} title=${words}><span aria-hidden="true">${SIGN[choice]}</span></button>`;
}

/** The present value of a colour of the style sheet. @param {string} name such as `--fg` */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}
