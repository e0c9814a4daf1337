package dev.kindred.server.filter;

import java.util.List;

/// A parsed filter expression.
///
/// ```
/// filter      := clause ("|" clause)*
/// clause      := ("INCLUDE" | "EXCLUDE") target "WHERE" condition (("AND" | "OR") condition)*
///                ["IF" userTest ("AND" userTest)*]
/// target      := "ItemID" | "UserID" | "ActionID"
/// condition   := dataset "." name test
/// userTest    := "CurrentUser" "." name test
/// dataset     := "Interactions" | "Items" | "Users" | "Actions" | "Action_Interactions"
/// test        := ("=" | "!=" | "<" | "<=" | ">" | ">=") operand | ["NOT"] "IN" list
/// operand     := number | string | parameter | currentItem | "(" operand ")"
/// list        := "(" value ("," value)* ")" | parameter | currentItem
/// value       := number | string | parameter | currentItem | "*"
/// parameter   := "$" name, also within quotes
/// currentItem := "CurrentItem" "." name
/// string      := '"' … '"' | "'" … "'"
/// ```
///
/// Inside a quoted string a backslash escapes the quote and itself, see [QuotedString]. Keywords, targets and
/// datasets are case-insensitive. White space between tokens is optional.
///
/// @see <a href="https://docs.aws.amazon.com/personalize/latest/dg/filter-expressions.html">Filter
/// expressions</a>
public record FilterExpression(List<Clause> clauses) {

    /// The maximum length of an expression in characters.
    public static final int MAX_LENGTH = 2_500;

    public FilterExpression {
        clauses = List.copyOf(clauses);
    }

    /// Parses an expression.
    ///
    /// @throws FilterSyntaxException at the first position that does not match the grammar
    public static FilterExpression parse(String text) {
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw new FilterSyntaxException(
                    MAX_LENGTH + 1, "a filter has at most %,d characters; this one has more.".formatted(MAX_LENGTH));
        }
        return new FilterParser(text).parse();
    }
}
