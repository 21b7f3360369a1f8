// @ts-check
/** The course of one region over a block: its signal and its saliency. */
import { Chart } from '../part/chart.js';
import { html, useMemo } from '../part/html.js';
import { link } from '../part/route.js';
import { Problem, Spinner } from '../part/ui.js';
import { useLatest } from '../view/hooks.js';
import { seriesOf } from '../view/roster.js';
import { inputOf, mapOf, meanOf, summary } from '../view/source.js';
import { blockOf, courseOf } from './order.js';

/** @typedef {import('./source.js').Summary} Summary */

/** What is known of the blocks. @param {Summary} about */
async function blocksOf(about) {
  const [data, maps] = await Promise.all([
    summary('data', /** @type {string} */ (about.series)),
    about.maps ? summary('maps', about.maps) : null,
  ]);
  const all = seriesOf(maps ? maps.summary : { count: data.summary.count, ids: data.summary.ids }, data.summary);
  return { data: data.summary, maps: maps?.summary ?? null, all };
}

/** @param {{about: Summary, region: {name: string, column: number} | null, block: number | null, ofClass: string, onBlock: (index: number) => void}} props */
export function Block({ about, region, block, ofClass, onBlock }) {
  const read = useLatest(() => blocksOf(about), [about.series, about.maps]);
  if (read.error) {
    return html`<section class="card"><h2>Over the block</h2><${Problem} error=${read.error} retry=${read.again} /></section>`;
  }
  if (!read.value) {
    return html`<section class="card"><h2>Over the block</h2><${Spinner} words="Reading the series …" /></section>`;
  }
  const chosen = blockOf(read.value.all, block, ofClass);
  const choose = (/** @type {any} */ e) => onBlock(Number(e.target.value));
  return html`<section class="card brain-block"><div class="row"><h2>Over the block</h2><span class="room"></span>
      ${chosen && html`<label class="look-field"><span>Block</span><select onChange=${choose}>
        ${read.value.all.map((one) => html`<option value=${one.index} selected=${one.index === chosen.index}>${one.id}${one.label && !one.id.includes(one.label) ? ` (${one.label})` : ''}</option>`)}</select></label>`}</div>
    ${chosen && region ? html`<${Courses} about=${about} known=${read.value} series=${chosen} region=${region} />` : html`<p class="muted">${chosen ? 'Put the cross-hair into a region to see its course.' : 'There is no series.'}</p>`}
  </section>`;
}

/** @param {{about: Summary, known: any, series: import('../view/roster.js').Series, region: {name: string, column: number}}} props */
function Courses({ about, known, series, region }) {
  const ofClass = known.maps ? known.maps.targets?.[series.index] : null;
  const read = useLatest(async () => {
    const [input, map, mean] = await Promise.all([
      inputOf(/** @type {string} */ (about.series), series.dataIndex),
      about.maps ? mapOf(about.maps, series.index) : null,
      about.maps && ofClass >= 0 ? meanOf(about.maps, ofClass) : null,
    ]);
    return { input, map, mean };
  }, [about.series, about.maps, series.index]);
  const charts = useMemo(() => {
    if (!read.value) {
      return null;
    }
    const { start, step } = about.time ?? { start: 0, step: 1 };
    const signal = courseOf(read.value.input, region.column);
    const x = signal.map((_, t) => Number((start + t * step).toFixed(3)));
    const saliency = [{ label: 'this block', values: courseOf(read.value.map, region.column) }];
    read.value.mean && saliency.push({ label: `mean size, ${series.explained ?? 'class'}`, values: courseOf(read.value.mean, region.column) });
    return { x, signal: [{ label: 'signal', values: signal }], saliency };
  }, [read.value, region.column, about.time]);
  if (read.error) {
    return html`<${Problem} error=${read.error} retry=${read.again} />`;
  }
  if (!charts) {
    return html`<${Spinner} words="Reading the series …" />`;
  }
  const unit = about.time ? 'seconds from onset' : 'step';
  return html`<p><strong>${region.name}</strong> <span class="muted small-text">in block ${series.id}${series.label ? `, ${series.label}` : ''}</span></p>
    <${Chart} title="Signal, as in the file" unit=${unit} x=${charts.x} curves=${charts.signal} height=${170} />
    ${about.maps ? html`<${Chart} title="Saliency" unit=${unit} x=${charts.x} curves=${charts.saliency} height=${190} />
      <p class="small-text"><a href=${link('look', about.maps, { series: String(series.index) })}>All regions of this block</a></p>`
    : html`<p class="muted small-text">There are no saliency maps of these series in the workspace.</p>`}`;
}
