'use strict';

/**
 * The search: an index of sections, and the function that looks for words in it. Knows no page, so that it runs
 * anywhere.
 *
 * @param lunr the library
 * @param sections what there is: objects with url, page, heading and text
 */
globalThis.unfadeSearch = function (lunr, sections) {
  // Names of options and classes are found by their parts, too.
  const separator = /[^\p{L}\p{N}]+/u;
  const words = text => text.toLowerCase().split(separator).filter(Boolean);

  const index = lunr(function () {
    this.tokenizer = (text, metadata) => words(text || '').map(word => new lunr.Token(word, {...metadata}));
    this.pipeline.remove(lunr.trimmer);
    this.ref('number');
    this.field('heading', {boost: 8});
    this.field('page', {boost: 3});
    this.field('text');
    sections.forEach((section, number) => this.add({...section, number}));
  });

  /** Scores of the sections that have one word, or a longer one that begins with it. */
  function scores(word) {
    const found = index.query(query => {
      query.term(word, {boost: 10});
      query.term(word, {usePipeline: false, wildcard: lunr.Query.wildcard.TRAILING});
    });
    return new Map(found.map(result => [result.ref, result.score]));
  }

  /** The sections that have all words, the best first. Words that are in every text do not count. */
  return function (text) {
    const wanted = words(text).filter(word => lunr.stopWordFilter(new lunr.Token(word, {})));
    if (wanted.length === 0) {
      return [];
    }
    const [first, ...others] = wanted.map(scores);
    return [...first]
      .filter(([ref]) => others.every(found => found.has(ref)))
      .map(([ref, score]) => ({ref, score: others.reduce((sum, found) => sum + found.get(ref), score)}))
      .sort((a, b) => b.score - a.score)
      .map(({ref}) => ({...sections[Number(ref)], words: wanted}));
  };
};
