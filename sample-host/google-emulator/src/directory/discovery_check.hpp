#pragma once

#include <optional>
#include <string>

#include "directory/discovery.hpp"
#include "directory/field_mask.hpp"
#include "faults/switches.hpp"

/// Checks every request to the directory against the discovery document.
namespace emulator {

/// Why a request is not allowed, with the error text of the answer.
struct Violation {
  std::string reason;  ///< `invalid` or `badRequest`
  std::string message;
  std::string parameter;
};

/// Checks names, types, ranges, enumerations, patterns and required parameters, but not `fields`.
std::optional<Violation> find_violation(const Discovery& discovery, const MethodRule& method,
                                        const Match& match, const Parameters& query,
                                        const Switches& switches);

/// Parses the `fields` mask and checks every name against the method's response. Throws FieldMaskError.
FieldMask checked_field_mask(const Discovery& discovery, const MethodRule& method, const std::string& fields,
                             const Switches& switches);

}  // namespace emulator
