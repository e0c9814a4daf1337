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

    /// Returns the fields that an expression uses, each once, as `Items.GENRE`.
    ///
    /// @throws InvalidInput if it is no filter for those datasets, saying where and what was expected
    public static List<String> of(String expression, GroupSchemas schemas) {
        try {
            return CompiledFilter.compile(FilterExpression.parse(expression), new FilterSchema(schemas.byType()))
                    .fields();
        } catch (FilterException e) {
            throw new InvalidInput("Could not create filter. " + e.getMessage());
        }
    }
}
