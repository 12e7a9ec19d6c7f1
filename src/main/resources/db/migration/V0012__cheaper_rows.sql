-- The tables that grow with every delivery. For each of their rows two things were asked whose answer is known beforehand.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY[
        'delivery', 'record', 'change_event',
        'deal_version', 'lead_version', 'customer_version', 'product_version', 'employee_version']
    LOOP
        -- Whether there is such a tenant: only transactions bound to a tenant can write, and tenants are never deleted.
        EXECUTE format('ALTER TABLE %I DROP CONSTRAINT %I', name, name || '_tenant_id_fkey');
        -- Which tenant it is that the transaction is bound to: as a subselect Postgres asks once for a statement.
        EXECUTE format('ALTER POLICY own_tenant ON %I USING (tenant_id = (SELECT current_tenant())) WITH CHECK (tenant_id = (SELECT current_tenant()))', name);
    END LOOP;
END $$;
