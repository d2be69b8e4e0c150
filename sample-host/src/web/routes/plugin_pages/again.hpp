// Draws a plugin's page again after a form was posted, with all that was typed.
#pragma once

#include <map>
#include <string>

#include "web/drawing.hpp"
#include "web/host/visit.hpp"
#include "web/routes/plugin_pages/settings.hpp"

namespace sample_host::web {

/// What to show above the page when it is drawn again.
struct Again {
  int status = 422;
  host_sdk::page::Notice notice{};
  Errors errors{};
  std::map<std::string, OpenPicker> open_pickers{};
  /// Below the notice, with a button that copies it; without a value for none.
  host_sdk::page::Fact copyable{};
};

/// A posted action, with what is needed to draw the page again.
struct Posted {
  Services& services;
  const Visit& visit;
  const SettingsPlace& place;
  std::string form;
  ActionInput input;

  [[nodiscard]] std::string address() const { return settings_address(place); }
  [[nodiscard]] PageReply fresh_page() const;
};

/// Reads the form's values, its revision and what the viewer looks at; not the action.
[[nodiscard]] Posted read_form(Services& services, const Visit& visit, const Request& request,
                               const SettingsPlace& place);

/// Draws the page again with all posted values.
[[nodiscard]] Response draw_again(const Posted& posted, Again again);

}  // namespace sample_host::web
