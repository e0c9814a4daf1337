/**
 * boto3's paginators for the AWS SDK for Java's Amazon Personalize clients: page size, a limit on items, and tokens to stop and resume
 * with, interchangeable with boto3's and the AWS CLI's. Knows Personalize's List operations and nothing of any one server; it must
 * not open connections of its own.
 *
 * <p>Start at {@link dev.kindred.paginators.PersonalizePaginators}.
 */
@NullMarked
package dev.kindred.paginators;

import org.jspecify.annotations.NullMarked;
