package io.unfade.fmri.bids;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The identity of a run, as its path gives it.
 *
 * <pre>
 * path                                                        subject   session  task     variants        run
 * sub-01_ses-1_task-rest_run-02_bold.nii.gz                   sub-01    ses-1    rest                     run-02
 * sub-01_task-x_acq-mb_dir-AP_run-1_echo-2_bold.nii.gz        sub-01             x        acq-mb, dir-AP, run-1
 *                                                                                         echo-2
 * sub001/BOLD/task001_run001/bold.nii.gz                      sub001             task001                  run001
 * 100307/MNINonLinear/Results/tfMRI_MOTOR_LR/x.ptseries.nii   100307             MOTOR                    tfMRI_MOTOR_LR
 * </pre>
 *
 * <p>If the name lacks {@code sub-} or {@code ses-}, they are taken from folders {@code sub-01} and {@code ses-1} above
 * it.
 *
 * @param subject who was scanned
 * @param session which visit
 * @param task what was done
 * @param variants acquisition and reconstruction, as BIDS entities in BIDS order; runs differ in their values
 * @param run which of several runs
 */
public record RunIdentity(
        Optional<String> subject,
        Optional<String> session,
        Optional<String> task,
        List<String> variants,
        Optional<String> run) {
    /** The entities by which BIDS distinguishes functional runs, in its order. */
    private static final List<String> ENTITIES =
            List.of("sub", "ses", "task", "acq", "ce", "rec", "dir", "run", "echo", "part", "chunk");

    private static final Set<String> NAMED_FIELDS = Set.of("sub", "ses", "task", "run");
    private static final Pattern FOLDER = Pattern.compile("(sub|ses)-([0-9A-Za-z+]+)");
    private static final Pattern OPENFMRI = Pattern.compile("(task\\d+)_(run\\d+)");
    private static final Pattern HCP = Pattern.compile("[rt]fMRI_([0-9A-Za-z]+)(_.*)?");
    private static final Pattern RUN = Pattern.compile("(run|echo|chunk)-([0-9]+)");

    /** Copies the list. */
    public RunIdentity {
        variants = List.copyOf(variants);
    }

    /** {@return the identity that a path gives} */
    public static RunIdentity of(Path image) {
        Map<String, String> said = said(image);
        if (said.containsKey("openfmri run")) {
            return new RunIdentity(
                    known(said, "openfmri subject"),
                    Optional.empty(),
                    known(said, "openfmri task"),
                    List.of(),
                    known(said, "openfmri run"));
        }
        if (said.containsKey("hcp run")) {
            return new RunIdentity(
                    known(said, "hcp subject"),
                    Optional.empty(),
                    known(said, "hcp task"),
                    List.of(),
                    known(said, "hcp run"));
        }
        if (!said.containsKey("sub")) {
            return new RunIdentity(Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        }
        return new RunIdentity(
                known(said, "sub"),
                known(said, "ses"),
                known(said, "task").map(task -> task.substring("task-".length())),
                ENTITIES.stream()
                        .filter(key -> !NAMED_FIELDS.contains(key))
                        .flatMap(key -> known(said, key).stream())
                        .toList(),
                known(said, "run"));
    }

    /**
     * {@return the parts of a run's identity as a path spells them ({@code run: run-01}); files of one run agree in the
     * parts they share}
     */
    static Map<String, String> said(Path file) {
        Path path = file.toAbsolutePath().normalize();
        Map<String, String> entities = BidsName.of(file).entities();
        if (!entities.containsKey("sub")) {
            Map<String, String> layout = saidByLayout(path);
            if (!layout.isEmpty()) {
                return layout;
            }
        }
        Map<String, String> said = new LinkedHashMap<>();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            Matcher folder = FOLDER.matcher(path.getName(i).toString());
            if (folder.matches()) {
                said.put(folder.group(1), folder.group());
            }
        }
        ENTITIES.stream().filter(entities::containsKey).forEach(key -> said.put(key, key + "-" + entities.get(key)));
        return said;
    }

    private static Map<String, String> saidByLayout(Path path) {
        Map<String, String> said = new LinkedHashMap<>();
        boolean onsets = above(path, 1).equals("onsets");
        Matcher open = OPENFMRI.matcher(above(path, onsets ? 0 : 1));
        if (open.matches() && (onsets || above(path, 2).equals("BOLD"))) {
            put(said, "openfmri subject", above(path, onsets ? 4 : 3));
            put(said, "openfmri task", open.group(1));
            put(said, "openfmri run", open.group(2));
            return said;
        }
        Matcher hcp = HCP.matcher(above(path, 1));
        if (hcp.matches()) {
            boolean whole = above(path, 2).equals("Results") && above(path, 3).equals("MNINonLinear");
            put(said, "hcp subject", whole ? above(path, 4) : "");
            put(said, "hcp task", hcp.group(1));
            put(said, "hcp run", above(path, 1));
        }
        return said;
    }

    /**
     * {@return the contradictions between the names of two files, such as {@code sub-01 and sub-99}; empty if there are
     * none}
     *
     * <p>Only entities in both names are compared. Indices are numbers: {@code run-01} is {@code run-1}.
     */
    static List<String> contradictions(Path file, Path other) {
        Map<String, String> one = said(file);
        Map<String, String> two = said(other);
        return one.entrySet().stream()
                .map(entry -> List.of(entry.getValue(), two.getOrDefault(entry.getKey(), entry.getValue())))
                .filter(pair -> !meaning(pair.get(0)).equals(meaning(pair.get(1))))
                .map(pair -> String.join(" and ", pair))
                .toList();
    }

    /** {@return a run's name without leading zeros in numbers, so that names of one run are equal} */
    public static String meaning(String name) {
        return RUN.matcher(name)
                .replaceAll(found -> Matcher.quoteReplacement(BidsName.text(found.group(1), found.group(2))));
    }

    /** {@return a name of the run that is unique within the subject; empty if the path gives none} */
    public String label() {
        return Stream.of(
                        session.stream(),
                        task.filter(name -> run.stream().noneMatch(text -> text.contains("_" + name))).stream(),
                        variants.stream(),
                        run.stream())
                .flatMap(parts -> parts)
                .collect(Collectors.joining("_"));
    }

    private static void put(Map<String, String> said, String key, String value) {
        if (!value.isEmpty()) {
            said.put(key, value);
        }
    }

    private static Optional<String> known(Map<String, String> said, String key) {
        return Optional.ofNullable(said.get(key));
    }

    /** {@return the name a number of levels up in a path; empty above its root} */
    private static String above(Path path, int levels) {
        int index = path.getNameCount() - 1 - levels;
        return index < 0 ? "" : path.getName(index).toString();
    }
}
