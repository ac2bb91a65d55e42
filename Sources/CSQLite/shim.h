#pragma once
#include <sqlite3.h>

// SQLITE_TRANSIENT and SQLITE_STATIC are casts that the importer cannot see.
static inline sqlite3_destructor_type tuiperf_sqlite_transient(void) { return SQLITE_TRANSIENT; }
static inline sqlite3_destructor_type tuiperf_sqlite_static(void) { return SQLITE_STATIC; }
