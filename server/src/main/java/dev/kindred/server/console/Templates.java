package dev.kindred.server.console;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/// The templates of the pages, compiled by the build from `src/main/jte`. They escape every value by its place in the
/// page.
final class Templates {

    private static final String PACKAGE = "dev.kindred.server.console.page";

    private final TemplateEngine engine =
            TemplateEngine.createPrecompiled(null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

    /// Returns the HTML of a page.
    ///
    /// @param template the name of a file in `src/main/jte`, without its extension
    /// @param parameters the template's parameters by name
    String render(String template, Map<String, Object> parameters) {
        var output = new StringOutput();
        engine.render(template + ".jte", parameters, output);
        return output.toString();
    }
}
