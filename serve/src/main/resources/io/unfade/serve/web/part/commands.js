// @ts-check
/** The order in which people meet the use cases. Pure functions. */

/** @typedef {{name: string, title?: string, meaning: string, settings: import('./form.js').Setting[]}} Command */

/** @type {[string, string, string[]][]} */
const GROUPS = [
  ['Data', 'Make series, look at them, change their format.', ['generate', 'generate-planted', 'info', 'convert']],
  ['Training', 'Make a model that tells the classes apart.', ['train', 'tune', 'cross-validate', 'export']],
  ['Explaining', 'See what a model says, and what in the series made it say so.', ['explain', 'predict', 'compare']],
  ['Judging', 'Find out whether model and maps can be trusted.', ['evaluate', 'diagnose', 'score']],
  ['fMRI', 'From brain images to series, and from maps back to brains.', ['fmri-prepare', 'fmri-map', 'fmri-report', 'fmri-group', 'generate-task-fmri']],
];

/** @param {Command[]} commands @returns {{title: string, what: string, commands: Command[]}[]} */
export function grouped(commands) {
  const named = new Set(GROUPS.flatMap(([, , names]) => names));
  const known = GROUPS.map(([title, what, names]) => ({
    title,
    what,
    commands: names.flatMap((name) => commands.filter((command) => command.name === name)),
  }));
  const others = commands.filter((command) => !named.has(command.name));
  return [...known, { title: 'More', what: 'Everything else.', commands: others }].filter((group) => group.commands.length > 0);
}

/** @param {string} text @returns {string} */
export function firstSentence(text) {
  const found = /^.*?[.?!](?=\s|$)/.exec(text);
  return found ? found[0] : text;
}
