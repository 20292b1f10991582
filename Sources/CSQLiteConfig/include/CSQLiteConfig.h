#ifndef CSQLITECONFIG_H
#define CSQLITECONFIG_H

/* sqlite3_db_config is variadic, which Swift cannot call. Whether closing the last connection (a `sqlite3 *`) first copies the
   write-ahead log into the database. Returns an SQLite result code. */
int csqlite_set_checkpoint_on_close(void *connection, int on);

#endif
