package io.unfade.cli.base;

import io.unfade.workflow.base.Request;

import java.io.IOException;

/** A command for a use case: makes a request from its options and prints the result. */
public abstract class RequestCommand extends AbstractCommand {
    /** {@return the request made from the options} */
    public abstract Request<?> request() throws IOException;

    @Override
    protected Result execute() throws Exception {
        io.unfade.workflow.base.Result<?> found;
        try (Display display = display()) {
            found = request().run(display);
        }
        return new Result(
                found.json(),
                found.message().inWords(this::name),
                found.interrupted() ? ExitCode.INTERRUPTED : ExitCode.OK,
                found.failure());
    }
}
