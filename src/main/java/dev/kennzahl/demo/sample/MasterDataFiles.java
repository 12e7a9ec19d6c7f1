package dev.kennzahl.demo.sample;

import java.util.List;

/** The files about those who sell, what they sell and to whom. */
final class MasterDataFiles {
    private MasterDataFiles() {}

    static SampleFile employees(List<Employee> employees) {
        CsvTable table = new CsvTable(
                "employees",
                List.of("employee_id", "name", "team", "manager_id", "region", "role", "fte", "hired_on", "left_on"));
        for (Employee e : employees) {
            table.row(
                    e.employeeId(),
                    e.name(),
                    e.team(),
                    e.managerId(),
                    e.region(),
                    e.role(),
                    e.fte(),
                    e.hiredOn(),
                    e.leftOn());
        }
        return table.file();
    }

    static SampleFile products(List<Product> products) {
        CsvTable table = new CsvTable(
                "products", List.of("product_id", "name", "product_group", "list_price", "variable_cost", "currency"));
        for (Product p : products) {
            table.row(p.productId(), p.name(), p.productGroup(), p.listPrice(), p.variableCost(), "EUR");
        }
        return table.file();
    }

    static SampleFile customers(List<Customer> customers) {
        CsvTable table = new CsvTable(
                "customers",
                List.of(
                        "customer_id",
                        "name",
                        "region",
                        "country",
                        "industry",
                        "segment",
                        "company_size",
                        "needs",
                        "owner_id",
                        "became_customer_on",
                        "churned_on"));
        for (Customer c : customers) {
            table.row(
                    c.customerId(),
                    c.name(),
                    c.region(),
                    c.country(),
                    c.industry(),
                    c.segment(),
                    c.companySize(),
                    c.needs(),
                    c.ownerId(),
                    c.becameCustomerOn(),
                    c.churnedOn());
        }
        return table.file();
    }
}
