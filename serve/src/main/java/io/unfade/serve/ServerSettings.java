package io.unfade.serve;

import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How to serve.
 *
 * @param folder the workspace, which holds all files that are read and written
 * @param address to listen at, a name or a number
 * @param port to listen at, 0..65535; 0 for any that is free
 * @param token that requests must show; null for none, which only an address of this machine allows
 * @param uploadLimit bytes of the largest file that is taken
 * @param headless whether only programs are served, and no page
 */
public record ServerSettings(
        Path folder, String address, int port, @Nullable String token, long uploadLimit, boolean headless) {
    /** The port if none is given. */
    public static final int USUAL_PORT = 8765;

    /** The address that only programs of this machine reach. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final int LARGEST_PORT = 65535;
    private static final long USUAL_LIMIT = 2L << 30;

    public ServerSettings {
        Require.argument(port >= 0 && port <= LARGEST_PORT, "the port must be 0 to %d, but was %d", LARGEST_PORT, port);
        Require.argument(Files.isDirectory(folder), "%s: there is no such folder", folder);
        Require.argument(uploadLimit > 0, "the largest upload must have at least 1 byte, but was %d", uploadLimit);
        Require.argument(
                token != null || isLoopback(address),
                "the address %s can be reached from other machines, so a token is needed",
                address);
    }

    /** Serves a folder on this machine alone. */
    public ServerSettings(Path folder) {
        this(folder, LOOPBACK, USUAL_PORT, null, USUAL_LIMIT, false);
    }

    /** {@return the same at another address, which needs a token unless it is of this machine} */
    public ServerSettings at(String otherAddress, int otherPort, @Nullable String otherToken) {
        return new ServerSettings(folder, otherAddress, otherPort, otherToken, uploadLimit, headless);
    }

    /** {@return the same with another limit of uploads, in bytes} */
    public ServerSettings withUploadLimit(long bytes) {
        return new ServerSettings(folder, address, port, token, bytes, headless);
    }

    /** {@return the same without the page} */
    public ServerSettings withoutPage() {
        return new ServerSettings(folder, address, port, token, uploadLimit, true);
    }

    /** {@return whether only programs of this machine reach an address} */
    public static boolean isLoopback(String address) {
        return resolved(address).isLoopbackAddress();
    }

    /** {@return whether an address, such as {@code 0.0.0.0}, stands for all that this machine has} */
    public static boolean isEveryAddress(String address) {
        return resolved(address).isAnyLocalAddress();
    }

    private static InetAddress resolved(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("the address " + address + " is not known here", e);
        }
    }
}
