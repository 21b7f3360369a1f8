// @ts-check
/** Files that people drop or choose, with the names that they get in the workspace. */

/** @typedef {{name: string, file: File}} Named */

/**
 * A path that the workspace can have: letters that it refuses become `_`, parts that are hidden or empty are left out. Pure.
 *
 * @param {string} path
 */
export function workspaceName(path) {
  const parts = path.split(/[\\/]+/).filter((part) => part !== '' && !part.startsWith('.'));
  return parts.map((part) => part.replace(/[^A-Za-z0-9._ -]/g, '_').replace(/^[^A-Za-z0-9_]/, '_').slice(0, 100)).join('/');
}

/** @param {FileList | File[]} files @returns {Named[]} */
export function chosen(files) {
  return named([...files].map((file) => ({ name: file.webkitRelativePath || file.name, file })));
}

/** @param {Named[]} files */
function named(files) {
  const visible = files.filter(({ name }) => !name.split('/').some((part) => part.startsWith('.')));
  return visible.map(({ name, file }) => ({ name: workspaceName(name), file })).filter(({ name }) => name !== '');
}

/** All files of what was dropped, those inside of folders too. @param {DataTransfer} transfer @returns {Promise<Named[]>} */
export async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry !== null && entry !== undefined);
  if (entries.length === 0) {
    return chosen(transfer.files);
  }
  const found = await Promise.all(entries.map((entry) => inside(/** @type {any} */ (entry))));
  return named(found.flat());
}

/** @param {any} entry @returns {Promise<Named[]>} */
async function inside(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [{ name: entry.fullPath.replace(/^\//, ''), file }];
  }
  const reader = entry.createReader();
  const all = [];
  for (;;) {
    const some = /** @type {any[]} */ (await new Promise((resolve, reject) => reader.readEntries(resolve, reject)));
    if (some.length === 0) {
      break; // a reader gives at most 100 at a time
    }
    all.push(...some);
  }
  return (await Promise.all(all.map(inside))).flat();
}
