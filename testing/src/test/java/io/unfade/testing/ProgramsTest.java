package io.unfade.testing;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.opentest4j.TestAbortedException;

import java.io.IOException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProgramsTest {
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void needed_isTheFirstThatIsThere_andItsOutputIsRead() throws IOException, InterruptedException {
        assertEquals(Programs.found("sh").orElseThrow(), Programs.needed("a test", "no-such-program", "sh"));
        String printed = Programs.run(Programs.needed("a test", "sh"), "-c", "echo out; echo err >&2");
        assertEquals("out\nerr\n", printed);
    }

    @Test
    void needed_withoutAny_skipsTheTest() {
        assertTrue(Programs.found("no-such-program").isEmpty());
        TestAbortedException skipped =
                assertThrows(TestAbortedException.class, () -> Programs.needed("a test", "no-such-program"));
        assertTrue(String.valueOf(skipped.getMessage()).contains("there is no no-such-program on the path"));
    }
}
