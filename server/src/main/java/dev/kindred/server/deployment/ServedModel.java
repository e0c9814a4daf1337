package dev.kindred.server.deployment;

import dev.kindred.server.resource.Arn;

/// What answers requests under the ARN of a campaign or a recommender.
public sealed interface ServedModel permits Deployment, ActionDeployment {

    Arn arn();

    /// The solution version or recommender whose model it is.
    Arn source();
}
