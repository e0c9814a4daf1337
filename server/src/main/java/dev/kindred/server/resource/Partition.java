package dev.kindred.server.resource;

import java.util.Map;

/// The AWS partition of a region: the first part of an ARN after `arn:`.
///
/// @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html">Amazon Resource Names</a>
public final class Partition {

    private static final String COMMERCIAL = "aws";

    /// The partitions by prefix of their region names.
    private static final Map<String, String> BY_PREFIX = Map.of(
            "cn-", "aws-cn",
            "us-gov-", "aws-us-gov",
            "us-iso-", "aws-iso",
            "us-isob-", "aws-iso-b",
            "eu-isoe-", "aws-iso-e",
            "us-isof-", "aws-iso-f",
            "eusc-", "aws-eusc");

    private Partition() {}

    /// Returns the partition of a region.
    public static String of(String region) {
        return BY_PREFIX.entrySet().stream()
                .filter(entry -> region.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(COMMERCIAL);
    }
}
