#include "plan/state/directory_people.hpp"

#include <utility>

#include "model/target_fields.hpp"
#include "plan/state/packing.hpp"

namespace gup::plan {
namespace {

using Kind = PersonDigest::Kind;

static_assert(kTargetFields.front().required == &TargetFields::email, "email() reads the first text");

/// The fields, then those that stay by the mapping, if there are some.
std::string packed(const TargetFields& fields, const FieldSet& kept) {
  std::string bytes;
  for (const TargetField& field : kTargetFields) append_text(bytes, field.text(fields));
  for (auto bits = kept.to_ulong(); bits != 0; bits >>= 8) bytes += static_cast<char>(bits & 0xFF);
  bytes.shrink_to_fit();
  return bytes;
}

/// What follows the fields.
FieldSet unpack_kept(std::string_view bytes) {
  unsigned long bits = 0;
  for (std::size_t i = bytes.size(); i-- > 0;) bits = bits << 8 | static_cast<unsigned char>(bytes[i]);
  return bits;
}

}  // namespace

const FieldProblems DirectoryPeople::kNoProblems{};

void DirectoryPeople::admit(PersonNumber number, const Person& person, const StoredLink* link,
                            bool can_be_selected) {
  const PersonDigest before = (*this)[number];
  const GroupValue value_before = group_value(number);
  PersonDigest& digest = reset(number);
  digest.kind = Kind::usable;
  digest.content_hash = content_hash(person.fields, person.problems.kept | person.kept_by_mapping);
  digest.unit_path = unit_path_number(person.unit_path_key);
  digest.suspended = person.suspended;
  digest.archived = person.archived;
  digest.excluded = !person.exclusions.empty();
  if (digest.excluded) exclusions_.emplace(number, person.exclusions);
  note_group_value(number, person.fields, person.problems.kept | person.kept_by_mapping);
  compare(number, before, value_before);
  ++usable_;
  if (person.problems.any() && (link != nullptr || can_be_selected)) {
    digest.has_problems = true;
    problems_.emplace(number, Problems{person.problems, person.fields.email});
  }
  if (link != nullptr ? link->is_as_written(digest.content_hash) : !can_be_selected) return;
  fields_.emplace(number, packed(person.fields, person.kept_by_mapping));
}

void DirectoryPeople::admit(PersonNumber number, const UnusablePerson& person) {
  const PersonDigest before = (*this)[number];
  const GroupValue value_before = group_value(number);
  PersonDigest& digest = reset(number);
  digest.kind = Kind::unusable;
  digest.unit_path = unit_path_number(person.unit_path_key);
  compare(number, before, value_before);
  unusable_.emplace(number, person);
}

bool DirectoryPeople::set_manager(PersonNumber number, std::string_view address, const StoredLink* link) {
  const auto packed_fields = fields_.find(number);
  if (packed_fields == fields_.end()) return false;
  PersonDigest& digest = digests_[number];
  PersonRecord changed = record(number);
  changed.fields.manager_email = address;
  digest.content_hash = content_hash(changed.fields, changed.kept);
  note_group_value(number, changed.fields, changed.kept);
  if (link != nullptr && link->is_as_written(digest.content_hash))
    fields_.erase(packed_fields);
  else
    packed_fields->second = packed(changed.fields, kept_by_mapping(number));
  return true;
}

void DirectoryPeople::expire(PersonNumber number) {
  digests_[number].content_hash = ~digests_[number].content_hash;
}

void DirectoryPeople::drop_fields_unless(const std::function<bool(PersonNumber)>& keeps) {
  boost::unordered::erase_if(fields_, [&](const auto& entry) { return !keeps(entry.first); });
  fields_.rehash(0);
  std::erase_if(problems_, [&](const auto& entry) {
    if (keeps(entry.first)) return false;
    digests_[entry.first].has_problems = false;
    return true;
  });
}

void DirectoryPeople::remove(PersonNumber number) {
  if (number < digests_.size()) (void)reset(number);
  contradicted_.erase(number);
}

TargetFields DirectoryPeople::fields(PersonNumber number) const {
  TargetFields fields;
  std::string_view rest = fields_.at(number);
  for (const TargetField& field : kTargetFields)
    if (const auto text = take_text(rest); !text.empty()) field.set(fields, std::string(text));
  return fields;
}

FieldSet DirectoryPeople::kept_by_mapping(PersonNumber number) const {
  std::string_view rest = fields_.at(number);
  for (std::size_t i = 0; i < kTargetFields.size(); ++i) (void)take_text(rest);
  return unpack_kept(rest);
}

PersonRecord DirectoryPeople::record(PersonNumber number) const {
  return {.fields = fields(number),
          .kept = problems(number).kept | kept_by_mapping(number),
          .content_hash = (*this)[number].content_hash};
}

std::string_view DirectoryPeople::email(PersonNumber number) const {
  const PersonDigest& digest = (*this)[number];
  if (digest.kind == Kind::unusable) return unusable(number).email;
  if (digest.has_problems) return problems_.at(number).email;
  const auto found = fields_.find(number);
  if (found == fields_.end()) return {};
  std::string_view rest = found->second;
  return take_text(rest);
}

void DirectoryPeople::compare(PersonNumber number, const PersonDigest& before, GroupValue value_before) {
  const PersonDigest& now = digests_[number];
  if (before.kind != Kind::absent && (before.kind != now.kind || before.unit_path != now.unit_path ||
                                      before.suspended != now.suspended || before.archived != now.archived ||
                                      before.excluded != now.excluded || value_before != group_value(number)))
    contradicted_.insert(number);
}

/// Forgets what the last record said.
PersonDigest& DirectoryPeople::reset(PersonNumber number) {
  if (digests_.size() <= number) digests_.resize(number + 1);
  PersonDigest& digest = digests_[number];
  if (digest.kind == Kind::usable) --usable_;
  if (digest.kind == Kind::unusable) unusable_.erase(number);
  if (digest.has_problems) problems_.erase(number);
  if (digest.excluded) exclusions_.erase(number);
  fields_.erase(number);
  if (number < group_value_of_.size()) group_value_of_[number] = kNoValue;
  digest = PersonDigest{};
  return digest;
}

void DirectoryPeople::note_group_value(PersonNumber number, const TargetFields& fields,
                                       const FieldSet& kept) {
  if (!group_field_) return;
  if (group_value_of_.size() <= number) group_value_of_.resize(number + 1, kNoValue);
  if (kept[*group_field_]) {
    group_value_of_[number] = kUnknownValue;
    return;
  }
  const auto [at, is_new] = group_value_numbers_.try_emplace(
      std::string(kTargetFields[*group_field_].text(fields)), static_cast<GroupValue>(group_values_.size()));
  if (is_new) group_values_.push_back(at->first);
  group_value_of_[number] = at->second;
}

std::uint32_t DirectoryPeople::unit_path_number(const std::string& key) {
  const auto [at, is_new] =
      unit_path_numbers_.try_emplace(key, static_cast<std::uint32_t>(unit_paths_.size()));
  if (is_new) unit_paths_.push_back(key);
  return at->second;
}

}  // namespace gup::plan
