package io.unfade.serve.workspace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.data.io.SeriesFiles;
import io.unfade.workflow.Demo;
import io.unfade.workflow.Explain;
import io.unfade.workflow.Train;
import io.unfade.workflow.base.Request;
import io.unfade.workflow.fmri.FmriReport;
import io.unfade.workflow.generate.GenerateTaskFmri;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Small examples to begin with: data, a model of them, its maps and a report, each in a folder of its own. */
public final class Examples {
    private static final String TRAINING = "train.npz";
    private static final String TEST = "test.npz";
    private static final String REPORT = "report.html";
    private static final int UTTERANCES = 40;
    private static final int TEST_UTTERANCES = 12;

    private final Workspace workspace;

    public Examples(Workspace workspace) {
        this.workspace = workspace;
    }

    /** An example, and what of it is written before its requests are run. */
    private enum Example {
        BOXES(
                "boxes",
                "Boxes in noise",
                "Series of noise in which a box at an early time tells two classes apart. Three models learn it: a plain LSTM, one "
                        + "with attention to the input, and small ones under noise. A page shows which of their maps find the box. Takes one to three minutes.") {
            @Override
            List<Request<?>> requests(Path folder) {
                return List.of(new Demo(folder));
            }
        },
        VOWELS(
                "vowels",
                "Speakers and vowels",
                "Simulated utterances of five speakers: series of 7 to 29 steps and twelve coefficients. A model learns to tell the "
                        + "speakers apart, and a page shows which part of an utterance it went by. Takes some seconds.") {
            @Override
            List<Request<?>> requests(Path folder) {
                return List.of(
                        trained(folder),
                        explained(folder).with("report", folder.resolve(REPORT).toString()));
            }

            @Override
            void write(Path folder) throws IOException {
                SeriesFiles.write(VowelSeries.of(UTTERANCES, 2), folder.resolve(TRAINING));
                SeriesFiles.write(VowelSeries.of(TEST_UTTERANCES, 3), folder.resolve(TEST));
            }
        },
        BRAIN(
                "brain",
                "A simulated brain",
                "Task fMRI of sixteen simulated subjects, 60 regions and four tasks. Small models under noise learn to tell the tasks "
                        + "apart; a page shows which regions mattered when, on a brain. Takes under a minute.") {
            @Override
            List<Request<?>> requests(Path folder) {
                Path maps = folder.resolve("maps.npz");
                return List.of(
                        new GenerateTaskFmri(folder)
                                .with("regions", 60)
                                .with("classes", 4)
                                .with("subjects", 16)
                                .with("effect", 4.0),
                        new Train(folder.resolve(TRAINING), folder.resolve("model"))
                                .with("overwrite", true)
                                .with("preset", "localise"),
                        explained(folder),
                        new FmriReport(maps, folder.resolve(TEST), folder.resolve(REPORT)));
            }
        };

        private final String key;
        private final String title;
        private final String what;

        Example(String key, String title, String what) {
            this.key = key;
            this.title = title;
            this.what = what;
        }

        /** {@return what is to be run, one after another; paths are names of items} */
        abstract List<Request<?>> requests(Path folder);

        /** Writes what no request writes. */
        void write(Path folder) throws IOException {
            // nothing
        }

        /** {@return the training of a small model} */
        private static Request<?> trained(Path folder) {
            return new Train(folder.resolve(TRAINING), folder.resolve("model"))
                    .with("overwrite", true)
                    .with("preset", "paper")
                    .with("architecture.hidden", 16)
                    .with("architecture.hops", 4)
                    .with("architecture.attentionWidth", 8)
                    .with("optimization.epochs", 20);
        }

        private static Request<?> explained(Path folder) {
            return new Explain(folder.resolve("model"), folder.resolve(TEST), folder.resolve("maps.npz"));
        }
    }

    /** {@return the examples: {@code name}, {@code title} and {@code what}} */
    public ArrayNode list() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Example example : Example.values()) {
            list.addObject()
                    .put("name", example.key)
                    .put("title", example.title)
                    .put("what", example.what);
        }
        return list;
    }

    /**
     * {@return what is to be run for an example, one after another; paths are names of items}
     *
     * @throws NoSuchFileException if there is no such example
     */
    public List<ObjectNode> requests(String name) throws IOException {
        return named(name).requests(folder(name)).stream().map(Request::toJson).toList();
    }

    /**
     * Writes what no request of an example writes.
     *
     * @throws NoSuchFileException if there is no such example
     */
    public void prepare(String name) throws IOException {
        Example example = named(name);
        Path folder = workspace.resolve(folder(name).toString());
        Files.createDirectories(folder);
        example.write(folder);
        workspace.changed();
    }

    private static Path folder(String name) {
        return Path.of("example-" + name);
    }

    private static Example named(String name) throws NoSuchFileException {
        for (Example example : Example.values()) {
            if (example.key.equals(name)) {
                return example;
            }
        }
        throw new NoSuchFileException(name, null, "there is no example of this name");
    }
}
