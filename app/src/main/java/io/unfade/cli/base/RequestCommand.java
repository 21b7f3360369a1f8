package io.unfade.cli.base;

import io.unfade.workflow.base.Request;

import java.io.IOException;

/** A command that is a use case: its options make a request, whose result is printed. */
public abstract class RequestCommand extends AbstractCommand {
    /** {@return what the options ask for} */
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
