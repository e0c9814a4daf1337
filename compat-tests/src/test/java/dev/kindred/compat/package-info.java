/// Amazon's own clients against the packaged server: the AWS SDK for Java, boto3 and the AWS CLI. These tests
/// know the wire, the command line and the data directory's name; they must not know a class of the server.
@NullMarked
package dev.kindred.compat;

import org.jspecify.annotations.NullMarked;
