/**
 * boto3's paginators on top of an unmodified AWS SDK for Java client. Knows Amazon Personalize's List operations and nothing of any one
 * server.
 */
@NullMarked
package dev.kindred.paginators;

import org.jspecify.annotations.NullMarked;
