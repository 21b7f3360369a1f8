package io.unfade.report;

/** What a section of a page is made of. */
public sealed interface Block permits Paragraph, HowToRead, Table, FigureBlock, TimeSlider, Gallery, ModelCard {}
