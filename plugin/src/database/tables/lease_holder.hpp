// Who holds a lease: a process, so that others on the same machine can see whether it still lives.
#pragma once

#include <string>

namespace gup {

/// A name that no other run has: machine (host name and boot), pid namespace, process, the process's start
/// and a random part. Two calls give two names. [any]
[[nodiscard]] std::string make_lease_holder();

/// This process's `holder` has ended but could not give its lease back: it is dead from now on. [any]
void abandon_lease_holder(const std::string& holder);

/// True only when `holder` was a process of this machine, this boot and this pid namespace, and that process
/// no longer lives or abandoned the name. A name of another machine is never known to be dead. [any]
[[nodiscard]] bool holder_is_dead(const std::string& holder);

}  // namespace gup
