package dev.kindred.server.wire.iam;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Pattern;
import dev.kindred.server.constraint.Required;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A JSON policy document.
@Required
@Length(min = 1, max = 131_072)
@Pattern("[\\x09\\x0A\\x0D\\x20-\\xFF]+")
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
@interface PolicyText {}
