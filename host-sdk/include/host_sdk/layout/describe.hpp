// A fingerprint of types, at compile time: what must be equal so that a value can be passed between two
// builds.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "host_sdk/layout/members.hpp"

namespace host_sdk::layout {

template <class... Types>
struct TypeList {};

/// The virtual functions of an interface, in the order of its declaration, which is that of its vtable.
template <auto... Functions>
struct Interface {};

/// FNV-1a, 64 bits.
struct Hash {
  std::uint64_t value = 0xcbf29ce484222325U;

  constexpr void add(std::uint64_t number) {
    for (int byte = 0; byte < 8; ++byte, number >>= 8U) value = (value ^ (number & 0xFFU)) * 0x100000001b3U;
  }
};

/// What a type is. Part of the fingerprint: only append.
enum class Shape : std::uint8_t {
  number = 1,
  enumeration = 2,
  text = 3,
  text_view = 4,
  list = 5,
  map = 6,
  maybe = 7,
  either = 8,
  duration = 9,
  time = 10,
  structure = 11,
  interface = 12,
  reference = 13,
  pointer = 14,
  nothing = 15,
  function = 16,
};

/// Adds a type as it appears in a member, an argument or a result: structs by size, alignment and number of
/// members, because the list has an entry of its own for each of them. Enums by the type of their numbers: a
/// test knows their enumerators.
template <class Type>
struct Described {
  static constexpr void add(Hash& hash) {
    if constexpr (std::is_arithmetic_v<Type>) {
      hash.add(static_cast<std::uint64_t>(Shape::number));
      hash.add(sizeof(Type) + (std::is_signed_v<Type> ? 256 : 0) +
               (std::is_floating_point_v<Type> ? 512 : 0) + (std::is_same_v<Type, bool> ? 1024 : 0));
    } else if constexpr (std::is_enum_v<Type>) {
      hash.add(static_cast<std::uint64_t>(Shape::enumeration));
      Described<std::underlying_type_t<Type>>::add(hash);
    } else if constexpr (std::is_abstract_v<Type>) {
      hash.add(static_cast<std::uint64_t>(Shape::interface));
    } else {
      static_assert(std::is_aggregate_v<Type>,
                    "describe this kind of type, or do not let it cross the boundary");
      hash.add(static_cast<std::uint64_t>(Shape::structure));
      hash.add(sizeof(Type));
      hash.add(alignof(Type));
      hash.add(field_count<Type>());
    }
  }
};

template <Shape Kind, class Type, class... Parts>
constexpr void add_parts(Hash& hash) {
  hash.add(static_cast<std::uint64_t>(Kind));
  hash.add(sizeof(Type));
  hash.add(alignof(Type));
  hash.add(sizeof...(Parts));
  (..., Described<Parts>::add(hash));
}

template <>
struct Described<void> {
  static constexpr void add(Hash& hash) { hash.add(static_cast<std::uint64_t>(Shape::nothing)); }
};
template <>
struct Described<std::string> {
  static constexpr void add(Hash& hash) { add_parts<Shape::text, std::string>(hash); }
};
template <>
struct Described<std::string_view> {
  static constexpr void add(Hash& hash) { add_parts<Shape::text_view, std::string_view>(hash); }
};
template <class Element>
struct Described<std::vector<Element>> {
  static constexpr void add(Hash& hash) { add_parts<Shape::list, std::vector<Element>, Element>(hash); }
};
template <class Key, class Value>
struct Described<std::map<Key, Value>> {
  static constexpr void add(Hash& hash) { add_parts<Shape::map, std::map<Key, Value>, Key, Value>(hash); }
};
template <class Value>
struct Described<std::optional<Value>> {
  static constexpr void add(Hash& hash) { add_parts<Shape::maybe, std::optional<Value>, Value>(hash); }
};
template <class... Values>
struct Described<std::variant<Values...>> {
  static constexpr void add(Hash& hash) {
    add_parts<Shape::either, std::variant<Values...>, Values...>(hash);
  }
};
template <class Rep, class Period>
struct Described<std::chrono::duration<Rep, Period>> {
  static constexpr void add(Hash& hash) {
    add_parts<Shape::duration, std::chrono::duration<Rep, Period>, Rep>(hash);
    hash.add(static_cast<std::uint64_t>(Period::num));
    hash.add(static_cast<std::uint64_t>(Period::den));
  }
};
template <class Clock, class Duration>
struct Described<std::chrono::time_point<Clock, Duration>> {
  static constexpr void add(Hash& hash) {
    add_parts<Shape::time, std::chrono::time_point<Clock, Duration>, Duration>(hash);
  }
};
template <class Type>
struct Described<const Type> {
  static constexpr void add(Hash& hash) { Described<Type>::add(hash); }
};
template <class Type>
struct Described<Type&> {
  static constexpr void add(Hash& hash) { add_parts<Shape::reference, void*, Type>(hash); }
};
template <class Type>
struct Described<Type*> {
  static constexpr void add(Hash& hash) { add_parts<Shape::pointer, void*, Type>(hash); }
};

/// Adds an entry of the list. A struct: its size and alignment, and each member in order, which together are
/// the members' offsets. An interface: its functions, in order.
template <class Type>
struct Entry {
  template <class Index, class... Members>
  static constexpr void add_members(Hash& hash, References<Index, Members...>* /*types*/) {
    (..., (hash.add(sizeof(Members)), hash.add(alignof(Members)), Described<Members>::add(hash)));
  }
  static constexpr void add(Hash& hash) {
    Described<Type>::add(hash);
    if constexpr (field_count<Type>() > 0) add_members(hash, static_cast<MemberTypes<Type>*>(nullptr));
  }
};

template <class Owner, class Answer, class... Arguments>
constexpr void add_function(Hash& hash, Answer (Owner::* /*function*/)(Arguments...)) {
  add_parts<Shape::function, void*, Answer, Arguments...>(hash);
}
template <class Owner, class Answer, class... Arguments>
constexpr void add_function(Hash& hash, Answer (Owner::* /*function*/)(Arguments...) const) {
  add_parts<Shape::function, void*, Answer, Arguments...>(hash);
}

template <auto... Functions>
struct Entry<Interface<Functions...>> {
  static constexpr void add(Hash& hash) {
    hash.add(static_cast<std::uint64_t>(Shape::interface));
    hash.add(sizeof...(Functions));
    (..., add_function(hash, Functions));
  }
};

/// The fingerprint of the types and interfaces, in order.
template <class... Types>
[[nodiscard]] consteval std::uint64_t fingerprint(TypeList<Types...> /*types*/) {
  Hash hash;
  (..., Entry<Types>::add(hash));
  return hash.value;
}

}  // namespace host_sdk::layout
