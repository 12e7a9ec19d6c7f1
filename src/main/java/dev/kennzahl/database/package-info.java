/** The database as plumbing: tenant-bound transactions, column batches, and the server that starts by itself; no business. */
@NullMarked
package dev.kennzahl.database;

import org.jspecify.annotations.NullMarked;
