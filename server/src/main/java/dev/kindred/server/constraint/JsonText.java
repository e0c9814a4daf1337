package dev.kindred.server.constraint;

import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A text that contains a JSON object. Some clients send the object itself; its JSON text is then the value.
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, PARAMETER})
public @interface JsonText {}
