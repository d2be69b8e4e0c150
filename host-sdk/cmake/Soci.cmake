# The target `soci`: SOCI 4.0 with its SQLite, PostgreSQL and MySQL backends, for the build tree and for the installed
# package. Debian's SOCI has no CMake package. Backends are linked in and used by their factory objects, because SOCI's
# own dlopen of backends crashes when a plugin is unloaded.
foreach(part core sqlite3 postgresql mysql)
  find_library(SOCI_${part}_LIBRARY soci_${part} REQUIRED)
endforeach()
find_path(SOCI_INCLUDE_DIR soci/soci.h REQUIRED)
# SOCI's headers include those of the client libraries.
find_path(MARIADB_INCLUDE_DIR mysql.h PATH_SUFFIXES mariadb mysql REQUIRED)
find_path(LIBPQ_INCLUDE_DIR libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
# SOCI does not say the SQLSTATE of MariaDB's errors.
find_library(MARIADB_LIBRARY mariadb REQUIRED)

add_library(soci INTERFACE IMPORTED GLOBAL)
target_include_directories(soci INTERFACE ${SOCI_INCLUDE_DIR} ${MARIADB_INCLUDE_DIR} ${LIBPQ_INCLUDE_DIR})
target_link_libraries(soci INTERFACE ${SOCI_sqlite3_LIBRARY} ${SOCI_postgresql_LIBRARY} ${SOCI_mysql_LIBRARY}
                                     ${SOCI_core_LIBRARY} ${MARIADB_LIBRARY})
