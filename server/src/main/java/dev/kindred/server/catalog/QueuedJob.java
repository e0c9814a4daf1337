package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import java.time.Instant;

/// Work that waits for a worker or has one.
///
/// @param task which task knows how to do it
/// @param arn the resource it works on
/// @param lane jobs of one lane are worked one after another, in order of creation
/// @param attempts how often a worker has begun it
public record QueuedJob(long seq, TaskName task, Arn arn, String lane, Instant notBefore, int attempts) {}
