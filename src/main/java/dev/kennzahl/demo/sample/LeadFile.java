package dev.kennzahl.demo.sample;

import java.util.List;

/** The file of leads: one row each, as the lead stands in the end. */
final class LeadFile {
    private static final List<String> COLUMNS = List.of(
            "lead_id",
            "created_at",
            "status",
            "lead_source",
            "channel",
            "campaign_id",
            "owner_id",
            "customer_id",
            "region",
            "company_size",
            "score",
            "interest",
            "expected_value",
            "currency",
            "first_contact_at",
            "qualified_at",
            "converted_at",
            "deal_id",
            "disqualified_at",
            "disqualified_reason");

    private LeadFile() {}

    static SampleFile of(List<Lead> leads) {
        CsvTable table = new CsvTable("leads", COLUMNS);
        leads.stream().filter(lead -> !lead.throughPortal()).forEach(lead -> add(table, lead));
        return table.file();
    }

    private static void add(CsvTable table, Lead lead) {
        table.row(
                lead.leadId(),
                lead.createdAt(),
                lead.status(),
                lead.source(),
                lead.channel(),
                lead.campaignId(),
                lead.ownerId(),
                lead.customerId(),
                lead.region(),
                lead.companySize(),
                lead.score(),
                lead.interest(),
                lead.expectedValue(),
                "EUR",
                lead.firstContactAt(),
                lead.qualifiedAt(),
                lead.convertedAt(),
                lead.dealId(),
                lead.disqualifiedAt(),
                lead.disqualifiedReason());
    }
}
