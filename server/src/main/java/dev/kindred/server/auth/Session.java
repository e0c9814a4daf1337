package dev.kindred.server.auth;

import java.time.Instant;

/// The session of temporary credentials.
///
/// @param keyId the temporary access key id
/// @param parent the id of the access key that requested the session, which has its rights; empty where the server does
/// not authenticate
/// @param account the account of the session
/// @param arn the ARN of the session's identity
/// @param userId the unique identifier of that identity
/// @param expiration the end of the session
public record Session(String keyId, String parent, String account, String arn, String userId, Instant expiration) {}
