// Every text of a value, at any depth.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <variant>

#include "host_sdk/layout/members.hpp"

namespace host_sdk::layout {

template <class Type>
inline constexpr bool is_optional = false;
template <class Value>
inline constexpr bool is_optional<std::optional<Value>> = true;
template <class Type>
inline constexpr bool is_variant = false;
template <class... Values>
inline constexpr bool is_variant<std::variant<Values...>> = true;

/// Calls `visit` with every `std::string` in a value: in members of structs, in elements of lists and maps,
/// in optionals and variants. So it also finds the texts of members that are added later. [any]
template <class Type, class Visit>
void each_text(const Type& value, const Visit& visit) {
  if constexpr (std::is_same_v<Type, std::string>) {
    visit(value);
  } else if constexpr (is_optional<Type>) {
    if (value) each_text(*value, visit);
  } else if constexpr (is_variant<Type>) {
    std::visit([&](const auto& held) { each_text(held, visit); }, value);
  } else if constexpr (requires { value.begin(); }) {
    for (const auto& element : value) each_text(element, visit);
  } else if constexpr (requires {
                         value.first;
                         value.second;
                       }) {
    each_text(value.first, visit);
    each_text(value.second, visit);
  } else if constexpr (field_count<Type>() > 0) {
    with_members([&](const auto&... members) { (..., each_text(members, visit)); }, members_of(value));
  }
}

}  // namespace host_sdk::layout
