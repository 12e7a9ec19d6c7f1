-- Where a trace goes on, as W3C traceparent: from the request that brought a delivery to the turn that applies it, and from the turn to
-- what follows from what it made known. Written only while traces are made; null costs a bit of the row.

ALTER TABLE delivery ADD COLUMN trace_parent text;

ALTER TABLE tenant_clock
    ADD COLUMN trace_parent text,
    ADD COLUMN traced_at timestamptz;   -- the known_at that the trace is of; another one says that what became known since was not traced
