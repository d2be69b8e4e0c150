// gup_field_rules: where the fields of a company's target users come from.
#pragma once

#include <string>
#include <vector>

#include "database/records.hpp"
#include "database/sql.hpp"
#include "model/fields/field_mapping.hpp"

namespace gup::database {

/// The defaults where the company has no rule of its own.
[[nodiscard]] FieldMapping read_field_mapping(Session& session, const std::string& company_id);

/// Call in a write transaction. Stores the rules that are not the default, as a new revision and version of
/// the settings. False if nothing changed.
bool save_field_mapping(Session& session, const std::string& company_id, const FieldMapping& mapping,
                        const std::string& saved_by, host_sdk::Timestamp now);

/// The same without a revision or version: for callers that save the other settings, too.
bool replace_field_mapping(Session& session, const std::string& company_id, const FieldMapping& mapping,
                           const std::string& saved_by, host_sdk::Timestamp now);

/// What the last sync that was applied said about custom attributes.
[[nodiscard]] CustomAttributesSeen read_custom_attributes_seen(Session& session,
                                                               const std::string& company_id);

/// The columns that an unlink keeps: all but the company.
inline constexpr const char* kKeptFieldRules = "field, sources, when_empty, value_text, saved_by, saved_at";

}  // namespace gup::database
