package io.unfade.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A sentence for users that may name settings, such as <code>{out}: %s is a folder</code>. The caller chooses how
 * settings are shown: by their own name in a request, as an option on the command line.
 *
 * @param template a {@link String#format} template with settings in braces
 * @param arguments its values; braces in them have no meaning
 */
public record Message(String template, List<Object> arguments) {
    private static final Pattern SETTING = Pattern.compile("\\{([A-Za-z]+)}");

    /** Copies the values. */
    public Message {
        arguments = List.copyOf(arguments);
    }

    /** {@return a message} */
    public static Message of(String template, Object... arguments) {
        return new Message(template, List.of(arguments));
    }

    /** {@return a message without settings} */
    public static Message text(String text) {
        return of("%s", text);
    }

    /** {@return this message and another after it} */
    public Message and(Message more) {
        List<Object> all =
                Stream.concat(arguments.stream(), more.arguments.stream()).toList();
        return new Message(template + more.template, all);
    }

    /** {@return this message and a text after it} */
    public Message and(String more) {
        return and(text(more));
    }

    /** {@return the message with settings renamed by a function} */
    public String inWords(UnaryOperator<String> names) {
        String named =
                SETTING.matcher(template).replaceAll(match -> Matcher.quoteReplacement(names.apply(match.group(1))));
        return String.format(Locale.ROOT, named, arguments.toArray());
    }

    /** {@return the first setting in the message} */
    public Optional<String> setting() {
        Matcher matcher = SETTING.matcher(template);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** {@return the message with settings under their own names} */
    @Override
    public String toString() {
        return inWords(UnaryOperator.identity());
    }
}
