package io.unfade.site;

import java.util.List;

/**
 * The pages of the site in the order of its navigation.
 *
 * @param groups the groups that readers look for
 */
record Contents(List<Group> groups) {
    /** Where the API documentation is, below the site. */
    static final String API = "api";

    /** The documents of this repository. */
    static final Contents REPOSITORY = new Contents(List.of(
            group("Start", entry("README.md", "index", "What unfade is"), doc("gallery", "Gallery")),
            group(
                    "Guides",
                    doc("guide-neuroscientist", "For neuroscientists"),
                    doc("guide-engineer", "For engineers"),
                    doc("guide-researcher", "For researchers")),
            group(
                    "Use",
                    doc("serve", "Web app"),
                    doc("fmri", "fMRI"),
                    doc("localisation", "Localisation"),
                    doc("audit", "Can this map be trusted?"),
                    doc("training", "Training levers"),
                    doc("library", "Java library"),
                    doc("examples", "Java examples"),
                    doc("python", "Python"),
                    doc("pytorch", "PyTorch"),
                    doc("spark", "On a cluster"),
                    doc("deployment", "Deployment")),
            group(
                    "Reference",
                    doc("command-line", "Command line"),
                    doc("files", "Files"),
                    doc("server", "HTTP interface"),
                    doc("platforms", "Platforms"),
                    entry("CHANGELOG.md", "changelog", "Changes")),
            group(
                    "Behind it",
                    doc("paper-map", "Paper map"),
                    doc("reproduce", "Reproduce"),
                    doc("performance", "Performance"),
                    doc("architecture", "Architecture"),
                    doc("design-decisions", "Design decisions"),
                    doc("contributing", "Contributing"),
                    entry("testing/golden/README.md", "golden", "Reference numbers"))));

    /** Pages that belong together. */
    record Group(String name, List<Entry> entries) {}

    /**
     * A page.
     *
     * @param source its Markdown file, from the root of the repository
     * @param page its file name in the site
     * @param label its name in the navigation
     */
    record Entry(String source, String page, String label) {}

    /** {@return all pages, in order} */
    List<Entry> entries() {
        return groups.stream().flatMap(group -> group.entries().stream()).toList();
    }

    private static Group group(String name, Entry... entries) {
        return new Group(name, List.of(entries));
    }

    private static Entry doc(String name, String label) {
        return entry("docs/" + name + ".md", name, label);
    }

    private static Entry entry(String source, String page, String label) {
        return new Entry(source, page + ".html", label);
    }
}
