package io.unfade.spark.submit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The commands that start jobs. */
class ClusterTest {
    private static final Cluster.Memory MEMORY = new Cluster.Memory("3g", "1g", "2g");

    @TempDir
    Path folder;

    private Path home;
    private Path spark;

    @BeforeEach
    void install() throws IOException {
        home = folder.resolve("home");
        Files.createDirectories(home.resolve("jars"));
        Files.createDirectories(home.resolve("unfade"));
        Files.createFile(home.resolve("jars/unfade-spark-1.jar"));
        Files.createFile(home.resolve("unfade/unfade-core-1.jar"));
        spark = folder.resolve("spark");
        Files.createDirectories(spark.resolve("bin"));
        Path submit = Files.createFile(spark.resolve("bin/spark-submit"));
        assertThat(submit.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void local_needsNothingInstalled() {
        List<String> command = new Cluster("local[*]", null, null, null, MEMORY, null, null, Map.of())
                .command(home, Path.of("java"), "{}", "text");
        assertThat(command)
                .startsWith("java")
                .contains("-Xmx2g", "org.apache.spark.deploy.SparkSubmit", "spark.driver.host=127.0.0.1")
                .anyMatch(word -> word.startsWith("--add-opens=java.base/java.nio="))
                .noneMatch(word -> word.startsWith("spark.jars"));
        assertThat(command.subList(command.size() - 3, command.size()))
                .containsExactly(home.resolve("jars/unfade-spark-1.jar").toString(), "{}", "text");
    }

    @Test
    void standalone_sendsJars_andCountsNativeMemory() {
        List<String> command = new Cluster("spark://a:7077", "client", 4, 2, MEMORY, null, null, Map.of("x.y", "z"))
                .command(home, Path.of("java"), "{}", "text");
        assertThat(command)
                .contains(
                        "spark.executor.memory=3g",
                        "spark.executor.memoryOverhead=1g",
                        "spark.executor.instances=4",
                        "spark.executor.cores=2",
                        "spark.jars=" + home.resolve("unfade/unfade-core-1.jar"),
                        "x.y=z");
    }

    @Test
    void installedJars_areNotSent() {
        List<String> command = new Cluster("yarn", "cluster", null, null, MEMORY, spark, "/opt/unfade", Map.of())
                .command(home, Path.of("java"), "{}", "json");
        assertThat(command)
                .startsWith(
                        spark.resolve("bin/spark-submit").toString(), "--master", "yarn", "--deploy-mode", "cluster")
                .contains("spark.executor.extraClassPath=/opt/unfade/*", "spark.driver.extraClassPath=/opt/unfade/*")
                .noneMatch(word -> word.startsWith("spark.jars"));
        assertThat(command.get(command.size() - 2)).isEqualTo("e30="); // {}, without the braces
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "locale | client | 1 | 2g | master must be local[*], local[N], spark://HOST:PORT, yarn or k8s://HOST:PORT, but was 'locale'",
                "yarn | client | 1 | 2g | master yarn needs sparkHome: an installation of Spark that knows the cluster",
                "local[2] | here | 1 | 2g | deployMode must be client or cluster, but was 'here'",
                "local[2] | client | 0 | 2g | executors must be at least 1, but was 0",
                "local[2] | client | 1 | much | executorMemory must be a size such as 512m or 2g, but was 'much'",
            })
    void wrongSettings_areNamed(String master, String mode, int executors, String memory, String message) {
        assertThatThrownBy(() -> new Cluster(
                        master, mode, executors, null, new Cluster.Memory(memory, "1g", "1g"), null, null, Map.of()))
                .hasMessage(message);
    }

    @Test
    void sparkHome_mustHoldTheProgram() {
        assertThatThrownBy(() -> new Cluster("yarn", null, null, null, MEMORY, home, null, Map.of()))
                .hasMessage("sparkHome: " + home + " holds no bin/spark-submit");
    }
}
