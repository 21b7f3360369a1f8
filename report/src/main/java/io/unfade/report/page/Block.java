package io.unfade.report.page;

/** What a section of a page is made of. */
public interface Block {}
