package dev.kennzahl.demo.sample;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import dev.kennzahl.demo.sample.TrueDeal.Origin;

/**
 * Taldorn Messtechnik, a company that does not exist: it sells sensors, transmitters, test benches and their calibration to
 * factories in Germany, Austria and Switzerland. The same seed is the same company, on every machine and on every day.
 *
 * <p>Deals up to {@link SampleCalendar#CRM_CHANGE} come as a file, the newer ones by the webhooks of HubSpot and of a
 * partner portal. What was ordered, spent, done and answered comes as files of the ERP and of marketing.
 */
public final class SampleCompany {
    /** The seed of the demo tenant. */
    public static final long SEED = 4_711;

    public static final String NAME = "Taldorn Messtechnik GmbH";

    private final List<Employee> employees;
    private final List<Product> products;
    private final List<Customer> customers;
    private final List<Lead> leads;
    private final List<TrueDeal> deals;
    private final List<OrderLine> orders;
    private final List<SampleFile> files;
    private final Map<String, Object> hubSpotOptions;
    private final List<HubSpotDelivery> hubSpotDeliveries;
    private final List<PortalMessage> portalMessages;

    private SampleCompany(long seed) {
        Dice dice = new Dice(seed);
        Staff staff = new Staff(dice.apart());
        Catalogue catalogue = new Catalogue();
        Market market = new Market(staff, dice.apart());
        DealBook dealBook = new DealBook(staff, catalogue, market, dice.apart());
        employees = staff.employees();
        products = catalogue.products();
        deals = dealBook.deals();
        leads = new LeadBook(deals, staff, catalogue, market, dice.apart()).leads();
        customers = market.customers(firstPurchases(deals));
        List<SampleFile> crm = List.of(
                MasterDataFiles.employees(employees),
                MasterDataFiles.products(products),
                MasterDataFiles.customers(customers),
                LeadFile.of(leads),
                DealFile.of(deals, dice.apart()));
        HubSpotFeed hubSpot = new HubSpotFeed(deals, dealBook.merges(), employees, dice.apart());
        hubSpotOptions = hubSpot.options();
        hubSpotDeliveries = new Post(dice.apart()).deliver(hubSpot.events());
        portalMessages = new PortalFeed(deals, leads).messages(dice.apart());
        orders = new OrderBook(truth(), staff, catalogue, customers, dice.apart()).lines();
        List<SampleFile> others = List.of(
                SalesFiles.orders(orders),
                SalesFiles.contracts(new ContractBook(deals, catalogue, customers, dice.apart()).contracts()),
                CostFile.of(employees, dice.apart()),
                ActivityFile.of(leads, deals, customers, staff, dice.apart()),
                MailingFile.of(dice.apart()),
                SurveyFile.of(orders, staff, dice.apart()),
                PriceWatchFile.of(products, dice.apart()),
                TargetFile.of(employees));
        files = Stream.concat(crm.stream(), others.stream()).toList();
    }

    public static SampleCompany generate(long seed) {
        return new SampleCompany(seed);
    }

    /** The files to import, in an order in which each speaks only of what came before. */
    public List<SampleFile> files() {
        return files;
    }

    /** Options of the HubSpot connection, to which {@code publicUrl} must be added. */
    public Map<String, Object> hubSpotOptions() {
        return hubSpotOptions;
    }

    /** HubSpot's posts in the order of their arrival, which is not the order of what happened. */
    public List<HubSpotDelivery> hubSpotDeliveries() {
        return hubSpotDeliveries;
    }

    /** Options of the partner portal's {@code standard-webhooks} connection. */
    public Map<String, Object> portalOptions() {
        return PortalFeed.options();
    }

    /** The partner portal's messages in the order of their arrival. */
    public List<PortalMessage> portalMessages() {
        return portalMessages;
    }

    /** All leads, in order of their creation. */
    public List<Lead> leads() {
        return leads;
    }

    /** The KPI values that a service must find when it has taken in everything. */
    public SampleTruth truth() {
        return new SampleTruth(deals, employees, customers, products);
    }

    /** The same of what was ordered. */
    public OrderTruth orderTruth() {
        return new OrderTruth(orders);
    }

    public SampleCounts counts() {
        return new SampleCounts(
                employees.size(),
                products.size(),
                customers.size(),
                leads.size(),
                deals.size(),
                dealsOf(Origin.FILE),
                rows("deals"),
                dealsOf(Origin.HUBSPOT),
                hubSpotDeliveries.stream().mapToInt(HubSpotDelivery::size).sum(),
                hubSpotDeliveries.size(),
                dealsOf(Origin.PORTAL),
                (int) leads.stream().filter(Lead::throughPortal).count(),
                portalMessages.size());
    }

    private int rows(String dataset) {
        return files.stream()
                .filter(file -> file.dataset().equals(dataset))
                .mapToInt(SampleFile::rows)
                .sum();
    }

    private int dealsOf(Origin origin) {
        return (int) deals.stream().filter(deal -> deal.origin() == origin).count();
    }

    private static Map<String, LocalDate> firstPurchases(List<TrueDeal> deals) {
        Map<String, LocalDate> firstOn = new HashMap<>();
        for (TrueDeal deal : deals) {
            if (deal.counts() && deal.last().isWon() && deal.last().closedAt() != null) {
                LocalDate wonOn = SampleCalendar.dayOf(deal.last().closedAt());
                firstOn.merge(deal.last().customerId(), wonOn, (a, b) -> a.isBefore(b) ? a : b);
            }
        }
        return firstOn;
    }
}
