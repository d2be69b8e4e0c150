// This machine and the operating system's user.
#pragma once

#include <string>

namespace sample_host {

/// The machine's name. Containers that share a file have different names.
[[nodiscard]] std::string machine_name();

/// The name of the user that runs this process; its number if it has no name.
[[nodiscard]] std::string system_user();

}  // namespace sample_host
