// The names of members and functions, at compile time: what tells apart two members of the same type that
// changed places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "host_sdk/layout/describe.hpp"
#include "host_sdk/layout/members.hpp"

namespace host_sdk::layout {

/// Stands in for a value, for the addresses of its members. Never defined, and only used at compile time.
template <class Type>
extern Type kExample;

/// In a class, because Clang 14 takes the address of a member as a template argument only so.
template <class Member>
struct Address {
  Member* member;
};
template <class Member>
Address(Member*) -> Address<Member>;

/// The text in which the compiler writes its argument.
template <auto Value>
[[nodiscard]] consteval std::string_view written() {
  return __PRETTY_FUNCTION__;
}

[[nodiscard]] consteval bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// The last name in `text`: "flag" in "(& kExample<Plain>.Plain::flag)".
[[nodiscard]] consteval std::string_view last_name(std::string_view text) {
  while (!text.empty() && !is_name_character(text.back())) text.remove_suffix(1);
  std::size_t start = text.size();
  while (start > 0 && is_name_character(text[start - 1])) --start;
  return text.substr(start);
}

#if defined(__clang__)
#pragma clang diagnostic push
// On purpose: see `kExample`.
#pragma clang diagnostic ignored "-Wundefined-var-template"
#endif

template <class Type>
inline constexpr auto kMembersOf = members_of(kExample<Type>);

/// The name of a member. GCC writes `[with auto Value = Address<bool>{(& kExample<Plain>.Plain::flag)}; …]`,
/// Clang `[Value = Address<bool>{&kExample.flag}]`.
template <class Type, std::size_t Index>
[[nodiscard]] consteval std::string_view member_name() {
  constexpr auto kText = written<Address{&member_at<Index>(kMembersOf<Type>)}>();
  return last_name(kText.substr(0, kText.rfind('}')));
}

#if defined(__clang__)
#pragma clang diagnostic pop
#endif

/// The function's name. GCC writes `[with auto Value = &Speaker::bye; …]`, Clang `[Value = &Speaker::bye]`.
template <auto Function>
[[nodiscard]] consteval std::string_view function_name() {
  constexpr std::string_view kStart = "Value = ";
  constexpr auto kText = written<Function>();
  constexpr auto kValue = kText.substr(kText.find(kStart) + kStart.size());
  return last_name(kValue.substr(0, kValue.find_first_of(";]")));
}

consteval void add_name(Hash& hash, std::string_view name) {
  for (const char c : name) hash.value = (hash.value ^ static_cast<std::uint64_t>(c)) * 0x100000001b3U;
  hash.value = (hash.value ^ ',') * 0x100000001b3U;
}

/// Adds the names of an entry of a list: of a struct's members or of an interface's functions, in order.
template <class Type>
struct Names {
  template <std::size_t... Index>
  static consteval void add_members(Hash& hash, std::index_sequence<Index...> /*members*/) {
    (..., add_name(hash, member_name<Type, Index>()));
  }
  static consteval void add(Hash& hash) {
    hash.add(field_count<Type>());
    if constexpr (field_count<Type>() > 0) add_members(hash, std::make_index_sequence<field_count<Type>()>{});
  }
};

template <auto... Functions>
struct Names<Interface<Functions...>> {
  static consteval void add(Hash& hash) {
    hash.add(sizeof...(Functions));
    (..., add_name(hash, function_name<Functions>()));
  }
};

/// The fingerprint of the names of members and functions, in order.
template <class... Types>
[[nodiscard]] consteval std::uint64_t names_fingerprint(TypeList<Types...> /*types*/) {
  Hash hash;
  (..., Names<Types>::add(hash));
  return hash.value;
}

/// The fingerprint of types and names.
template <class... Types>
[[nodiscard]] consteval std::uint64_t whole_fingerprint(TypeList<Types...> types) {
  Hash hash;
  hash.add(fingerprint(types));
  hash.add(names_fingerprint(types));
  return hash.value;
}

}  // namespace host_sdk::layout
