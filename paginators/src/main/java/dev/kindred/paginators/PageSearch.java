package dev.kindred.paginators;

import io.burt.jmespath.Expression;
import io.burt.jmespath.JmesPathException;
import io.burt.jmespath.jcf.JcfRuntime;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.personalize.model.PersonalizeResponse;

/** A compiled JMESPath expression that is applied to each page. Immutable. */
final class PageSearch {

    private static final JcfRuntime RUNTIME = new JcfRuntime();

    private final String text;
    private final Expression<Object> expression;

    PageSearch(String text) {
        this.text = text;
        try {
            this.expression = RUNTIME.compile(text);
        } catch (JmesPathException malformed) {
            throw new SearchException(text, malformed);
        }
    }

    /**
     * Returns the elements of the list that the expression evaluates to, or a single other result, which can be {@code
     * null}.
     */
    List<@Nullable Object> results(PersonalizeResponse page) {
        Object result = search(page);
        if (result instanceof List<?> list) {
            return Collections.unmodifiableList(list);
        }
        return Collections.singletonList(result);
    }

    private @Nullable Object search(PersonalizeResponse page) {
        try {
            return expression.search(WireDocument.of(page));
        } catch (JmesPathException mismatch) {
            throw new SearchException(text, mismatch);
        }
    }
}
