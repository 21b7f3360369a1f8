package io.unfade.report;

/** A note on how to read the maps, in words that fit every report. */
public record HowToRead() implements Block {}
