package dev.kindred.server.storage;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// Where a remote S3 is: `endpoint` null means Amazon's own; `pathStyle` is for stores without a host name per
/// bucket. Credentials come from the usual chain (environment, profile, container, instance), looked up at the
/// first request.
public record RemoteSettings(@Nullable URI endpoint, String region, boolean pathStyle) {}
