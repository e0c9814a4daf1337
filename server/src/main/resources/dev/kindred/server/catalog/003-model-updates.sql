-- The time of the last update of a model with new items between trainings.

ALTER TABLE model ADD COLUMN updated_at BIGINT; -- null: not updated since its training
