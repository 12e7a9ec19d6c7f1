package dev.kennzahl.metrics.subject;

import java.util.List;

import dev.kennzahl.catalogue.Dimension;
import dev.kennzahl.metrics.subject.Subject.Column;

/** The people of the sales organisation. */
public final class Employees {
    public static final Subject SUBJECT = described(
                    Subject.of("employee", "employees", "employee_version", Subject.History.VERSIONS))
            .build();

    private static final String LEFT = "coalesce(f.left_on + 1, 'infinity'::date)";

    /** The days employed: from hiring to the last day, included; unknown ends are open. */
    public static final Moment EMPLOYED = SUBJECT.during("coalesce(f.hired_on, '-infinity'::date)", LEFT);

    /** The same days so far, of those only whose first is known. */
    public static final Moment EMPLOYED_SINCE =
            SUBJECT.during("f.hired_on", LEFT).soFar();

    public static final Condition ANY = new Condition("f.status = 'active'");

    /** Full-time equivalents; 1 where nothing is said. */
    public static final Contribution FTE = Contribution.number("coalesce(f.fte, 1)");

    /** A day, shown in years. */
    public static final Contribution DAY = Contribution.years("86400");

    private Employees() {}

    /** What an employee can be grouped by and what is shown, of any relation that has the columns. */
    static Subject.Builder described(Subject.Builder subject) {
        return subject.refersTo(MasterData.OWNER, "f.external_id")
                .has(Dimension.TEAM, "team")
                .has(
                        Dimension.MANAGER,
                        new DimensionPart("f.manager_id", "m.name", List.of(MasterData.OWNER, MasterData.MANAGER)))
                .has(Dimension.REGION, "region")
                .shows(Column.ID, "f.record_id")
                .shows(Column.EXTERNAL_ID, "f.external_id")
                .shows(Column.NAME, "f.name")
                .shows(Column.STATUS, "f.role")
                .shows(Column.OWNER_ID, "f.external_id")
                .shows(Column.REGION, "f.region");
    }
}
