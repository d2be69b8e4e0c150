// The field mapping in a settings file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "host_sdk/yaml/strict_reader.hpp"
#include "model/fields/field_mapping.hpp"

namespace gup {

inline constexpr const char* kFieldsKey = "fields";

/// A mapping for each field, by its column: `from`, `when_empty` and, with a fixed text, `text`. [any]
[[nodiscard]] std::string field_lines(const FieldMapping& mapping);

/// Reads the mapping below `kFieldsKey`. What the file leaves out gets the default. Throws `YamlError`. [any]
[[nodiscard]] FieldMapping read_field_lines(const host_sdk::yaml::Mapping& fields);

/// A mistake in the sources of a field. [any]
[[nodiscard]] host_sdk::yaml::YamlError source_error(const host_sdk::yaml::Mapping& fields, std::size_t field,
                                                     std::string_view sentence);

}  // namespace gup
