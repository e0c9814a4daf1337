package dev.kindred.server.operation.tag;

import dev.kindred.server.catalog.CatalogView;
import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.error.ServiceException.ResourceInUse;
import dev.kindred.server.error.ServiceException.ResourceNotFound;
import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.ResourceKind;
import dev.kindred.server.resource.Scope;
import dev.kindred.server.resource.Status;

/// Lookup of the resource of a tag request.
final class Taggable {

    private Taggable() {}

    /// Returns the ARN of a resource of `scope` that can have tags.
    ///
    /// @throws ResourceNotFound if there is no such resource
    /// @throws InvalidInput if its kind cannot have tags
    static Arn require(CatalogView view, Scope scope, String text) {
        var arn = Arn.find(text)
                .filter(parsed -> view.resources().exists(scope, parsed))
                .orElseThrow(() -> ResourceNotFound.of(text));
        if (!ResourceKind.find(arn).map(ResourceKind::isTaggable).orElse(false)) {
            throw new InvalidInput("Resource Arn %s is a %s, which cannot have tags.".formatted(arn, arn.type()));
        }
        return arn;
    }

    /// Returns the ARN of a resource of `scope` whose tags can be changed.
    ///
    /// @throws ResourceInUse if it is being deleted
    static Arn requireChangeable(CatalogView view, Scope scope, String text) {
        var arn = require(view, scope, text);
        var status = view.find(arn).orElseThrow(() -> ResourceNotFound.of(text)).status();
        if (status == Status.DELETE_PENDING || status == Status.DELETE_IN_PROGRESS) {
            throw new ResourceInUse("Resource Arn %s is being deleted: its tags cannot be changed.".formatted(arn));
        }
        return arn;
    }
}
