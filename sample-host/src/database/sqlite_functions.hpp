// What SQLite lacks and the other databases have. Only for the folder `database`.
#pragma once

namespace soci {
class session;
}

namespace sample_host {

/// Adds the function `fold_key(text)`: SQLite's own `lower` knows ASCII alone.
void add_sqlite_functions(soci::session& session);

}  // namespace sample_host
