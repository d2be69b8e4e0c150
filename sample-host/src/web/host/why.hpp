// Why a person is a target user: the answer of the provider that manages the row.
#pragma once

#include "database/target_rows/target_users.hpp"
#include "web/host/visit.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// Draws the provider's explanation from what it stored, with what its runs did to the person. Takes at most
/// two seconds.
void draw_why(Html& html, Services& services, const Visit& visit, const TargetUser& user);

}  // namespace sample_host::web
