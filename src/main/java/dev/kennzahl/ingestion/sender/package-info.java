/** One class per CRM sender: proves that a delivery is authentic and translates it, with no database, clock or log. */
@NullMarked
package dev.kennzahl.ingestion.sender;

import org.jspecify.annotations.NullMarked;
