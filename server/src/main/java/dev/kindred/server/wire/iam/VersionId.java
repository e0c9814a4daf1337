package dev.kindred.server.wire.iam;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import dev.kindred.server.constraint.Pattern;
import dev.kindred.server.constraint.Required;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The id of a policy version.
@Required
@Pattern("v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?")
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
@interface VersionId {}
