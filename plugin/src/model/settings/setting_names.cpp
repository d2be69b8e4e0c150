#include "model/settings/setting_names.hpp"

#include <array>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace gup {
namespace {

template <typename Choice, std::size_t N>
using Names = std::array<std::pair<Choice, std::string_view>, N>;

constexpr Names<SyncSource, 2> kSources{
    {{SyncSource::organizational_units, "organizational_units"}, {SyncSource::groups, "groups"}}};
constexpr Names<SyncScope, 2> kScopes{{{SyncScope::all, "all"}, {SyncScope::chosen, "chosen"}}};
constexpr Names<SyncMethod, 4> kMethods{{{SyncMethod::target_users, "target_users"},
                                         {SyncMethod::target_group, "target_group"},
                                         {SyncMethod::matching_groups, "matching_groups"},
                                         {SyncMethod::value_groups, "value_groups"}}};
constexpr Names<GroupAttribute, 5> kAttributes{{{GroupAttribute::department, "department"},
                                                {GroupAttribute::location, "location"},
                                                {GroupAttribute::job_title, "job_title"},
                                                {GroupAttribute::manager_email, "manager_email"},
                                                {GroupAttribute::preferred_language, "preferred_language"}}};
constexpr Names<OnLeaving, 3> kLeavings{{{OnLeaving::delete_, "delete"},
                                         {OnLeaving::deactivate, "deactivate"},
                                         {OnLeaving::deactivate_then_delete, "deactivate_then_delete"}}};
constexpr Names<ExistingUsers, 2> kExisting{{{ExistingUsers::adopt, "adopt"}, {ExistingUsers::skip, "skip"}}};
constexpr Names<SuspendedUsers, 2> kSuspended{
    {{SuspendedUsers::leave_out, "leave_out"}, {SuspendedUsers::include, "include"}}};

constexpr const auto& table(SyncSource) {
  return kSources;
}
constexpr const auto& table(SyncScope) {
  return kScopes;
}
constexpr const auto& table(SyncMethod) {
  return kMethods;
}
constexpr const auto& table(GroupAttribute) {
  return kAttributes;
}
constexpr const auto& table(OnLeaving) {
  return kLeavings;
}
constexpr const auto& table(ExistingUsers) {
  return kExisting;
}
constexpr const auto& table(SuspendedUsers) {
  return kSuspended;
}

template <typename Choice>
std::string name_of(Choice value) {
  for (const auto& [choice, text] : table(value))
    if (choice == value) return std::string(text);
  throw std::logic_error("a choice of the settings has no name");
}

}  // namespace

std::string to_name(SyncSource value) {
  return name_of(value);
}
std::string to_name(SyncScope value) {
  return name_of(value);
}
std::string to_name(SyncMethod value) {
  return name_of(value);
}
std::string to_name(GroupAttribute value) {
  return name_of(value);
}
std::string to_name(OnLeaving value) {
  return name_of(value);
}
std::string to_name(ExistingUsers value) {
  return name_of(value);
}
std::string to_name(SuspendedUsers value) {
  return name_of(value);
}

template <typename Choice>
std::optional<Choice> from_name(std::string_view text) {
  for (const auto& [choice, known] : table(Choice{}))
    if (known == text) return choice;
  return std::nullopt;
}

template <typename Choice>
std::string names_of() {
  const auto& names = table(Choice{});
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i].second;
  }
  return text;
}

template std::optional<SyncSource> from_name<SyncSource>(std::string_view);
template std::optional<SyncScope> from_name<SyncScope>(std::string_view);
template std::optional<SyncMethod> from_name<SyncMethod>(std::string_view);
template std::optional<GroupAttribute> from_name<GroupAttribute>(std::string_view);
template std::optional<OnLeaving> from_name<OnLeaving>(std::string_view);
template std::optional<ExistingUsers> from_name<ExistingUsers>(std::string_view);
template std::optional<SuspendedUsers> from_name<SuspendedUsers>(std::string_view);
template std::string names_of<SyncSource>();
template std::string names_of<SyncScope>();
template std::string names_of<SyncMethod>();
template std::string names_of<GroupAttribute>();
template std::string names_of<OnLeaving>();
template std::string names_of<ExistingUsers>();
template std::string names_of<SuspendedUsers>();

}  // namespace gup
