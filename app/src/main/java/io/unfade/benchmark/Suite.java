package io.unfade.benchmark;

import java.util.List;

/** Cases that answer one question. */
sealed interface Suite permits CellSuite, ExplainSuite, StreamSuite, TrainSuite {
    /** {@return its name on the command line} */
    SuiteName name();

    /** {@return what the cost of its cases is counted in, such as "series"} */
    String unit();

    /** {@return its cases; nothing of them has been made yet} */
    List<Group> groups();
}
