// @ts-check
/** The shell: header, navigation, and the page that the address names. */
import { hasToken, setToken, takeToken } from './api.js';
import { HelpSheet, isTyping } from './part/help.js';
import { html, render, useEffect, useErrorBoundary, useRef, useState } from './part/html.js';
import { timeLeft } from './part/jobwords.js';
import { link, parse } from './part/route.js';
import { start, useShared } from './part/store.js';
import { followTheme, ThemeSwitch } from './part/theme.js';
import { Bar, Problem, Spinner, Toasts } from './part/ui.js';
import { percent, title } from './part/words.js';

/** Pages by the first part of the address; loaded when first shown. @type {Record<string, () => Promise<any>>} */
const PAGES = {
  '': () => import('./pages/workspace.js'),
  item: () => import('./pages/item.js'),
  run: () => import('./pages/run.js'),
  jobs: () => import('./pages/jobs.js'),
  job: () => import('./pages/job.js'),
  look: () => import('./pages/look.js'),
  stream: () => import('./pages/stream.js'),
  brain: () => import('./pages/brain.js'),
  words: () => import('./pages/words.js'),
};

/** What the navigation marks as the present place. @type {Record<string, string>} */
const PLACE = { '': 'workspace', item: 'workspace', look: 'workspace', brain: 'workspace', stream: 'workspace', run: 'run', jobs: 'jobs', job: 'jobs' };

function useRoute() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const changed = () => {
      if (takeToken()) {
        location.reload();
      }
      setHash(location.hash);
    };
    addEventListener('hashchange', changed);
    setHash(location.hash); // it may have changed between the first drawing and now
    return () => removeEventListener('hashchange', changed);
  }, []);
  return parse(hash);
}

/** What runs now, in the header. */
function Running() {
  const { jobs } = useShared();
  const running = jobs?.find((job) => job.state === 'running');
  const waiting = jobs?.filter((job) => job.state === 'waiting').length ?? 0;
  if (!running) {
    return null;
  }
  const left = typeof running.secondsLeft !== 'number' || !running.progress ? '' : `, ${timeLeft(running.secondsLeft)}`;
  const text = `${title(running.command)}: ${percent(running.progress ?? 0)}${left}${waiting ? `, ${waiting} waiting` : ''}`;
  return html`<a class="running" href=${link('job', running.id)} title=${text}>
    <span>${text}</span><${Bar} share=${running.progress ?? 0} label=${`Progress of ${running.command}`} />
  </a>`;
}

/** @param {{page: string, onHelp: () => void}} props */
function Header({ page, onHelp }) {
  const { jobs } = useShared();
  const busy = jobs?.filter((job) => job.state === 'running' || job.state === 'waiting').length ?? 0;
  const at = PLACE[page];
  const entry = (/** @type {string} */ name, /** @type {string} */ href, /** @type {any} */ text) =>
    html`<a href=${href} aria-current=${at === name ? 'page' : null}>${text}</a>`;
  return html`<header class="top">
    <a class="brand" href="#/"><img src="web/icon.svg" alt="" width="24" height="24" />unfade</a>
    <nav aria-label="Main">
      ${entry('workspace', '#/', 'Workspace')} ${entry('run', '#/run', 'Run')}
      ${entry('jobs', '#/jobs', busy ? html`Jobs <span class="count" aria-label=${`${busy} not yet done`}>${busy}</span>` : 'Jobs')}
    </nav>
    <span class="room"></span>
    <${Running} />
    <${ThemeSwitch} />
    <button type="button" class="quiet" onClick=${onHelp} aria-label="Help with keys" title="Keys (?)">?</button>
  </header>`;
}

/** @param {{onHelp: () => void}} props */
function useKeys({ onHelp }) {
  const went = useRef(0);
  useEffect(() => {
    const pressed = (/** @type {KeyboardEvent} */ event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector('dialog[open]')) {
        return;
      }
      const places = /** @type {Record<string, string>} */ ({ w: '#/', r: '#/run', j: '#/jobs' });
      if (Date.now() - went.current < 1500 && places[event.key]) {
        location.hash = places[event.key];
        went.current = 0;
        event.stopImmediatePropagation();
      } else if (event.key === 'g') {
        went.current = Date.now();
      } else if (event.key === '?') {
        onHelp();
      } else if (event.key === '/') {
        const box = /** @type {HTMLElement | null} */ (document.querySelector('main input[type=search]'));
        box?.focus();
        event.preventDefault();
      }
    };
    addEventListener('keydown', pressed, true);
    return () => removeEventListener('keydown', pressed, true);
  }, []);
}

