package io.unfade.fmri.cifti;

import io.unfade.check.PlainText;
import io.unfade.check.Require;
import org.w3c.dom.Element;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One parcel: a named set of vertices of surfaces and of voxels.
 *
 * @param name for readers
 * @param vertices by structure
 * @param voxels i, j, k of each in turn
 */
record Parcel(String name, Map<String, int[]> vertices, int[] voxels) {
    static Parcel of(Element element) {
        Map<String, int[]> vertices = new LinkedHashMap<>();
        String name = Xml.attribute(element, "Name");
        for (Element surface : Xml.children(element, "Vertices")) {
            String structure = Xml.attribute(surface, "BrainStructure");
            Require.argument(
                    vertices.put(structure, Xml.wholes(surface)) == null,
                    "the parcel %s has the structure %s twice",
                    PlainText.quote(name),
                    structure);
        }
        int[] voxels = new int[0];
        if (!Xml.children(element, "VoxelIndicesIJK").isEmpty()) {
            voxels = Xml.wholes(Xml.child(element, "VoxelIndicesIJK"));
            Require.argument(
                    voxels.length % 3 == 0, "the parcel %s has voxels that are not i, j and k", PlainText.quote(name));
        }
        return new Parcel(name, vertices, voxels);
    }

    static void checkVertices(String owner, int[] vertices, int count) {
        for (int vertex : vertices) {
            Require.argument(
                    vertex >= 0 && vertex < count,
                    "%s has the vertex %d, but its surface has the vertices 0..%d",
                    owner,
                    vertex,
                    count - 1);
        }
    }

    /** {@return the number of its vertices and voxels} */
    int size() {
        return vertices.values().stream().mapToInt(each -> each.length).sum() + voxels.length / 3;
    }

    /** Appends the element {@code Parcel}. */
    void append(StringBuilder xml) {
        xml.append("<Parcel Name=\"").append(Xml.escaped(name)).append("\">");
        vertices.forEach((structure, indices) -> {
            xml.append("<Vertices BrainStructure=\"")
                    .append(Xml.escaped(structure))
                    .append("\">");
            appendNumbers(xml, indices, indices.length);
            xml.append("</Vertices>");
        });
        if (voxels.length > 0) {
            xml.append("<VoxelIndicesIJK>");
            appendNumbers(xml, voxels, 3);
            xml.append("</VoxelIndicesIJK>");
        }
        xml.append("</Parcel>\n");
    }

    private static void appendNumbers(StringBuilder xml, int[] numbers, int inLine) {
        for (int i = 0; i < numbers.length; i++) {
            xml.append(i == 0 ? "" : i % inLine == 0 ? "\n" : " ").append(numbers[i]);
        }
    }
}
