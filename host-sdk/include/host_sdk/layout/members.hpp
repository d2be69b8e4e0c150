// The members of an aggregate, at compile time.
#pragma once

#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace host_sdk::layout {

/// The largest number of members that `field_count` and `MemberTypes` find.
inline constexpr std::size_t kMostMembers = 32;

/// Converts to anything, so that it initializes every member of an aggregate. Never defined or called. The
/// reference qualifier makes a constructor of `std::optional` the better match instead of an ambiguous one.
struct AnyValue {
  template <class Type>
  operator Type() const&;  // NOLINT(google-explicit-constructor): stands in for a value of each member
};

template <class Type, std::size_t... Index>
[[nodiscard]] consteval bool can_initialize(std::index_sequence<Index...> /*members*/) {
  return requires {
    Type{(static_cast<void>(Index), AnyValue{})...};
  };
}

/// The largest number of initializers between these that `Type` takes. Every smaller one is taken as well.
template <class Type, std::size_t Least, std::size_t Most>
[[nodiscard]] consteval std::size_t most_initializers() {
  if constexpr (Least == Most) {
    return Least;
  } else {
    constexpr std::size_t kMiddle = (Least + Most + 1) / 2;
    if constexpr (can_initialize<Type>(std::make_index_sequence<kMiddle>{}))
      return most_initializers<Type, kMiddle, Most>();
    else
      return most_initializers<Type, Least, kMiddle - 1>();
  }
}

/// The number of members of an aggregate without base classes and arrays; 0 for other types.
template <class Type, std::size_t Most = kMostMembers>
[[nodiscard]] consteval std::size_t field_count() {
  if constexpr (!std::is_aggregate_v<Type> || Most == 0)
    return 0;
  else if constexpr (can_initialize<Type>(std::index_sequence<>{}))
    return most_initializers<Type, 0, Most>();
  // A member must be initialized, such as a reference: fewer initializers are not taken.
  else if constexpr (can_initialize<Type>(std::make_index_sequence<Most>{}))
    return Most;
  else
    return field_count<Type, Most - 1>();
}

/// One of several references.
template <std::size_t Index, class Member>
struct Reference {
  Member& member;
};

template <class Index, class... Members>
struct References;

/// A tuple of references. With that of the standard library, plugins take 2 seconds more to compile.
template <std::size_t... Index, class... Members>
struct References<std::index_sequence<Index...>, Members...> : Reference<Index, Members>... {};

template <class... Members>
[[nodiscard]] constexpr References<std::index_sequence_for<Members...>, Members...> references(
    Members&... members) {
  return {{members}...};
}

template <std::size_t Index, class Member>
[[nodiscard]] constexpr Member& member_at(const Reference<Index, Member>& reference) {
  return reference.member;
}

/// Calls `use` with all members, in order.
template <class Use, std::size_t... Index, class... Members>
constexpr decltype(auto) with_members(Use&& use,
                                      const References<std::index_sequence<Index...>, Members...>& members) {
  return use(member_at<Index>(members)...);
}

/// References to the members, in order.
template <class Type>
[[nodiscard]] constexpr auto members_of(Type& value) {
  constexpr std::size_t kCount = field_count<Type>();
  static_assert(kCount > 0, "an aggregate with 1 to 32 members");
  // clang-format off
  if constexpr (kCount == 1) { auto& [m1] = value; return references(m1); }
  else if constexpr (kCount == 2) { auto& [m1, m2] = value; return references(m1, m2); }
  else if constexpr (kCount == 3) { auto& [m1, m2, m3] = value; return references(m1, m2, m3); }
  else if constexpr (kCount == 4) { auto& [m1, m2, m3, m4] = value; return references(m1, m2, m3, m4); }
  else if constexpr (kCount == 5) { auto& [m1, m2, m3, m4, m5] = value; return references(m1, m2, m3, m4, m5); }
  else if constexpr (kCount == 6) { auto& [m1, m2, m3, m4, m5, m6] = value; return references(m1, m2, m3, m4, m5, m6); }
  else if constexpr (kCount == 7) { auto& [m1, m2, m3, m4, m5, m6, m7] = value; return references(m1, m2, m3, m4, m5, m6, m7); }
  else if constexpr (kCount == 8) { auto& [m1, m2, m3, m4, m5, m6, m7, m8] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8); }
  else if constexpr (kCount == 9) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9); }
  else if constexpr (kCount == 10) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10); }
  else if constexpr (kCount == 11) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11); }
  else if constexpr (kCount == 12) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12); }
  else if constexpr (kCount == 13) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13); }
  else if constexpr (kCount == 14) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14); }
  else if constexpr (kCount == 15) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15); }
  else if constexpr (kCount == 16) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16); }
  else if constexpr (kCount == 17) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17); }
  else if constexpr (kCount == 18) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18); }
  else if constexpr (kCount == 19) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19); }
  else if constexpr (kCount == 20) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20); }
  else if constexpr (kCount == 21) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21); }
  else if constexpr (kCount == 22) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22); }
  else if constexpr (kCount == 23) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23); }
  else if constexpr (kCount == 24) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24); }
  else if constexpr (kCount == 25) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25); }
  else if constexpr (kCount == 26) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26); }
  else if constexpr (kCount == 27) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27); }
  else if constexpr (kCount == 28) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28); }
  else if constexpr (kCount == 29) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29); }
  else if constexpr (kCount == 30) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29, m30] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29, m30); }
  else if constexpr (kCount == 31) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29, m30, m31] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29, m30, m31); }
  else if constexpr (kCount == 32) { auto& [m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29, m30, m31, m32] = value; return references(m1, m2, m3, m4, m5, m6, m7, m8, m9, m10, m11, m12, m13, m14, m15, m16, m17, m18, m19, m20, m21, m22, m23, m24, m25, m26, m27, m28, m29, m30, m31, m32); }
  // clang-format on
}

/// `References<…, std::string, bool>` for `struct { std::string text; bool flag; }`.
template <class Type>
using MemberTypes = decltype(members_of(std::declval<Type&>()));

}  // namespace host_sdk::layout
