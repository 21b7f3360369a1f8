package io.unfade.check;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class MessageTest {
    @Test
    void inWords_settings_areCalledByTheFunction() {
        Message message = Message.of("{after} %d is too long; a shorter {after} or {before} helps", 7);
        assertThat(message).hasToString("after 7 is too long; a shorter after or before helps");
        assertThat(message.inWords(name -> "--" + name))
                .isEqualTo("--after 7 is too long; a shorter --after or --before helps");
        assertThat(message.setting()).contains("after");
    }

    @Test
    void inWords_bracesAndPercentsOfValues_stay() {
        Message message = Message.text("{out} 5 %d $1 ").and(Message.of("in {out}: %s", Path.of("{file}")));
        assertThat(message.inWords(name -> "$" + name)).isEqualTo("{out} 5 %d $1 in $out: {file}");
        assertThat(Message.text("{out}").setting()).isEmpty();
    }

    @Test
    void inWords_ofAMalformedFile_nameItsRemedyAlike() {
        MalformedFileException e =
                new MalformedFileException(Path.of("{a}.csv"), "line 3", Message.of("is %s; {missing} helps", "NaN"));
        assertThat(e).hasMessage("{a}.csv, line 3: is NaN; missing helps");
        assertThat(e.inWords(name -> "--" + name)).isEqualTo("{a}.csv, line 3: is NaN; --missing helps");
    }
}
