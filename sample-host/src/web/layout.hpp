// The frame around every page: head, navigation, toasts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "host_sdk/page/exchange.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// The entries of the navigation.
enum class Place : std::uint8_t {
  none,
  dashboard,
  company,
  settings,
  users,
  groups,
  notifications,
  audit,
  plugins
};

/// The colors of a page: those that the viewer's system asks for, or always the same.
enum class Theme : std::uint8_t { system, light, dark };

struct ThemeName {
  Theme theme;
  /// In the cookie, in the form and in `data-theme`.
  Lit value;
  const char* label;
  /// The browser's color schemes, for the page before its style sheet arrives.
  Lit color_scheme;
};
inline constexpr ThemeName kThemes[] = {{Theme::system, "system", tr_later("System"), "light dark"},
                                        {Theme::light, "light", tr_later("Light"), "light"},
                                        {Theme::dark, "dark", tr_later("Dark"), "dark"}};

[[nodiscard]] constexpr const ThemeName& name_of(Theme theme) {
  return kThemes[static_cast<std::size_t>(theme)];
}

/// How pages look for the viewer.
struct Appearance {
  Theme theme = Theme::system;
  /// The page to which the switch of themes returns; empty for a page without the switch.
  std::string address;
};

/// The viewer, and the current place in the navigation.
struct Frame {
  std::string title;
  Place place = Place::none;
  std::string account;
  std::string company;
  std::string csrf_token;
  /// Shows the entries for administrators.
  bool administrator = false;
  Appearance appearance;
  /// The languages that the viewer can choose; no choice is shown for fewer than two.
  std::vector<std::string> languages{};
  std::vector<host_sdk::page::Toast> toasts;
};

/// A complete document with navigation.
[[nodiscard]] std::string draw_document(const Frame& frame, const Html& content);

/// A complete document without navigation, for people who are not signed in.
[[nodiscard]] std::string draw_bare_document(std::string_view title, const Html& content,
                                             const Appearance& appearance);

/// A centered card with a message, for errors of the host.
void draw_message(Html& html, std::string_view icon, std::string_view title, std::string_view text);

/// The title of one of the host's pages, with a breadcrumb to the company if `below_company`.
void draw_page_head(Html& html, std::string_view title, bool below_company, const Html& actions = {});

}  // namespace sample_host::web
