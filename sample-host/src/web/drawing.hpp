// The context in which a page is drawn.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "host_sdk/company.hpp"
#include "host_sdk/page/exchange.hpp"
#include "host_sdk/services/clock.hpp"
#include "http/url.hpp"
#include "plugins/pages/page_gateway.hpp"
#include "web/html.hpp"

namespace sample_host::web {

/// Errors by field; the key "" is the form as a whole.
using Errors = std::map<std::string, std::vector<std::string>>;

/// The options of a picker, asked for by a browser without scripts.
struct OpenPicker {
  host_sdk::page::OptionsAnswer answer;
  std::string query;
  /// The option whose children are shown; empty for all.
  std::string parent;
  /// Why there are no options; empty if they were loaded.
  std::string problem;
};

/// Context for drawing one page for one viewer.
struct Drawing {
  /// The page's address, which is the prefix of its actions, options and events.
  std::string address;
  /// The address of the page itself, above its sub-pages.
  std::string root;
  std::string csrf_token;
  host_sdk::Timestamp now{};
  host_sdk::Actor actor;
  /// Shown at the fields and in the summary of the submitted form.
  Errors errors;
  /// The form that was submitted and is shown again.
  std::string sent_form;
  /// The submitted values, when the form is shown again with errors.
  host_sdk::page::Values typed;
  /// Keyed by picker; empty for browsers with scripts, which load options themselves.
  std::map<std::string, OpenPicker> open_pickers;
  /// The cursors of the tables' current pages, and the plugin's parameters of the address.
  PageView view;
  /// Origins to which links may lead, in addition to the host's paths.
  std::vector<std::string> link_origins;
  /// Returns the name of a target user, or "" if there is none with that id.
  std::function<std::string(std::int64_t)> user_name;

  /// The id of the enclosing form; empty outside a form.
  std::string form_id;
  /// The current heading level: 2 for a card of the page.
  int heading = 2;
  /// True inside a card, where sections are flat and tables have no card.
  bool in_card = false;
  /// Forms and dialogs of buttons, which are drawn after the block, since forms cannot nest.
  Html outside;
  /// How often each id was used: makes ids unique, and equal in every rendering of the page.
  std::map<std::string, int> ids;

  /// Returns `wanted`, or `wanted-2`, `wanted-3` and so on if it was used before.
  [[nodiscard]] std::string unique_id(const std::string& wanted) {
    const int count = ++ids[wanted];
    return count == 1 ? wanted : wanted + "-" + std::to_string(count);
  }
};

/// A short hash of a text (FNV-1a) for comparing renderings; not for secrets.
[[nodiscard]] std::string short_hash(std::string_view text);

/// `<input type="hidden">`.
void draw_hidden(Html& html, Lit name, std::string_view value);

/// Adds to a query what the viewer looks at: the plugin's parameters and the pages of tables.
http::QueryString& add_view(http::QueryString& query, const PageView& view);

/// `address`, of the page or below it, with the query of what is shown, so that an action finds its row
/// again.
[[nodiscard]] std::string with_view(const Drawing& drawing, const std::string& address);

/// The address of a sub-page. Tables begin at their first page.
[[nodiscard]] std::string address_of(const Drawing& drawing, const host_sdk::page::PageAddress& to);

/// Tabler's class suffix for a tone: "danger", "warning", ...; neutral is "secondary".
[[nodiscard]] Lit tone_class(host_sdk::page::Tone tone);

}  // namespace sample_host::web
