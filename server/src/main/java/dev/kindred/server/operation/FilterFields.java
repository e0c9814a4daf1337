package dev.kindred.server.operation;

import dev.kindred.server.error.ServiceException.InvalidInput;
import dev.kindred.server.filter.CompiledFilter;
import dev.kindred.server.filter.FilterException;
import dev.kindred.server.filter.FilterExpression;
import dev.kindred.server.filter.FilterSchema;
import java.util.List;

/// Which fields of datasets a filter uses.
public final class FilterFields {

    private FilterFields() {}

    /// Returns the fields of an expression that was a filter when it was made: none if it is none for the datasets of
    /// today.
    public static List<String> ofMade(String expression, GroupSchemas schemas) {
        try {
            return fields(expression, schemas);
        } catch (FilterException e) {
            return List.of();
        }
    }

    /// Returns the fields that an expression uses, each once, as `Items.GENRE`.
    ///
    /// @throws InvalidInput if it is no filter for those datasets, saying where and what was expected
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
