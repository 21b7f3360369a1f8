// @ts-check
/** Which series there are, and in which order. Pure functions. */

/**
 * The series of a maps item, with what is known of each.
 *
 * @typedef {{index: number, id: string, label: string | null, predicted: string | null, explained: string | null,
 *     probability: number | null, wrong: boolean, dataIndex: number, labelIndex: number | null}} Series
 *
 * @param {any} maps summary @param {any} data summary or null @returns {Series[]}
 */
export function seriesOf(maps, data) {
  const names = data?.classNames ?? maps.classNames ?? null;
  const mapNames = maps.classNames ?? names;
  const places = data?.ids && maps.ids ? new Map(data.ids.map((/** @type {string} */ id, /** @type {number} */ i) => [id, i])) : null;
  return Array.from({ length: maps.count }, (_, index) => {
    const dataIndex = places?.get(maps.ids[index]) ?? index;
    const probabilities = maps.probabilities?.[index] ?? null;
    const best = probabilities ? probabilities.indexOf(Math.max(...probabilities)) : null;
    const labelIndex = data?.labels?.[dataIndex] ?? null;
    const label = labelIndex === null || labelIndex < 0 ? null : nameOf(names, labelIndex);
    const predicted = best === null ? null : nameOf(mapNames, best);
    return {
      index, dataIndex, label, predicted, labelIndex, explained: maps.targets?.[index] >= 0 ? nameOf(mapNames, maps.targets[index]) : null,
      id: String(maps.ids?.[index] ?? data?.ids?.[dataIndex] ?? index), probability: best === null ? null : probabilities[best],
      wrong: label !== null && predicted !== null && label !== predicted,
    };
  });
}

/** @param {string[] | null} names @param {number} i */
function nameOf(names, i) {
  return names?.[i] ?? `class ${i}`;
}

/** The series of a class in the order of the list: those predicted wrongly first. @param {Series[]} all @param {string} ofClass empty for all @param {string} search */
export function listed(all, ofClass, search) {
  const words = search.trim().toLowerCase();
  const found = all.filter((s) => (!ofClass || (s.label ?? s.predicted) === ofClass) && (!words || s.id.toLowerCase().includes(words)));
  return [...found.filter((s) => s.wrong), ...found.filter((s) => !s.wrong)];
}

/** The one before or after in the list; the first if the present one is not in it. @param {Series[]} list @param {number} index @param {number} by */
export function neighbour(list, index, by) {
  const at = list.findIndex((s) => s.index === index);
  return at < 0 ? list[0] : list[Math.min(list.length - 1, Math.max(0, at + by))];
}

/** @param {number} p */
export function probabilityInWords(p) {
  return p > 0.995 && p < 1 ? '> 99 %' : p < 0.005 && p > 0 ? '< 1 %' : `${Math.round(100 * p)} %`;
}
