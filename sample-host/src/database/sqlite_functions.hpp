// What SQLite lacks and the other databases have. Only for the folder `database`.
#pragma once

namespace soci {
class session;
}

namespace sample_host {

/// For a session with SQLite only. Adds the function `fold_key(text)`: SQLite's own `lower` knows ASCII
/// alone.
void add_sqlite_functions(soci::session& session);

}  // namespace sample_host
