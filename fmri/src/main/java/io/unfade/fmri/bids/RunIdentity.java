package io.unfade.fmri.bids;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who and what a run is of, as its path says.
 *
 * <pre>
 * path                                                        subject   session  task     run
 * sub-01_ses-1_task-rest_run-02_bold.nii.gz                   sub-01    ses-1    rest     run-02
 * sub001/BOLD/task001_run001/bold.nii.gz                      sub001             task001  run001
 * 100307/MNINonLinear/Results/tfMRI_MOTOR_LR/x.ptseries.nii   100307             MOTOR    tfMRI_MOTOR_LR
 * </pre>
 *
 * @param subject who was scanned
 * @param session which visit
 * @param task what was done
 * @param run which of several runs
 */
public record RunIdentity(
        Optional<String> subject, Optional<String> session, Optional<String> task, Optional<String> run) {
    private static final Pattern OPENFMRI = Pattern.compile("(task\\d+)_(run\\d+)");
    private static final Pattern HCP = Pattern.compile("[rt]fMRI_([0-9A-Za-z]+)(_.*)?");

    /** {@return what a path says} */
    public static RunIdentity of(Path image) {
        BidsName name = BidsName.of(image);
        if (name.entities().containsKey("sub")) {
            return new RunIdentity(
                    entity(name, "sub"),
                    entity(name, "ses"),
                    Optional.ofNullable(name.entities().get("task")),
                    entity(name, "run"));
        }
        Path path = image.toAbsolutePath().normalize();
        Matcher open = OPENFMRI.matcher(above(path, 1));
        if (open.matches() && above(path, 2).equals("BOLD")) {
            return new RunIdentity(known(above(path, 3)), Optional.empty(), known(open.group(1)), known(open.group(2)));
        }
        Matcher hcp = HCP.matcher(above(path, 1));
        if (hcp.matches()) {
            boolean whole = above(path, 2).equals("Results") && above(path, 3).equals("MNINonLinear");
            return new RunIdentity(
                    known(whole ? above(path, 4) : ""), Optional.empty(), known(hcp.group(1)), known(above(path, 1)));
        }
        return new RunIdentity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@return a name of the run that no other run of the subject has; empty if the path says nothing} */
    public String label() {
        return Stream.of(session, task.filter(name -> run.stream().noneMatch(text -> text.contains("_" + name))), run)
                .flatMap(Optional::stream)
                .collect(Collectors.joining("_"));
    }

    private static Optional<String> entity(BidsName name, String key) {
        return Optional.ofNullable(name.entities().get(key)).map(value -> key + "-" + value);
    }

    private static Optional<String> known(String name) {
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /** {@return the name some levels up in a path; empty above its root} */
    private static String above(Path path, int levels) {
        int index = path.getNameCount() - 1 - levels;
        return index < 0 ? "" : path.getName(index).toString();
    }
}
