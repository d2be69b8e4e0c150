#include "sync/fields/field_sources.hpp"

#include <algorithm>
#include <utility>

#include "google/sign_in/scopes.hpp"

namespace gup {
namespace {

bool contains(const std::vector<CustomAttribute>& attributes, const CustomAttribute& attribute) {
  return std::ranges::find(attributes, attribute) != attributes.end();
}

}  // namespace

FieldSources::FieldSources(FieldStore& store, const Connection& connection, google::DirectoryReader& reader,
                           host_sdk::TaskMonitor& monitor)
    : mapping_(store.field_mapping(connection.company_id)), attributes_(custom_attributes(mapping_)) {
  if (attributes_.empty()) return;
  before_ = store.custom_attributes_seen(connection.company_id);
  const auto is_unmapped = [&](const CustomAttribute& one) { return !contains(attributes_, one); };
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

/// Without the attributes that Google does not list: it may reject the names of their schemas.
FieldMapping FieldSources::asked_mapping() const {
  FieldMapping asked = mapping_;
  if (unlisted_)
    for (FieldRule& rule : asked)
      std::erase_if(rule.sources, [&](const FieldSource& source) {
        return source.attribute == Attribute::custom_schemas &&
               contains(*unlisted_, {source.entry, source.member});
      });
  return asked;
}

void FieldSources::prepare(const google::ExtraUserFields& extra, google::DirectoryReader& reader,
                           plan::DirectoryView& view) const {
  reader.ask_for(extra, asked_mapping());
  view.fields = {mapping_, fields_from(mapping_, seen_.missing)};
  view.missing_attributes = seen_.missing;
}

bool FieldSources::must_read_again(const google::DirectoryReader& reader, std::uint64_t custom_values) {
  if (attributes_.empty()) return false;
  const auto asked = custom_attributes(asked_mapping());
  const bool refused = reader.custom_fields_refused();
  CustomAttributesSeen now;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if ((custom_values >> i & 1U) != 0) now.with_values.push_back(asked[i]);
    const bool had_values = contains(before_.with_values, asked[i]);
    if (refused || (!unlisted_ && had_values && !contains(now.with_values, asked[i])))
      now.missing.push_back(asked[i]);
  }
  if (unlisted_) now.missing.insert(now.missing.end(), unlisted_->begin(), unlisted_->end());
  std::ranges::sort(now.missing);
  for (const CustomAttribute& attribute : now.missing)
    if (contains(before_.with_values, attribute)) now.with_values.push_back(attribute);
  const bool changed = fields_from(mapping_, now.missing) != fields_from(mapping_, seen_.missing);
  seen_ = std::move(now);
  return changed;
}

void FieldSources::note_one(const google::DirectoryReader& reader, plan::DirectoryView& view) {
  if (attributes_.empty() || !reader.custom_fields_refused()) return;
  seen_.missing = attributes_;
  view.fields.unknown = fields_from(mapping_, seen_.missing);
  view.missing_attributes = seen_.missing;
}

}  // namespace gup
