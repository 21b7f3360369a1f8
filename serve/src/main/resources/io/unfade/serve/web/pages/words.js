// @ts-check
/** `#/words`: what the words of the pages and reports mean. */
import { html } from '../part/html.js';
import { useTitle } from '../part/ui.js';

/** @type {[string, [string, string][]][]} */
const WORDS = [
  ['Data and models', [
    ['Series', 'One example: numbers of some features at some steps of time, such as 6 sensors at 100 steps. A data set is many of them; its labels say the class of each.'],
    ['Feature, step, cell', 'A feature is one measured quantity (a row of the pictures), a step is one point of time (a column), and a cell is one feature at one step.'],
    ['Input-cell attention', 'A part of a network that looks at all steps so far before it takes the next one, in several hops: looks, each with weights of its own. Without it a recurrent network forgets, and so do its maps.'],
    ['Readout', 'How the network comes from its states at all steps to one answer: from the last state, or from a mean of them.'],
    ['Preset localise', 'Settings under which maps find the cells that decide: several small networks, trained while noise is laid over their inputs, as much as they can bear.'],
  ]],
  ['Maps', [
    ['Saliency map', 'A number for each cell: how much the answer of the model depends on it. With a sign, a positive one speaks for the class and a negative one against it.'],
    ['Method', 'A way to make a map. Gradient: how the answer moves when a cell moves a little. Integrated gradients: the same, added up on the way from a baseline to the series. Evidence: what each cell adds to the answer of a model trained under noise. Two-way: what the sums of its step and of its feature have in common, for one block of cells.'],
    ['Target', 'The class whose answer is explained: the true label, the predicted class, or one that is named.'],
    ['Baseline', 'The series that stands for “nothing there”, against which some methods compare: zeros, means, or others of the data.'],
  ]],
  ['Can a map be trusted?', [
    ['Fades, keeps', 'A map fades if early steps get hardly any saliency whatever they contain, as in an LSTM. It keeps if they can get as much as late ones. A map that keeps need not be right: only the next measures say so.'],
    ['Reference', 'The cells that are known to matter, since the data were made so. Real data seldom have one.'],
    ['ROC AUC of a map', 'How often a cell that matters has more saliency than one that does not: 1 is perfect, 0.5 is chance, and below 0.5 the map shows the other cells, as a fading one does if the truth comes early.'],
    ['Average precision', 'Of the cells with the most saliency, how many matter: 1 is perfect; chance is the share of cells that matter.'],
    ['Weighted Jaccard, Jaccard', 'Overlap of the saliency with the reference, from 0 to 1: all of it on the right cells, equally, is 1. Jaccard counts the strongest cells, as many as matter.'],
    ['Distractor', 'A part of the data that is as loud as the signal but says nothing about the class. A good map leaves it out.'],
    ['Control', 'A map that needs no trained model, such as the difference of the means of classes, or one of a model that learned nothing. What a control does as well is no merit of the model.'],
  ]],
];

export default function Words() {
  useTitle('Words');
  return html`<div class="stack words"><div class="page-head"><h1>What the words mean</h1></div>
    ${WORDS.map(([heading, rows]) => html`<section class="card" key=${heading}><h2>${heading}</h2>
      <dl>${rows.map(([word, meaning]) => html`<div key=${word}><dt>${word}</dt><dd>${meaning}</dd></div>`)}</dl></section>`)}
  </div>`;
}
