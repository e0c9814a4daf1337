package dev.kindred.server.constraint;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The name of a resource or job.
@Length(min = 1, max = 63)
@Pattern("^[a-zA-Z0-9][a-zA-Z0-9\\-_]*")
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, ANNOTATION_TYPE})
public @interface ResourceName {}
