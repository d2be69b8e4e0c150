// What the drawing of one page needs to know, and what it collects on the way.
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
#include "web/html.hpp"

namespace sample_host::web {

/// Sentences by field; the key "" is the form as a whole.
using Errors = std::map<std::string, std::vector<std::string>>;

/// Carried through the drawing of one page by one viewer.
struct Drawing {
  /// The page's address: actions, options and events lie below it.
  std::string address;
  std::string csrf_token;
  host_sdk::Timestamp now{};
  host_sdk::Actor actor;
  /// Shown beside the fields and in the summary of the form that was sent.
  Errors errors;
  /// The form that was sent and is shown again.
  std::string sent_form;
  /// What was typed into the form, when it is shown again with errors.
  host_sdk::page::Values typed;
  /// The table pages that the viewer asked for, by block.
  std::map<std::string, std::string> cursors;
  /// Links may lead to these origins besides the host's own paths.
  std::vector<std::string> link_origins;
  /// The name of a target user; empty if there is none with that id.
  std::function<std::string(std::int64_t)> user_name;

  /// The id of the form around what is drawn now; empty outside of forms.
  std::string form_id;
  /// How deep headings are here: 2 for a card of the page.
  int heading = 2;
  /// Inside a card: sections are drawn flat and tables without a frame of their own.
  bool in_card = false;
  /// Forms and dialogs of buttons; drawn after the block, since forms cannot nest.
  Html outside;
  /// How often an id was given out: keeps the ids of the page unique and the same in every drawing.
  std::map<std::string, int> ids;

  /// `wanted`, or `wanted-2` and so on when it was given out before.
  [[nodiscard]] std::string unique_id(const std::string& wanted) {
    const int count = ++ids[wanted];
    return count == 1 ? wanted : wanted + "-" + std::to_string(count);
  }
};

/// A short word for a text (FNV-1a): tells two drawings apart, and is no secret.
[[nodiscard]] std::string short_hash(std::string_view text);

/// `<input type="hidden">`.
void draw_hidden(Html& html, Lit name, std::string_view value);

/// The page's address below `/` with the table pages that are shown, so that a row is found again.
[[nodiscard]] std::string with_cursors(const Drawing& drawing, std::string address);

/// The two or three words of a Tabler class for a tone: "danger", "warning", …; neutral is "secondary".
[[nodiscard]] Lit tone_class(host_sdk::page::Tone tone);

}  // namespace sample_host::web
