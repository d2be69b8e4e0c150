// The operating system's user.
#pragma once

#include <string>

namespace sample_host {

/// The name of the user that runs this process; its number if it has no name.
[[nodiscard]] std::string system_user();

}  // namespace sample_host
