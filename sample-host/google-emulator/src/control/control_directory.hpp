#pragma once

#include <string>
#include <vector>

#include "emulator.hpp"

/// Reading and changing the directory.
namespace emulator {

/// `path` holds the decoded segments below /emulator/.
Answer control_users(Emulator& emulator, Workspace& workspace, const Request& request,
                     const std::vector<std::string>& path);
Answer control_units(Emulator& emulator, Workspace& workspace, const Request& request,
                     const std::vector<std::string>& path);
Answer control_schemas(Emulator& emulator, Workspace& workspace, const Request& request,
                       const std::vector<std::string>& path);
Answer control_groups(Emulator& emulator, Workspace& workspace, const Request& request,
                      const std::vector<std::string>& path);

}  // namespace emulator
