// Small conversions between SOCI's values and ours. Only for the folder `database`.
#pragma once

#include <soci/soci.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "host_sdk/time.hpp"

namespace sample_host {

/// SOCI takes references to values that live as long as the statement, so each is made by name first.
using Int = long long;

[[nodiscard]] inline Int micros(host_sdk::Timestamp at) {
  return host_sdk::to_microseconds(at);
}
[[nodiscard]] inline host_sdk::Timestamp moment(Int microseconds) {
  return host_sdk::from_microseconds(microseconds);
}

}  // namespace sample_host
