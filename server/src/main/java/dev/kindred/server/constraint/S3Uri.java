package dev.kindred.server.constraint;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The URI of an S3 object or folder.
@Length(max = 256)
@Pattern("(s3|http|https)://.+")
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, ANNOTATION_TYPE})
public @interface S3Uri {}
