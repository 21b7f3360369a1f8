package io.unfade.report.page;

/** A note on how to read the maps, in words that fit every report. */
public record HowToRead() implements Block {}
