package dev.kindred.server.constraint;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The ARN of a KMS key.
@Length(max = 2048)
@Pattern("arn:aws.*:kms:.*:[0-9]{12}:key/.*")
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, ANNOTATION_TYPE})
public @interface KmsKeyArn {}
