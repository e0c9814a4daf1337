package dev.kindred.server.deployment;

import dev.kindred.server.resource.Arn;

/// A model that is served under the ARN of a campaign or a recommender.
public sealed interface ServedModel permits Deployment, ActionDeployment {

    Arn arn();

    /// The solution version or recommender of the model.
    Arn source();
}
