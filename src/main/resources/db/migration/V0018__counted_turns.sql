-- How often a turn was taken and kept, by whomever and for whatever. A node that finds the number it left knows that nobody
-- wrote anything of the tenant's history since, so that what it remembers of records still is what the store holds.
ALTER TABLE tenant_clock ADD COLUMN turns bigint NOT NULL DEFAULT 0;
