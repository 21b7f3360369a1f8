// @ts-check
/** Reads all that one view shows. */
import { inputOf, mapOf, maskOf, meanOf } from './source.js';

/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('./roster.js').Series} Series */
/** @typedef {import('./scene.js').Raw} Raw */

/** Names that tell maps apart: the method, with the item where there are several. @param {Source[]} maps */
export function titlesOf(maps) {
  const methods = maps.map((source) => source.summary.method ?? source.summary.details?.method ?? 'map');
  return maps.map((source, i) => (maps.length > 1 ? `${methods[i]} (${source.name.replace(/\.npz$/, '')})` : methods[i]));
}

/** What a map is about. @param {Source} source @param {number} at its series @param {string | null} mean */
function noteOf(source, at, mean) {
  const { classNames, targets, details, probabilities } = source.summary;
  const unit = details?.output ? `, in units of the ${details.output}` : '';
  if (mean !== null) {
    return `mean size over ${mean}${unit}`;
  }
  const target = targets?.[at];
  const nameOf = (/** @type {number} */ index) => classNames?.[index] ?? `class ${index}`;
  const own = probabilities?.[at];
  const best = own?.length ? own.indexOf(Math.max(...own)) : -1;
  const said = best >= 0 ? `; its model says ${nameOf(best)} (${Math.round(100 * own[best])} %)` : '';
  return target >= 0 ? `explains ${nameOf(target)}${unit}${said}` : unit.slice(2);
}

/**
 * @param {Source[]} maps @param {Source | null} data @param {string} of as in the state @param {Series} series of the first map
 * @param {boolean} withInput
 * @returns {Promise<{raws: Raw[], reference: any, distractor: any}>}
 */
export async function gather(maps, data, of, series, withInput) {
  const titles = titlesOf(maps);
  const single = of === 'series';
  const ofClass = of.startsWith('mean:') ? Number(of.slice(5)) : null;
  const meanWords = single ? null : ofClass === null ? 'all series' : (maps[0].summary.classNames?.[ofClass] ?? `class ${ofClass}`);
  const places = maps.map((source, i) => (i === 0 ? series.index : placeIn(source, maps[0], series)));
  const [input, reference, distractor, ...values] = await Promise.all([
    single && data && withInput ? inputOf(data.name, series.dataIndex) : null,
    single && data?.summary.hasReference ? maskOf(data.name, 'reference', series.dataIndex) : null,
    single && data?.summary.hasDistractor ? maskOf(data.name, 'distractor', series.dataIndex) : null,
    ...maps.map((source, i) => (single ? mapOf(source.name, places[i]) : meanOf(source.name, ofClass === null ? null : String(source.summary.classNames?.[ofClass] ?? ofClass)))),
  ]);
  const raws = values.map((one, i) => ({ key: `map ${maps[i].name}`, title: titles[i], note: noteOf(maps[i], places[i], meanWords), unit: maps[i].summary.details?.output ?? '', input: false, values: one }));
  const different = raws.find((raw) => raw.values.features !== raws[0].values.features);
  if (different) {
    throw new Error(`${different.title} has ${different.values.features} features, ${raws[0].title} ${raws[0].values.features}: they are of other data.`);
  }
  if (input) {
    raws.unshift({ key: 'input', title: 'Input', note: 'values as in the data', unit: 'value', input: true, values: input });
  }
  return { raws, reference, distractor };
}

/** The same series in other maps, by its id. @param {Source} source @param {Source} first @param {Series} series */
function placeIn(source, first, series) {
  const { ids, count } = source.summary;
  const at = ids && first.summary.ids ? ids.map(String).indexOf(series.id) : series.index;
  if (at < 0 || at >= count) {
    throw new Error(`${source.name} has no map of series ${series.id}.`);
  }
  return at;
}
