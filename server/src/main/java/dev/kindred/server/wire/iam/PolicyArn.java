package dev.kindred.server.wire.iam;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Required;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The ARN of a managed policy.
@Required
@Length(min = 20, max = 2048)
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
@interface PolicyArn {}
