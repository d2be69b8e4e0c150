// A button of a page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host_sdk/page/values.hpp"

namespace host_sdk::page {

enum class ActionStyle : std::uint8_t { standard = 0, primary = 1, danger = 2, danger_subtle = 3 };

/// Text that the person must type before the action runs.
struct TypedConfirmation {
  std::string label;
  /// The expected text; white space at both ends does not count.
  std::string value;
};

/// A confirmation before the action runs. The host asks for it, and enforces it on the server.
struct Confirm {
  std::string title;
  std::string text;
  Tone tone = Tone::neutral;
  std::string confirm_label;
  std::optional<TypedConfirmation> type_to_confirm;
};

/// A button. The host enforces `disabled`, `needs` and `confirm` on the server.
struct Action {
  /// 1 to 64 characters of a-z, 0-9, '_'. Several buttons of a page can have the same id, such as those of a
  /// table's rows, each with its `value`. Buttons with the same id and value, or without a value, agree in
  /// what the host enforces: `needs`, `confirm` (whether it asks, and the text to type) and
  /// `opens_external_site`; and no link has the id of a button.
  std::string id;
  /// At most 80 characters; verb and object.
  std::string label;
  ActionStyle style = ActionStyle::standard;
  /// A name from the host's icon set; empty for none. The host ignores unknown names.
  std::string icon;
  /// Submits the fields of the enclosing form.
  bool submit = false;
  /// Answers with a file (`ActionAnswer::file`). The page stays as it is.
  bool download = false;
  /// Leads to this address within the page. The host draws a link and does not ask the plugin: `submit`,
  /// `confirm` and `value` do not count.
  std::optional<PageAddress> leads_to;
  /// Redirects to an external site. The host renders a plain form, so that the browser follows the redirect.
  bool opens_external_site = false;
  /// Why the action is unavailable now; empty if it is available.
  std::string disabled;
  /// The permission that the actor needs, one of `Actor::can`; empty for none.
  std::string needs;
  std::optional<Confirm> confirm;
  /// Posted with the action as `ActionRequest::values["value"]`. For rows of a table.
  std::string value;
};

}  // namespace host_sdk::page
