-- When a delivery was last put back in line to be applied again; null for most, which never were. What waits again has not waited since
-- it came in.
ALTER TABLE delivery ADD COLUMN replayed_at timestamptz;

-- Who looks for unfinished work also sees since when it waits: of each tenant, the first in line by the index of those that wait.
GRANT SELECT (delivery_id, replayed_at) ON delivery TO kennzahl_backlog;
