package dev.kennzahl.ingestion.sender;

/** Execution contexts made up for a test, with single quotes. */
final class Dynamics365Bodies {
    static final String ORGANIZATION = "7a9be0c4-31aa-ef11-b8e8-000d3ab12c03";
    static final String DEAL = "a1f0c1d2-55aa-f011-8e8e-000d3ab1aa01";
    static final String OTHER = "b2f0c1d2-55aa-f011-8e8e-000d3ab1aa02";

    private Dynamics365Bodies() {}

    static String update(String attributes) {
        return context("Update")
                .replace(
                        "[]",
                        "[{'key':'Target','value':{'Id':'" + DEAL + "','LogicalName':'opportunity','Attributes':["
                                + attributes + "]}}]");
    }

    /** A message about the deal, without parameters. */
    static String context(String message) {
        return "{'MessageName':'" + message + "','OrganizationId':'" + ORGANIZATION
                + "','PrimaryEntityName':'opportunity','PrimaryEntityId':'" + DEAL
                + "','OperationCreatedOn':'\\/Date(1777885200640+0000)\\/','InputParameters':[]}";
    }
}
