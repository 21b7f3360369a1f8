package io.unfade.fmri.bids;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The files that belong to an image or a table of region series, and who and what it is of. Paths and names are looked at,
 * files are not opened.
 *
 * <p>What is found where:
 *
 * <ul>
 *   <li>Events: by the inheritance principle of BIDS {@code events.tsv} whose entities the image has (so {@code space-},
 *       {@code desc-} and the like may be absent), for an image in {@code derivatives/PIPELINE} also in the dataset above;
 *       else {@code X_events.tsv} or {@code events.tsv} in the folder, where the
 *       image's name begins with X; else HCP's folder {@code EVs} beside
 *       the image, or OpenfMRI's {@code model/model001/onsets/task001_run001} of the subject.
 *   <li>Confounds: {@code *_desc-confounds_timeseries.tsv} or {@code *_desc-confounds_regressors.tsv} in the folder, whose
 *       other entities the image has.
 * </ul>
 *
 * @param image the image or table
 * @param identity subject, session, task and run
 * @param events a file for {@link EventsFile#read}, or a folder for {@link ExplanatoryVariables#read}
 * @param confounds a file for {@link ConfoundsFile#read}
 */
public record RunFiles(Path image, RunIdentity identity, Optional<Path> events, Optional<Path> confounds) {
    private static final String TABLE = ".tsv";
    private static final List<String> CONFOUND_SUFFIXES = List.of("timeseries", "regressors");

    /**
     * {@return what belongs to an image}
     *
     * @param image an image or table; need not exist
     * @throws IOException if a folder cannot be listed
     */
    public static RunFiles find(Path image) throws IOException {
        BidsName name = BidsName.of(image);
        return new RunFiles(image, RunIdentity.of(image), events(image, name), confounds(image, name));
    }

    /** {@return the folder of a file, in the form in which the file was given} */
    static Path folder(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static Optional<Path> events(Path image, BidsName name) throws IOException {
        Predicate<BidsName> kind = file -> file.extension().equals(TABLE) && isEvents(file);
        for (Path folder : eventFolders(image)) {
            List<Path> inherited = Inheritance.find(folder, name, kind);
            if (!inherited.isEmpty()) {
                return Optional.of(inherited.get(0));
            }
        }
        Optional<Path> named = Inheritance.files(folder(image)).stream()
                .filter(file -> kind.test(BidsName.of(file)) && isNamedFor(file, image))
                .max(Comparator.comparingInt(file -> stemOfEvents(file).length()));
        return named.isPresent() ? named : onsetFolder(image);
    }

    /** {@return whether the image's name begins with what stands before {@code events.tsv}} */
    private static boolean isNamedFor(Path events, Path image) {
        String stem = stemOfEvents(events);
        String name = String.valueOf(image.getFileName());
        return stem.isEmpty() || name.startsWith(stem + "_") || name.startsWith(stem + ".");
    }

    private static String stemOfEvents(Path events) {
        return String.valueOf(events.getFileName()).replaceFirst("_?events\\.tsv$", "");
    }

    private static boolean isEvents(BidsName file) {
        return file.suffix().equals("events") || file.suffix().endsWith("_events");
    }

    /** {@return the image's folder, and the folder of the dataset that corresponds to it if it is derived} */
    private static List<Path> eventFolders(Path image) {
        Path folder = folder(image);
        Path full = folder.toAbsolutePath().normalize();
        for (int i = full.getNameCount() - 2; i > 0; i--) {
            if (full.getName(i).toString().equals("derivatives")) {
                Path dataset = full.getRoot().resolve(full.subpath(0, i));
                Path inside = i + 2 < full.getNameCount() ? full.subpath(i + 2, full.getNameCount()) : Path.of("");
                return List.of(folder, dataset.resolve(inside));
            }
        }
        return List.of(folder);
    }

    private static Optional<Path> onsetFolder(Path image) throws IOException {
        Path hcp = folder(image).resolve("EVs");
        if (Files.isDirectory(hcp)) {
            return Optional.of(hcp);
        }
        Path run = folder(image).toAbsolutePath().normalize();
        Path bold = run.getParent();
        Path subject = bold == null ? null : bold.getParent();
        if (subject == null) {
            return Optional.empty();
        }
        return Inheritance.files(subject.resolve("model")).stream()
                .map(model -> model.resolve("onsets").resolve(run.getFileName()))
                .filter(Files::isDirectory)
                .findFirst();
    }

    private static Optional<Path> confounds(Path image, BidsName name) throws IOException {
        BidsName wanted = name.without("desc");
        for (String suffix : CONFOUND_SUFFIXES) {
            Optional<Path> best = Optional.empty();
            int most = 0;
            for (Path file : Inheritance.files(folder(image))) {
                BidsName candidate = BidsName.of(file);
                BidsName rest = candidate.without("desc");
                if (candidate.suffix().equals(suffix)
                        && candidate.extension().equals(TABLE)
                        && "confounds".equals(candidate.entities().get("desc"))
                        && rest.appliesTo(wanted)
                        && rest.entities().size() > most) {
                    best = Optional.of(file);
                    most = rest.entities().size();
                }
            }
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }
}
