package dev.kindred.engine.data;

/// A context attribute of the interactions, such as the device: a categorical column.
///
/// @param name the column's name
/// @param values the values by code
/// @param codes the code of each interaction, in the order of the [InteractionLog]; -1 if there is none
@SuppressWarnings("ArrayRecordComponent") // shared with training, never compared
public record InteractionContext(String name, IdIndex values, int[] codes) {}
