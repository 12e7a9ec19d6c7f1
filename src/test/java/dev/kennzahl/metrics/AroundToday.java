package dev.kennzahl.metrics;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.kennzahl.TestTenant;

/** Records dated before, on and after today, of whatever customers and employees are counted by. */
final class AroundToday {
    /** Today, or so many days from it: {@code @-9}, {@code @0}, {@code @30}. */
    private static final Pattern DAY = Pattern.compile("@(-?\\d+)");

    private static final String CUSTOMERS =
            """
            customer_id,region,became_customer_on,churned_on
            SAID,Nord,@-300,
            LISTED,Nord,,
            PROSPECT,Nord,@20,
            BUYS_BEFORE,,@20,
            LEAVES,Nord,@-100,@10
            LEFT,,@-100,@-10
            TODAY,Nord,@0,
            LEFT_TODAY,Nord,@-60,@0
            LISTED_LEAVES,,,@5
            """;
    private static final String CONTRACTS =
            """
            contract_id,customer_id,start_on,end_on,cancelled_on,annual_value
            1,A,@-200,@16,,100
            2,B,@21,,,200
            3,C,@-150,@-1,,300
            4,C,@3,,,400
            5,D,@-150,,@7,500
            6,E,@-150,@100,@-20,600
            7,F,@0,,,700
            8,G,@-90,@0,,800
            9,A,@9,,,900
            """;
    private static final String ORDERS =
            """
            order_id,ordered_at,customer_id,net_amount,variable_cost,kind
            1,@-180,SAID,100,40,sale
            2,@-90,SAID,100,40,sale
            3,@-2,SAID,90,,sale
            4,@-50,BUYS_BEFORE,70,,sale
            5,@-20,A,60,10,sale
            6,@5,A,50,,sale
            7,@8,NEXT,40,,sale
            8,@-30,RETURNS,30,,return
            9,@-40,LISTED,20,,sale
            10,@-400,LONG_AGO,10,,sale
            """;
    private static final String ACTIVITIES =
            """
            activity_id,occurred_at,type,customer_id
            1,@-3,call,A
            2,@2,call,A
            3,@0,call,TODAY
            4,@-5,call,PROSPECT
            5,@25,call,B
            6,@-9,call,SAID
            """;
    private static final String SURVEYS =
            """
            response_id,answered_at,kind,score,customer_id
            1,@-10,nps,3,SAID
            2,@4,nps,9,SAID
            3,@-8,csat,1,A
            """;
    private static final String EMPLOYEES =
            """
            employee_id,hired_on,left_on
            E1,@-1000,
            E2,@-400,@12
            E3,@15,
            E4,@-50,@-1
            E5,@0,
            E6,,
            E7,@-30,@0
            """;

    private AroundToday() {}

    static LocalDate today() {
        return LocalDate.now(ZoneId.of("Europe/Berlin"));
    }

    /** The text with its days as dates. */
    static String dated(String text) {
        LocalDate today = today();
        return DAY.matcher(text)
                .replaceAll(day -> Matcher.quoteReplacement(
                        today.plusDays(Integer.parseInt(day.group(1))).toString()));
    }

    /** A tenant of its own that has all of it. */
    static ToldStory told() {
        TestTenant tenant = TestTenant.create();
        ToldStory told =
                new ToldStory(new SalesStory(0, Map.of(), List.of()), tenant, new KpiClient(tenant), new ArrayList<>());
        tell(told, "customers", CUSTOMERS);
        tell(told, "contracts", CONTRACTS);
        tell(told, "orders", ORDERS);
        tell(
                told,
                "deals",
                "deal_id,stage,status,customer_id,created_at,closed_at\n1,won,won,SAID,@-60,@-15\n2,won,won,W,@-60,@9\n");
        tell(told, "activities", ACTIVITIES);
        tell(told, "surveys", SURVEYS);
        tell(told, "employees", EMPLOYEES);
        tell(told, "costs", "cost_id,incurred_on,category,region,amount\n1,@-5,marketing,Nord,100\n2,@6,sales,,50\n");
        return told;
    }

    private static void tell(ToldStory told, String dataset, String rows) {
        ToldStory.importFile(told.client(), dataset, dated(rows).getBytes(StandardCharsets.UTF_8));
    }
}
