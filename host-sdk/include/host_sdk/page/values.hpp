// The values inside the blocks of a page.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>

#include "host_sdk/services/clock.hpp"

namespace host_sdk::page {

/// What a viewer looks at, as part of the page's address (`?kind=failed`). So it survives a reload, can be
/// shared as a link, and does not depend on which process answers. They come from the browser: check them
/// like any input.
/// - At most 16.
/// - A name has 1 to 64 characters of a-z, 0-9 and '_', and starts with a letter.
/// - A value has at most 256 bytes of UTF-8.
using Parameters = std::map<std::string, std::string>;

/// An address within the plugin's page.
struct PageAddress {
  /// The sub-page: "runs/37". Empty for the page itself. At most 4 parts of 1 to 64 characters of a-z, 0-9,
  /// '-' and '_', separated by '/'. The host uses the parts `actions`, `options`, `tables`, `events` and
  /// `invitations` itself.
  std::string path{};
  Parameters parameters{};
  /// The id of the block to scroll to; empty for none.
  std::string block{};
};

/// What something means, not how it looks: the host chooses colors and icons.
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
/// A short text in a colored frame.
struct BadgeValue {
  std::string text;
  Tone tone = Tone::neutral;
};
/// A link to https at an origin that the manifest declares, or to a path of the host that starts with '/'.
struct LinkValue {
  std::string text;
  std::string url;
};
/// A link to another sub-page, or to another view of the same one.
struct PageLink {
  std::string text;
  PageAddress to;
};
/// A target user by the host's id: a link to the person's page.
struct UserValue {
  std::int64_t id = 0;
  /// Empty for the user's name. Shown without a link if the user no longer exists.
  std::string text{};
};

/// The content of a table cell or a fact. All text is plain; the host escapes it.
using Value = std::variant<std::string, TimeValue, NumberValue, BadgeValue, LinkValue, UserValue, PageLink>;

}  // namespace host_sdk::page
