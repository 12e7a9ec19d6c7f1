-- An upload that nobody ends, since the service that received it was killed, is ended once nothing came for a while; and a file may
-- be imported on trial, which leaves nothing but its report.
ALTER TABLE import_job
    -- When the last piece of the file was stored. The default is for uploads that broke off before this column was there.
    ADD COLUMN progressed_at timestamptz NOT NULL DEFAULT '-infinity',
    ADD COLUMN dry_run       boolean     NOT NULL DEFAULT false,
    ADD COLUMN report        jsonb;                               -- what a dry run found

CREATE INDEX import_job_receiving ON import_job (tenant_id, progressed_at) WHERE status = 'receiving';
CREATE INDEX import_job_dry_run ON import_job (tenant_id, finished_at) WHERE dry_run;

-- Who looks for work sees which tenants have uploads or dry runs that are older than it says, and nothing else of them.
GRANT SELECT (progressed_at, dry_run, finished_at) ON import_job TO kennzahl_backlog;
CREATE POLICY broken_off ON import_job FOR SELECT TO kennzahl_backlog
    USING (status = 'receiving' AND progressed_at < nullif(current_setting('app.broken_off_before', true), '')::timestamptz);
CREATE POLICY retention ON import_job FOR SELECT TO kennzahl_backlog
    USING (dry_run AND finished_at < nullif(current_setting('app.retention_before', true), '')::timestamptz);
