package dev.kindred.server.storage;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/// The location of a remote S3. `endpoint` null is Amazon's own; `pathStyle` is for stores without a host name
/// per bucket. Credentials come from the usual chain (environment, profile, container, instance), at the first
/// request.
public record RemoteSettings(@Nullable URI endpoint, String region, boolean pathStyle) {}
