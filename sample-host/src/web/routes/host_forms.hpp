// Small pieces of the host's own pages.
#pragma once

#include <string>
#include <string_view>

#include "host_sdk/page/page.hpp"
#include "web/drawing.hpp"
#include "web/host/visit.hpp"

namespace sample_host::web {

/// The name of a provider as people know it: "Google Workspace"; "By hand" for the empty one.
[[nodiscard]] std::string provider_name(Services& services, std::string_view provider);

/// A labelled line of text in a form of the host.
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

/// `<option>` that is selected when its value is the present one.
void draw_option(Html& html, std::string_view value, std::string_view label, std::string_view present);

/// The start of a form that posts to `action`, with its token.
void draw_post_form(Html& html, const Drawing& drawing, std::string_view action);

/// A red button that asks before it posts to `action`.
void draw_delete(Html& html, const Drawing& drawing, std::string_view action, std::string_view label,
                 std::string_view question, std::string_view consequence);

/// A button-like link.
void draw_link_button(Html& html, std::string_view address, std::string_view icon, std::string_view label,
                      bool primary = false);

/// The answer to a change that only administrators may make.
[[nodiscard]] Response only_administrators(Services& services, const Visit& visit);

/// Writes into the audit trail what somebody did by hand. Throws DatabaseError.
void note_in_audit(Services& services, const Visit& visit, const char* action, const std::string& detail);

/// Text of a form's field: blanks at both ends removed, cut to `most` code points; empty if it is not UTF-8.
[[nodiscard]] std::string clean_text(const std::string& text, std::size_t most);

}  // namespace sample_host::web
