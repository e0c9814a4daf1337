package dev.kindred.server.wire.iam;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The marker of the next page.
@Length(min = 1, max = 320)
@Pattern("[\\x20-\\xFF]+")
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
@interface Marker {}
