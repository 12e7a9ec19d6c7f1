package dev.kennzahl.demo.sample;

import java.time.LocalDate;
import java.util.List;

/** What became of the mailings: one a month of the campaign that runs, and a newsletter. */
final class MailingFile {
    private static final int READERS = 2_600;

    private final CsvTable table = new CsvTable(
            "campaign-stats",
            List.of(
                    "campaign_id",
                    "sent_on",
                    "channel",
                    "sent",
                    "delivered",
                    "bounced",
                    "complaints",
                    "unsubscribed",
                    "opened",
                    "clicked"));
    private final Dice dice;

    private MailingFile(Dice dice) {
        this.dice = dice;
    }

    static SampleFile of(Dice dice) {
        MailingFile file = new MailingFile(dice);
        int readers = READERS;
        for (LocalDate month = SampleCalendar.FIRST_DAY;
                month.isBefore(SampleCalendar.END);
                month = month.plusMonths(1)) {
            readers += dice.between(-10, 45);
            file.mailing(LeadBook.campaign(month), month.plusDays(dice.between(5, 9)), readers * 3 / 5, 310, 140);
            file.mailing("NEWSLETTER-" + month.getYear(), month.plusDays(dice.between(19, 24)), readers, 360, 90);
        }
        return file.table.file();
    }

    /** @param opens how many of a thousand are opened, and of these how many are clicked */
    private void mailing(String campaign, LocalDate day, int sent, int opens, int clicks) {
        int bounced = ofThousand(sent, dice.between(12, 38));
        int delivered = sent - bounced;
        int opened = ofThousand(delivered, dice.between(opens - 50, opens + 50));
        table.row(
                campaign,
                day,
                "E-Mail",
                sent,
                delivered,
                bounced,
                dice.between(0, 2),
                ofThousand(delivered, dice.between(1, 6)),
                opened,
                ofThousand(opened, dice.between(clicks - 30, clicks + 50)));
    }

    private static int ofThousand(int all, int share) {
        return all * share / 1000;
    }
}
