package io.unfade.report;

/** What a section of a page is made of. */
public interface Block {}
