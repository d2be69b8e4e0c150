#include "sync/fields/field_sources.hpp"

#include <algorithm>
#include <utility>

#include "google/sign_in/scopes.hpp"

namespace gup {

FieldSources::FieldSources(FieldStore& store, const Connection& connection, google::DirectoryReader& reader,
                           host_sdk::TaskMonitor& monitor)
    : mapping_(store.field_mapping(connection.company_id)), attributes_(custom_attributes(mapping_)) {
  if (attributes_.empty()) return;
  before_ = store.custom_attributes_seen(connection.company_id);
  const auto is_unmapped = [&](const CustomAttribute& one) { return !is_among(one, attributes_); };
  std::erase_if(before_.with_values, is_unmapped);
  std::erase_if(before_.missing, is_unmapped);
  seen_ = before_;
  if (!google::grants_schemas(connection.scopes)) return;
  const auto listed = reader.list_attributes(monitor);
  if (!listed) return;
  unlisted_ = attributes_;
  for (const KnownAttribute& known : *listed) std::erase(*unlisted_, known.name);
  seen_.missing = *unlisted_;
}

/// Returns the mapping without the attributes that Google does not list, because Google may reject the names
/// of their schemas.
FieldMapping FieldSources::asked_mapping() const {
  FieldMapping asked = mapping_;
  if (unlisted_)
    for (FieldRule& rule : asked)
      std::erase_if(rule.sources, [&](const FieldSource& source) {
        return source.attribute == Attribute::custom_schemas &&
               is_among({source.entry, source.member}, *unlisted_);
      });
  return asked;
}

void FieldSources::set_missing(plan::DirectoryView& view) const {
  view.missing_attributes = seen_.missing;
  view.valueless_attributes.clear();
  for (const CustomAttribute& attribute : seen_.missing)
    if (!is_among(attribute, before_.with_values)) view.valueless_attributes.push_back(attribute);
}

/// A field that has another source as well is not cleared.
std::vector<CustomAttribute> FieldSources::only_sources(const std::vector<CustomAttribute>& valueless) const {
  std::vector<CustomAttribute> found;
  for (const FieldRule& rule : mapping_) {
    const auto is_valueless = [&](const FieldSource& source) {
      return source.attribute == Attribute::custom_schemas &&
             is_among({source.entry, source.member}, valueless);
    };
    if (std::ranges::all_of(rule.sources, is_valueless))
      for (const FieldSource& source : rule.sources) found.push_back({source.entry, source.member});
  }
  return found;
}

void FieldSources::prepare(const google::ExtraUserFields& extra, google::DirectoryReader& reader,
                           plan::DirectoryView& view) const {
  reader.ask_for(extra, asked_mapping());
  view.fields = {mapping_, fields_from(mapping_, seen_.missing)};
  set_missing(view);
}

bool FieldSources::must_read_again(const google::DirectoryReader& reader, std::uint64_t custom_values) {
  if (attributes_.empty()) return false;
  const auto asked = custom_attributes(asked_mapping());
  const bool refused = reader.custom_fields_refused();
  CustomAttributesSeen now;
  std::vector<CustomAttribute> never_had_values;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if ((custom_values >> i & 1U) != 0) now.with_values.push_back(asked[i]);
    const bool had_values = is_among(asked[i], before_.with_values);
    if (refused || (!unlisted_ && had_values && !is_among(asked[i], now.with_values)))
      now.missing.push_back(asked[i]);
    else if (!unlisted_ && !had_values && !is_among(asked[i], now.with_values))
      never_had_values.push_back(asked[i]);
  }
  for (CustomAttribute& attribute : only_sources(never_had_values))
    if (!is_among(attribute, now.missing)) now.missing.push_back(std::move(attribute));
  if (unlisted_) now.missing.insert(now.missing.end(), unlisted_->begin(), unlisted_->end());
  std::ranges::sort(now.missing);
  for (const CustomAttribute& attribute : now.missing)
    if (is_among(attribute, before_.with_values)) now.with_values.push_back(attribute);
  const bool changed = fields_from(mapping_, now.missing) != fields_from(mapping_, seen_.missing);
  seen_ = std::move(now);
  return changed;
}

void FieldSources::note_one(const google::DirectoryReader& reader, const DirectoryUser* user,
                            plan::DirectoryView& view) {
  if (attributes_.empty()) return;
  if (reader.custom_fields_refused()) {
    seen_.missing = attributes_;
  } else if (!unlisted_ && user != nullptr) {
    std::vector<CustomAttribute> never_had_values;
    for (std::size_t i = 0; i < attributes_.size(); ++i)
      if ((user->custom_values >> i & 1U) == 0 && !is_among(attributes_[i], before_.with_values))
        never_had_values.push_back(attributes_[i]);
    for (CustomAttribute& attribute : only_sources(never_had_values))
      if (!is_among(attribute, seen_.missing)) seen_.missing.push_back(std::move(attribute));
    std::ranges::sort(seen_.missing);
  }
  view.fields.unknown = fields_from(mapping_, seen_.missing);
  set_missing(view);
}

}  // namespace gup
