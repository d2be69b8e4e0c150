#include "database/sqlite_functions.hpp"

#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>

#include <exception>
#include <string>

#include "host_sdk/text.hpp"

namespace sample_host {

// SOCI includes sqlite3.h inside a namespace of its own; the macros belong to nobody.
using namespace sqlite_api;

namespace {

void fold(sqlite3_context* context, int, sqlite3_value** arguments) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(arguments[0]));
  if (text == nullptr) {
    sqlite3_result_null(context);
    return;
  }
  try {
    const auto size = static_cast<std::size_t>(sqlite3_value_bytes(arguments[0]));
    const auto key = host_sdk::fold_key(std::string_view{text, size});
    sqlite3_result_text(context, key.data(), static_cast<int>(key.size()), SQLITE_TRANSIENT);
  } catch (const std::exception&) {
    // Not UTF-8: such a text is found by no search, which must not fail because of it.
    sqlite3_result_null(context);
  }
}

}  // namespace

void add_sqlite_functions(soci::session& session) {
  // libsoci_sqlite3 does not export the class's type information, so a dynamic_cast does not link.
  auto* backend = static_cast<soci::sqlite3_session_backend*>(session.get_backend());
  auto* connection = backend->conn_;
  sqlite3_create_function(connection, "fold_key", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, nullptr, fold,
                          nullptr, nullptr);
}

}  // namespace sample_host
