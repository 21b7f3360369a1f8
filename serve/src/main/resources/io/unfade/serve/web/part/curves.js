// @ts-check
/** Steps of a job as curves. Pure functions. */

/**
 * @typedef {{text?: string, epoch?: number, values?: Record<string, number>}} Step
 * @typedef {{label: string, values: (number | null)[]}} Curve
 * @typedef {{title: string, share: boolean, curves: Curve[]}} Chart `share`: its values lie in 0..1
 */

/** @type {[string, RegExp, boolean][]} */
const CHARTS = [
  ['Loss', /loss/i, false],
  ['Accuracy', /accuracy|auc|share|precision|recall/i, true],
  ['Other', /./, false],
];

/** @param {string} key such as `validationLoss` */
function label(key) {
  return key.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}

/**
 * Curves of all values of the steps, those of a kind in one chart. A value that a step lacks is a gap. Steps are counted by
 * their epochs where these only grow, else (several trainings in one job) one after the other.
 *
 * @param {Step[]} steps in order
 * @returns {{x: number[], unit: string, charts: Chart[]}}
 */
export function curves(steps) {
  const withValues = steps.filter((step) => step.values && Object.values(step.values).some(Number.isFinite));
  const epochs = withValues.map((step) => step.epoch);
  const grow = epochs.every((epoch, i) => epoch !== undefined && (i === 0 || epoch > /** @type {number} */ (epochs[i - 1])));
  const keys = [...new Set(withValues.flatMap((step) => Object.keys(step.values ?? {})))].filter((key) => key !== 'epoch');
  const charts = CHARTS.map(([title, pattern, share], i) => {
    const own = keys.filter((key) => pattern.test(key) && !CHARTS.slice(0, i).some(([, earlier]) => earlier.test(key)));
    const found = own.map((key) => ({ label: label(key), values: withValues.map((step) => finite(step.values?.[key])) }));
    return { title, share, curves: found };
  });
  return {
    x: withValues.map((step, i) => (grow ? /** @type {number} */ (step.epoch) : i + 1)),
    unit: grow ? 'epoch' : 'step',
    charts: charts.filter((chart) => chart.curves.length > 0),
  };
}

/** @param {number | undefined} value */
function finite(value) {
  return Number.isFinite(value) ? /** @type {number} */ (value) : null;
}
