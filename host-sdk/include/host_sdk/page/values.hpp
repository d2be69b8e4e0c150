// The small values that blocks of a page carry.
#pragma once

#include <cstdint>
#include <string>
#include <variant>

#include "host_sdk/services/clock.hpp"

namespace host_sdk::page {

/// What a thing means, not how it looks: the host chooses colours and icons.
enum class Tone : std::uint8_t { neutral = 0, info = 1, success = 2, warning = 3, danger = 4 };

/// A moment: the host writes "12 minutes ago" and shows the absolute time, in the viewer's zone, on hover.
struct TimeValue {
  Timestamp at;
};
/// A number; zero is drawn grey, `danger` red.
struct NumberValue {
  std::int64_t number = 0;
  Tone tone = Tone::neutral;
};
/// A word in a coloured frame.
struct BadgeValue {
  std::string text;
  Tone tone = Tone::neutral;
};
/// A link: https to an origin that the manifest declares, or a path of the host's own that starts with '/'.
struct LinkValue {
  std::string text;
  std::string url;
};
/// A target user by the host's id: the host writes the name and links to the person.
struct UserValue {
  std::int64_t id = 0;
};

/// What a cell or a fact shows. All text is plain; the host escapes it.
using Value = std::variant<std::string, TimeValue, NumberValue, BadgeValue, LinkValue, UserValue>;

}  // namespace host_sdk::page
