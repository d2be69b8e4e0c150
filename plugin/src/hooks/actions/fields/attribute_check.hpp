// Whether custom attributes exist in Google.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "hooks/context.hpp"
#include "model/fields/field_mapping.hpp"

namespace gup {

/// Sentences for each field with a new custom attribute that Google does not list, by its place in
/// `kTargetFields`. Empty if Google may not be asked. Throws `Failure` (`try_again` if `monitor` cancels
/// before Google answers). [page]
[[nodiscard]] std::map<std::size_t, std::vector<std::string>> unknown_attributes(
    const HookContext& context, const std::string& company_id, const FieldMapping& saved,
    const FieldMapping& mapping, host_sdk::TaskMonitor& monitor);

}  // namespace gup
