// The page of a target user: add, change, delete. Fields that a provider manages are locked.
#pragma once

#include <cstdint>

#include "http/site.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

[[nodiscard]] Response show_user(Services& services, const Visit& visit, std::int64_t id);
[[nodiscard]] Response show_new_user(Services& services, const Visit& visit);
/// Adds a user by hand (`id` 0) or changes one.
[[nodiscard]] Response save_user(Services& services, const Visit& visit, const Request& request,
                                 std::int64_t id);
[[nodiscard]] Response delete_user(Services& services, const Visit& visit, std::int64_t id);

}  // namespace sample_host::web
