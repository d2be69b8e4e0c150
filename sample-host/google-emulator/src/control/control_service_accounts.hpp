#pragma once

#include <string>
#include <vector>

#include "emulator.hpp"

/// Service accounts, in place of the Google Cloud console and the Admin console.
namespace emulator {

/// Service accounts, their keys and their delegated scopes. `path` holds the decoded segments below
/// /emulator/.
Answer control_service_accounts(Emulator& emulator, const Request& request,
                                const std::vector<std::string>& path);

}  // namespace emulator
