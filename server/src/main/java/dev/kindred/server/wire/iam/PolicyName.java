package dev.kindred.server.wire.iam;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Pattern;
import dev.kindred.server.constraint.Required;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The name of a managed or inline policy.
@Required
@Length(min = 1, max = 128)
@Pattern("[\\w+=,.@-]+")
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
@interface PolicyName {}
