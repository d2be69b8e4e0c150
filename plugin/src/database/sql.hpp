// HostSdk::sql under the names that this folder uses, and its errors as the plugin's.
#pragma once

#include "host_sdk/sql/migrate.hpp"
#include "host_sdk/sql/session_pool.hpp"

namespace gup::database {

using host_sdk::sql::Backend;
using host_sdk::sql::backend_named;
using host_sdk::sql::Cell;
using host_sdk::sql::Dialect;
using host_sdk::sql::Query;
using host_sdk::sql::Row;
using host_sdk::sql::Session;
using host_sdk::sql::SessionPool;
using host_sdk::sql::SqlError;
using host_sdk::sql::SqlErrorKind;
using host_sdk::sql::Statement;
using host_sdk::sql::Transaction;
using host_sdk::sql::Values;

/// Throws `StateMoved` for a duplicate key: another process wrote the row meanwhile. Throws `Failure` for all
/// other errors: `try_again` when a later run may succeed, `operator_action` otherwise. The database's own
/// text is the failure's detail, so that only the log has it. The sentence about a full disk or a read-only
/// database names the file.
[[noreturn]] void throw_as_failure(const SqlError& error);

}  // namespace gup::database
