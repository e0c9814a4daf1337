package dev.kindred.server.filter;

import dev.kindred.server.schema.Column;
import java.util.List;

/// A condition whose column exists and is comparable with its operands.
///
/// @param relation [Relation#EQUAL] for all tests of equality with one of the operands; never
/// [Relation#NOT_EQUAL]
/// @param negated whether the condition holds if the relation does not
/// @param single whether a parameter may have one value only
record CompiledCondition(
        Field field, Column column, Relation relation, boolean negated, boolean single, List<Operand> operands) {}
