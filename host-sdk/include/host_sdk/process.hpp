// This machine, and recognizing a process after its pid was given to another one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace host_sdk {

/// When a process started, in the kernel's ticks since boot (proc(5), field 22 of /proc/PID/stat). With the
/// pid, that identifies a process as long as the machine is up. nullopt if no such process lives; a zombie
/// does not. [any] @since 1.4
[[nodiscard]] std::optional<std::int64_t> start_of_process(std::int64_t pid);

/// The machine's name (gethostname), or "unknown" if the system does not report it. Containers have different
/// names, even if they share files. [any] @since 1.9
[[nodiscard]] std::string machine_name();

}  // namespace host_sdk
