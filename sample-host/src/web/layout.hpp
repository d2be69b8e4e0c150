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

/// The viewer, and the current place in the navigation.
struct Frame {
  std::string title;
  Place place = Place::none;
  std::string account;
  std::string company;
  std::string csrf_token;
  /// Shows the entries for administrators.
  bool administrator = false;
  std::vector<host_sdk::page::Toast> toasts;
};

/// A complete document with navigation.
[[nodiscard]] std::string draw_document(const Frame& frame, const Html& content);

/// A complete document without navigation, for people who are not signed in.
[[nodiscard]] std::string draw_bare_document(std::string_view title, const Html& content);

/// A centered card with a message, for errors of the host.
void draw_message(Html& html, std::string_view icon, std::string_view title, std::string_view text);

/// The title of one of the host's pages, with a breadcrumb to the company if `below_company`.
void draw_page_head(Html& html, std::string_view title, bool below_company, const Html& actions = {});

}  // namespace sample_host::web
