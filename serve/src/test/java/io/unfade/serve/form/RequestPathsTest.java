package io.unfade.serve.form;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unfade.serve.workspace.Workspace;
import io.unfade.workflow.base.BadRequest;
import io.unfade.workflow.base.RequestJson;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RequestPathsTest {
    @TempDir
    Path folder;

    private RequestPaths paths;
    private Path root;

    @BeforeEach
    void open() throws IOException {
        Workspace workspace = new Workspace(folder);
        root = workspace.root();
        paths = new RequestPaths(workspace);
    }

    private static ObjectNode request(String command) {
        return RequestJson.newObject().put("command", command);
    }

    @Test
    void placed_namesOfItems_arePlacesInTheWorkspaceAndAllElseStays() throws IOException {
        ObjectNode train = request("train")
                .put("data", "a/b.npz")
                .put("out", "m")
                .put("validation", "0.3")
                .put("seed", 3);
        ObjectNode placed = paths.placed(train);
        assertThat(placed.path("data").asText())
                .isEqualTo(root.resolve("a/b.npz").toString());
        assertThat(placed.path("out").asText()).isEqualTo(root.resolve("m").toString());
        assertThat(placed.path("validation").asText()).isEqualTo("0.3");
        assertThat(placed.path("seed").asInt()).isEqualTo(3);
        assertThat(train.path("data").asText()).isEqualTo("a/b.npz");
        assertThat(paths.placed(train.put("validation", "v.npz"))
                        .path("validation")
                        .asText())
                .isEqualTo(root.resolve("v.npz").toString());
    }

    @Test
    void placed_listsAndWords_areEachSeen() throws IOException {
        ObjectNode prepare = request("fmri-prepare").put("out", "x.npz");
        prepare.putObject("runs").putArray("bold").add("a.nii").add("b.nii");
        prepare.putObject("regions").put("mask", "auto").put("atlas", "auto");
        ObjectNode placed = paths.placed(prepare);
        assertThat(placed.path("runs").path("bold").get(1).asText())
                .isEqualTo(root.resolve("b.nii").toString());
        assertThat(placed.path("regions").path("mask").asText()).isEqualTo("auto");
        assertThat(placed.path("regions").path("atlas").asText())
                .isEqualTo(root.resolve("auto").toString());
    }

    @Test
    void named_placedRequest_namesItemsAgain() throws IOException {
        ObjectNode train = request("train").put("data", "b.npz").put("out", "m");
        ObjectNode placed = paths.placed(train).put("resume", true);
        assertThat(RequestPaths.named(placed, train)).isEqualTo(train.deepCopy().put("resume", true));
    }

    @Test
    void written_ofARequest_areItsOutputsOnly() {
        ObjectNode explain = request("explain")
                .put("model", "m")
                .put("data", "d.npz")
                .put("out", "s.npz")
                .put("report", "r.html");
        assertThat(RequestPaths.written(explain)).containsExactly("s.npz", "r.html");
    }

    @Test
    void placed_nameThatLeadsOut_namesItsSetting() {
        assertThatThrownBy(
                        () -> paths.placed(request("train").put("data", "../x").put("out", "m")))
                .isInstanceOfSatisfying(
                        BadRequest.class, e -> assertThat(e.problem().setting()).hasValue("data"));
    }
}
