package io.unfade.spark.submit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code unfade spark submit}: which cluster, and what of it. */
@Command(
        name = "submit",
        description =
                "Does the work of a command on a cluster of Apache Spark, or on this machine by --master local[*].",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "`unfade spark submit COMMAND --help` shows a command's options."})
final class ClusterOptions implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--master",
            scope = ScopeType.INHERIT,
            order = 60,
            paramLabel = "URL",
            defaultValue = "local[*]",
            description = "The cluster: local[*] for all cores of this machine, local[N], spark://HOST:PORT, yarn or "
                    + "k8s://HOST:PORT.")
    private String master = "";

    @Option(
            names = "--deploy-mode",
            scope = ScopeType.INHERIT,
            order = 61,
            paramLabel = "MODE",
            description =
                    "client: the job's main program runs here; cluster: on the cluster, and the request's files must be at "
                            + "addresses that all of it can read.  Default: client")
    private @Nullable String deployMode;

    @Option(
            names = "--executors",
            scope = ScopeType.INHERIT,
            order = 62,
            paramLabel = "N",
            description = "How many executors; as the cluster's settings say if not given.")
    private @Nullable Integer executors;

    @Option(
            names = "--executor-cores",
            scope = ScopeType.INHERIT,
            order = 63,
            paramLabel = "N",
            description =
                    "Tasks that an executor runs at a time; each has one thread, and they share the model.  Default: 1 on"
                            + " YARN and Kubernetes, all cores of a worker else")
    private @Nullable Integer executorCores;

    @Option(
            names = "--executor-memory",
            scope = ScopeType.INHERIT,
            order = 64,
            paramLabel = "SIZE",
            defaultValue = "2g",
            description =
                    "Memory for objects of each executor, such as 2g; native memory comes on top, see --native-memory.")
    private String executorMemory = "";

    @Option(
            names = "--native-memory",
            scope = ScopeType.INHERIT,
            order = 65,
            paramLabel = "SIZE",
            defaultValue = "2g",
            description = "Memory of each executor for the engine's arrays, which the cluster counts as overhead.")
    private String nativeMemory = "";

    @Option(
            names = "--driver-memory",
            scope = ScopeType.INHERIT,
            order = 66,
            paramLabel = "SIZE",
            defaultValue = "2g",
            description = "Memory for objects of the job's main program; with local[*] of the tasks too.")
    private String driverMemory = "";

    @Option(
            names = "--spark-home",
            scope = ScopeType.INHERIT,
            order = 67,
            paramLabel = "DIR",
            description =
                    "An installation of Spark 4.2 whose bin/spark-submit is to be used; that of unfade if not given.")
    private @Nullable Path sparkHome;

    @Option(
            names = "--installed",
            scope = ScopeType.INHERIT,
            order = 68,
            paramLabel = "DIR",
            description =
                    "Folder with unfade's jars on every machine of the cluster; if not given, each executor fetches them, "
                            + "about 180 MB.")
    private @Nullable String installed;

    @Option(
            names = "--conf",
            scope = ScopeType.INHERIT,
            order = 69,
            paramLabel = "KEY=VALUE",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "A setting of Spark; comes after those made by other options. Can be given several times.")
    private Map<String, String> conf = new LinkedHashMap<>();

    @Option(
            names = "--show",
            scope = ScopeType.INHERIT,
            order = 70,
            description = "Print the command that would be run, and do not run it.")
    private boolean show;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a command");
    }

    /** {@return whether to print the command only} */
    boolean show() {
        return show;
    }

    /** {@return the cluster} */
    Cluster cluster() {
        return new Cluster(
                master,
                deployMode,
                executors,
                executorCores,
                new Cluster.Memory(executorMemory, nativeMemory, driverMemory),
                sparkHome,
                installed,
                Map.copyOf(conf));
    }
}
