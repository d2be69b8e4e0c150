// The page of a target group and its members.
#pragma once

#include <cstdint>

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_group(Services& services, const Visit& visit, std::int64_t id);

[[nodiscard]] Response delete_group(Services& services, const Visit& visit, std::int64_t id);
[[nodiscard]] Response add_member(Services& services, const Visit& visit, const Request& request,
                                  std::int64_t id);
[[nodiscard]] Response remove_member(Services& services, const Visit& visit, const Request& request,
                                     std::int64_t id);

}  // namespace sample_host::web
