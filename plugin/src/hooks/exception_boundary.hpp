// Turns exceptions inside the plugin into the results of hooks.
#pragma once

#include <functional>
#include <string_view>

#include "host_sdk/result.hpp"
#include "host_sdk/services/logger.hpp"

namespace gup {

/// Calls `body` and returns its result. A `Failure` becomes its result; its detail is logged. Any other
/// std::exception is logged with the name of the hook and becomes a general sentence with a reference number,
/// which the log has too.
[[nodiscard]] host_sdk::Result exception_boundary(host_sdk::Logger& logger, std::string_view company_id,
                                                  std::string_view hook,
                                                  const std::function<host_sdk::Result()>& body);

}  // namespace gup
