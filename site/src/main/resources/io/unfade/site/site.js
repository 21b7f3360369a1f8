'use strict';

/* What pages do beyond being read: menu, contents, links of headings, and the search field. All else works without. */
(function () {
  const root = document.documentElement;
  root.classList.add('script');

  const menu = document.getElementById('menu');
  menu.addEventListener('click', () => {
    menu.setAttribute('aria-expanded', String(root.classList.toggle('open')));
    scrollTo(0, 0);
  });

  document.querySelector('#pages [aria-current]')?.scrollIntoView({block: 'nearest'});

  const contents = document.querySelector('.contents');
  const entries = new Map([...contents.querySelectorAll('a')].map(a => [decodeURIComponent(a.hash.slice(1)), a]));
  const beside = matchMedia('(min-width: 1151px)');
  const adapt = () => { contents.open = beside.matches; };
  beside.addEventListener('change', adapt);
  adapt();
  contents.hidden = entries.size === 0;

  const headings = [...document.querySelectorAll('article :is(h1, h2, h3, h4)[id]')];
  for (const heading of headings) {
    const link = document.createElement('a');
    link.className = 'to';
    link.href = '#' + heading.id;
    link.textContent = '#';
    link.setAttribute('aria-label', 'Link to ' + heading.textContent);
    heading.append(link);
  }

  /* Marks, in the contents, the heading that was passed last. */
  let here;
  function mark() {
    const passed = headings.filter(h => entries.has(h.id) && h.getBoundingClientRect().top < 120).pop();
    const entry = passed && entries.get(passed.id);
    if (entry !== here) {
      here?.classList.remove('here');
      entry?.classList.add('here');
      here = entry;
    }
  }
  addEventListener('scroll', mark, {passive: true});
  mark();

  const field = document.getElementById('search');
  const list = document.getElementById('found');
  const count = document.getElementById('count');
  const most = 30;
  let search;
  let chosen = -1;

  const script = source => new Promise((done, failed) => {
    const element = document.createElement('script');
    element.src = source;
    element.onload = done;
    element.onerror = failed;
    document.head.append(element);
  });

  /* The index is large, so pages load it when somebody searches. */
  let loading;
  const load = () => loading ??= Promise.all([script('lunr.js'), script('sections.js')]).then(() => {
    search = globalThis.unfadeSearch(globalThis.lunr, globalThis.unfadeSections);
  });

  const element = (name, className, text) => {
    const made = document.createElement(name);
    made.className = className;
    made.textContent = text;
    return made;
  };

  /* The part of a text around the first of the words, all of them marked. */
  function piece(text, words) {
    const parts = new RegExp('(' + words.map(word => word.replace(/[^\p{L}\p{N}]/gu, '\\$&')).join('|') + ')', 'giu');
    const at = text.indexOf(' ', text.search(parts) - 60) + 1;
    const from = text.search(parts) > 60 ? at : 0;
    const end = text.lastIndexOf(' ', from + 180);
    const shown = text.length > from + 180 && end > from ? text.slice(from, end) + ' …' : text.slice(from);
    const made = element('span', 'piece', from > 0 ? '… ' : '');
    shown.split(parts).forEach((part, i) => {
      made.append(i % 2 === 1 ? element('mark', '', part) : part);
    });
    return made;
  }

  function show(found) {
    chosen = -1;
    list.replaceChildren(...found.slice(0, most).map((section, i) => {
      const item = element('li', '', '');
      item.id = 'found-' + i;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', 'false');
      const link = element('a', '', '');
      link.href = section.url;
      link.tabIndex = -1;
      link.append(element('span', 'where', section.page), element('strong', '', section.heading), piece(section.text, section.words));
      item.append(link);
      return item;
    }));
    if (found.length === 0) {
      list.append(element('li', 'none', 'Nothing found'));
    }
    count.textContent = found.length + ' sections found';
    open(true);
    choose(found.length === 0 ? -1 : 0);
  }

  function open(whether) {
    list.hidden = !whether;
    field.setAttribute('aria-expanded', String(whether));
    if (!whether) {
      field.removeAttribute('aria-activedescendant');
    }
  }

  function choose(i) {
    list.children[chosen]?.setAttribute('aria-selected', 'false');
    chosen = i;
    const item = list.children[chosen];
    if (item) {
      item.setAttribute('aria-selected', 'true');
      item.scrollIntoView({block: 'nearest'});
      field.setAttribute('aria-activedescendant', item.id);
    }
  }

  async function look() {
    await load();
    if (field.value.trim() === '') {
      open(false);
    } else {
      show(search(field.value));
    }
  }

  field.addEventListener('focus', load);
  field.addEventListener('input', look);
  field.addEventListener('keydown', event => {
    const results = list.querySelectorAll('[role=option]').length;
    if (event.key === 'Escape') {
      open(false);
    } else if (event.key === 'Enter') {
      list.children[chosen]?.querySelector('a')?.click();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && results > 0) {
      event.preventDefault();
      open(true);
      choose((chosen + (event.key === 'ArrowDown' ? 1 : results - 1)) % results);
    }
  });
  list.addEventListener('click', event => {
    if (event.target.closest('a')) {
      open(false);
    }
  });
  document.addEventListener('click', event => {
    if (!event.target.closest('.search')) {
      open(false);
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key === '/' && !/INPUT|TEXTAREA/.test(document.activeElement.tagName)) {
      event.preventDefault();
      field.focus();
    }
  });
})();
