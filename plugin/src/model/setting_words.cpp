#include "model/setting_words.hpp"

#include <array>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace gup {
namespace {

template <typename Choice, std::size_t N>
using Words = std::array<std::pair<Choice, std::string_view>, N>;

constexpr Words<SyncSource, 2> kSources{
    {{SyncSource::organizational_units, "organizational_units"}, {SyncSource::groups, "groups"}}};
constexpr Words<SyncScope, 2> kScopes{{{SyncScope::all, "all"}, {SyncScope::chosen, "chosen"}}};
constexpr Words<SyncMethod, 3> kMethods{{{SyncMethod::target_users, "target_users"},
                                         {SyncMethod::target_group, "target_group"},
                                         {SyncMethod::matching_groups, "matching_groups"}}};
constexpr Words<OnLeaving, 2> kLeavings{
    {{OnLeaving::delete_, "delete"}, {OnLeaving::deactivate, "deactivate"}}};
constexpr Words<ExistingUsers, 2> kExisting{{{ExistingUsers::adopt, "adopt"}, {ExistingUsers::skip, "skip"}}};
constexpr Words<SuspendedUsers, 2> kSuspended{
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
std::string word(Choice value) {
  for (const auto& [choice, text] : table(value))
    if (choice == value) return std::string(text);
  throw std::logic_error("a choice of the settings has no word");
}

}  // namespace

std::string to_word(SyncSource value) {
  return word(value);
}
std::string to_word(SyncScope value) {
  return word(value);
}
std::string to_word(SyncMethod value) {
  return word(value);
}
std::string to_word(OnLeaving value) {
  return word(value);
}
std::string to_word(ExistingUsers value) {
  return word(value);
}
std::string to_word(SuspendedUsers value) {
  return word(value);
}

template <typename Choice>
std::optional<Choice> from_word(std::string_view text) {
  for (const auto& [choice, known] : table(Choice{}))
    if (known == text) return choice;
  return std::nullopt;
}

template <typename Choice>
std::string words_of() {
  const auto& words = table(Choice{});
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i].second;
  }
  return text;
}

template std::optional<SyncSource> from_word<SyncSource>(std::string_view);
template std::optional<SyncScope> from_word<SyncScope>(std::string_view);
template std::optional<SyncMethod> from_word<SyncMethod>(std::string_view);
template std::optional<OnLeaving> from_word<OnLeaving>(std::string_view);
template std::optional<ExistingUsers> from_word<ExistingUsers>(std::string_view);
template std::optional<SuspendedUsers> from_word<SuspendedUsers>(std::string_view);
template std::string words_of<SyncSource>();
template std::string words_of<SyncScope>();
template std::string words_of<SyncMethod>();
template std::string words_of<OnLeaving>();
template std::string words_of<ExistingUsers>();
template std::string words_of<SuspendedUsers>();

}  // namespace gup
