-- Models take in new items between trainings: until when they have.

ALTER TABLE model ADD COLUMN updated_at BIGINT; -- null: since its training it was not updated
