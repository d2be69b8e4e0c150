// The values inside the blocks of a page.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "host_sdk/services/clock.hpp"

namespace host_sdk::page {

/// What something means, not how it looks: the host chooses colours and icons.
enum class Tone : std::uint8_t { neutral = 0, info = 1, success = 2, warning = 3, danger = 4 };

/// A time: the host writes "12 minutes ago", and shows the absolute time in the viewer's time zone on hover.
struct TimeValue {
  Timestamp at;
};
/// A number. Zero is grey; a number with the tone `danger` is red.
struct NumberValue {
  std::int64_t number = 0;
  Tone tone = Tone::neutral;
};
/// A short text in a coloured frame.
struct BadgeValue {
  std::string text;
  Tone tone = Tone::neutral;
};
/// A link to https at an origin that the manifest declares, or to a path of the host that starts with '/'.
struct LinkValue {
  std::string text;
  std::string url;
};
/// A target user by the host's id. The host writes the name and links to the person's page.
struct UserValue {
  std::int64_t id = 0;
};

/// The content of a table cell or a fact. All text is plain; the host escapes it.
using Value = std::variant<std::string, TimeValue, NumberValue, BadgeValue, LinkValue, UserValue>;

}  // namespace host_sdk::page
