#pragma once

#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "emulator.hpp"

namespace emulator {

/// Parses the body as JSON. Throws ControlError.
boost::json::value request_body(const Request& request);
boost::json::object object_body(const Request& request);

/// Reading and changing the directory. `path` holds the decoded segments below /emulator/.
Answer control_users(Emulator& emulator, Workspace& workspace, const Request& request,
                     const std::vector<std::string>& path);
Answer control_units(Emulator& emulator, Workspace& workspace, const Request& request,
                     const std::vector<std::string>& path);
Answer control_groups(Emulator& emulator, Workspace& workspace, const Request& request,
                      const std::vector<std::string>& path);

/// Service accounts, their keys and their delegated scopes. `path` as above.
Answer control_service_accounts(Emulator& emulator, const Request& request,
                                const std::vector<std::string>& path);

}  // namespace emulator
