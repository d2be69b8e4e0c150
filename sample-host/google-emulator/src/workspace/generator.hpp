#pragma once

#include "workspace/setup.hpp"

namespace emulator {

/// Adds people, units and groups to a workspace that is being loaded. The same request generates the same
/// directory on every machine. People are spread over all units below the root, or over the root when there
/// are none.
void generate(Workspace& workspace, const GenerateRequest& request);

}  // namespace emulator
