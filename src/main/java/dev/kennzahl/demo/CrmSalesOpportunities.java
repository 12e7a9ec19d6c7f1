package dev.kennzahl.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The public data set <em>CRM Sales Opportunities</em> (Maven Analytics), from a folder of the user's. Its files go in as they
 * are, through named column mappings: the pipeline's spelling GTXPro becomes the product list's GTX Pro, the dates of
 * engagement and closing become history, and what the files do not know stays unknown.
 */
final class CrmSalesOpportunities implements DemoData {
    private record File(String name, String dataset, Map<String, Object> mapping) {}

    private static final List<File> FILES = List.of(
            new File(
                    "sales_teams.csv",
                    "employees",
                    columns(Map.of(
                            "sales_agent", List.of("employee_id", "name"),
                            "manager", List.of("manager_id"),
                            "regional_office", List.of("region")))),
            new File(
                    "products.csv",
                    "products",
                    columns(Map.of(
                            "product", List.of("product_id", "name"),
                            "series", List.of("product_group"),
                            "sales_price", List.of("list_price")))),
            new File(
                    "accounts.csv",
                    "customers",
                    columns(Map.of(
                            "account", List.of("customer_id", "name"),
                            "sector", List.of("industry"),
                            "office_location", List.of("country"),
                            "employees", List.of("company_size")))),
            new File(
                    "sales_pipeline.csv",
                    "deals",
                    Map.of(
                            "columns",
                                    Map.of(
                                            "opportunity_id", List.of("deal_id"),
                                            "sales_agent", List.of("owner_id"),
                                            "product", List.of("product_id"),
                                            "account", List.of("customer_id"),
                                            "deal_stage", List.of("stage", "status"),
                                            "engage_date", List.of("created_at"),
                                            "close_date", List.of("closed_at"),
                                            "close_value", List.of("amount")),
                            "values",
                                    Map.of(
                                            "status",
                                                    Map.of(
                                                            "Prospecting",
                                                            "open",
                                                            "Engaging",
                                                            "open",
                                                            "Won",
                                                            "won",
                                                            "Lost",
                                                            "lost"),
                                            "product_id", Map.of("GTXPro", "GTX Pro")))));

    private final Path folder;

    CrmSalesOpportunities(Path folder) {
        this.folder = folder;
    }

    private static Map<String, Object> columns(Map<String, List<String>> columns) {
        return Map.of("columns", columns);
    }

    @Override
    public String source() {
        return "CRM Sales Opportunities, version 1";
    }

    @Override
    public void load(PublicInterface service, Progress progress) {
        int done = 0;
        for (File file : FILES) {
            progress.reached("file " + file.name(), done++, FILES.size());
            String mapping = "crm-sales-" + file.dataset();
            service.put("/api/v1/import-mappings/" + mapping, file.mapping());
            service.importCsv(file.dataset(), read(file.name()), "?mapping=" + mapping);
        }
    }

    private byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "KENNZAHL_DEMO_DATA must be 'generated', 'none', or a folder with "
                            + FILES.stream().map(File::name).toList(),
                    e);
        }
    }
}
