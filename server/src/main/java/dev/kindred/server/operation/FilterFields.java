package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.filter.CompiledFilter;
import dev.kindred.server.filter.FilterException;
import dev.kindred.server.filter.FilterExpression;
import dev.kindred.server.filter.FilterSchema;
import java.util.List;

/// The dataset fields that a filter expression uses.
public final class FilterFields {

    private FilterFields() {}

    /// Returns the fields of an existing filter's expression: none if it is no longer valid for the current
    /// datasets.
    public static List<String> ofMade(String expression, GroupSchemas schemas) {
        try {
            return fields(expression, schemas);
        } catch (FilterException e) {
            return List.of();
        }
    }

    /// Returns the distinct fields that an expression uses, in the form `Items.GENRE`.
    ///
    /// @throws InvalidInput if the expression is invalid for those datasets, with the position and what was
    /// expected
    public static List<String> of(String expression, GroupSchemas schemas) {
        try {
            return fields(expression, schemas);
        } catch (FilterException e) {
            throw new InvalidInput("Could not create filter. " + e.getMessage());
        }
    }

    private static List<String> fields(String expression, GroupSchemas schemas) {
        return CompiledFilter.compile(FilterExpression.parse(expression), new FilterSchema(schemas.byType()))
                .fields();
    }
}
