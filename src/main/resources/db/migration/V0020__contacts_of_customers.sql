-- What the pages about a customer and about a rep look up: the last contacts, the last answers, and who did what.
CREATE INDEX activity_of_customer ON activity (tenant_id, customer_id, occurred_at)
    WHERE known_to = 'infinity' AND customer_id IS NOT NULL;
CREATE INDEX activity_of_employee ON activity (tenant_id, employee_id, occurred_at)
    WHERE known_to = 'infinity' AND employee_id IS NOT NULL;
CREATE INDEX survey_response_of_customer ON survey_response (tenant_id, customer_id, answered_at)
    WHERE known_to = 'infinity' AND customer_id IS NOT NULL;
