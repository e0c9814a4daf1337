package dev.kindred.server.wire.iam;

import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import dev.kindred.server.constraint.Length;
import dev.kindred.server.constraint.Pattern;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The path of an entity.
@Length(min = 1, max = 512)
@Pattern("/|/[\\x21-\\x7E]+/")
@Retention(RetentionPolicy.RUNTIME)
@Target(RECORD_COMPONENT)
@interface Path {}
