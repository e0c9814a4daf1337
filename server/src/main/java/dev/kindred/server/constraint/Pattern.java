package dev.kindred.server.constraint;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A regular expression that the whole text must match.
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, ANNOTATION_TYPE})
public @interface Pattern {
    String value();
}
