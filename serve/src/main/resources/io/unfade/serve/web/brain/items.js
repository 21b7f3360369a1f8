// @ts-check
/** Which items are brains. Pure functions. */

/** @typedef {{name: string, kind: string, problem?: string | null}} Item */

/** Whether an item is an image of a brain, or series that were prepared from some. @param {Item} item @param {Item[]} items */
export function isBrain(item, items) {
  if (item.problem) {
    return false;
  }
  if (/\.(nii|nii\.gz|gii|fmri\.json)$/i.test(item.name)) {
    return true;
  }
  const places = item.name.replace(/\.npz$/i, '.fmri.json');
  return item.kind === 'data' && places !== item.name && items.some((other) => other.name === places);
}
