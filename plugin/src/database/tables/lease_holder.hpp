// The holder of a lease: a process, so that others on the same machine can see whether it lives.
#pragma once

#include <string>

namespace gup {

/// A unique name: machine (host name and boot), pid namespace, process, the process's start and a random
/// part. [any]
[[nodiscard]] std::string make_lease_holder();

/// Marks a `holder` of this process as dead: its run ended but could not release the lease. [any]
void abandon_lease_holder(const std::string& holder);

/// True only when `holder` was a process of this machine, this boot and this pid namespace, and that process
/// has ended or abandoned the name. Always false for a name of another machine. [any]
[[nodiscard]] bool holder_is_dead(const std::string& holder);

}  // namespace gup
