'use strict';
for (const gallery of document.querySelectorAll('.gallery')) {
  const form = gallery.querySelector('.filter');
  if (!form) continue;
  const series = [...gallery.querySelectorAll('.series')];
  const apply = () => {
    const wanted = form.elements['class'].value;
    const wrong = form.elements['wrong']?.checked ?? false;
    let shown = 0;
    for (const card of series) {
      card.hidden = (wanted !== '' && card.dataset['class'] !== wanted) || (wrong && !card.classList.contains('wrong'));
      shown += card.hidden ? 0 : 1;
    }
    form.querySelector('output').textContent = shown + ' of ' + series.length + ' series shown';
  };
  form.hidden = false;
  form.addEventListener('change', apply);
  form.addEventListener('submit', event => event.preventDefault());
  apply();
}
for (const slider of document.querySelectorAll('.slider')) {
  const control = slider.querySelector('.control');
  if (!control) continue;
  const frames = [...slider.querySelectorAll('.frame')];
  const range = control.querySelector('input');
  const [back, forth] = control.querySelectorAll('button');
  const show = wanted => {
    const at = Math.min(frames.length - 1, Math.max(0, wanted));
    frames.forEach((frame, index) => { frame.hidden = index !== at; });
    const label = frames[at].querySelector('.moment').textContent;
    range.value = at;
    range.setAttribute('aria-valuetext', label);
    control.querySelector('output').textContent = label + ' (' + (at + 1) + ' of ' + frames.length + ')';
  };
  const move = by => show(Number(range.value) + by);
  range.addEventListener('input', () => move(0));
  back.addEventListener('click', () => move(-1));
  forth.addEventListener('click', () => move(1));
  slider.addEventListener('keydown', event => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || event.target === range) return;
    event.preventDefault();
    move(by);
  });
  slider.classList.add('live');
  control.hidden = false;
  move(0);
}
{
  const tip = document.getElementById('read-out');
  const known = new WeakMap();
  const read = cells => {
    if (!known.has(cells)) {
      const data = cells.dataset;
      const features = data.features.split('\t');
      known.set(cells, {
        features, levels: atob(data.levels), times: Number(data.times), down: data.down === 'true', steps: Number(data.steps),
        low: Number(data.low), high: Number(data.high), first: Number(data.firstSecond), step: Number(data.secondStep ?? 0)
      });
    }
    return known.get(cells);
  };
  const show = (cells, event) => {
    const map = read(cells);
    const box = cells.getBoundingClientRect();
    const place = (offset, size, count) => Math.min(count - 1, Math.max(0, Math.floor(offset / size * count)));
    const [columns, rows] = map.down ? [map.features.length, map.times] : [map.times, map.features.length];
    const column = place(event.clientX - box.left, box.width, columns);
    const row = place(event.clientY - box.top, box.height, rows);
    const [time, feature] = map.down ? [row, column] : [column, row];
    const from = Math.floor(time * map.steps / map.times);
    const to = Math.floor((time + 1) * map.steps / map.times) - 1;
    const level = map.levels.charCodeAt(row * columns + column);
    const value = map.low + level / 254 * (map.high - map.low);
    const when = at => map.step > 0 ? Number((map.first + map.step * at).toPrecision(6)) : at;
    tip.textContent = (map.step > 0 ? 'time (s) ' : 'time step ') + when(from) + (to > from ? ' to ' + when(to) : '') + ', ' + map.features[feature] + ': '
      + (level === 255 ? 'no data' : '≈ ' + Number(value.toPrecision(2)));
    tip.hidden = false;
    tip.style.left = Math.min(event.clientX + 14, window.innerWidth - tip.offsetWidth - 8) + 'px';
    tip.style.top = Math.max(8, event.clientY - tip.offsetHeight - 12) + 'px';
  };
  for (const cells of document.querySelectorAll('.cells')) {
    cells.addEventListener('pointermove', event => show(cells, event));
    cells.addEventListener('pointerleave', () => { tip.hidden = true; });
  }
}
