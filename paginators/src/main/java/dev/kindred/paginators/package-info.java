/**
 * boto3's paginators for the AWS SDK for Java's Amazon Personalize clients: page size, a limit on items, and tokens to
 * stop and resume, which are interchangeable with those of boto3 and the AWS CLI. The package supports Personalize's
 * List operations on any server. It does not open connections of its own.
 *
 * <p>Start at {@link dev.kindred.paginators.PersonalizePaginators}.
 */
@NullMarked
package dev.kindred.paginators;

import org.jspecify.annotations.NullMarked;
