package dev.kindred.server.wire.iam;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The description of an entity.
@Length(max = 1000)
@Pattern("[\\x09\\x0A\\x0D\\x20-\\x7E\\xA1-\\xFF]*")
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
@interface Description {}
