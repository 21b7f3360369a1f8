package io.unfade.benchmark;

import java.util.List;

/**
 * Cases that are measured in turn.
 *
 * @param title what they have in common
 * @param cases in the order of results
 */
record Group(String title, List<Case> cases) {}
