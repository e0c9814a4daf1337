package dev.kindred.server.wire.iam;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import dev.kindred.server.constraint.Range;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The maximum number of entries in a page.
@Range(min = 1, max = 1000)
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
@interface MaxItems {}
