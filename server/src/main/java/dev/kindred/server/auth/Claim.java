package dev.kindred.server.auth;

import java.util.Optional;

/// What a request claims about its caller. The claim is proved when the hash of the body is known.
public interface Claim {

    /// Returns the region of the request's signature; empty without a signature.
    Optional<String> region();

    /// Proves the claim by the body of the request.
    ///
    /// @throws AuthenticationException if the signature is not that of this request with this body
    Principal prove(byte[] body);

    /// Proves the claim of an S3 request by the value of its header `x-amz-content-sha256`. The caller must compare the
    /// body with that value.
    ///
    /// @throws AuthenticationException if the signature is not that of this request
    Principal proveByDeclaredHash();

    /// Returns the chain of chunk signatures that begins with the signature of this request; empty if chunks need no
    /// signatures. Only of a proved claim.
    Optional<ChunkSignatures> chunks();
}
