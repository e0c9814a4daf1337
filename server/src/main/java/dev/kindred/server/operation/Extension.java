package dev.kindred.server.operation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A member that AWS's model does not have. In a request it is null for clients of AWS. In a response it is null unless
/// the request asks for it in a way that AWS does not have either, so that a client of AWS never receives it.
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Extension {}
