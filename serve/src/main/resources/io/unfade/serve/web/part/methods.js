// @ts-check
/** All methods beside each other, to choose one. */
import { html, useState } from './html.js';
import { Dialog } from './ui.js';
import { number } from './words.js';

/** @param {{methods: any[], chosen: string, onChoose: (name: string) => void, onClose: () => void}} props */
export function MethodsDialog({ methods, chosen, onChoose, onClose }) {
  const [filter, setFilter] = useState('');
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = methods.filter((one) => words.every((word) => `${one.name} ${one.summary} ${one.needs}`.toLowerCase().includes(word)));
  const take = (/** @type {string} */ name) => {
    onChoose(name);
    onClose();
  };
  return html`<${Dialog} title="Methods" wide onClose=${onClose}>
    <p class="muted">Passes are counted for one short series, with the usual options: what a method costs beside others. The cells of a map of a complete method sum to what is explained.</p>
    <input type="search" aria-label="Filter methods" placeholder="Filter, such as gradients" value=${filter} onInput=${(/** @type {any} */ e) => setFilter(e.target.value)} />
    <div class="scroll"><table>
      <thead><tr><th scope="col">Method</th><th scope="col">What its map says</th><th scope="col">Needs</th><th scope="col">Passes</th><th scope="col">Complete</th></tr></thead>
      <tbody>${shown.map((one) => html`<tr key=${one.name} class=${one.name === chosen ? 'chosen' : ''}>
        <td><button type="button" class="small" aria-pressed=${one.name === chosen} onClick=${() => take(one.name)}>${one.name}</button></td>
        <td>${one.summary}${one.unit && html`<br /><span class="muted small-text">in ${one.unit}</span>`}</td>
        <td>${one.needs}${one.background ? ', training series' : ''}</td>
        <td class="passes">${number(one.forwardPasses ?? 0)} forward<br />${number(one.backwardPasses ?? 0)} backward</td>
        <td>${one.complete ? 'yes' : 'no'}</td></tr>`)}</tbody>
    </table></div>
    ${shown.length === 0 && html`<p>No method has “${filter}” in its description.</p>`}
  <//>`;
}
