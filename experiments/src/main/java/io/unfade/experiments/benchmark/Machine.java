package io.unfade.experiments.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.engine.EngineRuntime;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;

/**
 * The machine of the measurements.
 *
 * @param processor model of the processor; null if unknown
 * @param cores available to the JVM
 * @param threads per operation of the engine
 * @param memoryBytes of the machine; null if unknown
 * @param operatingSystem name, version and architecture
 * @param java version and name of the virtual machine
 * @param engine name and version of the engine
 */
record Machine(
        @Nullable String processor,
        int cores,
        int threads,
        @Nullable Long memoryBytes,
        String operatingSystem,
        String java,
        String engine) {
    static Machine present() {
        var total = new SystemFile(Path.of("/proc/meminfo")).bytes("MemTotal");
        return new Machine(
                new SystemFile(Path.of("/proc/cpuinfo")).value("model name").orElse(null),
                Runtime.getRuntime().availableProcessors(),
                EngineRuntime.threads(),
                total.isPresent() ? total.getAsLong() : null,
                properties("os.name", "os.version", "os.arch"),
                properties("java.version", "java.vm.name"),
                EngineRuntime.version());
    }

    private static String properties(String... keys) {
        StringBuilder text = new StringBuilder();
        for (String key : keys) {
            text.append(text.isEmpty() ? "" : " ").append(System.getProperty(key));
        }
        return text.toString();
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("processor", processor);
        json.put("cores", cores);
        json.put("threads", threads);
        json.put("memoryBytes", memoryBytes);
        json.put("operatingSystem", operatingSystem);
        json.put("java", java);
        json.put("engine", engine);
        return json;
    }

    String text() {
        return (processor == null ? "unknown processor" : processor) + ", cores " + cores + ", engine threads "
                + threads + "; " + operatingSystem + "; Java " + java + "; " + engine;
    }
}
