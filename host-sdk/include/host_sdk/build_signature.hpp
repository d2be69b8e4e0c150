// The build signature: what must be equal in a host and a plugin so that values can cross between them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>
#include <version>

#include "host_sdk/entry.hpp"
#include "host_sdk/hooks/metric_source.hpp"
#include "host_sdk/hooks/settings_page.hpp"
#include "host_sdk/hooks/user_provider.hpp"
#include "host_sdk/services/host_services.hpp"

// The standard library, its ABI and its debug mode decide the layout of `std::string` and its kin.
#if defined(_LIBCPP_VERSION)
#define HOST_SDK_STDLIB "libc++"
#define HOST_SDK_STDLIB_ABI "v1"
#elif defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
#define HOST_SDK_STDLIB "libstdc++"
#define HOST_SDK_STDLIB_ABI "cxx11"
#else
#define HOST_SDK_STDLIB "libstdc++"
#define HOST_SDK_STDLIB_ABI "gcc4"
#endif
#if defined(_GLIBCXX_DEBUG) || defined(_LIBCPP_DEBUG)
#define HOST_SDK_STDLIB_DEBUG "on"
#else
#define HOST_SDK_STDLIB_DEBUG "off"
#endif
#if defined(__SIZEOF_POINTER__) && __SIZEOF_POINTER__ == 8
#define HOST_SDK_POINTER "64"
#else
#define HOST_SDK_POINTER "32"
#endif

namespace host_sdk {
namespace layout {

template <class... Types>
struct TypeList {};

/// Every type whose values cross the boundary. Add a new struct of `company.hpp`, `monitor.hpp`,
/// `result.hpp`, `hooks/`, `page/` or `services/` here; a test compares this list with those headers.
/// Interfaces are not listed: they have no data, and the SDK's version stands for their functions.
using CrossingTypes = TypeList<
    std::string, std::string_view, std::vector<std::string>, std::map<std::string, std::string>,
    std::map<std::string, std::vector<std::string>>, std::optional<bool>, std::optional<std::int64_t>,
    std::optional<std::string>, Timestamp, std::optional<Timestamp>, Company, Actor, NamedCount, Progress,
    ResultCode, Result, PageIdentity, SyncMode, SyncIncident, SyncChange, SyncReport, SyncOutcome, Inclusion,
    ExplainedField, ExplainedChange, Explanation, PersonOutcome, IdKind, JobStatus, ScheduleRule,
    ScheduleState, LogLevel, MetricKind, MetricDefinition, MetricSample, NoticeMail, Notice, page::Tone,
    page::TimeValue, page::NumberValue, page::BadgeValue, page::LinkValue, page::UserValue, page::Value,
    page::ActionStyle, page::TypedConfirmation, page::Confirm, page::Action, page::Section, page::Text,
    page::Notice, page::Empty, page::Fact, page::FactStyle, page::Facts, page::ProgressBar, page::Align,
    page::Column, page::Row, page::Table, page::Form, page::ChoiceStyle, page::ChoiceOption, page::Choice,
    page::PickerShape, page::PickerSelect, page::SelectedOption, page::Picker, page::InputType, page::Input,
    page::Number, page::Toggle, page::Actions, page::BlockKind, page::Block, page::Status,
    page::UnavailableAction, page::Page, page::PageRequest, page::CallbackAddress, page::ActionRequest,
    page::Toast, page::File, page::Outcome, page::Refusal, page::ActionAnswer, page::OptionsRequest,
    page::Option, page::OptionsAnswer, page::CallbackRequest>;

/// Converts to anything, so that it initializes every field of an aggregate. Never defined or called. The
/// reference qualifier makes a constructor of `std::optional` the better match instead of an ambiguous one.
struct AnyValue {
  template <class Type>
  operator Type() const&;  // NOLINT(google-explicit-constructor): stands in for a value of each field
};

template <class Type, std::size_t... Index>
[[nodiscard]] consteval bool can_initialize(std::index_sequence<Index...> /*fields*/) {
  return requires {
    Type{(static_cast<void>(Index), AnyValue{})...};
  };
}

/// The number of fields of an aggregate; 0 for other types. It tells apart two versions of a struct in which
/// the new field fits into padding, so that the size stays the same.
template <class Type, std::size_t Most = 40>
[[nodiscard]] consteval std::size_t field_count() {
  if constexpr (!std::is_aggregate_v<Type> || Most == 0)
    return 0;
  else if constexpr (can_initialize<Type>(std::make_index_sequence<Most>{}))
    return Most;
  else
    return field_count<Type, Most - 1>();
}

/// A fingerprint of the types' sizes, alignments and numbers of fields, in order (FNV-1a, 64 bits).
template <class... Types>
[[nodiscard]] consteval std::uint64_t fingerprint(TypeList<Types...> /*types*/) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto add = [&hash](std::size_t number) {
    for (int byte = 0; byte < 8; ++byte, number >>= 8U) hash = (hash ^ (number & 0xFFU)) * 0x100000001b3U;
  };
  (..., (add(sizeof(Types)), add(alignof(Types)), add(field_count<Types>())));
  return hash;
}

[[nodiscard]] consteval FixedText<96> build_signature() {
  FixedText<96> text("stdlib=" HOST_SDK_STDLIB " abi=" HOST_SDK_STDLIB_ABI " debug=" HOST_SDK_STDLIB_DEBUG
                     " pointer=" HOST_SDK_POINTER " types=");
  const std::uint64_t hash = fingerprint(CrossingTypes{});
  std::size_t at = text.view().size();
  for (int shift = 60; shift >= 0; shift -= 4) text.bytes.at(at++) = "0123456789abcdef"[hash >> shift & 15U];
  return text;
}

}  // namespace layout

/// "stdlib=libstdc++ abi=cxx11 debug=off pointer=64 types=0123456789abcdef": must be equal in host and
/// plugin.
inline constexpr FixedText<96> kBuildSignature = layout::build_signature();

}  // namespace host_sdk
