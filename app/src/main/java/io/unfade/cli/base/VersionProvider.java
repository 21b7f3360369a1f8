package io.unfade.cli.base;

import io.unfade.model.Provenance;
import picocli.CommandLine.IVersionProvider;

/** Provides the version without starting the engine. */
public final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"unfade " + Provenance.version() + ", Java " + System.getProperty("java.version")};
    }
}
