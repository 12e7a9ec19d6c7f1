package dev.kennzahl.ingestion;

/**
 * What an erasure touched.
 *
 * @param versions versions of the person's own records, written anew without what is personal
 * @param events change events of those records, emptied of it
 * @param references events, facts and settings of others in which the key or the name gave way to the pseudonym
 * @param deliveries raw requests emptied
 * @param rejections rows of files set aside earlier, removed
 */
public record ErasureCounts(int versions, int events, int references, int deliveries, int rejections) {
    /** Nothing was touched. */
    public static final ErasureCounts NONE = new ErasureCounts(0, 0, 0, 0, 0);

    public static ErasureCounts ofReferences(int references) {
        return new ErasureCounts(0, 0, references, 0, 0);
    }

    public ErasureCounts plus(ErasureCounts other) {
        return new ErasureCounts(
                versions + other.versions,
                events + other.events,
                references + other.references,
                deliveries + other.deliveries,
                rejections + other.rejections);
    }
}
