package dev.kennzahl.ingestion;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.restassured.response.Response;

import dev.kennzahl.TestTenant;
import dev.kennzahl.catalogue.Dimension;

/** A company with three people in every place where people can stand, and its figures. */
final class ErasureStory {
    /** No other test, and nothing of the schema, holds this word. */
    static final String WORD = "zwiebelfisch";

    static final String CUSTOMER = "Zwiebelfisch & Söhne";
    static final String EMPLOYEE = "e-zwiebelfisch";
    static final String LEAD = "L-Zwiebelfisch";

    static final String CUSTOMERS =
            """
            customer_id,name,region,country,industry,segment,company_size,needs,owner_id,mail
            Zwiebelfisch & Söhne,Erika Zwiebelfisch,Nord,DE,Retail,SMB,10,Erika wants lamps,e-zwiebelfisch,erika@zwiebelfisch.example
            C-2,Other,Süd,AT,Retail,Mid,20,,E-2,
            """;
    static final String EMPLOYEES =
            """
            employee_id,name,team,manager_id,region,role,birthday
            e-zwiebelfisch,Ernst Zwiebelfisch,A,E-2,Nord,AE,1980-02-03
            E-2,Boss,B,e-zwiebelfisch,Süd,AE,
            """;
    static final String LEADS =
            """
            lead_id,created_at,status,name,lead_source,channel,owner_id,customer_id,region,interest,disqualified_reason,phone
            L-Zwiebelfisch,2026-01-01,qualified,Emil Zwiebelfisch,Fair,Web,e-zwiebelfisch,Zwiebelfisch & Söhne,Nord,lamps,,0123
            L-2,2026-01-02,open,Other,Fair,Web,E-2,C-2,Süd,,,
            """;
    static final String DEALS =
            """
            deal_id,name,customer_id,lead_id,owner_id,region,stage,status,amount,created_at,closed_at,lost_reason,contact
            D-1,Lamps for Erika Zwiebelfisch,Zwiebelfisch & Söhne,L-Zwiebelfisch,e-zwiebelfisch,,Won,won,100,2026-01-05,2026-02-10,,Emil Zwiebelfisch
            D-2,Chairs,Zwiebelfisch & Söhne,,E-2,West,Lost,lost,50,2026-01-06,2026-02-11,Price,
            D-3,Desks,C-2,L-2,e-zwiebelfisch,,Demo,open,70,2026-01-07,,,Ernst Zwiebelfisch
            D-4,Doors,C-2,,E-2,,Won,won,11,2026-01-08,2026-02-12,,
            """;
    static final String CHANGES =
            """
            deal_id,changed_at,stage,status,amount,customer_id,owner_id
            D-5,2026-01-10T10:00:00Z,Demo,open,5,Zwiebelfisch & Söhne,e-zwiebelfisch
            D-5,2026-02-10T10:00:00Z,Won,won,6,Zwiebelfisch & Söhne,E-2
            D-5,2026-02-10T10:00:00Z,Proposal,won,8,C-2,e-zwiebelfisch
            """;
    static final String DEAL_CREATED =
            """
            {"type":"sales.deal.created","timestamp":"2026-01-20T08:00:00Z","data":{"dealId":"W-1","amount":"30","stage":"Demo",
             "customerId":"Zwiebelfisch & S\\u00f6hne","ownerId":"77","leadId":"L-Zwiebelfisch","region":"Ost"}}""";
    static final String LEAD_CREATED =
            """
            {"type":"sales.lead.created","timestamp":"2026-01-20T08:00:00Z","data":{"leadId":"L-Zwiebelfisch","name":"Emil Zwiebelfisch",
             "source":"Mail","ownerId":"77","phone":"0123"}}""";
    static final String COMPANY =
            """
            [{"eventId":1,"portalId":7,"occurredAt":1768000000000,"subscriptionType":"company.creation","objectId":"Zwiebelfisch & Söhne"},
             {"eventId":2,"portalId":7,"occurredAt":1768000000000,"subscriptionType":"company.propertyChange","objectId":"Zwiebelfisch & Söhne",
              "propertyName":"name","propertyValue":"Erika Zwiebelfisch"},
             {"eventId":3,"portalId":7,"occurredAt":1768000000000,"subscriptionType":"deal.propertyChange","objectId":"H-1",
              "propertyName":"hubspot_owner_id","propertyValue":"e-zwiebelfisch"},
             {"eventId":4,"portalId":7,"occurredAt":1768000000001,"subscriptionType":"deal.propertyChange","objectId":"H-1",
              "propertyName":"amount","propertyValue":"9"}]""";

    /** Facts by data set: every kind that can refer to somebody. */
    static final Map<String, String> FACTS = new TreeMap<>(
            Map.of(
                    "orders",
                    """
            order_id,line_no,ordered_at,customer_id,employee_id,net_amount,quantity,contact
            O-1,1,2026-01-05,Zwiebelfisch & Söhne,e-zwiebelfisch,100.50,1,x
            O-1,2,2026-01-05T10:00:00Z,Zwiebelfisch & Söhne,E-2,7,2.50,
            O-2,1,2026-01-06,C-2,E-2,3,1,
            """,
                    "contracts",
                    "contract_id,customer_id,owner_id,start_on,annual_value\nK-1,Zwiebelfisch & Söhne,e-zwiebelfisch,2026-01-01,12\n",
                    "costs",
                    "cost_id,incurred_on,category,employee_id,amount\nX-1,2026-01-01,sales,e-zwiebelfisch,1.00\n",
                    "activities",
                    """
            activity_id,occurred_at,type,lead_id,customer_id,employee_id
            A-1,2026-01-01T09:00:00Z,call,L-Zwiebelfisch,Zwiebelfisch & Söhne,e-zwiebelfisch
            """,
                    "surveys",
                    """
            response_id,answered_at,kind,score,customer_id,employee_id,comment
            S-1,2026-01-03,nps,9,Zwiebelfisch & Söhne,e-zwiebelfisch,Ernst Zwiebelfisch is great. Erika
            """,
                    "targets",
                    "kpi,period_start,period_end,value,owner_id\nwon_revenue,2026-01-01,2026-02-01,10,e-zwiebelfisch\n",
                    "forecast-submissions",
                    """
            submitted_at,period_start,period_end,owner_id,category,amount,note
            2026-01-04,2026-01-01,2026-02-01,e-zwiebelfisch,commit,10,Ernst hopes so
            """));

