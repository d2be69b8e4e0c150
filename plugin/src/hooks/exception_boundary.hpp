// The one place where what was thrown inside the plugin becomes the result of a hook.
#pragma once

#include <functional>
#include <string_view>

#include "host_sdk/result.hpp"
#include "host_sdk/services/logger.hpp"

namespace gup {

/// Calls `body` and answers with its result. A `Failure` becomes the result that it carries; any other
/// exception is logged with the name of the hook and becomes a sentence for the operator without internals.
/// Never throws what derives from std::exception.
[[nodiscard]] host_sdk::Result exception_boundary(host_sdk::Logger& logger, std::string_view company_id,
                                                  std::string_view hook,
                                                  const std::function<host_sdk::Result()>& body);

}  // namespace gup
