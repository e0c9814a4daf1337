"""The cases of each of the 79 operations: one method per operation, which yields its cases in their order."""