    static final String ADJUSTMENT =
            """
            {"periodStart":"2026-01-01","periodEnd":"2026-02-01","category":"commit","ownerId":"e-zwiebelfisch","kind":"delta","amount":"-1",
             "note":"Ernst Zwiebelfisch hopes too much"}""";

    private static final List<String> KPIS =
            List.of("won_revenue", "win_rate", "opportunities_created", "open_pipeline_value", "sales_cycle_length");

    final TestTenant tenant = TestTenant.create();
    final Webhooks shop;
    final Webhooks hubSpot;
    private final String early;

    ErasureStory() {
        tenant.importCsv("customers", CUSTOMERS);
        tenant.importCsv("employees", EMPLOYEES);
        tenant.importCsv("leads", LEADS);
        tenant.importCsv("deals", DEALS);
        tenant.importCsv("deals", CHANGES);
        FACTS.forEach(tenant::importCsv);
        tenant.request()
                .contentType("application/json")
                .body(ADJUSTMENT)
                .post("/api/v1/forecasts/adjustments")
                .then()
                .statusCode(201);
        early = values("won_revenue", "").path("watermark").asText();
        tenant.importCsv("deals", DEALS.replace(",100,", ",120,"));
        tenant.importCsv("customers", CUSTOMERS.replace("Nord", "West"));
        tenant.importCsv(
                "deals", "deal_id,customer_id,name,stage,status,amount\nD-9,Zwiebelfisch & Söhne,x,Won,won,much\n");
        shop = new Webhooks(tenant, "standard-webhooks", Map.of());
        hubSpot = Webhooks.hubSpot(tenant);
        shop.post("m-1", DEAL_CREATED);
        shop.post("m-1", DEAL_CREATED); // repeated, so no event tells that this delivery names the person
        shop.post("m-2", LEAD_CREATED);
        shop.readAgainWith(Map.of("owners", Map.of("77", EMPLOYEE)));
        shop.send("m-3", "{\"type\":\"sales.deal.won\",\"data\":{\"customerId\":\"Zwiebelfisch & Söhne\"")
                .statusCode(400);
        hubSpot.post("", COMPANY);
    }

    static String keyIn(String dataset) {
        return Map.of("customers", CUSTOMER, "employees", EMPLOYEE, "leads", LEAD)
                .get(dataset);
    }

    static String nameIn(String dataset) {
        return Map.of(
                        "customers",
                        "Erika Zwiebelfisch",
                        "employees",
                        "Ernst Zwiebelfisch",
                        "leads",
                        "Emil Zwiebelfisch")
                .get(dataset);
    }

    String idOf(String dataset, String key) {
        return tenant.plain()
                .json("/api/v1/" + dataset + "?externalId=" + URLEncoder.encode(key, StandardCharsets.UTF_8))
                .at("/items/0/id")
                .asText();
    }

    Response erase(String dataset, String key) {
        Response report = tenant.request().post("/api/v1/" + dataset + "/" + idOf(dataset, key) + "/erasure");
        report.then().statusCode(200);
        return report;
    }

    private JsonNode values(String kpi, String query) {
        return tenant.plain().json("/api/v1/kpis/" + kpi + "/values?from=2026-01-01&to=2026-04-01&grain=month" + query);
    }

    /**
     * A KPI of each way to date and to choose deals by every dimension, now and as of a moment long past: question to groups with
     * their points.
     */
    Map<String, Object> figures() {
        Map<String, Object> figures = new TreeMap<>();
        for (String kpi : KPIS) {
            for (Dimension dimension : dev.kennzahl.metrics.subject.Deals.SUBJECT.dimensions()) {
                if (dimension == Dimension.NEEDS) {
                    continue; // a text about the person, which goes: the total stays, what it is of is not known any
                    // more
                }
                for (String asOf : List.of("", "&asOf=" + early)) {
                    JsonNode series =
                            values(kpi, "&groupBy=" + dimension.key() + asOf).required("series");
                    Set<String> groups = new TreeSet<>();
                    series.forEach(one ->
                            groups.add(one.required("group").required(dimension.key()) + " " + one.required("points")));
                    figures.put(kpi + " by " + dimension.key() + asOf, groups);
                }
            }
        }
        return figures;
    }

    static Map<String, Object> withPseudonym(Map<String, Object> figures, String key, String pseudonym) {
        Map<String, Object> replaced = new TreeMap<>();
        figures.forEach((question, groups) -> {
            Set<String> renamed = new TreeSet<>();
            ((Set<?>) groups).forEach(group -> renamed.add(group.toString().replace(key, pseudonym)));
            replaced.put(question, renamed);
        });
        return replaced;
    }
}
