// What a database's error means for the caller. The only place that reads native codes.
#pragma once

#include "database/session/dialect.hpp"

namespace soci {
class soci_error;
}

namespace gup::database {

/// Throws what `error` means: `Failure` (`try_again`) when the database cannot be reached, is busy or gave
/// this transaction up; `StateMoved` when a row stands against a constraint; `Failure` (`operator_action`)
/// for everything else (a missing table, a full disk, missing rights). Sentences hold no part of the
/// connection string.
[[noreturn]] void throw_classified(const soci::soci_error& error, Backend backend, bool while_connecting);

}  // namespace gup::database