/** The component of a page, once it is loaded. @param {{route: import('./part/route.js').Route}} props */
function Page({ route }) {
  const [loaded, setLoaded] = useState(/** @type {{page?: string, View?: any, error?: any}} */ ({}));
  const wanted = useRef('');
  const load = () => {
    const { page } = route;
    wanted.current = page;
    const show = (/** @type {{View?: any, error?: any}} */ what) => void (wanted.current === page && setLoaded({ page, ...what })); // else it came too late
    if (!PAGES[page]) {
      show({ error: `There is no page at #/${page}.` });
      return;
    }
    PAGES[page]().then(
      (module) => show({ View: module.default }),
      () => show({ error: 'The page could not be loaded. Is `unfade serve` still running?' }),
    );
  };
  useEffect(load, [route.page]);
  if (loaded.page !== route.page) {
    return html`<${Spinner} words="Loading the page …" />`;
  }
  if (loaded.error) {
    return html`<${Problem} heading="Nothing to see here" error=${loaded.error} retry=${PAGES[route.page] && load}><p><a href="#/">To the workspace</a></p><//>`;
  }
  return html`<${Guarded} View=${loaded.View} route=${route} key=${route.page + '/' + route.params.name} />`;
}

/** Keeps a page that fails from taking the shell with it. @param {{View: any, route: import('./part/route.js').Route}} props */
function Guarded({ View, route }) {
  const [error, reset] = useErrorBoundary((problem) => console.error(problem));
  if (error) {
    return html`<${Problem} heading="This page failed" error=${`Its program stopped: ${error.message ?? error}`} retry=${reset}><p><a href="#/">To the workspace</a></p><//>`;
  }
  return html`<${View} params=${route.params} query=${route.query} />`;
}

/** Asks for the token, for those who came without it. */
function TokenForm() {
  const [token, setOwn] = useState('');
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    setToken(token.trim());
    location.reload();
  };
  return html`<form class="card token stack" onSubmit=${submit}><h1>This server wants a token</h1>
    ${hasToken() && html`<p class="problem" role="alert">The token that was given is not that of this server, or is one of before it was started again.</p>`}
    <p>Open the address that <code>unfade serve</code> printed when it started, or type the token from its end.</p>
    <div class="field"><label for="token">Token</label><input id="token" type="password" autocomplete="off" required value=${token} onInput=${(/** @type {any} */ e) => setOwn(e.target.value)} /></div>
    <button class="main">Go on</button></form>`;
}

function App() {
  const route = useRoute();
  const [help, setHelp] = useState(false);
  const { connected, problem } = useShared();
  const wantsToken = /** @type {any} */ (problem)?.status === 401;
  const main = useRef(/** @type {HTMLElement | null} */ (null));
  const first = useRef(true);
  const open = () => setHelp(true);
  useKeys({ onHelp: open });
  useEffect(() => {
    if (!first.current) {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
    first.current = false;
  }, [route.page, route.params.name]);
  const skip = (/** @type {Event} */ event) => {
    event.preventDefault();
    main.current?.focus();
  };
  return html`
    <a class="skip" href="#main" onClick=${skip}>Skip to the content</a>
    <${Header} page=${route.page} onHelp=${open} />
    ${!connected && !problem && html`<p class="banner" role="status">The connection to the server is lost; trying again. What runs there goes on.</p>`}
    ${problem && !wantsToken && html`<p class="banner bad" role="alert">${problem.message}</p>`}
    <main id="main" tabindex="-1" ref=${main}>${wantsToken ? html`<${TokenForm} />` : html`<${Page} route=${route} />`}</main>
    ${help && html`<${HelpSheet} onClose=${() => setHelp(false)} />`}
    <${Toasts} />
  `;
}

takeToken();
followTheme();
start();
const root = /** @type {HTMLElement} */ (document.getElementById('app'));
root.textContent = '';
render(html`<${App} />`, root);
