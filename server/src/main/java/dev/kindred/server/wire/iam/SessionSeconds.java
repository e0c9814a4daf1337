package dev.kindred.server.wire.iam;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import dev.kindred.server.constraint.Range;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The maximum duration of a role session.
@Range(min = 3600, max = 43_200)
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
@interface SessionSeconds {}
