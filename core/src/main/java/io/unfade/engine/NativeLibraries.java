package io.unfade.engine;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.util.Platform;
import org.jspecify.annotations.Nullable;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which native libraries the engine loads, and from where: the bundled ones, extracted to a folder that other accounts
 * cannot change, or the libtorch of {@code UNFADE_LIBTORCH}.
 */
final class NativeLibraries {
    /*
     * The engine reads environment variables, and only if one is not set, the system property of the same name.
     * PYTORCH_LIBRARY_PATH takes precedence. As a property it directs the engine to the folder checked here, whatever
     * PYTORCH_VERSION and PYTORCH_FLAVOR say.
     */
    static final String LIBRARY_PATH = "PYTORCH_LIBRARY_PATH";
    private static final String VERSION = "PYTORCH_VERSION";
    static final String FLAVOR = "PYTORCH_FLAVOR";
    private static final String TORCH = System.mapLibraryName("torch");
    private static final String CUDA = System.mapLibraryName("torch_cuda");

    /** The only GPU flavor that the bridge to libtorch is built for. */
    private static final String CUDA_FLAVOR = "cu128";

    private final Environment environment;
    private final Platform platform;
    private final @Nullable Path folder;
    private final boolean bundled;

    private NativeLibraries(Environment environment, Platform platform, @Nullable Path folder, boolean bundled) {
        this.environment = environment;
        this.platform = platform;
        this.folder = folder;
        this.bundled = bundled;
    }

    /**
     * Chooses the libraries, extracts and checks them, and directs the engine to them. Call before the engine is
     * loaded.
     *
     * @throws IllegalStateException if there is no safe folder, or a variable prevents it
     */
    static NativeLibraries settle(Environment environment) {
        Platform platform = Platform.detectPlatform("pytorch");
        String own = environment.value(Environment.LIBTORCH);
        if (own != null) {
            return settleOwn(environment, platform, Path.of(own).toAbsolutePath());
        }
        String path = environment.variable(LIBRARY_PATH);
        Path other = path == null ? null : libtorchOf(path);
        if (other != null) {
            throw new IllegalStateException(
                    "the environment variable " + LIBRARY_PATH + " would have the engine load the "
                            + "libtorch of " + other
                            + " instead of the bundled one; unset it, or, if that is what you want, set "
                            + Environment.LIBTORCH + " to " + other);
        }
        if (platform.isPlaceholder()) {
            return new NativeLibraries(environment, platform, null, true);
        }
        String version = environment.variable(VERSION);
        if (path != null && version != null && !platform.getVersion().startsWith(version)) {
            throw standsInTheWay(version, platform);
        }
        Path folder = unpack(environment, platform, platform.getFlavor());
        if (!folder.toString().contains(File.pathSeparator)) {
            System.setProperty(LIBRARY_PATH, folder.toString());
            System.setProperty(FLAVOR, platform.getFlavor());
        } else if (version != null && !platform.getVersion().startsWith(version)) {
            throw standsInTheWay(version, platform);
        }
        return new NativeLibraries(environment, platform, folder, true);
    }

    private static NativeLibraries settleOwn(Environment environment, Platform platform, Path folder) {
        if (!Files.isRegularFile(folder.resolve(TORCH))) {
            throw new IllegalStateException(
                    Environment.LIBTORCH + " must name a folder with " + TORCH + ", but was " + folder);
        }
        String path = environment.variable(LIBRARY_PATH);
        if (path != null && !folder.equals(libtorchOf(path))) {
            throw new IllegalStateException("the environment variable " + LIBRARY_PATH + " comes before "
                    + Environment.LIBTORCH + ", but names another folder (" + path + "); unset it");
        }
        String version = environment.variable(VERSION);
        if (version != null && !version.equals(platform.getVersion())) {
            throw standsInTheWay(version, platform);
        }
        String flavor = environment.value(FLAVOR);
        if (flavor == null) {
            flavor = Files.exists(folder.resolve(CUDA)) ? CUDA_FLAVOR : "cpu";
        }
        Path ignored = unpack(environment, platform, flavor);
        System.setProperty(LIBRARY_PATH, folder.toString());
        System.setProperty(FLAVOR, flavor);
        return new NativeLibraries(environment, platform, folder, false);
    }

    /** {@return the folder with the bridge to libtorch and, if bundled, libtorch itself} */
    private static Path unpack(Environment environment, Platform platform, String flavor) {
        String classifier = platform.getClassifier();
        String bridge = System.mapLibraryName("djl_torch");
        Map<String, String> files = new LinkedHashMap<>();
        files.put(platform.getApiVersion() + "-" + bridge, "jnilib/" + classifier + "/" + flavor + "/" + bridge);
        if (!platform.isPlaceholder() && flavor.equals(platform.getFlavor())) {
            for (String library : platform.getLibraries()) {
                files.put(library, "pytorch/" + flavor + "/" + classifier + "/" + library);
            }
        }
        LibraryCache cache = LibraryCache.of(environment);
        Path folder = cache.unpack(platform.getVersion() + "-" + flavor + "-" + classifier, files);
        System.setProperty(Environment.CACHE, cache.base().toString());
        return folder;
    }

    private static IllegalStateException standsInTheWay(String version, Platform platform) {
        return new IllegalStateException("the environment variable " + VERSION + " asks the engine for PyTorch "
                + version + ", but the one to load is " + platform.getVersion() + "; unset it");
    }

    /** {@return the folder of a path list in which the engine would find libtorch; null if there is none} */
    private static @Nullable Path libtorchOf(String paths) {
        for (String path : paths.split(File.pathSeparator, -1)) {
            File file = new File(path);
            if (file.isFile() && file.getName().equals(TORCH)) {
                return file.getAbsoluteFile().toPath().getParent();
            }
            if (new File(file, TORCH).isFile()) {
                return file.getAbsoluteFile().toPath();
            }
        }
        return null;
    }

    /**
     * Loads the engine.
     *
     * @throws IllegalStateException if that fails; the message suggests a remedy
     */
    Engine load(String name) {
        try {
            return Engine.getEngine(name);
        } catch (EngineException | IllegalArgumentException | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new IllegalStateException(
                    "the engine cannot be loaded: " + cause.getMessage() + "; " + remedy(cause), e);
        }
    }

    private String remedy(Throwable cause) {
        String engine = environment.variable("DJL_DEFAULT_ENGINE");
        if (engine != null && String.valueOf(cause.getMessage()).endsWith(engine)) {
            return "unset the environment variable DJL_DEFAULT_ENGINE";
        }
        if (folder == null) {
            return "the class path must hold ai.djl.pytorch:pytorch-native-cpu for " + platform.getClassifier();
        }
        if (!bundled) {
            return Environment.LIBTORCH + " must name libtorch "
                    + platform.getVersion().replaceFirst("-.*", "") + " with all that it needs";
        }
        return "if the file system of " + folder + " does not allow programs (noexec), name a folder elsewhere by the "
                + "environment variable " + Environment.CACHE;
    }

    /** {@return the version of the libraries; for other than the bundled ones, the version that the engine assumes} */
    String version(Engine engine) {
        return bundled && folder != null ? platform.getVersion().replaceFirst("-.*", "") : engine.getVersion();
    }
}
