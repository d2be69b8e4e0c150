// The form of field mappings: its fields, and reading them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "host_sdk/page/exchange.hpp"
#include "model/fields/field_mapping.hpp"

namespace gup {

// The names of a target field's inputs, by its column: "field_department", "empty_department",
// "text_department".
inline constexpr const char* kSourcesPrefix = "field_";
inline constexpr const char* kEmptyPrefix = "empty_";
inline constexpr const char* kEmptyTextPrefix = "text_";
[[nodiscard]] std::string field_input(const char* prefix, std::size_t field);

struct MappingReading {
  FieldMapping mapping;
  /// Sentences by the name of the input.
  std::map<std::string, std::vector<std::string>> errors;
};

/// The saved mapping with the posted changes. Inputs that were not posted change nothing.
[[nodiscard]] MappingReading read_mapping(const host_sdk::page::Values& values, const FieldMapping& saved);

/// The inputs of `draft` that differ from the saved mapping, with their values: `read_mapping` returns
/// `draft`.
[[nodiscard]] host_sdk::page::Values changed_inputs(const FieldMapping& saved, const FieldMapping& draft);

/// What changes: "Department: customSchemas.HR.CostCenter, keeps its value when empty (before:
/// organizations.department)".
[[nodiscard]] std::vector<std::string> mapping_changes(const FieldMapping& before, const FieldMapping& after);
/// "organizations.department; cleared when empty"
[[nodiscard]] std::string rule_text(const FieldRule& rule);

}  // namespace gup
