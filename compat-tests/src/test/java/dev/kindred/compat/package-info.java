/// Amazon's own clients on the packaged server: the AWS SDK for Java, boto3 and the AWS CLI. These tests use the
/// wire, the command line and the data directory's name, but no class of the server.
@NullMarked
package dev.kindred.compat;

import org.jspecify.annotations.NullMarked;
