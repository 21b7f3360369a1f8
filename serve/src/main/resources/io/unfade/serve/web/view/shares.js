// @ts-check
/** How much of a map its largest cells hold. Pure functions. */

/*
 * Sizes are sorted into bins by the upper bits of their floating-point form, which keep the order of sizes. Every bin is
 * 1/512 of its value wide, and a threshold is always the edge of a bin: so the shares are exact for the threshold that is
 * used, without sorting millions of cells.
 */
const SHIFT = 14;
const BINS = 1 << (31 - SHIFT);

/**
 * @typedef {Object} Shares
 * @property {number} cells that are present
 * @property {number} total sum of their sizes
 * @property {Uint32Array} counts cells of a bin and of all above it
 * @property {Float64Array} sums of their sizes
 */

/** @param {Float32Array} values NaN is absent @returns {Shares} */
export function sharesOf(values) {
  const counts = new Uint32Array(BINS + 1);
  const sums = new Float64Array(BINS + 1);
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v === v) {
      const bin = (bits[i] & 0x7fffffff) >>> SHIFT;
      counts[bin]++;
      sums[bin] += Math.abs(v);
    }
  }
  for (let bin = BINS - 1; bin >= 0; bin--) {
    counts[bin] += counts[bin + 1];
    sums[bin] += sums[bin + 1];
  }
  return { cells: counts[0], total: sums[0], counts, sums };
}

const scratch = new DataView(new ArrayBuffer(4));

/** The smallest size that falls into a bin. @param {number} bin */
function edge(bin) {
  scratch.setUint32(0, bin << SHIFT);
  return scratch.getFloat32(0);
}

/**
 * The threshold that keeps about this share of the cells, the largest; never fewer than one cell.
 *
 * @param {Shares} shares @param {number} keep 0..1
 * @returns {{threshold: number, cells: number, cellShare: number, sizeShare: number}} cells of at least the threshold are
 *     kept: how many, their share of all cells, and of the sum of sizes
 */
export function keeping(shares, keep) {
  const wanted = Math.max(1, Math.round(keep * shares.cells));
  let low = 0;
  let high = BINS;
  while (high - low > 1) {
    const mid = (low + high) >>> 1;
    if (shares.counts[mid] >= wanted) {
      low = mid;
    } else {
      high = mid;
    }
  }
  const bin = keep >= 1 ? 0 : low;
  const cells = shares.counts[bin];
  return {
    threshold: edge(bin),
    cells,
    cellShare: shares.cells ? cells / shares.cells : 0,
    sizeShare: shares.total > 0 ? shares.sums[bin] / shares.total : cells ? 1 : 0,
  };
}

/** The slider's place 0..1 as a share of cells to keep: fine where few cells are left. @param {number} place */
export function keepOf(place) {
  return (1 - place) ** 3;
}

/** @param {number} keep */
export function placeOf(keep) {
  return 1 - Math.cbrt(keep);
}
