package io.unfade.spark.submit;

import io.unfade.workflow.base.BadRequest;
import org.apache.spark.launcher.JavaModuleOptions;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A cluster, and what a job may have of it.
 *
 * @param master its address
 * @param deployMode client or cluster; null for Spark's default
 * @param executors how many; null for the cluster's default
 * @param executorCores tasks at a time in each; null for the cluster's default
 * @param memory how much
 * @param sparkHome an installation of Spark; null for unfade's own
 * @param installed folder of unfade's jars on the cluster; null to send them
 * @param conf further settings
 */
record Cluster(
        String master,
        @Nullable String deployMode,
        @Nullable Integer executors,
        @Nullable Integer executorCores,
        Memory memory,
        @Nullable Path sparkHome,
        @Nullable String installed,
        Map<String, String> conf) {
    private static final String SIZE = "[1-9][0-9]*[mgMG]";

    /** Sizes such as 2g. */
    record Memory(String executor, String ofNatives, String driver) {}

    Cluster {
        if (!master.matches("local(\\[(\\*|[1-9][0-9]*)(,[0-9]+)?])?|yarn|(spark|k8s)://.+")) {
            throw BadRequest.of(
                    "{master} must be local[*], local[N], spark://HOST:PORT, yarn or k8s://HOST:PORT, but was '%s'",
                    master);
        }
        if (deployMode != null && !deployMode.matches("client|cluster")) {
            throw BadRequest.of("{deployMode} must be client or cluster, but was '%s'", deployMode);
        }
        atLeastOne("executors", executors);
        atLeastOne("executorCores", executorCores);
        size("executorMemory", memory.executor());
        size("nativeMemory", memory.ofNatives());
        size("driverMemory", memory.driver());
        boolean others = master.equals("yarn") || master.startsWith("k8s");
        if (others && sparkHome == null) {
            throw BadRequest.of(
                    "{master} %s needs {sparkHome}: an installation of Spark that knows the cluster", master);
        }
        if (sparkHome != null && !Files.isExecutable(sparkHome.resolve("bin/spark-submit"))) {
            throw BadRequest.of("{sparkHome}: %s holds no bin/spark-submit", sparkHome);
        }
    }

    private static void atLeastOne(String setting, @Nullable Integer value) {
        if (value != null) {
            BadRequest.atLeast(1, value, setting);
        }
    }

    private static void size(String setting, String value) {
        if (!value.matches(SIZE)) {
            throw BadRequest.of("{" + setting + "} must be a size such as 512m or 2g, but was '%s'", value);
        }
    }

    private boolean isLocal() {
        return master.startsWith("local");
    }

    /**
     * {@return the command that runs a request}
     *
     * @param home unfade's own layout of Spark: the folder above {@code jars}
     * @param java the virtual machine
     * @param request as JSON
     * @param form json or text, of the result
     */
    List<String> command(Path home, Path java, String request, String form) {
        List<String> command = new ArrayList<>();
        if (sparkHome == null) {
            command.add(java.toString());
            Stream.of(JavaModuleOptions.defaultModuleOptions().split(" "))
                    .filter(option -> !option.contains("incubator")) // it would be warned of, and is not used
                    .forEach(command::add);
            command.add("-Xmx" + memory.driver());
            command.add("-cp");
            command.add(home.resolve("jars") + "/*");
            command.add("org.apache.spark.deploy.SparkSubmit");
        } else {
            command.add(sparkHome.resolve("bin/spark-submit").toString());
        }
        command.add("--master");
        command.add(master);
        if (deployMode != null) {
            command.add("--deploy-mode");
            command.add(deployMode);
        }
        settings(home).forEach((key, value) -> {
            command.add("--conf");
            command.add(key + "=" + value);
        });
        command.add("--class");
        command.add("io.unfade.spark.Driver");
        command.add(Jars.ownJar(home).toString());
        // The launchers of clusters take double braces for variables of theirs.
        boolean plain = deployMode == null || deployMode.equals("client");
        command.add(plain ? request : Base64.getUrlEncoder().encodeToString(request.getBytes(StandardCharsets.UTF_8)));
        command.add(form);
        return command;
    }

    private Map<String, String> settings(Path home) {
        Map<String, String> all = new TreeMap<>();
        all.put("spark.driver.memory", memory.driver());
        all.put("spark.sql.files.maxPartitionBytes", "16m");
        if (isLocal()) {
            all.put("spark.ui.enabled", "false");
            all.put("spark.driver.host", "127.0.0.1");
            all.put("spark.driver.bindAddress", "127.0.0.1");
        } else {
            all.put("spark.executor.memory", memory.executor());
            all.put("spark.executor.memoryOverhead", memory.ofNatives());
            all.put("spark.executor.extraJavaOptions", "-Duser.language=en -Duser.country=US");
            all.put("spark.executorEnv.OMP_NUM_THREADS", "1");
            all.put("spark.executorEnv.OMP_WAIT_POLICY", "PASSIVE");
            if (executors != null) {
                all.put("spark.executor.instances", executors.toString());
            }
            if (executorCores != null) {
                all.put("spark.executor.cores", executorCores.toString());
            }
            if (installed != null) {
                all.put("spark.executor.extraClassPath", installed + "/*");
            }
        }
        if (installed == null && (sparkHome != null || !isLocal())) {
            all.put("spark.jars", String.join(",", Jars.ofUnfade(home)));
        } else if (sparkHome != null) {
            all.put("spark.driver.extraClassPath", installed + "/*");
        }
        all.putAll(conf);
        return all;
    }
}
