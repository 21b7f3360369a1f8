package io.unfade.workflow.base;

import io.unfade.check.Message;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a use case does, or what one of its settings means, for users: the one place of a text that every door shows. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT})
public @interface Meaning {
    /** {@return a few sentences, as the template of a {@link Message}: settings stand in braces, % is written %%} */
    String value() default "";

    /** {@return what stands for a value in a synopsis; empty for {@code FILE} or {@code N}, by the type} */
    String label() default "";

    /** {@return the default as users would write it, where the component's own is null or is written otherwise} */
    String usual() default "";

    /** {@return the record whose component of this name means the same} */
    Class<?> as() default Meaning.class;

    /** {@return what must be chosen, or it has no meaning: a setting, such as {@code report}, and perhaps its value} */
    String needs() default "";

    /** {@return values of settings with which it has no meaning, such as {@code regime authors}} */
    String[] unless() default {};
}
