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
{
  const tip = document.getElementById('read-out');
  const known = new WeakMap();
  const read = cells => {
    if (!known.has(cells)) {
      const data = cells.dataset;
      const features = data.features.split('\t');
      known.set(cells, {
        features, levels: atob(data.levels), times: Number(data.times), down: data.down === 'true', steps: Number(data.steps),
        low: Number(data.low), high: Number(data.high)
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
    tip.textContent = 'time step ' + from + (to > from ? ' to ' + to : '') + ', ' + map.features[feature] + ': '
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
