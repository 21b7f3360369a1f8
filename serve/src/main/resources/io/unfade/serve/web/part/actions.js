// @ts-check
/** What can be done with an item, as links to forms that are filled in. Pure functions. */
import { isBrain } from '../brain/items.js';
import { link, runLink } from './route.js';

/**
 * @typedef {import('./store.js').Item} Item
 * @typedef {import('./graph.js').Link} Link
 * @typedef {{label: string, href: string, what: string}} Action
 */

/** The data that fit a model, those that it has not learnt from first. @param {Item} model @param {Item[]} items @param {Link[]} links */
export function fittingData(model, items, links) {
  const learnt = new Set(links.filter((one) => one.to === model.name).map((one) => one.from));
  const rank = (/** @type {Item} */ item) => (learnt.has(item.name) ? 2 : 0) + (/test/i.test(item.name) ? 0 : 1);
  return items
    .filter((item) => item.kind === 'data' && !item.problem && fits(model, item))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** @param {Item} model @param {Item} data */
function fits(model, data) {
  const { features } = model.about ?? {};
  return !features || !data.about?.features || features === data.about.features;
}

/** What maps explain, by their links. @param {Item} maps @param {Item[]} items @param {Link[]} links @param {string} kind */
function inputOf(maps, items, links, kind) {
  const names = links.filter((one) => one.to === maps.name).map((one) => one.from);
  return items.find((item) => item.kind === kind && names.includes(item.name))?.name;
}

/** @param {Record<string, any>} settings @returns {Record<string, any>} without what is not known */
function known(settings) {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined));
}

/** @param {Item} model @param {Item[]} items @param {Link[]} links @returns {Action[]} */
function ofModel(model, items, links) {
  const data = fittingData(model, items, links)[0]?.name;
  const both = known({ model: model.name, data });
  return [
    { label: 'Explain', href: runLink('explain', both), what: 'Maps of what its answers depend on.' },
    { label: 'Evaluate', href: runLink('evaluate', both), what: 'How often it is right, on labelled series.' },
    { label: 'Predict', href: runLink('predict', both), what: 'The class of each series.' },
    { label: 'Diagnose', href: runLink('diagnose', both), what: 'Does its saliency fade towards early steps?' },
    { label: 'Watch step by step', href: link('stream', model.name, data ? { data } : {}), what: 'Its probabilities while a series comes in.' },
    { label: 'Export', href: runLink('export', { model: model.name }), what: 'An ONNX file for other programs.' },
  ];
}

/** @param {Item} data @param {Item[]} items @returns {Action[]} */
function ofData(data, items) {
  const model = items.find((item) => item.kind === 'model' && !item.problem && fits(item, data))?.name;
  const explain = { label: 'Explain', href: runLink('explain', known({ model, data: data.name })), what: 'Maps of what a model’s answers to these series depend on.' };
  return [
    { label: 'Train', href: runLink('train', { data: data.name }), what: 'A model that tells their classes apart.' },
    { label: 'Tune', href: runLink('tune', { data: data.name }), what: 'Search for settings that fit these series.' },
    { label: 'Cross-validate', href: runLink('cross-validate', { data: data.name }), what: 'How well such models do on series that they have not seen.' },
    ...(model ? [explain] : []),
  ];
}

/** Whether series are those of regions of a brain: their description lies beside them. @param {string | undefined} data @param {Item[]} items */
function ofBrain(data, items) {
  const description = data?.replace(/\.npz$/, '.fmri.json');
  return items.some((item) => item.kind === 'regions' && item.name === description);
}

/** @param {Item} maps @param {Item[]} items @param {Link[]} links @returns {Action[]} */
function ofMaps(maps, items, links) {
  const data = inputOf(maps, items, links, 'data');
  const model = inputOf(maps, items, links, 'model');
  const hasReference = items.find((item) => item.name === data)?.about?.hasReference;
  const others = items.filter((item) => item.kind === 'maps' && item.name !== maps.name && data && inputOf(item, items, links, 'data') === data);
  const compare = { label: 'Compare', href: runLink('compare', known({ maps: [maps.name, ...others.map((one) => one.name)], data })), what: 'With maps of the same series by other methods or models.' };
  const score = { label: 'Score', href: runLink('score', known({ saliency: maps.name, data })), what: 'Against the cells that are known to matter.' };
  const again = { label: 'Explain again', href: runLink('explain', known({ model, data })), what: 'The same model and series, with another method.' };
  const both = known({ saliency: maps.name, data });
  const brain = [
    { label: 'Brain report', href: runLink('fmri-report', both), what: 'A page on which regions mattered at which time.' },
    { label: 'Brain maps', href: runLink('fmri-map', both), what: 'The mean saliency of each class as images.' },
  ];
  return [
    { label: 'Look', href: link('look', maps.name, known({ data })), what: 'The maps beside their series.' },
    ...(ofBrain(data, items) ? brain : []),
    ...(hasReference ? [score] : []),
    ...(others.length > 0 ? [compare] : []),
    ...(model && data ? [again] : []),
  ];
}

/** @param {Item} item @param {Item[]} items @param {Link[]} links @returns {Action[]} the most usual first */
export function actions(item, items, links) {
  if (item.problem) {
    return [];
  }
  if (isBrain(item, items)) {
    const look = { label: 'Look', href: link('brain', item.name), what: 'In the brain: planes, glass brain, regions.' };
    return item.kind === 'data' ? [...ofData(item, items), look] : [look];
  }
  if (item.kind === 'model') {
    return ofModel(item, items, links);
  }
  if (item.kind === 'data') {
    return ofData(item, items);
  }
  return item.kind === 'maps' ? ofMaps(item, items, links) : [];
}
