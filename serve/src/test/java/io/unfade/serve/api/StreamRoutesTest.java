package io.unfade.serve.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.check.Progress;
import io.unfade.data.SeriesSet;
import io.unfade.data.io.SeriesFiles;
import io.unfade.model.ModelFolder;
import io.unfade.model.TrainedModel;
import io.unfade.serve.Server;
import io.unfade.serve.ServerSettings;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.Json;
import io.unfade.workflow.base.RequestJson;
import io.unfade.workflow.generate.Generate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Series that come step by step over a WebSocket get the library's numbers. */
class StreamRoutesTest {
    @TempDir
    static Path folder;

    private static Server server;
    private static SeriesSet series;

    @BeforeAll
    static void start() throws IOException {
        Path data = folder.resolve("data");
        new Generate("small-box", data)
                .with("samples", 30)
                .with("testSamples", 10)
                .run(Progress.NONE);
        new Train(data.resolve("train.npz"), folder.resolve("model"))
                .with("optimization.epochs", 1)
                .with("architecture.hidden", 4)
                .run(Progress.NONE);
        new Train(data.resolve("train.npz"), folder.resolve("causal"))
                .with("preset", "paper")
                .with("optimization.epochs", 1)
                .with("architecture.hidden", 4)
                .run(Progress.NONE);
        series = SeriesFiles.read(data.resolve("test.npz"));
        server = Server.start(new ServerSettings(folder.toRealPath()).at("127.0.0.1", 0, null));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** What a WebSocket receives. */
    private static final class Messages implements WebSocket.Listener {
        private final BlockingQueue<String> all = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                all.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            all.add("{\"closed\":" + status + "}");
            return null;
        }

        JsonNode next() throws Exception {
            String text = all.poll(60, TimeUnit.SECONDS);
            return Json.MAPPER.readTree(String.valueOf(text));
        }
    }

    private static WebSocket open(String model, Messages messages) {
        URI address = URI.create("ws://127.0.0.1:" + server.port() + "/api/v1/stream?model=" + model);
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, messages)
                .join();
    }

    /** {@return softmax over the steps of w2 tanh(w1 x + b1), the mean over its rows} */
    private static double[] attention(TrainedModel model, int steps) {
        double[] first = model.weight("attention.w1.weight").toDoubles();
        double[] bias = model.weight("attention.w1.bias").toDoubles();
        double[] second = model.weight("attention.w2.weight").toDoubles();
        int width = bias.length;
        int hops = second.length / width;
        double[][] scores = new double[hops][steps];
        for (int t = 0; t < steps; t++) {
            double[] x = new double[series.features()];
            for (int c = 0; c < x.length; c++) {
                x[c] = series.value(0, t, c);
            }
            model.standardizer().applyToStep(x, t);
            for (int d = 0; d < width; d++) {
                double sum = bias[d];
                for (int c = 0; c < x.length; c++) {
                    sum += first[d * x.length + c] * x[c];
                }
                for (int hop = 0; hop < hops; hop++) {
                    scores[hop][t] += second[hop * width + d] * Math.tanh(sum);
                }
            }
        }
        double[] weights = new double[steps];
        for (double[] ofHop : scores) {
            double norm = Arrays.stream(ofHop).map(Math::exp).sum();
            for (int t = 0; t < steps; t++) {
                weights[t] += Math.exp(ofHop[t]) / norm / hops;
            }
        }
        return weights;
    }

    @Test
    void stream_stepsOfASeries_giveTheLibrarysNumbersAndTheAttentionsWeights() throws Exception {
        Messages messages = new Messages();
        WebSocket socket = open("causal", messages);
        try (TrainedModel model = ModelFolder.load(folder.resolve("causal"))) {
            for (int round = 0; round < 2; round++) { // the second after a reset
                var stream = model.stream();
                double[] expected = new double[stream.classes()];
                for (int t = 0; t < 5; t++) {
                    ObjectNode message = RequestJson.newObject();
                    ArrayNode values = message.putArray("values");
                    double[] x = new double[series.features()];
                    for (int c = 0; c < x.length; c++) {
                        x[c] = series.value(0, t, c);
                        values.add(x[c]);
                    }
                    stream.step(x, expected);
                    socket.sendText(message.toString(), true).join();
                    JsonNode answer = messages.next();
                    assertThat(answer.path("step").asInt())
                            .as(answer.toString())
                            .isEqualTo(t + 1);
                    for (int k = 0; k < expected.length; k++) {
                        assertThat(answer.path("probabilities").get(k).doubleValue())
                                .isEqualTo(expected[k]);
                    }
                    double[] weights = attention(model, t + 1);
                    assertThat(answer.path("attention")).hasSize(t + 1);
                    for (int step = 0; step <= t; step++) {
                        assertThat(answer.path("attention").get(step).doubleValue())
                                .isCloseTo(weights[step], within(1e-6));
                    }
                }
                socket.sendText("{\"values\": [1]}", true).join();
                assertThat(messages.next().path("error").asText()).contains(series.features() + " numbers");
                socket.sendText("no", true).join();
                assertThat(messages.next().path("error").asText()).isNotEmpty();
                socket.sendText("{\"reset\": true}", true).join();
                assertThat(messages.next().path("step").asInt(-1)).isZero();
            }
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Test
    void stream_modelThatReadsAhead_saysSoAndCloses() throws Exception {
        Messages messages = new Messages();
        open("model", messages);
        assertThat(messages.next().path("error").asText()).contains("step by step");
        assertThat(messages.next().path("closed").asInt()).isEqualTo(1008);
    }

    @Test
    void stream_noSuchModel_saysSoAndCloses() throws Exception {
        Messages messages = new Messages();
        open("none", messages);
        assertThat(messages.next().path("error").asText())
                .isNotEmpty()
                .doesNotContain(folder.toRealPath().toString());
        assertThat(messages.next().path("closed").asInt()).isEqualTo(1008);
    }

    @Test
    void stream_messageThatIsTooLong_closesTheConnection() throws Exception {
        Messages messages = new Messages();
        WebSocket socket = open("causal", messages);
        CompletableFuture<WebSocket> sent =
                socket.sendText(String.join("", Collections.nCopies((1 << 20) + 10, "x")), true);
        assertThat(messages.next().path("closed").asInt()).isEqualTo(1009);
        sent.cancel(true); // whether all of it was sent does not matter
    }
}
