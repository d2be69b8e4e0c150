// Parts that the host's own pages share.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "host_sdk/page/page.hpp"
#include "host_sdk/services/clock.hpp"
#include "web/drawing.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

/// The display name of a provider, such as "Google Workspace"; "By hand" for "".
[[nodiscard]] std::string provider_name(Services& services, std::string_view provider);

/// A sentence, and the reference number under which the log has the details, if there is one.
[[nodiscard]] std::string sentence_with_reference(std::string sentence, const std::string& reference);

/// A labelled text field.
struct TextField {
  std::string name;
  std::string label;
  std::string value;
  std::string type = "text";
  int max = 255;
  bool required = false;
  bool locked = false;
};
void draw_text_field(Html& html, const Drawing& drawing, const TextField& field);

/// An `<option>`, selected if its value is the current one.
void draw_option(Html& html, std::string_view value, std::string_view label, std::string_view present);

/// Opens a form that posts to `action`, with the CSRF token.
void draw_post_form(Html& html, const Drawing& drawing, std::string_view action);

/// A red button that asks for confirmation and then posts to `action`.
void draw_delete(Html& html, const Drawing& drawing, std::string_view action, std::string_view label,
                 std::string_view question, std::string_view consequence);

/// A link that looks like a button.
void draw_link_button(Html& html, std::string_view address, std::string_view icon, std::string_view label,
                      bool primary = false);

/// The response to a change that needs an administrator.
[[nodiscard]] Response only_administrators(Services& services, const Visit& visit);

/// The start of a day in UTC: "2026-11-29". Nullopt for other text and for dates that do not exist.
[[nodiscard]] std::optional<host_sdk::Timestamp> day_from(std::string_view text);

/// A field's text without leading and trailing spaces, cut to `most` code points; "" if it is not valid
/// UTF-8.
[[nodiscard]] std::string clean_text(const std::string& text, std::size_t most);

}  // namespace sample_host::web
