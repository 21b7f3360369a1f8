package io.unfade.spark.work;

import io.unfade.check.Progress;
import org.apache.spark.TaskContext;

/** Shows nothing; ends the work of a task that the cluster has given up. */
final class TaskProgress implements Progress {
    private final TaskContext task = TaskContext.get();

    @Override
    public boolean live() {
        return false;
    }

    @Override
    public boolean cancelled() {
        return task != null && task.isInterrupted();
    }
}
