package io.unfade.workflow.base;

import io.unfade.check.Message;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a use case does, or one of its settings means, for users: the single source of this text for all interfaces. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Meaning {
    /** {@return a few sentences, as the template of a {@link Message}: settings are in braces, % is written %%} */
    String value() default "";

    /** {@return the placeholder for a value in a synopsis; empty for {@code FILE} or {@code N}, by the type} */
    String label() default "";

    /** {@return the default as users would write it, if the component's is null or written differently} */
    String usual() default "";

    /** {@return the record with a component of this name and meaning} */
    Class<?> as() default Meaning.class;

    /**
     * {@return the settings of which it requires one, such as {@code report}, optionally with a value; those that the use case
     * lacks do not count}
     */
    String[] needs() default {};

    /** {@return settings with values that make it meaningless, such as {@code regime authors}} */
    String[] unless() default {};

    /** {@return whether a value names a file or folder, and what is done with that} */
    File file() default File.NONE;

    /** {@return a value that names no file where others do, such as {@code auto}; empty for none} */
    String word() default "";

    /** {@return whether the command line takes it without an option, as the first word} */
    boolean argument() default false;

    /** What a use case does with a file or folder that a setting names. */
    enum File {
        /** The setting names no file. */
        NONE,
        /** It is read. A text that is a number names none. */
        READ,
        /** It is a table, which is read, and names further files that are read, from its own folder on. */
        TABLE,
        /** It is written, or made. */
        WRITTEN
    }
}
