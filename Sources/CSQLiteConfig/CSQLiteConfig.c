#include "CSQLiteConfig.h"

#include <sqlite3.h>
#include <stddef.h>

int csqlite_set_checkpoint_on_close(void *connection, int on) {
    return sqlite3_db_config((sqlite3 *)connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on ? 0 : 1, NULL);
}
