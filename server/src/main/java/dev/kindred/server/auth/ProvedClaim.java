package dev.kindred.server.auth;

import java.util.Optional;

/// A claim that needs no proof by the body.
record ProvedClaim(Optional<String> region, Principal principal) implements Claim {

    @Override
    public Principal prove(byte[] body) {
        return principal;
    }

    @Override
    public Principal proveByDeclaredHash() {
        return principal;
    }

    @Override
    public Optional<ChunkSignatures> chunks() {
        return Optional.empty();
    }
}
