// What an error of SOCI means. Only for the folder `database`.
#pragma once

#include <string_view>

#include "database/errors.hpp"

namespace soci {
class soci_error;
}

namespace sample_host {

/// SOCI's own categories are unknown for SQLite and nearly so for MariaDB, so the native codes decide. The
/// message leaves out SOCI's context, which would hold the values of the statement.
[[nodiscard]] DatabaseError classify(const soci::soci_error& error, std::string_view doing);

}  // namespace sample_host
