// Settings as a file, and earlier settings.
#pragma once

#include <string>

#include "hooks/context.hpp"
#include "hooks/page/parts.hpp"

namespace gup {

[[nodiscard]] host_sdk::page::Block settings_file_card(const HookContext& context,
                                                       const std::string& company_id, const View& view);

}  // namespace gup
