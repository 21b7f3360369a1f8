package io.unfade.fmri.cifti;

import io.unfade.check.PlainText;
import io.unfade.check.Require;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parcels of a CIFTI file: their names, vertices and voxels. A map of parcels must carry them for viewers to draw
 * it; they can be stored as text. Immutable.
 */
public final class CiftiParcels {
    static final String TYPE = "CIFTI_INDEX_TYPE_PARCELS";

    private final Map<String, Integer> surfaces;
    private final @Nullable VolumeSpace space;
    private final List<Parcel> parcels;

    CiftiParcels(Map<String, Integer> surfaces, @Nullable VolumeSpace space, List<Parcel> parcels) {
        this.surfaces = surfaces;
        this.space = space;
        this.parcels = List.copyOf(parcels);
        Require.argument(!parcels.isEmpty(), "there must be at least 1 parcel");
        parcels.forEach(this::check);
    }

    private void check(Parcel parcel) {
        String owner = "the parcel " + PlainText.quote(parcel.name());
        parcel.vertices().forEach((structure, vertices) -> {
            Integer count = Require.present(
                    surfaces.get(structure), "%s is on %s, of which there is no Surface", owner, structure);
            Parcel.checkVertices(owner, vertices, count);
        });
        if (parcel.voxels().length > 0) {
            Require.present(space, "%s has voxels, but there is no Volume", owner)
                    .check(parcel.voxels(), owner);
        }
    }

    /** Parses the element {@code MatrixIndicesMap}. */
    static CiftiParcels of(Element map) {
        Map<String, Integer> surfaces = new LinkedHashMap<>();
        for (Element surface : Xml.children(map, "Surface")) {
            surfaces.put(Xml.attribute(surface, "BrainStructure"), Xml.whole(surface, "SurfaceNumberOfVertices"));
        }
        List<Parcel> parcels = new ArrayList<>();
        for (Element parcel : Xml.children(map, "Parcel")) {
            parcels.add(Parcel.of(parcel));
        }
        boolean hasSpace = !Xml.children(map, "Volume").isEmpty();
        return new CiftiParcels(surfaces, hasSpace ? VolumeSpace.of(Xml.child(map, "Volume")) : null, parcels);
    }

    /**
     * {@return the parcels stored as text}
     *
     * @param xml the result of {@link #toXml}
     * @throws IllegalArgumentException if it is not such text
     */
    public static CiftiParcels ofXml(String xml) {
        Element root = Xml.parse(new InputSource(new StringReader(xml)));
        Require.argument(
                root.getTagName().equals("MatrixIndicesMap")
                        && root.getAttribute("IndicesMapToDataType").equals(TYPE),
                "the parcels must be an element MatrixIndicesMap of %s",
                TYPE);
        return of(root);
    }

    /** {@return the parcels as text: CIFTI's element {@code MatrixIndicesMap} for the second dimension} */
    public String toXml() {
        StringBuilder xml = new StringBuilder(
                        "<MatrixIndicesMap AppliesToMatrixDimension=\"1\" IndicesMapToDataType=\"")
                .append(TYPE)
                .append("\">\n");
        surfaces.forEach((structure, vertices) -> xml.append("<Surface BrainStructure=\"")
                .append(Xml.escaped(structure))
                .append("\" SurfaceNumberOfVertices=\"")
                .append(vertices)
                .append("\"/>\n"));
        if (space != null) {
            space.append(xml);
        }
        parcels.forEach(parcel -> parcel.append(xml));
        return xml.append("</MatrixIndicesMap>").toString();
    }

    /** {@return the number of parcels} */
    public int size() {
        return parcels.size();
    }

    /** {@return the names, in order} */
    public List<String> names() {
        return parcels.stream().map(Parcel::name).toList();
    }

    /** {@return the number of vertices and voxels of a parcel} */
    public int grayordinates(int parcel) {
        return parcels.get(parcel).size();
    }
}
