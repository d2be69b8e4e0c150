#include "plan/state/directory_people.hpp"

#include <utility>

#include "model/target_fields.hpp"

namespace gup::plan {

using Kind = PersonDigest::Kind;

void DirectoryPeople::admit(PersonNumber number, const Person& person, const LinkDigest* link,
                            bool can_be_selected) {
  PersonDigest& digest = renewed(number);
  digest.kind = Kind::usable;
  digest.content_hash = content_hash(person.fields);
  digest.unit_path = unit_path_number(person.unit_path_key);
  digest.suspended = person.suspended;
  digest.archived = person.archived;
  ++usable_;
  if (link != nullptr ? link->is_as_written(digest.content_hash) : !can_be_selected) return;
  fields_.push_back(texts_.keep(packed(person.fields)));
  digest.kept = static_cast<std::uint32_t>(fields_.size());
}

void DirectoryPeople::admit(PersonNumber number, const UnusablePerson& person) {
  PersonDigest& digest = renewed(number);
  digest.kind = Kind::unusable;
  digest.unit_path = unit_path_number(person.unit_path_key);
  ++unusable_now_;
  unusable_.push_back(person);
  digest.kept = static_cast<std::uint32_t>(unusable_.size());
}

void DirectoryPeople::drop_fields_unless(const std::function<bool(PersonNumber)>& keeps) {
  std::deque<PackedFields> fields;
  TextArena texts;
  for (PersonNumber number = 0; number < end(); ++number) {
    PersonDigest& digest = digests_[number];
    if (!digest.has_fields()) continue;
    const bool kept = keeps(number);
    if (kept) fields.push_back(texts.keep(fields_[digest.kept - 1]));
    digest.kept = kept ? static_cast<std::uint32_t>(fields.size()) : 0;
  }
  fields_ = std::move(fields);
  texts_ = std::move(texts);
}

void DirectoryPeople::remove(PersonNumber number) {
  if (number < digests_.size()) (void)renewed(number);
}

/// The person's digest, emptied.
PersonDigest& DirectoryPeople::renewed(PersonNumber number) {
  if (digests_.size() <= number) digests_.resize(number + 1);
  PersonDigest& digest = digests_[number];
  if (digest.kind == Kind::usable) --usable_;
  if (digest.kind == Kind::unusable) --unusable_now_;
  digest = PersonDigest{};
  return digest;
}

std::uint32_t DirectoryPeople::unit_path_number(const std::string& key) {
  const auto [at, is_new] = unit_path_numbers_.emplace(key, static_cast<std::uint32_t>(unit_paths_.size()));
  if (is_new) unit_paths_.push_back(key);
  return at->second;
}

}  // namespace gup::plan
