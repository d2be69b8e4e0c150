#include "database/bulk/bulk_writer.hpp"

#include "database/bulk/mariadb_writer.hpp"
#include "database/bulk/postgresql_writer.hpp"
#include "database/bulk/prepared_writer.hpp"
#include "database/bulk/sqlite_writer.hpp"

namespace gup::database {

std::unique_ptr<BulkWriter> make_bulk_writer(Session& session, WriteSteps steps) {
  switch (session.dialect().backend()) {
    case Backend::sqlite3:
      return make_sqlite_writer(session, std::move(steps));
    case Backend::postgresql:
      return make_postgresql_writer(session, std::move(steps));
    case Backend::mysql:
      break;
  }
  if (takes_arrays_of_rows(session)) return make_mariadb_writer(session, std::move(steps));
  return make_prepared_writer(session, std::move(steps));
}

}  // namespace gup::database
