package dev.kindred.server.constraint;

import static java.lang.annotation.ElementType.ANNOTATION_TYPE;
import static java.lang.annotation.ElementType.RECORD_COMPONENT;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The ARN of an IAM role.
@Length(max = 256)
@Pattern("arn:([a-z\\d-]+):iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+")
@Retention(RetentionPolicy.RUNTIME)
@Target({RECORD_COMPONENT, ANNOTATION_TYPE})
public @interface RoleArn {}
