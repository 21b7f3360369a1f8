// @ts-check
/** Numbers, times and names in words. Pure functions. */

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = one + 's') {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** A size with three significant digits at most. @param {number} bytes */
export function size(bytes) {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  if (unit === 0) {
    return plural(bytes, 'byte');
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A length of time. @param {number} seconds */
export function duration(seconds) {
  const s = Math.max(0, Math.round(seconds));
  if (s < 90) {
    return plural(s, 'second');
  }
  const minutes = Math.round(s / 60);
  if (minutes < 90) {
    return plural(minutes, 'minute');
  }
  const hours = Math.floor(s / 3600);
  const rest = Math.round((s - hours * 3600) / 60);
  return hours >= 48 ? plural(Math.round(s / 86400), 'day') : `${plural(hours, 'hour')}${rest ? ` ${rest} min` : ''}`;
}

/** How long ago something was. @param {string} iso @param {number} [now] milliseconds */
export function ago(iso, now = Date.now()) {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) {
    return '';
  }
  const seconds = (now - then) / 1000;
  if (seconds < 45) {
    return 'just now';
  }
  return seconds < 7 * 86400 ? `${duration(seconds)} ago` : new Date(then).toLocaleDateString('en', { dateStyle: 'medium' });
}

/** `reportSeries` as `report-series`, the name that the command line knows. @param {string} name */
export function optionName(name) {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

/** `reportSeries` or `cross-validate` as `Report series`, `Cross validate`. @param {string} name */
export function title(name) {
  const words = optionName(name).replace(/[-_]/g, ' ').replace(/\bfmri\b/g, 'fMRI');
  return words.startsWith('fMRI') ? words : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Settings whose own names say little to people. @type {Record<string, string>} */
const LABELS = { out: 'Write to', set: 'Options of the method', also: 'Further methods', notGroups: 'Without groups', hidden: 'Hidden units' };

/** What a field is called. @param {string} setting */
export function labelOf(setting) {
  return LABELS[setting] ?? title(setting);
}

/** A number as short as its size allows. @param {number} value */
export function number(value) {
  if (!Number.isFinite(value)) {
    return String(value);
  }
  if (Number.isInteger(value)) {
    return value.toLocaleString('en');
  }
  const size = Math.abs(value);
  return size >= 1e6 || size < 1e-4 ? value.toExponential(2) : Number(value.toPrecision(4)).toLocaleString('en', { maximumFractionDigits: 7 });
}

/** @param {number} share 0..1 */
export function percent(share) {
  return `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}
