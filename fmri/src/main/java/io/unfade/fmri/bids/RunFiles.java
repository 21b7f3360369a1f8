package io.unfade.fmri.bids;

import io.unfade.check.MalformedFileException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The files that belong to an image or a table of region series, and the identity of its run. Only paths and names are
 * examined; no file is opened.
 *
 * <p>Values of entities must be equal; those of {@code run-} and {@code echo-} are numbers, so that {@code run-01} is {@code
 * run-1}.
 *
 * <p>Where files are looked for:
 *
 * <ul>
 *   <li>Events: by the inheritance principle of BIDS, {@code events.tsv} with entities that the image has (so {@code
 *   space-}, {@code desc-} and the like may be absent), for an image in {@code derivatives/PIPELINE} also in the
 *   dataset above; else {@code X_events.tsv} or {@code events.tsv} in the folder, where the image's name begins with X;
 *   else HCP's folder {@code EVs} next to the image, or OpenfMRI's {@code model/model001/onsets/task001_run001} of the
 *       subject.
 *   <li>Confounds: {@code *_desc-confounds_timeseries.tsv} or {@code *_desc-confounds_regressors.tsv} in the folder,
 *   with other entities that the image has.
 * </ul>
 *
 * @param image the image or table
 * @param identity subject, session, task and run
 * @param eventCandidates files for {@link EventsFile#read}, or a folder for {@link ExplanatoryVariables#read}; several
 *     if the names leave it open which one is the image's
 * @param confoundCandidates files for {@link ConfoundsFile#read}, likewise
 */
public record RunFiles(Path image, RunIdentity identity, List<Path> eventCandidates, List<Path> confoundCandidates) {
    private static final String TABLE = ".tsv";
    private static final int NEAR = 4;
    private static final List<String> CONFOUND_SUFFIXES = List.of("timeseries", "regressors");

    /** Copies the lists. */
    public RunFiles {
        eventCandidates = List.copyOf(eventCandidates);
        confoundCandidates = List.copyOf(confoundCandidates);
    }

    /**
     * {@return the files that belong to an image}
     *
     * @param image an image or table; need not exist
     * @throws IOException if a folder cannot be listed
     */
    public static RunFiles find(Path image) throws IOException {
        BidsName name = BidsName.of(image);
        return new RunFiles(image, RunIdentity.of(image), events(image, name), confounds(image, name));
    }

    /**
     * {@return the events of the image; empty if none are found}
     *
     * @throws MalformedFileException if several files fit the image's name equally well
     */
    public Optional<Path> events() throws MalformedFileException {
        return only(eventCandidates, "events");
    }

    /**
     * {@return the confounds of the image; empty if none are found}
     *
     * @throws MalformedFileException if several files fit the image's name equally well
     */
    public Optional<Path> confounds() throws MalformedFileException {
        return only(confoundCandidates, "confounds");
    }

    private Optional<Path> only(List<Path> candidates, String what) throws MalformedFileException {
        if (candidates.size() > 1) {
            throw new MalformedFileException(
                    image,
                    "",
                    "has " + candidates.size() + " files of " + what + " that fit its name equally well: "
                            + candidates.stream().map(Path::toString).collect(Collectors.joining(" and "))
                            + "; name the one that is meant");
        }
        return candidates.stream().findFirst();
    }

    /**
     * {@return other events files in the folders searched, at most 4, the most similar first}
     *
     * @throws IOException if a folder cannot be listed
     */
    public List<Path> otherEvents() throws IOException {
        List<Path> near = new ArrayList<>();
        for (Path folder : eventFolders(image)) {
            Inheritance.files(folder).stream()
                    .filter(file -> isEvents(BidsName.of(file)))
                    .forEach(near::add);
        }
        near.sort(Comparator.comparingInt(
                file -> RunIdentity.contradictions(image, file).size()));
        return List.copyOf(near.subList(0, Math.min(NEAR, near.size())));
    }

    /** {@return the folder of a file, as given} */
    static Path folder(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static List<Path> events(Path image, BidsName name) throws IOException {
        Predicate<BidsName> kind = file -> file.extension().equals(TABLE) && isEvents(file);
        for (Path folder : eventFolders(image)) {
            List<List<Path>> inherited = Inheritance.find(folder, name, kind);
            if (!inherited.isEmpty()) {
                return inherited.get(0);
            }
        }
        return Inheritance.files(folder(image)).stream()
                .filter(file -> kind.test(BidsName.of(file)) && isNamedFor(file, image))
                .max(Comparator.comparingInt(file -> stemOfEvents(file).length()))
                .map(List::of)
                .orElse(onsetFolder(image));
    }

    /** {@return whether the image's name begins with the part before {@code events.tsv}} */
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

    /** {@return the image's folder and, if it is a derivative, the corresponding folder of the dataset} */
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

    private static List<Path> onsetFolder(Path image) throws IOException {
        Path hcp = folder(image).resolve("EVs");
        if (Files.isDirectory(hcp)) {
            return List.of(hcp);
        }
        Path run = folder(image).toAbsolutePath().normalize();
        Path bold = run.getParent();
        Path subject = bold == null ? null : bold.getParent();
        if (subject == null) {
            return List.of();
        }
        return Inheritance.files(subject.resolve("model")).stream()
                .map(model -> model.resolve("onsets").resolve(run.getFileName()))
                .filter(Files::isDirectory)
                .limit(1)
                .toList();
    }

    private static List<Path> confounds(Path image, BidsName name) throws IOException {
        BidsName wanted = name.without("desc");
        List<List<Path>> found = Inheritance.in(
                folder(image),
                candidate -> CONFOUND_SUFFIXES.contains(candidate.suffix())
                        && candidate.extension().equals(TABLE)
                        && "confounds".equals(candidate.entities().get("desc"))
                        && candidate.without("desc").appliesTo(wanted));
        return found.isEmpty() ? List.of() : found.get(0);
    }
}
