package io.unfade.cli.base;

import picocli.CommandLine;

/** A command of another module that is on the class path, found as a service. */
public interface CommandSource {
    /** {@return the parser of a new one} */
    CommandLine command();
}
