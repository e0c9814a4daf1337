package dev.kindred.server.catalog;

import dev.kindred.server.resource.Arn;
import dev.kindred.server.resource.Tag;
import java.util.List;

/// The tags of resources.
public sealed class TagTable {

    final Sql sql;

    TagTable(Sql sql) {
        this.sql = sql;
    }

    /// Returns the tags of a resource, by key.
    public List<Tag> of(Arn resource) {
        return sql.all(
                "SELECT tag_key, tag_value FROM tag WHERE arn = ? ORDER BY tag_key",
                row -> new Tag(row.getString(1), row.getString(2)),
                resource.toString());
    }

    /// The table within a transaction.
    public static final class Writable extends TagTable {

        Writable(Sql sql) {
            super(sql);
        }

        /// Adds a tag to a resource, in place of one with the same key.
        public void put(Arn resource, Tag tag) {
            remove(resource, tag.tagKey());
            sql.update(
                    "INSERT INTO tag (arn, tag_key, tag_value) VALUES (?, ?, ?)",
                    resource.toString(),
                    tag.tagKey(),
                    tag.tagValue());
        }

        /// Removes the tag with that key from a resource, if it has one.
        public void remove(Arn resource, String key) {
            sql.update("DELETE FROM tag WHERE arn = ? AND tag_key = ?", resource.toString(), key);
        }
    }
}
