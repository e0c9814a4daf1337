package dev.kindred.server.deployment;

import dev.kindred.server.resource.Arn;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What answers requests at this moment, by the ARN it answers under. To swap a model is to put another
/// deployment in the place of the one there is.
public final class Deployments {

    private final ConcurrentHashMap<String, ServedModel> live = new ConcurrentHashMap<>();

    /// Lets `deployment` answer from now on.
    public void put(ServedModel deployment) {
        live.put(deployment.arn().toString(), deployment);
    }

    /// Lets `next` answer in the place of `present`, if that still answers.
    public void replace(ServedModel present, ServedModel next) {
        live.replace(present.arn().toString(), present, next);
    }

    /// Returns what answers with the model of that solution version or recommender.
    public List<ServedModel> of(Arn source) {
        return live.values().stream()
                .filter(deployment -> deployment.source().equals(source))
                .toList();
    }

    /// Lets nothing answer under that ARN any more.
    public void remove(Arn arn) {
        live.remove(arn.toString());
    }

    /// Returns what answers under that ARN.
    public Optional<ServedModel> find(String arn) {
        return Optional.ofNullable(live.get(arn));
    }
}
