package dev.kindred.server.filter;

import dev.kindred.server.schema.Column;
import java.util.List;

/// A condition whose column exists and can be compared with its operands.
///
/// @param relation [Relation#EQUAL] for all that asks for equality with any operand; never [Relation#NOT_EQUAL]
/// @param negated whether it holds where the relation does not
/// @param single whether it takes one value only
record CompiledCondition(
        Field field, Column column, Relation relation, boolean negated, boolean single, List<Operand> operands) {}
