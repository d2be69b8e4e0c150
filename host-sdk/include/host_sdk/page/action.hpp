// A button of a page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "host_sdk/page/values.hpp"

namespace host_sdk::page {

enum class ActionStyle : std::uint8_t { standard = 0, primary = 1, danger = 2, danger_subtle = 3 };

/// Words that the person must type before the action is carried out.
struct TypedConfirmation {
  std::string label;
  /// What must be typed, compared after trimming blanks at both ends.
  std::string value;
};

/// A question asked before the action is carried out. The host asks it and enforces it on the server.
struct Confirm {
  std::string title;
  std::string text;
  Tone tone = Tone::neutral;
  std::string confirm_label;
  std::optional<TypedConfirmation> type_to_confirm;
};

struct Action {
  /// Unique in the page; 1 to 64 characters of a-z, 0-9, '_'.
  std::string id;
  std::string label;
  ActionStyle style = ActionStyle::standard;
  /// A name of the host's icon set; empty for none. Unknown names are left out.
  std::string icon;
  /// Sends the fields of the form around it.
  bool submit = false;
  /// Leaves for a foreign site: drawn as a plain form, so that the browser follows the redirect.
  bool opens_external_site = false;
  /// Why the action is not possible now; empty when it is. The host refuses a disabled action on the server.
  std::string disabled;
  /// A permission that the actor must have; empty for none.
  std::string needs;
  std::optional<Confirm> confirm;
  /// A value that goes with the action: the `values["value"]` of its request. For rows of a table.
  std::string value;
};

}  // namespace host_sdk::page
